/** Keys of the API: only their digests are kept. */
import { type Kysely, type Selectable, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { ApiKeyId, WorkspaceId } from "#domain/ids.ts";
import type { ApiKey } from "#domain/member.ts";
import { announce } from "./changes.ts";
import { instantOrNull } from "./json.ts";
import { standingColumns, standingOf } from "./members.ts";
import type { Tables } from "./schema.ts";
import type { ApiKeyTable } from "./schema/people.ts";

/** A workspace's keys that were not revoked, oldest first. */
export async function apiKeys(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<ApiKey[]> {
  const rows = await db.selectFrom("api_keys").selectAll().where("workspace_id", "=", workspaceId).where("revoked_at", "is", null).orderBy("created_at").orderBy("id").execute();
  return rows.map(keyOf);
}

/** Adds a key. */
export async function addApiKey(db: Kysely<Tables>, key: ApiKey, digest: string): Promise<void> {
  const { id, workspaceId, name, hint, createdBy, createdAt } = key;
  await db.transaction().execute(async (trx) => {
    await trx.insertInto("api_keys").values({ id, workspace_id: workspaceId, name, ...standingColumns(key), hint, digest, created_by: createdBy, created_at: createdAt }).execute();
    await announce(trx, { workspaceId, topic: "people", id });
  });
}

/** Revokes a key for good; undefined = there is none. */
export function revokeApiKey(db: Kysely<Tables>, workspaceId: WorkspaceId, id: ApiKeyId, now: Instant): Promise<ApiKey | undefined> {
  return db.transaction().execute(async (trx) => {
    const row = await trx.updateTable("api_keys").set({ revoked_at: now }).where("workspace_id", "=", workspaceId).where("id", "=", id).where("revoked_at", "is", null).returningAll().executeTakeFirst();
    if (row !== undefined) await announce(trx, { workspaceId, topic: "people", id });
    return row && keyOf(row);
  });
}

/** The key of this digest. Its last use is written at most once a minute, so that using a key costs one read. */
export async function useApiKey(db: Kysely<Tables>, digest: string, now: Instant): Promise<ApiKey | undefined> {
  const row = await db.selectFrom("api_keys").selectAll().where("digest", "=", digest).where("revoked_at", "is", null).executeTakeFirst();
  if (row === undefined) return undefined;
  await db
    .updateTable("api_keys")
    .set({ last_used_at: now })
    .where("id", "=", row.id)
    .where((is) => is.or([is("last_used_at", "is", null), is("last_used_at", "<", sql<Date>`${now}::timestamptz - interval '1 minute'`)]))
    .execute();
  return keyOf(row);
}

function keyOf(row: Selectable<ApiKeyTable>): ApiKey {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    ...standingOf(row),
    hint: row.hint,
    createdBy: row.created_by,
    createdAt: instantOf(row.created_at.getTime()),
    lastUsedAt: instantOrNull(row.last_used_at),
  };
}
