/** Connecting a company: to the vendor's consent page and back, for a first connection and for a reconnection. */
import type { Context } from "hono";
import { z } from "zod";
import { connectInput } from "#api/connection-life.ts";
import type { BooksConnection } from "#domain/connection.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { BooksAppKeys, BooksGrant } from "#domain/ports/books-consent.ts";
import type { Result } from "#domain/result.ts";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";
import { notConnectedPage } from "./connect-page.ts";
import type { Caller, ServerParts } from "./context.ts";
import { inWords, keepErrand, newState, noErrand } from "./errands.ts";
import { callbackPath, redirectProblem } from "./redirect-address.ts";
import { explainedReply, said, saidWith } from "./language.ts";

/** What a person was sent to the consent page for. */
const errand = z.union([z.object({ reconnect: z.string() }), z.object({ connect: connectInput })]);

export const connecting = {
  options: api.connections.options.handler(async ({ context: { parts, caller } }) => ({
    redirectUri: parts.publicUrl + callbackPath,
    connectionsUrl: `${parts.publicUrl}/connections`,
    environments: parts.booksConsent.environments.map(({ id, baseUrl }) => ({ id, apiUrl: baseUrl, redirectProblem: redirectProblem(parts.publicUrl, id) })),
    sampleKeys: await parts.booksConsent.sampleKeys(caller.workspaceId),
  })),

  connect: api.connections.connect.handler(async ({ input, errors, context: { parts, caller } }) => {
    const state = newState();
    const consentUrl = parts.booksConsent.newPageOf(keysOf(input), parts.publicUrl + callbackPath, state);
    if (consentUrl === null) throw errors.REFUSED({ data: { failures: [explainedReply({ code: "books-environment-differs", environment: input.environment })] } });
    await keepErrand(parts, caller, state, { connect: input });
    await noteDown(parts, caller, deed("began to connect an account"), "");
    return { consentUrl };
  }),
};

/** Sends the person to the consent page of a connection they have. */
export async function startReconnect(c: Context, parts: ServerParts, caller: Caller): Promise<Response> {
  const connection = await booksOf(parts, caller, c.req.param("connectionId") ?? "");
  if (connection === undefined) return c.html(notConnectedPage(said("There is no such connection in this workspace.")), 404);
  const state = newState();
  await keepErrand(parts, caller, state, { reconnect: connection.id });
  return c.redirect(await parts.booksConsent.pageOf(connection, parts.publicUrl + callbackPath, state), 303);
}

/** The person comes back with a code, or without one. The state is good once, for some minutes, and in one workspace. */
export async function finishConsent(c: Context, parts: ServerParts, caller: Caller): Promise<Response> {
  const { state = "", code = "", realmId: externalId = "" } = c.req.query();
  const kept = errand.safeParse(await parts.store.takeConsent(state, caller.workspaceId, parts.clock.now()));
  if (!kept.success) return c.html(notConnectedPage(said(noErrand)), 400);
  if (code === "") return c.html(notConnectedPage(saidWith("{vendor} was not given permission. Nothing has changed.", { vendor: "QuickBooks" })), 400);
  const given = { code, externalId, redirectUri: parts.publicUrl + callbackPath };
  const done = "connect" in kept.data ? await connect(parts, caller, keysOf(kept.data.connect), given) : await reconnect(parts, caller, kept.data.reconnect, given);
  if (!done.ok) return c.html(notConnectedPage(inWords(done.error)), 400);
  await parts.engine.resumeBooks(done.value);
  return c.redirect(`/connections?connected=${done.value}`, 303);
}

async function connect(parts: ServerParts, caller: Caller, keys: BooksAppKeys, given: BooksGrant): Promise<Result<ConnectionId, Failure>> {
  const connected = await parts.booksConsent.connect(keys, caller.workspaceId, given);
  if (!connected.ok) return connected;
  await noteDown(parts, caller, deed("connected {name}", { name: connected.value.name }), connected.value.id);
  return { ok: true, value: connected.value.id };
}

async function reconnect(parts: ServerParts, caller: Caller, id: string, given: BooksGrant): Promise<Result<ConnectionId, Failure>> {
  const connection = await booksOf(parts, caller, id);
  if (connection === undefined) return { ok: false, error: { code: "books-not-connected", booksName: "QuickBooks" } };
  const accepted = await parts.booksConsent.accept(connection, given);
  if (!accepted.ok) return accepted;
  await noteDown(parts, caller, deed("reconnected"), connection.id);
  return { ok: true, value: connection.id };
}

function keysOf({ environment, clientId, clientSecret, webhookVerifierToken = "" }: z.infer<typeof connectInput>): BooksAppKeys {
  return { environment, clientId, clientSecret, webhookVerifierToken: webhookVerifierToken === "" ? null : webhookVerifierToken };
}

async function booksOf(parts: ServerParts, caller: Caller, id: string): Promise<BooksConnection | undefined> {
  const connection = await parts.store.connection(id as ConnectionId);
  return connection?.role === "books" && connection.workspaceId === caller.workspaceId ? connection : undefined;
}
