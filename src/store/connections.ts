/** Workspaces, connections and their secrets. */
import type { Kysely, Selectable } from "kysely";
import { booksSettings, type BooksSettings } from "#domain/books-settings.ts";
import { crmSettings } from "#domain/crm-settings.ts";
import type { BooksVendor, Connection, CrmVendor } from "#domain/connection.ts";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { BooksCompany } from "#domain/ports/books.ts";
import type { CrmAccount } from "#domain/ports/crm.ts";
import { announce } from "./changes.ts";
import { jsonText } from "./json.ts";
import type { Tables } from "./schema.ts";
import type { ConnectionTable } from "./schema/connections.ts";
import type { SecretBox } from "./secrets.ts";

/** All workspaces, oldest first. */
export async function workspaces(db: Kysely<Tables>): Promise<{ id: WorkspaceId; name: string }[]> {
  return db.selectFrom("workspaces").select(["id", "name"]).orderBy("created_at").orderBy("id").execute();
}

/** Adds a workspace; an id that exists is a bug and throws. */
export async function createWorkspace(
  db: Kysely<Tables>,
  workspace: { id: WorkspaceId; name: string; now: Instant },
): Promise<void> {
  const { id, name, now } = workspace;
  await db.insertInto("workspaces").values({ id, name, created_at: now }).execute();
}

/** Calls a workspace something else. */
export async function renameWorkspace(db: Kysely<Tables>, id: WorkspaceId, name: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.updateTable("workspaces").set({ name }).where("id", "=", id).execute();
    await announce(trx, { workspaceId: id, topic: "people", id });
  });
}

/** A workspace's connections, oldest first. */
export async function connections(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<Connection[]> {
  const rows = await everyConnection(db).where("workspace_id", "=", workspaceId).execute();
  return rows.map(connectionOf);
}

/** The connections of all workspaces, oldest first. */
export async function allConnections(db: Kysely<Tables>): Promise<Connection[]> {
  return (await everyConnection(db).execute()).map(connectionOf);
}

/** One connection; undefined = there is none. */
export async function connection(db: Kysely<Tables>, id: ConnectionId): Promise<Connection | undefined> {
  const row = await everyConnection(db).where("id", "=", id).executeTakeFirst();
  return row && connectionOf(row);
}

function everyConnection(db: Kysely<Tables>) {
  return db.selectFrom("connections").selectAll().orderBy("created_at").orderBy("id");
}

/** A reconnection keeps the settings people made; another account, or one connected already, is refused. */
export async function saveConnection(
  db: Kysely<Tables>,
  box: SecretBox,
  wanted: Connection,
  secret: unknown,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const saved = await trx
      .insertInto("connections")
      .values(rowOf(wanted))
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    if (saved === undefined && !(await reconnect(trx, wanted))) return false;
    const ciphertext = box.close(secret, wanted.id);
    await trx
      .insertInto("connection_secrets")
      .values({ connection_id: wanted.id, ciphertext })
      .onConflict((conflict) => conflict.column("connection_id").doUpdateSet({ ciphertext }))
      .execute();
    await announce(trx, { workspaceId: wanted.workspaceId, topic: "connections", id: wanted.id });
    return true;
  });
}

async function reconnect(db: Kysely<Tables>, wanted: Connection): Promise<boolean> {
  const { name, connection_state, base_url, app_url, account } = rowOf(wanted);
  const same = await db
    .updateTable("connections")
    .set({ name, connection_state, base_url, app_url, account })
    .where("id", "=", wanted.id)
    .where("workspace_id", "=", wanted.workspaceId)
    .where("vendor", "=", wanted.vendor)
    .where("external_id", "=", wanted.externalId)
    .returning("id")
    .executeTakeFirst();
  return same !== undefined;
}

function rowOf(connection: Connection) {
  return {
    id: connection.id,
    workspace_id: connection.workspaceId,
    role: connection.role,
    vendor: connection.vendor,
    name: connection.name,
    external_id: connection.externalId,
    connection_state: connection.connectionState,
    base_url: connection.baseUrl,
    app_url: connection.appUrl,
    account: jsonText(connection.role === "crm" ? connection.account : connection.company),
    settings: jsonText(connection.settings),
    is_read_only: connection.role === "books" && connection.isReadOnly,
    created_at: connection.createdAt,
  };
}

