/** Connections: what is connected, whether it still is, and what it costs. */
import type { ConnectionRow } from "#api/connection.ts";
import type { Connection } from "#domain/connection.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import { api } from "./api.ts";
import { bookCallsOf } from "./book-calls.ts";
import { lifeOf } from "./books-life.ts";
import { crmLifeOf } from "./crm-life.ts";
import type { ServerParts } from "./context.ts";
import { said } from "./language.ts";

/** The vendors' own API hosts; a connection to any other host is a simulator. */
const vendorHosts = [".intuit.com", ".hubapi.com"];

export const connections = {
  list: api.connections.list.handler(({ context: { parts, caller } }) => connectionRows(parts, caller.workspaceId)),
};

/** The workspace's connections, with the meter and the age of the mirror for books. */
export async function connectionRows(parts: ServerParts, workspaceId: WorkspaceId): Promise<ConnectionRow[]> {
  const all = await parts.store.connections(workspaceId);
  return Promise.all(all.map((connection) => connectionRow(parts, connection)));
}

/** One connection for a reply. */
export async function connectionRow(parts: ServerParts, connection: Connection): Promise<ConnectionRow> {
  const { id, role, vendor, name, connectionState, externalId, appUrl } = connection;
  const isBooks = role === "books";
  return {
    id,
    role,
    vendor,
    name: vendor === "own-records" ? said(name) : name,
    connectionState,
    externalId,
    appUrl,
    isSimulated: isSimulated(connection),
    currency: connection.role === "books" ? connection.company.homeCurrency : connection.account.currency,
    calls: connection.role === "books" ? await bookCallsOf(parts, connection) : null,
    life: connection.role === "books" ? await lifeOf(parts, connection) : null,
    crm: connection.role === "crm" && connection.vendor === "hubspot" ? await crmLifeOf(parts, connection) : null,
    mirrorRefreshedAt: isBooks ? (await parts.store.mirrorState(id)).refreshedAt : null,
  };
}

/** True when the connection's API is not the vendor's own. */
export function isSimulated(connection: Pick<Connection, "baseUrl" | "vendor">): boolean {
  if (connection.vendor === "own-records") return false;
  const host = `.${new URL(connection.baseUrl).hostname}`;
  return !vendorHosts.some((own) => host.endsWith(own));
}
