/** What became of documents after they were posted. What is found, its history and all that follows are kept together. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import { type Instant, instantOf, type LocalDate } from "#domain/dates.ts";
import { type DocumentNews, owingStatuses, settledComparedForMs, unsettledStatuses } from "#domain/document/news.ts";
import type { KeptDocument } from "#domain/document/posted.ts";
import type { ConnectionId, DocumentId, EnrollmentId } from "#domain/ids.ts";
import type { DocumentKey } from "#domain/ports/books.ts";
import type { DocumentChange, DocumentLook, FinishedLook } from "#domain/ports/document-news-store.ts";
import { announced } from "./changes.ts";
import { documentOf, everyDocument, isLiveDocument } from "./documents.ts";
import { instantOrNull, rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";

/** Whether a document is looked after: something is open of it, or it is young. */
function isLookedAfter(now: Instant): RawBuilder<boolean> {
  return sql<boolean>`(${isLiveDocument} and (documents.status = any(${[...unsettledStatuses]}::text[]) or documents.posted_at > ${new Date(Date.parse(now) - settledComparedForMs)}))`;
}

/** See `Store.dueDocumentLooks`. */
export async function dueDocumentLooks(db: Kysely<Tables>, now: Instant): Promise<ConnectionId[]> {
  const { rows } = await sql<{ id: ConnectionId }>`
    select connections.id from connections left join document_looks on document_looks.connection_id = connections.id
    where connections.role = 'books' and connections.connection_state = 'connected' and coalesce(document_looks.due_at <= ${now}::timestamptz, true)
      and exists (select from documents where documents.connection_id = connections.id and ${isLookedAfter(now)})`.execute(db);
  return rows.map(({ id }) => id);
}

/** How far it was followed. */
export async function documentLook(db: Kysely<Tables>, connectionId: ConnectionId): Promise<DocumentLook | null> {
  const row = await db.selectFrom("document_looks").selectAll().where("connection_id", "=", connectionId).executeTakeFirst();
  if (row === undefined) return null;
  return { cursor: row.cursor, lookedAt: instantOrNull(row.looked_at), changedAt: instantOrNull(row.changed_at), comparedAt: instantOf(row.compared_at), dueAt: instantOf(row.due_at) };
}

/** Following begins. */
export async function beginDocumentLook(db: Kysely<Tables>, connectionId: ConnectionId, { comparedAt, dueAt }: Pick<DocumentLook, "comparedAt" | "dueAt">): Promise<void> {
  await sql`insert into document_looks (connection_id, compared_at, due_at) values (${connectionId}, ${comparedAt}, ${dueAt}) on conflict do nothing`.execute(db);
}

/** Takes the look up again then. */
export async function putOffDocumentLook(db: Kysely<Tables>, connectionId: ConnectionId, until: Instant): Promise<void> {
  await db.updateTable("document_looks").set({ due_at: until }).where("connection_id", "=", connectionId).execute();
}

/** See `Store.hintDocuments`. */
export async function hintDocuments(db: Kysely<Tables>, connectionId: ConnectionId, now: Instant, restMs: number): Promise<void> {
  await sql`insert into document_looks (connection_id, hinted_at, compared_at, due_at) values (${connectionId}, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz)
    on conflict (connection_id) do update set hinted_at = excluded.hinted_at,
      due_at = least(document_looks.due_at, greatest(excluded.due_at, document_looks.looked_at + ${restMs}::double precision * interval '1 millisecond'))`.execute(db);
}

/** When the oldest document that is looked after was posted. */
export async function oldestLookedAfter(db: Kysely<Tables>, connectionId: ConnectionId, now: Instant): Promise<Instant | null> {
  const row = await db
    .selectFrom("documents")
    .select((select) => select.fn.min<Date | null>("posted_at").as("at"))
    .where("connection_id", "=", connectionId)
    .where(isLookedAfter(now))
    .executeTakeFirst();
  return instantOrNull(row?.at ?? null);
}

/** Those of the documents named that are ours. */
export async function documentsNamed(db: Kysely<Tables>, connectionId: ConnectionId, keys: readonly DocumentKey[]): Promise<KeptDocument[]> {
  if (keys.length === 0) return [];
  const rows = keys.map(({ kind, booksId }) => ({ kind, books_id: booksId }));
  const found = await everyDocument(db)
    .where("documents.connection_id", "=", connectionId)
    .where(sql<boolean>`(documents.kind, documents.books_id) in (select kind, books_id from ${rowsOf(rows, "kind text, books_id text")})`)
    .execute();
  return found.map(documentOf);
}

