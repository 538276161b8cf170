/** Mails about notices: what members chose, what waits for them, and what is written and not sent yet. */
import { type Kysely, sql } from "kysely";
import { type Instant, later } from "#domain/dates.ts";
import type { PersonId, WorkspaceId } from "#domain/ids.ts";
import type { Tried } from "#domain/notification/delivery.ts";
import type { MailItem } from "#domain/notification/digest.ts";
import type { MailChoice } from "#domain/notification/notice.ts";
import type { WaitingMail, WrittenMail } from "#domain/ports/notifications.ts";
import { jsonText } from "./json.ts";
import { noticeOf } from "./notices.ts";
import type { Tables } from "./schema.ts";

/** See `NotificationStore.mailChoice`. */
export async function mailChoice(db: Kysely<Tables>, workspaceId: WorkspaceId, personId: PersonId): Promise<MailChoice | undefined> {
  const row = await db.selectFrom("mail_choices").select("choice").where("workspace_id", "=", workspaceId).where("person_id", "=", personId).executeTakeFirst();
  return row?.choice;
}

/** Those of a workspace who chose. */
export async function mailChoices(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<Map<PersonId, MailChoice>> {
  const rows = await db.selectFrom("mail_choices").select(["person_id", "choice"]).where("workspace_id", "=", workspaceId).execute();
  return new Map(rows.map(({ person_id: personId, choice }) => [personId, choice]));
}

/** The last one counts. */
export async function saveMailChoice(db: Kysely<Tables>, workspaceId: WorkspaceId, personId: PersonId, choice: MailChoice): Promise<void> {
  const text = jsonText(choice);
  await db.insertInto("mail_choices").values({ workspace_id: workspaceId, person_id: personId, choice: text }).onConflict((conflict) => conflict.columns(["workspace_id", "person_id"]).doUpdateSet({ choice: text })).execute();
}

/** See `NotificationStore.waitingMails`. A stop or a question holds while its enrollment is still in that state, and that a document is gone until that is settled. */
export async function waitingMails(db: Kysely<Tables>): Promise<WaitingMail[]> {
  const rows = await db
    .selectFrom("waiting_mails")
    .innerJoin("notices", "notices.id", "waiting_mails.notice_id")
    .leftJoin("enrollments", (join) => join.on(sql<boolean>`enrollments.id = notices.facts->>'enrollmentId'`))
    .leftJoin("documents", (join) => join.on(sql<boolean>`documents.id = notices.facts->'document'->>'id'`))
    .selectAll("notices")
    .select(["waiting_mails.person_id", "enrollments.state", "documents.gone_settled_at"])
    .orderBy("notices.id")
    .limit(10_000)
    .execute();
  const groups = Map.groupBy(rows, (row) => `${row.workspace_id} ${row.person_id}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const items = group.map((row) => ({ notice: noticeOf(row), holds: doesHold(row) }) as MailItem);
    return [{ workspaceId: first.workspace_id, personId: first.person_id, items }];
  });
}

const expected: Partial<Record<string, string>> = { "needs-attention": "needs-attention", "approval-waiting": "awaiting-approval" };

function doesHold({ kind, state, gone_settled_at: settledAt }: { kind: string; state: string | null; gone_settled_at: Date | null }): boolean {
  return kind === "document-gone" ? settledAt === null : state === null || state === expected[kind];
}

/** See `NotificationStore.writeMail`. */
export async function writeMail(db: Kysely<Tables>, { workspaceId, personId }: Pick<WaitingMail, "workspaceId" | "personId">, noticeIds: readonly string[], mail: WrittenMail | null, now: Instant): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const taken = await trx.deleteFrom("waiting_mails").where("workspace_id", "=", workspaceId).where("person_id", "=", personId).where("notice_id", "in", noticeIds).returning("notice_id").execute();
    if (taken.length === 0) return false;
    if (mail !== null) {
      const { id, to, subject, text } = mail;
      await trx.insertInto("written_mails").values({ id, workspace_id: workspaceId, person_id: personId, recipient: to, subject, text, state: "pending", due_at: now, answer: null, created_at: now }).execute();
    }
    return true;
  });
}

/** See `NotificationStore.claimMails`. */
export async function claimMails(db: Kysely<Tables>, limit: number, now: Instant, leaseMs: number): Promise<(WrittenMail & { tries: number })[]> {
  const { rows } = await sql<{ id: string; workspace_id: WorkspaceId; person_id: PersonId; recipient: string; subject: string; text: string; tries: number }>`
    update written_mails set due_at = ${later(now, leaseMs)}, tries = tries + 1 where id in
      (select id from written_mails where state = 'pending' and due_at <= ${now} order by due_at limit ${limit} for update skip locked)
    returning id, workspace_id, person_id, recipient, subject, text, tries`.execute(db);
  return rows.map(({ id, workspace_id: workspaceId, person_id: personId, recipient: to, subject, text, tries }) => ({ id, workspaceId, personId, to, subject, text, tries }));
}

/** A later claim's outcome stands. */
export async function recordMail(db: Kysely<Tables>, { id, tries }: { id: string; tries: number }, { state, dueAt }: Tried, answer: string | null): Promise<void> {
  await db.updateTable("written_mails").set({ state, due_at: dueAt, answer }).where("id", "=", id).where("tries", "=", tries).where("state", "=", "pending").execute();
}
