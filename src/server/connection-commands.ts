/** What people do with connections: look at one, check it, switch read-only mode, disconnect. */
import type { BooksConnection, Connection } from "#domain/connection.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { Result } from "#domain/result.ts";
import { api } from "./api.ts";
import { deed, noteDown, noteNothing } from "./audit.ts";
import type { Caller, ServerParts } from "./context.ts";
import { connectionRow } from "./connections.ts";
import { explainedReply, saidWith } from "./language.ts";

/** Who asks, and what there is to answer with. */
export type Handled = { parts: ServerParts; caller: Caller };

export const connectionCommands = {
  get: api.connections.get.handler(async ({ input, errors, context }) => {
    const connection = await ownConnection(context, input.id);
    if (connection === undefined) throw errors.NOT_FOUND();
    return connectionRow(context.parts, connection);
  }),

  check: api.connections.check.handler(async ({ input, errors, context }) => {
    const { parts } = context;
    const connection = await ownConnection(context, input.id);
    if (connection === undefined) throw errors.NOT_FOUND();
    const answer = await ask(parts, connection);
    if (!answer.ok) throw errors.REFUSED({ data: { failures: [explainedReply(answer.error)] } });
    if (connection.role === "crm") await parts.engine.resumeCrm(connection.id);
    await parts.store.noteHealth(connection.id, { succeededAt: parts.clock.now() });
    await noteDown(parts, context.caller, deed("checked the connection"), connection.id);
    return reread(parts, connection);
  }),

  setReadOnly: api.connections.setReadOnly.handler(async ({ input, errors, context }) => {
    const { parts, caller } = context;
    const books = await booksNamed(context, input.id);
    if (books === undefined) throw errors.NOT_FOUND();
    if (books.isReadOnly !== input.isReadOnly) {
      await parts.store.setReadOnly(books.id, input.isReadOnly);
      await noteDown(parts, caller, deed(input.isReadOnly ? "switched read-only mode on" : "switched read-only mode off"), books.id);
      if (!input.isReadOnly) await parts.engine.resumeBooks(books.id);
    } else noteNothing(caller);
    return reread(parts, books);
  }),

  disconnect: api.connections.disconnect.handler(async ({ input, errors, context }) => {
    const { parts, caller } = context;
    const connection = await ownConnection(context, input.id);
    if (connection === undefined || connection.vendor === "own-records") throw errors.NOT_FOUND();
    const told = await disconnectFrom(parts, connection);
    const isVendorTold = told === "told";
    await noteDown(parts, caller, deed(isVendorTold ? "disconnected" : "disconnected; the vendor could not be told"), connection.id);
    return { connection: await reread(parts, connection), isVendorTold, mustBeRemovedThere: told === "cannot-be-told" };
  }),

  saveCrmSettings: api.connections.saveCrmSettings.handler(async ({ input: { id, ...given }, errors, context }) => {
    const { parts, caller } = context;
    const connection = await ownConnection(context, id);
    if (connection?.role !== "crm" || connection.vendor === "own-records") throw errors.NOT_FOUND();
    if (given.apiVersion != null && !parts.crmConsent.apiVersions.includes(given.apiVersion)) {
      throw errors.INVALID_SETTINGS({ data: { problems: [{ field: "apiVersion", problem: saidWith("Choose one of {versions}.", { versions: parts.crmConsent.apiVersions.join(", ") }) }] } });
    }
    const { apiVersion = connection.settings.apiVersion, notesOnRecords = connection.settings.notesOnRecords } = given;
    await parts.store.saveCrmSettings(connection.id, { apiVersion, notesOnRecords });
    await noteDown(parts, caller, deed(notesOnRecords ? "changed the CRM settings: API version {version}, notes on records on" : "changed the CRM settings: API version {version}, notes on records off", { version: apiVersion ?? "usual" }), connection.id);
    return reread(parts, connection);
  }),
};

async function ownConnection({ parts, caller }: Handled, id: string): Promise<Connection | undefined> {
  const connection = await parts.store.connection(id as ConnectionId);
  return connection?.workspaceId === caller.workspaceId ? connection : undefined;
}

/** A set of books of the caller's workspace; undefined = it has none of that id. */
export async function booksNamed(handled: Handled, id: string): Promise<BooksConnection | undefined> {
  const connection = await ownConnection(handled, id);
  return connection?.role === "books" ? connection : undefined;
}

async function ask(parts: ServerParts, { id, role }: Connection): Promise<Result<unknown, Failure>> {
  if (role === "books") return (await parts.books(id)).forPerson().check();
  const permissions = await (await parts.crm(id)).permissions();
  if (permissions.ok) await parts.store.savePermissions(id, permissions.value, parts.clock.now());
  return permissions;
}

function disconnectFrom(parts: ServerParts, connection: Connection): Promise<"told" | "not-told" | "cannot-be-told"> {
  if (connection.role === "crm") return parts.crmConsent.disconnect(connection);
  return parts.booksConsent.disconnect(connection).then((isTold) => (isTold ? "told" : "not-told"));
}

async function reread(parts: ServerParts, connection: Connection): Promise<Awaited<ReturnType<typeof connectionRow>>> {
  return connectionRow(parts, (await parts.store.connection(connection.id)) ?? connection);
}
