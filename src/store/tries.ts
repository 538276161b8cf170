/** Counts tries over all processes, so that nobody can guess as fast as they like. */
import { type Kysely, sql } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { Tables } from "./schema.ts";

/** Counts one more; a window begins with the first try after the one before has passed. */
export async function countTry(db: Kysely<Tables>, key: string, windowMs: number, now: Instant): Promise<number> {
  const passed = sql`tries.began_at <= ${now}::timestamptz - ${windowMs} * interval '1 millisecond'`;
  const { rows } = await sql<{ count: number }>`
    insert into tries (key, began_at, count) values (${key}, ${now}, 1)
    on conflict (key) do update set count = case when ${passed} then 1 else tries.count + 1 end,
      began_at = case when ${passed} then excluded.began_at else tries.began_at end
    returning count`.execute(db);
  return rows[0]?.count ?? 1;
}

/** Begins anew. Windows of long ago go with it. */
export async function forgetTries(db: Kysely<Tables>, key: string): Promise<void> {
  await sql`delete from tries where key = ${key} or began_at < now() - interval '1 day'`.execute(db);
}
