/** Notices: kept once, handed on once, forgotten after a while. */
import { type Kysely, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { Notice } from "#domain/notification/notice.ts";
import type { RoutedNotice } from "#domain/ports/notifications.ts";
import { jsonText, rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";

/** See `NotificationStore.keepNotices`. */
export async function keepNotices(db: Kysely<Tables>, kept: readonly Omit<Notice, "id">[]): Promise<void> {
  if (kept.length === 0) return;
  const rows = kept.map(({ key, workspaceId, kind, facts, at }) => ({ key, workspace_id: workspaceId, kind, facts: jsonText(facts), at }));
  await db.insertInto("notices").values(rows).onConflict((conflict) => conflict.column("key").doNothing()).execute();
}

/** See `NotificationStore.freshNotices`. */
export async function freshNotices(db: Kysely<Tables>, limit: number): Promise<Notice[]> {
  const rows = await db.selectFrom("notices").selectAll().where("routed_at", "is", null).orderBy("id").limit(limit).execute();
  return rows.map(noticeOf);
}

/** A row as the notice it is. */
export function noticeOf({ id, key, workspace_id: workspaceId, kind, facts, at }: { id: string; key: string; workspace_id: Notice["workspaceId"]; kind: Notice["kind"]; facts: Notice["facts"]; at: Date }): Notice {
  return { id: String(id), key, workspaceId, kind, facts, at: instantOf(at) };
}

/** See `NotificationStore.routeNotices`. Members and receivers that are gone since are left out. */
export async function routeNotices(db: Kysely<Tables>, routed: readonly RoutedNotice[], now: Instant): Promise<string[]> {
  const mails = routed.flatMap(({ noticeId, workspaceId, personIds }) => personIds.map((personId) => ({ notice_id: noticeId, workspace_id: workspaceId, person_id: personId })));
  const calls = routed.flatMap(({ noticeId, deliveries }) => deliveries.map(({ id, receiverId, kind, body }) => ({ notice_id: noticeId, id, receiver_id: receiverId, kind, body })));
  const { rows } = await sql<{ id: string }>`
    with taken as (
      update notices set routed_at = ${now} from ${rowsOf(routed.map(({ noticeId }) => ({ id: noticeId })), "id bigint")}
      where notices.id = input.id and notices.routed_at is null
      returning notices.id
    ), mailed as (
      insert into waiting_mails (notice_id, workspace_id, person_id)
      select taken.id, members.workspace_id, members.person_id
      from ${rowsOf(mails, "notice_id bigint, workspace_id text, person_id text")}
      join taken on taken.id = input.notice_id
      join members on members.workspace_id = input.workspace_id and members.person_id = input.person_id
    ), called as (
      insert into webhook_deliveries (id, workspace_id, receiver_id, notice_id, kind, body, state, created_at, due_at)
      select input.id, webhook_receivers.workspace_id, webhook_receivers.id, taken.id, input.kind, input.body, 'pending', ${now}, ${now}
      from ${rowsOf(calls, "notice_id bigint, id text, receiver_id text, kind text, body text")}
      join taken on taken.id = input.notice_id
      join webhook_receivers on webhook_receivers.id = input.receiver_id
    )
    select id from taken`.execute(db);
  return rows.map(({ id }) => String(id));
}

/** See `NotificationStore.forgetNotices`. What is still on its way stays, with its notice. */
export async function forgetNotices(db: Kysely<Tables>, before: Instant): Promise<void> {
  await sql`delete from notices where at < ${before} and routed_at is not null
    and not exists (select from waiting_mails where notice_id = notices.id)
    and not exists (select from webhook_deliveries where notice_id = notices.id and state = 'pending')`.execute(db);
  await db.deleteFrom("webhook_deliveries").where("created_at", "<", new Date(before)).where("state", "<>", "pending").execute();
  await db.deleteFrom("written_mails").where("created_at", "<", new Date(before)).where("state", "<>", "pending").execute();
}