function connectionOf(row: Selectable<ConnectionTable>): Connection {
  const facts = {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    connectionState: row.connection_state,
    baseUrl: row.base_url,
    appUrl: row.app_url,
    createdAt: instantOf(row.created_at),
    externalId: row.external_id,
  };
  return row.role === "crm"
    ? { ...facts, role: "crm", vendor: row.vendor as CrmVendor, account: row.account as CrmAccount, settings: crmSettings.parse(row.settings ?? {}) }
    : {
        ...facts,
        role: "books",
        vendor: row.vendor as BooksVendor,
        company: row.account as BooksCompany,
        settings: booksSettings.parse(row.settings),
        isReadOnly: row.is_read_only,
      };
}

/** Keeps what the books say of the company. */
export async function saveBooksCompany(db: Kysely<Tables>, id: ConnectionId, company: BooksCompany): Promise<void> {
  await change(db, id, { account: jsonText(company) });
}

/** Keeps the settings people made. */
export async function saveBooksSettings(db: Kysely<Tables>, id: ConnectionId, settings: BooksSettings): Promise<void> {
  await change(db, id, { settings: jsonText(settings) });
}

/** Marks a connection as connected or ended. */
export async function setConnectionState(
  db: Kysely<Tables>,
  id: ConnectionId,
  state: Connection["connectionState"],
): Promise<void> {
  await change(db, id, { connection_state: state });
}

/** Lets the books be written to, or only read. */
export async function setReadOnly(db: Kysely<Tables>, id: ConnectionId, isReadOnly: boolean): Promise<void> {
  await change(db, id, { is_read_only: isReadOnly });
}

async function change(
  db: Kysely<Tables>,
  id: ConnectionId,
  set: { account?: string; settings?: string; connection_state?: Connection["connectionState"]; is_read_only?: boolean },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable("connections")
      .set(set)
      .where("id", "=", id)
      .returning("workspace_id")
      .executeTakeFirst();
    if (changed) await announce(trx, { workspaceId: changed.workspace_id, topic: "connections", id });
  });
}

/** The decrypted secret; undefined = no such connection. */
export async function readSecret(db: Kysely<Tables>, box: SecretBox, id: ConnectionId): Promise<unknown> {
  const row = await db
    .selectFrom("connection_secrets")
    .select("ciphertext")
    .where("connection_id", "=", id)
    .executeTakeFirst();
  return row && box.open(row.ciphertext, id);
}

/** Replaces secrets one at a time; see `Store.replaceSecret`. */
export interface SecretReplacer {
  replace(id: ConnectionId, replace: (current: unknown) => Promise<unknown>): Promise<unknown>;
}

/**
 * `locks` is a pool of its own: `replace` talks to the vendor and may need the store meanwhile, so what waits here must
 * not hold the store's connections. Within this process callers queue up in memory and hold none at all.
 */
export function secretReplacer(locks: Kysely<Tables>, box: SecretBox): SecretReplacer {
  const lastOf = new Map<ConnectionId, Promise<unknown>>();

  function replaceLocked(id: ConnectionId, replace: (current: unknown) => Promise<unknown>): Promise<unknown> {
    return locks.transaction().execute(async (trx) => {
      const row = await trx
        .selectFrom("connection_secrets")
        .select("ciphertext")
        .where("connection_id", "=", id)
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined) throw new Error(`there is no connection ${id}`);
      const replaced = await replace(box.open(row.ciphertext, id));
      const ciphertext = box.close(replaced, id);
      await trx.updateTable("connection_secrets").set({ ciphertext }).where("connection_id", "=", id).execute();
      return replaced;
    });
  }

  return {
    async replace(id, replace) {
      const before = lastOf.get(id) ?? Promise.resolve();
      const turn = before.then(
        () => replaceLocked(id, replace),
        () => replaceLocked(id, replace),
      );
      lastOf.set(id, turn);
      try {
        return await turn;
      } finally {
        if (lastOf.get(id) === turn) lastOf.delete(id);
      }
    },
  };
}
