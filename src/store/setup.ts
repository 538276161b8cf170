/** How far a workspace's first set-up is. */
import { type Kysely, sql } from "kysely";
import type { WorkspaceId } from "#domain/ids.ts";
import type { Setup } from "#domain/setup.ts";
import { announce } from "./changes.ts";
import type { Tables } from "./schema.ts";

/** Of a workspace that exists. */
export async function setupOf(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<Setup> {
  const row = await db.selectFrom("workspaces").select(["setup_looked_at", "is_setup_put_away"]).where("id", "=", workspaceId).executeTakeFirstOrThrow();
  return { lookedAt: row.setup_looked_at, isPutAway: row.is_setup_put_away };
}

/** Questions are added in one statement, so that two people who answer at once both count. */
export async function saveSetup(db: Kysely<Tables>, workspaceId: WorkspaceId, { lookedAt = [], isPutAway }: Partial<Setup>): Promise<Setup> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable("workspaces")
      .set({
        setup_looked_at: sql<string[]>`array(select distinct one from unnest(setup_looked_at || ${[...lookedAt]}::text[]) one order by one)`,
        ...(isPutAway !== undefined && { is_setup_put_away: isPutAway }),
      })
      .where("id", "=", workspaceId)
      .execute();
    await announce(trx, { workspaceId, topic: "people", id: null });
  });
  return setupOf(db, workspaceId);
}
