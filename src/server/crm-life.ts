/** How a CRM connection does: its credential and permissions, its health, and how its records are heard of. */
import type { CrmLife } from "#api/crm-life.ts";
import type { ConnectionHealth, CrmConnection } from "#domain/connection.ts";
import type { CrmPermission } from "#domain/crm-permission.ts";
import { startingTypes } from "#domain/record.ts";
import type { ServerParts } from "./context.ts";
import { explainedReply, said } from "./language.ts";

/** The path a CRM delivers webhooks of a connection to. */
export function webhookPath({ vendor, id }: Pick<CrmConnection, "vendor" | "id">): string {
  return `/webhooks/${vendor}/${id}`;
}

/** Everything a person wants to know of it. */
export async function crmLifeOf(parts: ServerParts, crm: CrmConnection): Promise<CrmLife> {
  const { store, crmConsent, publicUrl } = parts;
  const [credential, known, health, watches] = await Promise.all([crmConsent.credentialOf(crm), store.permissions(crm.id), store.connectionHealth(crm.id), store.watches(crm.id)]);
  return {
    environment: crmConsent.environmentOf(crm),
    credential: credential.kind,
    webhookUrl: publicUrl + webhookPath(crm),
    hearsWebhooks: credential.hearsWebhooks,
    permissions: permissionsNow(known?.permissions ?? crmConsent.wanted),
    permissionsCheckedAt: known?.checkedAt ?? null,
    health: healthReply(crm, health),
    watched: startingTypes.map((objectType) => watchedReply(watches.find((one) => one.objectType === objectType), objectType)),
    settings: crm.settings,
    apiVersions: [...crmConsent.apiVersions],
  };
}

/** Permissions, with what does not work without them in the language of whoever is asking. */
export function permissionsNow(permissions: readonly CrmPermission[]): CrmPermission[] {
  return permissions.map((permission) => ({ ...permission, without: said(permission.without) }));
}

type Watched = CrmLife["watched"][number];

function watchedReply(watch: Awaited<ReturnType<ServerParts["store"]["watches"]>>[number] | undefined, objectType: Watched["objectType"]): Watched {
  if (watch === undefined) return { objectType, askedAt: null, heardAt: null, heardBy: null, sweptAt: null, sweepFound: null, failure: null };
  const { askedAt, heardAt, heardBy, sweptAt, sweepFound, failure } = watch;
  return { objectType, askedAt, heardAt, heardBy, sweptAt, sweepFound, failure: failure === null ? null : explainedReply(failure) };
}

function healthReply(crm: CrmConnection, { succeededAt, failedAt, failure }: ConnectionHealth): CrmLife["health"] {
  if (failedAt === null || failure === null) return { lastSuccessAt: succeededAt, lastFailure: null };
  const isOver = crm.connectionState === "connected" && succeededAt !== null && succeededAt >= failedAt;
  const named = "crmName" in failure ? { ...failure, crmName: crm.name } : failure;
  return { lastSuccessAt: succeededAt, lastFailure: { at: failedAt, isOver, failure: explainedReply(named) } };
}
