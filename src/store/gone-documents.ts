/** Documents of ours that somebody voided or deleted in the books, until they are made again or a person says that it is settled. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import { goneStatuses } from "#domain/document/kind.ts";
import type { DocumentId, WorkspaceId } from "#domain/ids.ts";
import type { GoneDocument } from "#domain/ports/document-news-store.ts";
import { announced } from "./changes.ts";
import { documentOf, everyDocument, isLiveDocument } from "./documents.ts";
import type { Tables } from "./schema.ts";

const gone = sql.join(goneStatuses.map((status) => sql.lit(status)));

/** The change by which it went; documents that we voided ourselves have none. */
const going = (columns: RawBuilder<unknown>): RawBuilder<unknown> => sql`select ${columns} from document_changes change
  where change.document_id = documents.id and change.status in (${gone}) and change.was not in (${gone}) order by change.id desc limit 1`;

/**
 * Made again since: of the same kind from the same record, by the same step or another workflow. Another step of the same workflow
 * bills another part, and each refund has a receipt of its own.
 */
const isMadeAgain = sql`(documents.kind <> 'refund-receipt' and exists (
  select from documents newer join postings newer_posting on newer_posting.id = newer.posting_id join postings own_posting on own_posting.id = documents.posting_id
  where newer.crm_connection_id = documents.crm_connection_id and newer.object_type = documents.object_type and newer.record_id = documents.record_id
    and newer.kind = documents.kind and newer.status not in (${gone}) and newer.posted_at > documents.posted_at
    and (newer.workflow_id <> documents.workflow_id or newer_posting.step_id = own_posting.step_id)))`;

const isOpen = sql<boolean>`(not ${isLiveDocument} and documents.gone_settled_at is null and exists (${going(sql`1`)}) and not ${isMadeAgain})`;

/** See `DocumentNewsStore.goneDocuments`. */
export async function goneDocuments(db: Kysely<Tables>, workspaceId: WorkspaceId, limit: number): Promise<GoneDocument[]> {
  const rows = await everyDocument(db)
    .innerJoinLateral(sql<{ at: Date; had_minor: number }>`(${going(sql`change.at, coalesce(change.was_total_minor, change.total_minor) as had_minor`)})`.as("going"), (join) => join.onTrue())
    .select(["going.at", "going.had_minor"])
    .where("documents.workspace_id", "=", workspaceId)
    .where(isOpen)
    .orderBy("going.at", "desc")
    .orderBy("documents.id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ document: documentOf(row), goneAt: instantOf(row.at), had: { amountMinor: row.had_minor, currency: row.total_currency } }));
}

/** How many there are. */
export async function countGoneDocuments(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from documents where documents.workspace_id = ${workspaceId} and ${isOpen}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** See `DocumentNewsStore.settleGoneDocuments`. */
export async function settleGoneDocuments(db: Kysely<Tables>, workspaceId: WorkspaceId, ids: readonly DocumentId[], who: string, now: Instant): Promise<number> {
  const { rows } = await sql<{ id: DocumentId }>`
    with changed as (
      update documents set gone_settled_at = ${now}::timestamptz, gone_settled_by = ${who}
      where workspace_id = ${workspaceId} and id = any(${ids}::text[]) and ${isOpen} returning documents.id, documents.workspace_id
    ), told as (${announced("documents", "changed")})
    select id, (select count(sent) from told) from changed`.execute(db);
  return rows.length;
}
