/** The files of a private app with a static token, as HubSpot's developer CLI uploads them (project format 2026.03). */
import type { ObjectType } from "#domain/record.ts";
import type { AppFile, AppWish } from "#domain/ports/crm-actions.ts";
import { objectKinds } from "../object-kinds.ts";
import { wantedScopes } from "../scopes.ts";
import { definitionOf } from "./definition.ts";

/** HubSpot counts this many of our calls at once for one account. */
const mostConcurrentRequests = 10;

/** All files, by their paths in the project's folder. */
export function appFiles({ publicUrl, name, actions }: AppWish): AppFile[] {
  const base = publicUrl.replace(/\/+$/, "");
  const { needed, optional } = wantedScopes();
  const required = [...new Set([...needed, ...watchedTypes.map((type) => `crm.objects.${objectKinds[type].plural}.read`), "automation"])];
  return [
    file("hsproject.json", { name: projectNameOf(name), srcDir: "src", platformVersion: "2026.03" }),
    file("src/app/app-hsmeta.json", {
      uid: "ledgerline_app",
      type: "app",
      config: {
        name,
        description: "Creates documents in QuickBooks Online from deals, quotes and payments, and shows them on the records.",
        distribution: "private",
        auth: { type: "static", requiredScopes: required, optionalScopes: optional.filter((scope) => !required.includes(scope)), conditionallyRequiredScopes: [] },
        permittedUrls: { fetch: [base], iframe: [], img: [] },
        support: {},
      },
    }),
    file("src/app/webhooks/webhooks-hsmeta.json", { uid: "ledgerline_webhooks", type: "webhooks", config: webhooks(`${base}/webhooks/hubspot`) }),
    ...actions.map((action) => {
      const { published: isPublished, ...config } = definitionOf(action, base);
      return file(`src/app/workflow-actions/${action.en.kind}-hsmeta.json`, {
        uid: `ledgerline_${action.en.kind.replaceAll("-", "_")}`, type: "workflow-action", config: { ...config, isPublished, supportedClients: [{ client: "WORKFLOWS" }] },
      });
    }),
  ];
}

function file(path: string, content: unknown): AppFile {
  return { path, content: `${JSON.stringify(content, null, 2)}\n` };
}

/** Project names are short and plain. */
function projectNameOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 50) || "ledgerline";
}

const events = ["creation", "deletion", "merge", "restore"];
/**
 * What starts workflows most often; everything else is found by looking, a little later. A subscription needs the read scope of its
 * objects, and what HubSpot does with one whose optional scope an account cannot give is not documented: so only kinds whose scope
 * is required are here, and payments, which accounts without commerce do not have, are not.
 */
const watched = {
  deal: ["dealstage", "amount", "pipeline", "closedate"],
  quote: ["hs_sign_status", "hs_quote_status", "hs_status", "hs_payment_status"],
} satisfies Partial<Record<ObjectType, readonly string[]>>;
const watchedTypes = Object.keys(watched) as (keyof typeof watched)[];

function webhooks(targetUrl: string): unknown {
  const kinds = watchedTypes.map((type) => ({ objectType: objectKinds[type].singular, properties: watched[type] }));
  return {
    settings: { targetUrl, maxConcurrentRequests: mostConcurrentRequests },
    subscriptions: {
      crmObjects: kinds.flatMap(({ objectType, properties }) => [
        ...events.map((event) => ({ subscriptionType: `object.${event}`, objectType, active: true })),
        ...properties.map((propertyName) => ({ subscriptionType: "object.propertyChange", objectType, propertyName, active: true })),
      ]),
      legacyCrmObjects: [],
      hubEvents: [{ subscriptionType: "contact.privacyDeletion", active: true }],
    },
  };
}