/** Documents to be compared one by one, in the order of their ids. */
export async function documentsToCompare(db: Kysely<Tables>, connectionId: ConnectionId, { after, limit }: { after: DocumentId | null; limit: number }, now: Instant): Promise<KeptDocument[]> {
  const rows = await everyDocument(db)
    .where("documents.connection_id", "=", connectionId)
    .where("documents.id", ">", after ?? ("" as DocumentId))
    .where(isLookedAfter(now))
    .orderBy("documents.id")
    .limit(limit)
    .execute();
  return rows.map(documentOf);
}

/** Documents that are overdue and do not say so yet. */
export async function documentsPastDue(db: Kysely<Tables>, connectionId: ConnectionId, today: LocalDate, limit: number): Promise<KeptDocument[]> {
  const rows = await everyDocument(db)
    .where("documents.connection_id", "=", connectionId)
    .where("documents.status", "in", [...owingStatuses])
    .where("documents.balance_minor", ">", 0)
    .where(sql<boolean>`documents.due_date < ${today}::date`)
    .limit(limit)
    .execute();
  return rows.map(documentOf);
}

const newsColumns = `id text, was text, status text, number text, sync_token text, party_id text, party_name text, transaction_date date,
  due_date date, total_minor bigint, balance_minor bigint, private_note text, changed_at timestamptz`;

/** See `Store.recordDocumentNews`. */
export async function recordDocumentNews(db: Kysely<Tables>, connectionId: ConnectionId, news: readonly DocumentNews[], look: FinishedLook | null, now: Instant): Promise<{ changed: number; crmIds: ConnectionId[] }> {
  return db.transaction().execute(async (trx) => {
    const crmIds = news.length === 0 ? [] : await keepNews(trx, connectionId, news, now);
    if (look !== null) await keepLook(trx, connectionId, look);
    await wakeWaiting(trx, connectionId, now);
    return { changed: crmIds.length, crmIds: [...new Set(crmIds)] };
  });
}

/** Of several documents of a kind the record shows the newest: news of an older one must not take its place. */
const isShown = sql`not exists (select from documents newer where newer.crm_connection_id = documents.crm_connection_id and newer.object_type = documents.object_type
  and newer.record_id = documents.record_id and newer.kind = documents.kind and newer.posted_at > documents.posted_at)`;

/** Whether a workflow that is on may enroll records because of it: nobody else needs the event. */
const isAwaitedBySome = sql`exists (select from workflows join workflow_versions current on current.workflow_id = workflows.id and current.version = workflows.version
  where workflows.workspace_id = changed.workspace_id and workflows.object_type = changed.object_type and workflows.state <> 'off' and workflows.removed_at is null
    and current.definition->'triggerEvents' @> '[{"event": "document-status"}]')`;

async function keepNews(db: Kysely<Tables>, connectionId: ConnectionId, news: readonly DocumentNews[], now: Instant): Promise<ConnectionId[]> {
  const { rows } = await sql<{ crm_connection_id: ConnectionId }>`
    with locked as (
      select id, total_minor from documents where id = any(${news.map(({ documentId }) => documentId)}::text[]) and connection_id = ${connectionId} order by id for update
    ), changed as (
      update documents set status = input.status, number = input.number, sync_token = input.sync_token, party_id = input.party_id, party_name = input.party_name,
        transaction_date = input.transaction_date, due_date = input.due_date, total_minor = input.total_minor, balance_minor = input.balance_minor, private_note = input.private_note,
        link_back_state = case when ${isShown} then 'pending' else link_back_state end,
        link_back_failure = case when ${isShown} then null else link_back_failure end,
        link_back_not_before = case when ${isShown} then null else link_back_not_before end,
        link_back_tries = case when ${isShown} then 0 else link_back_tries end
      from ${rowsOf(news.map(newsRow), newsColumns)} join locked on locked.id = input.id
      where documents.id = input.id and documents.status = input.was
        and (documents.status, documents.number, documents.party_id, documents.transaction_date, documents.due_date, documents.total_minor, documents.balance_minor)
          is distinct from (input.status, input.number, input.party_id, input.transaction_date, input.due_date, input.total_minor, input.balance_minor)
      returning documents.id, documents.workspace_id, documents.crm_connection_id, documents.object_type, documents.record_id, documents.kind, input.was, documents.status, locked.total_minor as was_total_minor, documents.total_minor, documents.balance_minor, input.changed_at
    ), history as (
      insert into document_changes (document_id, was, status, was_total_minor, total_minor, balance_minor, at)
      select id, was, status, was_total_minor, total_minor, balance_minor, least(coalesce(changed_at, ${now}::timestamptz), ${now}::timestamptz) from changed order by id
      returning id, document_id
    ), events as (
      insert into events (connection_id, source_key, object_type, record_id, kind, occurred_at, source, received_at, document)
      select changed.crm_connection_id, 'document-change|' || history.id, changed.object_type, changed.record_id, 'document', ${now}::timestamptz, 'books', ${now}::timestamptz,
        jsonb_build_object('kind', changed.kind, 'status', changed.status)
      from changed join history on history.document_id = changed.id where changed.was <> changed.status and ${isAwaitedBySome} order by history.id
    ), told as (${announced("documents", "changed")})
    select crm_connection_id, (select count(sent) from told) from changed`.execute(db);
  return rows.map((row) => row.crm_connection_id);
}

