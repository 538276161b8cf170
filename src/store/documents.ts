/** Posted documents and how far their records show them. The plan is kept once, in the posting ledger. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import { type Instant, instantOf, type LocalDate } from "#domain/dates.ts";
import { goneStatuses } from "#domain/document/kind.ts";
import type { KeptDocument, NewDocument } from "#domain/document/posted.ts";
import type { ConnectionId, DocumentId, EnrollmentId, WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { ObjectType } from "#domain/record.ts";
import type { DocumentFilter } from "#domain/ports/document-store.ts";
import type { PageQuery } from "#domain/ports/page.ts";
import type { Store } from "#domain/ports/store.ts";
import { announced } from "./changes.ts";
import { rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";

const documentColumns = `id text, workspace_id text, connection_id text, enrollment_id text, posting_id text,
  workflow_id text, kind text, books_id text, number text, sync_token text, status text, party_id text, party_name text,
  transaction_date date, due_date date, total_minor bigint, balance_minor bigint, total_currency text,
  balance_currency text, url text, private_note text, object_type text, record_id text, record_name text,
  link_back_state text, link_back_failure jsonb, link_back_tries integer, warnings jsonb,
  posted_at timestamptz`;
const columnNames = documentColumns
  .replaceAll(/\s+/g, " ")
  .split(", ")
  .map((column) => column.split(" ")[0] ?? "");

/** The part of a statement that keeps the document of the posting in `answered`; the same posting never has two. */
export function documentInsert(document: NewDocument | null): RawBuilder<unknown> {
  const columns = sql.raw(columnNames.join(", "));
  const values = sql.raw(columnNames.map((name) => `input.${name}`).join(", "));
  return sql`insert into documents (${columns}, record_url, crm_connection_id)
    select ${values}, coalesce(records.url, ''), enrollments.connection_id
    from ${rowsOf(document === null ? [] : [documentRow(document)], documentColumns)}
    join answered on answered.id = input.posting_id
    join enrollments on enrollments.id = answered.enrollment_id
    left join records on records.connection_id = enrollments.connection_id and records.object_type = input.object_type and records.id = input.record_id
    on conflict (posting_id) do nothing
    returning id, workspace_id`;
}

function documentRow(document: NewDocument) {
  return {
    id: document.id,
    workspace_id: document.workspaceId,
    connection_id: document.connectionId,
    enrollment_id: document.enrollmentId,
    posting_id: document.postingId,
    workflow_id: document.workflowId,
    kind: document.kind,
    books_id: document.booksId,
    number: document.number,
    sync_token: document.syncToken,
    status: document.status,
    party_id: document.party?.id ?? null,
    party_name: document.party?.name ?? null,
    transaction_date: document.transactionDate,
    due_date: document.dueDate,
    total_minor: document.total.amountMinor,
    balance_minor: document.balance.amountMinor,
    total_currency: document.total.currency,
    balance_currency: document.balance.currency,
    url: document.url,
    private_note: document.privateNote,
    object_type: document.objectType,
    record_id: document.recordId,
    record_name: document.recordName,
    link_back_state: document.linkBackState,
    link_back_failure: document.linkBackFailure,
    link_back_tries: document.linkBackTries,
    warnings: document.warnings,
    posted_at: document.postedAt,
  };
}

/** The books still have it; see `isLive`. */
export const isLiveDocument = sql<boolean>`documents.status not in (${sql.join(goneStatuses.map((status) => sql.lit(status)))})`;

/** Documents with the plans they were made of. */
export function everyDocument(db: Kysely<Tables>) {
  return db
    .selectFrom("documents")
    .innerJoin("postings", "postings.id", "documents.posting_id")
    .selectAll("documents")
    .select("postings.plan");
}

type DocumentRow = Awaited<ReturnType<ReturnType<typeof everyDocument>["executeTakeFirstOrThrow"]>>;

/** A row as the domain knows it. */
export function documentOf(row: DocumentRow): KeptDocument {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    connectionId: row.connection_id,
    enrollmentId: row.enrollment_id,
    postingId: row.posting_id,
    workflowId: row.workflow_id,
    plan: row.plan,
    kind: row.kind,
    booksId: row.books_id,
    number: row.number,
    syncToken: row.sync_token,
    status: row.status,
    party: row.party_id === null ? null : { id: row.party_id, name: row.party_name ?? "" },
    transactionDate: row.transaction_date as LocalDate,
    dueDate: row.due_date as LocalDate | null,
    total: { amountMinor: row.total_minor, currency: row.total_currency },
    balance: { amountMinor: row.balance_minor, currency: row.balance_currency },
    url: row.url,
    privateNote: row.private_note,
    objectType: row.object_type,
    recordId: row.record_id,
    recordName: row.record_name,
    recordUrl: row.record_url,
    linkBackState: row.link_back_state,
    linkBackFailure: row.link_back_failure,
    linkBackTries: row.link_back_tries,
    warnings: row.warnings,
    postedAt: instantOf(row.posted_at),
  };
}

