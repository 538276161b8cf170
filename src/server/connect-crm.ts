/** Connecting a CRM account: by a token that a person copies, or over the CRM's consent page and back. */
import type { Context } from "hono";
import { z } from "zod";
import { appInput } from "#api/crm-life.ts";
import type { CrmConnection } from "#domain/connection.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { err, type Result } from "#domain/result.ts";
import { api } from "./api.ts";
import { type Deed, deed, noteDown } from "./audit.ts";
import { notConnectedPage } from "./connect-page.ts";
import { connectionRow } from "./connections.ts";
import type { Caller, ServerParts } from "./context.ts";
import { inWords, keepErrand, newState, noErrand } from "./errands.ts";
import { crmCallbackPath, crmRedirectProblem } from "./redirect-address.ts";
import { permissionsNow } from "./crm-life.ts";
import { explainedReply, said, saidWith } from "./language.ts";

/** What a person was sent to the consent page for: a first connection, or one they have, maybe with another app. */
const errand = z.union([z.object({ reconnectCrm: z.string(), keys: appInput.optional() }), z.object({ connectCrm: appInput })]);

/** The CRM connection of the caller's workspace; undefined = it has none of that id. */
export async function crmNamed({ parts, caller }: { parts: ServerParts; caller: Caller }, id: string): Promise<CrmConnection | undefined> {
  const connection = await parts.store.connection(id as ConnectionId);
  return connection?.role === "crm" && connection.vendor === "hubspot" && connection.workspaceId === caller.workspaceId ? connection : undefined;
}

export const connectingCrm = {
  crmOptions: api.connections.crmOptions.handler(async ({ context: { parts } }) => ({
    environments: parts.crmConsent.environments.map(({ id, baseUrl }) => ({ id, apiUrl: baseUrl })),
    redirectUri: parts.publicUrl + crmCallbackPath,
    redirectProblem: crmRedirectProblem(parts.publicUrl),
    permissions: permissionsNow(parts.crmConsent.wanted),
    samples: await parts.crmConsent.samples(),
  })),

  tryToken: api.connections.tryToken.handler(async ({ input, errors, context: { parts, caller } }) => {
    const looked = await parts.crmConsent.tryToken(input);
    if (!looked.ok) throw errors.REFUSED({ data: { failures: [explainedReply(looked.error)] } });
    await noteDown(parts, caller, deed("tried a token"), "");
    const { account, permissions } = looked.value;
    return { ...account, permissions: permissionsNow(permissions) };
  }),

  connectToken: api.connections.connectToken.handler(async ({ input, errors, context }) => {
    const { parts, caller } = context;
    const { id, ...given } = input;
    const known = id === undefined ? undefined : await crmNamed(context, id);
    if (id !== undefined && known === undefined) throw errors.NOT_FOUND();
    const connected = await parts.crmConsent.connectToken(given, caller.workspaceId, known);
    if (!connected.ok) throw errors.REFUSED({ data: { failures: [explainedReply(connected.error)] } });
    await settled(parts, caller, connected.value, known === undefined ? deed("connected {name}", { name: connected.value.name }) : deed("gave another token"));
    return connectionRow(parts, connected.value);
  }),

  connectApp: api.connections.connectApp.handler(async ({ input, errors, context }) => {
    const { parts, caller } = context;
    const { id, ...keys } = input;
    if (id !== undefined && (await crmNamed(context, id)) === undefined) throw errors.NOT_FOUND();
    const state = newState();
    const page = parts.crmConsent.newPageOf(keys, parts.publicUrl + crmCallbackPath, state);
    if (!page.ok) throw errors.REFUSED({ data: { failures: [explainedReply(page.error)] } });
    await keepErrand(parts, caller, state, id === undefined ? { connectCrm: keys } : { reconnectCrm: id, keys });
    await noteDown(parts, caller, deed("began to connect an account"), id ?? "");
    return { consentUrl: page.value };
  }),
};

/** Sends the person to the consent page of a connection they have. */
export async function startCrmReconnect(c: Context, parts: ServerParts, caller: Caller): Promise<Response> {
  const connection = await crmNamed({ parts, caller }, c.req.param("connectionId") ?? "");
  if (connection === undefined) return c.html(notConnectedPage(said("There is no such connection in this workspace.")), 404);
  const state = newState();
  const page = await parts.crmConsent.pageOf(connection, parts.publicUrl + crmCallbackPath, state);
  if (!page.ok) return c.html(notConnectedPage(inWords(page.error)), 400);
  await keepErrand(parts, caller, state, { reconnectCrm: connection.id });
  return c.redirect(page.value, 303);
}

/** The person comes back with a code, or without one. The state is good once, for some minutes, and in one workspace. */
export async function finishCrmConsent(c: Context, parts: ServerParts, caller: Caller): Promise<Response> {
  const { state = "", code = "" } = c.req.query();
  const kept = errand.safeParse(await parts.store.takeConsent(state, caller.workspaceId, parts.clock.now()));
  if (!kept.success) return c.html(notConnectedPage(said(noErrand)), 400);
  if (code === "") return c.html(notConnectedPage(saidWith("{vendor} was not given permission. Nothing has changed.", { vendor: "HubSpot" })), 400);
  const given = { code, redirectUri: parts.publicUrl + crmCallbackPath };
  const connected = "connectCrm" in kept.data ? await parts.crmConsent.connectApp(kept.data.connectCrm, caller.workspaceId, given) : await reconnected(parts, caller, kept.data, given);
  if (!connected.ok) return c.html(notConnectedPage(inWords(connected.error)), 400);
  await settled(parts, caller, connected.value, "connectCrm" in kept.data ? deed("connected {name}", { name: connected.value.name }) : deed("reconnected"));
  return c.redirect(`/connections?connected=${connected.value.id}`, 303);
}

async function reconnected(
  parts: ServerParts,
  caller: Caller,
  { reconnectCrm: id, keys }: { reconnectCrm: string; keys?: z.infer<typeof appInput> | undefined },
  given: { code: string; redirectUri: string },
): Promise<Result<CrmConnection, Failure>> {
  const connection = await crmNamed({ parts, caller }, id);
  if (connection === undefined) return err({ code: "crm-not-connected", crmName: "HubSpot" });
  return keys === undefined ? parts.crmConsent.accept(connection, given) : parts.crmConsent.accept(connection, given, keys);
}

async function settled(parts: ServerParts, caller: Caller, connection: CrmConnection, did: Deed): Promise<void> {
  await noteDown(parts, caller, did, connection.id);
  await parts.engine.resumeCrm(connection.id);
}
