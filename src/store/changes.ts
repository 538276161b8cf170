/** Change notices: sent in the transaction that changes, heard by every process once it commits. */
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { Client, Notification } from "pg";
import type { WorkspaceId } from "#domain/ids.ts";
import type { ChangeNotice } from "#domain/ports/store.ts";
import type { Tables } from "./schema.ts";

const channel = "ledgerline_changes";
const topics: readonly ChangeNotice["topic"][] = ["workflows", "enrollments", "documents", "connections", "people"];
const reconnectMs = 1_000;

/** Announces changes when the transaction commits; PostgreSQL drops repetitions within one transaction. */
export async function announce(db: Transaction<Tables>, notice: ChangeNotice): Promise<void> {
  await sql`select pg_notify(${channel}, ${JSON.stringify(notice)})`.execute(db);
}

/**
 * The same inside a statement, for changes known only to it: one notice per workspace. `changed` names a part of the
 * statement with the columns `workspace_id` and `id`.
 */
export function announced(topic: ChangeNotice["topic"], changed: string): RawBuilder<unknown> {
  return sql`select pg_notify(${channel}, json_build_object('workspaceId', workspace_id, 'topic', ${topic}::text,
    'id', case when count(*) = 1 then min(id) end)::text) as sent from ${sql.table(changed)} group by workspace_id`;
}

/** Everybody in this process who wants to hear of changes, fed by one connection. */
export interface ChangeFeed {
  listen(listener: (notice: ChangeNotice) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Opens the feed; it connects when the first listener comes and again whenever its connection is lost. */
export function openChangeFeed(db: Kysely<Tables>, connect: () => Promise<Client>): ChangeFeed {
  const listeners = new Set<(notice: ChangeNotice) => void>();
  let connecting: Promise<Client> | undefined;
  let closed = false;
  const tell = (notice: ChangeNotice): void => listeners.forEach((listener) => listener(notice));

  async function connected(): Promise<Client> {
    const client = await connect();
    client.on("notification", (message: Notification) => {
      if (message.payload !== undefined) tell(JSON.parse(message.payload) as ChangeNotice);
    });
    let isLost = false;
    const lost = (): void => {
      if (isLost || closed) return;
      isLost = true;
      client.end().catch(() => undefined);
      connecting = reconnected();
    };
    client.on("error", lost);
    client.on("end", lost);
    await client.query(`listen ${channel}`);
    return client;
  }

  async function reconnected(): Promise<Client> {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, reconnectMs));
      if (closed) throw new Error("the change feed is closed");
      try {
        const client = await connected();
        await tellThatAnythingMayHaveChanged();
        return client;
      } catch {
        // The database is still away; the next round tries again.
      }
    }
  }

  async function tellThatAnythingMayHaveChanged(): Promise<void> {
    const workspaces = await db.selectFrom("workspaces").select("id").execute();
    for (const { id } of workspaces) for (const topic of topics) tell(anything(id, topic));
  }

  return {
    async listen(listener) {
      listeners.add(listener);
      connecting ??= connected();
      try {
        await connecting;
      } catch (problem) {
        listeners.delete(listener);
        connecting = undefined;
        throw problem;
      }
      return async () => void listeners.delete(listener);
    },
    async close() {
      closed = true;
      listeners.clear();
      const client = await connecting?.catch(() => undefined);
      await client?.end();
    },
  };
}

function anything(workspaceId: WorkspaceId, topic: ChangeNotice["topic"]): ChangeNotice {
  return { workspaceId, topic, id: null };
}