/** A workspace's documents, newest first. */
export async function documents(
  db: Kysely<Tables>,
  workspaceId: WorkspaceId,
  page: PageQuery & DocumentFilter,
): Promise<KeptDocument[]> {
  const { kinds, statuses, search, workflowId, from, until } = page;
  let query = everyDocument(db).where("documents.workspace_id", "=", workspaceId);
  if (kinds !== undefined && kinds.length > 0) query = query.where("documents.kind", "in", [...kinds]);
  if (statuses !== undefined && statuses.length > 0) query = query.where("documents.status", "in", [...statuses]);
  if (workflowId !== undefined) query = query.where("documents.workflow_id", "=", workflowId);
  if (from !== undefined) query = query.where(sql<boolean>`documents.transaction_date >= ${from}`);
  if (until !== undefined) query = query.where(sql<boolean>`documents.transaction_date <= ${until}`);
  if (search !== undefined) {
    query = query.where(sql<boolean>`position(lower(${search}) in lower(concat_ws(' ', documents.number, documents.party_name, documents.record_name))) > 0`);
  }
  if (page.after !== undefined) {
    query = query.where(
      sql<boolean>`(documents.posted_at, documents.id) < (select posted_at, id from documents where id = ${page.after})`,
    );
  }
  const rows = await query
    .orderBy("documents.posted_at", "desc")
    .orderBy("documents.id", "desc")
    .limit(page.limit)
    .execute();
  return rows.map(documentOf);
}

/** One document of the workspace; undefined = it has none of that id. */
export async function document(
  db: Kysely<Tables>,
  workspaceId: WorkspaceId,
  id: DocumentId,
): Promise<KeptDocument | undefined> {
  const row = await everyDocument(db)
    .where("documents.workspace_id", "=", workspaceId)
    .where("documents.id", "=", id)
    .executeTakeFirst();
  return row && documentOf(row);
}

/** What an enrollment has posted, oldest first. */
export async function documentsOfEnrollment(db: Kysely<Tables>, enrollmentId: EnrollmentId): Promise<KeptDocument[]> {
  const rows = await everyDocument(db)
    .where("documents.enrollment_id", "=", enrollmentId)
    .orderBy("documents.posted_at")
    .orderBy("documents.id")
    .execute();
  return rows.map(documentOf);
}

/** See `Store.documentsOfRecord`. */
export async function documentsOfRecord(
  db: Kysely<Tables>,
  booksId: ConnectionId,
  crmConnectionId: ConnectionId,
  objectType: ObjectType,
  recordId: string,
): Promise<KeptDocument[]> {
  const rows = await everyDocument(db)
    .where("documents.connection_id", "=", booksId)
    .where("documents.crm_connection_id", "=", crmConnectionId)
    .where("documents.object_type", "=", objectType)
    .where("documents.record_id", "=", recordId)
    .where(isLiveDocument)
    .orderBy("documents.posted_at")
    .orderBy("documents.id")
    .execute();
  return rows.map(documentOf);
}

/** See `Store.earlierOfStep`. */
export async function earlierOfStep(db: Kysely<Tables>, workflowId: WorkflowId, stepId: string, { connectionId, ids }: { connectionId: ConnectionId; ids: readonly string[] }, except: EnrollmentId | null): Promise<KeptDocument | "under-way" | null> {
  const row = await everyDocument(db)
    .innerJoin("enrollments", "enrollments.id", "documents.enrollment_id")
    .where("enrollments.workflow_id", "=", workflowId)
    .where("enrollments.connection_id", "=", connectionId)
    .where("enrollments.record_id", "in", ids)
    .where((row) => (except === null ? row.lit(true) : row("enrollments.id", "<>", except)))
    .where("postings.step_id", "=", stepId)
    .where(isLiveDocument)
    .orderBy("documents.posted_at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row !== undefined) return documentOf(row);
  const underWay = await db
    .selectFrom("postings")
    .innerJoin("enrollments", "enrollments.id", "postings.enrollment_id")
    .select("postings.id")
    .where("enrollments.workflow_id", "=", workflowId)
    .where("enrollments.connection_id", "=", connectionId)
    .where("enrollments.record_id", "in", ids)
    .where((row) => (except === null ? row.lit(true) : row("enrollments.id", "<>", except)))
    .where("enrollments.state", "<>", "cancelled")
    .where("postings.step_id", "=", stepId)
    .where("postings.state", "in", ["intended", "sent", "unknown"])
    .limit(1)
    .executeTakeFirst();
  return underWay === undefined ? null : "under-way";
}

/** Documents that their CRM records do not show yet and whose next try is due, oldest first. */
export async function pendingLinkBacks(
  db: Kysely<Tables>,
  crmConnectionId: ConnectionId,
  limit: number,
  now: Instant,
): Promise<KeptDocument[]> {
  const rows = await everyDocument(db)
    .where("documents.crm_connection_id", "=", crmConnectionId)
    .where("documents.link_back_state", "=", "pending")
    .where(sql<boolean>`coalesce(documents.link_back_not_before <= ${now}, true)`)
    .orderBy("documents.posted_at")
    .limit(limit)
    .execute();
  return rows.map(documentOf);
}

/** Every result counts as a try. */
export async function recordLinkBacks(
  db: Kysely<Tables>,
  results: Parameters<Store["recordLinkBacks"]>[0],
): Promise<void> {
  if (results.length === 0) return;
  const rows = results.map(({ documentId, state, failure, retryAt, shown }) => ({
    id: documentId,
    state,
    failure,
    retry_at: retryAt,
    shown: shown === undefined ? null : { status: shown.status, number: shown.number, total: shown.total.amountMinor, balance: shown.balance.amountMinor },
  }));
  const hasNews = sql`input.shown is not null and input.shown is distinct from
    jsonb_build_object('status', documents.status, 'number', documents.number, 'total', documents.total_minor, 'balance', documents.balance_minor)`;
  await sql`
    with linked as (
      update documents set link_back_state = case when ${hasNews} then 'pending' else input.state end, link_back_failure = input.failure,
        link_back_not_before = case when ${hasNews} then null else input.retry_at end, link_back_tries = link_back_tries + 1
      from ${rowsOf(rows, "id text, state text, failure jsonb, retry_at timestamptz, shown jsonb")}
      where documents.id = input.id
      returning documents.id, documents.workspace_id
    ) ${announced("documents", "linked")}`.execute(db);
}