function newsRow({ documentId, was, facts, changedAt }: DocumentNews) {
  return {
    id: documentId,
    was,
    status: facts.status,
    number: facts.number,
    sync_token: facts.syncToken,
    party_id: facts.party?.id ?? null,
    party_name: facts.party?.name ?? null,
    transaction_date: facts.transactionDate,
    due_date: facts.dueDate,
    total_minor: facts.total.amountMinor,
    balance_minor: facts.balance.amountMinor,
    private_note: facts.privateNote,
    changed_at: changedAt,
  };
}

/** A hint that came while it looked makes the next look come soon. */
async function keepLook(db: Kysely<Tables>, connectionId: ConnectionId, look: FinishedLook): Promise<void> {
  await sql`update document_looks set cursor = ${look.cursor}, looked_at = ${look.lookedAt}::timestamptz, changed_at = ${look.changedAt}::timestamptz, compared_at = ${look.comparedAt}::timestamptz,
    due_at = case when hinted_at >= ${look.lookedAt}::timestamptz then ${look.hintedDueAt}::timestamptz else ${look.dueAt}::timestamptz end
    where connection_id = ${connectionId}`.execute(db);
}

/**
 * Enrollments that wait for a document which is not as they saw it. All of them are asked, not only those of this news: one
 * that went to sleep while the news before was recorded is woken now.
 */
async function wakeWaiting(db: Kysely<Tables>, connectionId: ConnectionId, now: Instant): Promise<void> {
  await sql`update enrollments set wake_at = ${now}::timestamptz
    where state = 'waiting' and id in (
      select enrollments.id from enrollments join connections on connections.workspace_id = enrollments.workspace_id and connections.id = ${connectionId}
      where enrollments.state = 'waiting' and enrollments.waits_for ? 'documents' and enrollments.wake_at > ${now}::timestamptz
        and exists (select from jsonb_to_recordset(enrollments.waits_for->'documents') as seen (id text, status text) join documents on documents.id = seen.id
          where documents.status is distinct from seen.status)
      order by enrollments.id for no key update of enrollments)`.execute(db);
}

/** What happened to a document after it was posted, oldest first. */
export async function documentHistory(db: Kysely<Tables>, documentId: DocumentId): Promise<DocumentChange[]> {
  const rows = await db
    .selectFrom("document_changes")
    .innerJoin("documents", "documents.id", "document_changes.document_id")
    .select(["document_changes.at", "document_changes.was", "document_changes.status", "document_changes.total_minor", "document_changes.balance_minor", "documents.total_currency"])
    .where("document_changes.document_id", "=", documentId)
    .orderBy("document_changes.id")
    .execute();
  return rows.map(({ at, was, status, total_minor: total, balance_minor: balance, total_currency: currency }) => ({
    at: instantOf(at),
    was,
    status,
    total: { amountMinor: total, currency },
    balance: { amountMinor: balance, currency },
  }));
}

/** See `Store.documentOfStep`. */
export async function documentOfStep(db: Kysely<Tables>, enrollmentId: EnrollmentId, stepId: string): Promise<KeptDocument | undefined> {
  const row = await everyDocument(db)
    .innerJoin("enrollments as own", (join) => join.on("own.id", "=", enrollmentId))
    .innerJoin("enrollments as maker", "maker.id", "documents.enrollment_id")
    .whereRef("maker.workflow_id", "=", "own.workflow_id")
    .whereRef("maker.connection_id", "=", "own.connection_id")
    .whereRef("maker.record_id", "=", "own.record_id")
    .where("postings.step_id", "=", stepId)
    .orderBy(sql`(maker.id = own.id)`, "desc")
    .orderBy("maker.started_at", "desc")
    .orderBy("postings.generation", "desc")
    .orderBy("postings.ordinal")
    .limit(1)
    .executeTakeFirst();
  return row && documentOf(row);
}
