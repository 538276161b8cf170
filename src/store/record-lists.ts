/** Lists of records as last read: search and filters, and what should be in the books and is not. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { EnrollmentState } from "#domain/enrollment.ts";
import type { ConnectionId, EnrollmentId, WorkspaceId } from "#domain/ids.ts";
import { currenciesWithDigits } from "#domain/money.ts";
import type { ListedRecord, RecordFilter, RecordLists, Slice, UnbilledPage } from "#domain/ports/record-lists.ts";
import type { ObjectType, Standing } from "#domain/record.ts";
import { type UnbilledList, unbilledKinds, unbilledLists } from "#domain/unbilled.ts";
import { isLiveDocument } from "./documents.ts";
import type { Tables } from "./schema.ts";

/** The port on an open, migrated database. */
export function recordListsOn(db: Kysely<Tables>): RecordLists {
  return {
    records: (workspaceId, filter, slice) => records(db, workspaceId, filter, slice),
    unbilled: (workspaceId, list, isIgnored, slice) => unbilled(db, workspaceId, list, isIgnored, slice),
    unbilledCounts: (workspaceId) => unbilledCounts(db, workspaceId),
    ignoreUnbilled: (workspaceId, list, recordIds, reason, who, now) => ignoreUnbilled(db, workspaceId, list, recordIds, reason, who, now),
    heedUnbilled: (workspaceId, list, recordIds) => heedUnbilled(db, workspaceId, list, recordIds),
  };
}

interface ListedRow {
  connection_id: ConnectionId;
  object_type: ObjectType;
  id: string;
  name: string;
  standing: Standing | null;
  amount: string | null;
  currency: string | null;
  modified_at: Date;
  url: string;
  documents: number;
  enrollment_id: EnrollmentId | null;
  enrollment_state: EnrollmentState | null;
  workflow_name: string | null;
}

/** The columns of a row beside the record's own: asked only of the rows that are shown. */
const shown = sql`(select count(*) from documents where documents.record_id = page.id and documents.crm_connection_id = page.connection_id
    and documents.object_type = page.object_type and ${isLiveDocument})::int as documents,
  newest.id as enrollment_id, newest.state as enrollment_state, newest.workflow_name`;
const newestEnrollment = (workspaceId: WorkspaceId): RawBuilder<unknown> => sql`left join lateral (
  select enrollments.id, enrollments.state, workflows.name as workflow_name from enrollments join workflows on workflows.id = enrollments.workflow_id
  where enrollments.workspace_id = ${workspaceId} and enrollments.record_id = page.id and enrollments.connection_id = page.connection_id
    and enrollments.object_type = page.object_type
  order by enrollments.started_at desc limit 1) newest on true`;

async function records(db: Kysely<Tables>, workspaceId: WorkspaceId, filter: RecordFilter, { limit, offset }: Slice): Promise<{ rows: ListedRecord[]; total: number }> {
  const wanted = sql`from records where connection_id in ${crmsOf(workspaceId)} and object_type = ${filter.objectType} and gone_at is null
    and ${filter.standing === undefined ? sql`true` : sql`standing = ${filter.standing}`} and ${searched(filter.search)} and ${documented(filter.hasDocuments)}`;
  const [found, counted] = await Promise.all([
    sql<ListedRow>`select page.*, ${shown} from (select connection_id, object_type, id, name, standing, amount, currency, modified_at, url ${wanted}
      order by modified_at desc, id limit ${limit} offset ${offset}) page ${newestEnrollment(workspaceId)} order by page.modified_at desc, page.id`.execute(db),
    sql<{ total: number }>`select count(*)::int as total ${wanted}`.execute(db),
  ]);
  return { rows: found.rows.map(listedOf), total: counted.rows[0]?.total ?? 0 };
}

function crmsOf(workspaceId: WorkspaceId): RawBuilder<unknown> {
  return sql`(select id from connections where workspace_id = ${workspaceId} and role = 'crm')`;
}

function searched(text: string | undefined): RawBuilder<unknown> {
  const search = text?.trim() ?? "";
  if (search === "") return sql`true`;
  const patterns = search.split(/\s+/).map((word) => `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  return sql`(name ilike all (${patterns}::text[]) or id = ${search})`;
}

function documented(wish: boolean | undefined): RawBuilder<unknown> {
  if (wish === undefined) return sql`true`;
  const some = sql`exists (select from documents where documents.record_id = records.id and documents.crm_connection_id = records.connection_id
    and documents.object_type = records.object_type and ${isLiveDocument})`;
  return wish ? some : sql`not ${some}`;
}

function listedOf(row: ListedRow): ListedRecord {
  return {
    connectionId: row.connection_id,
    objectType: row.object_type,
    id: row.id,
    name: row.name,
    standing: row.standing,
    amount: row.amount,
    currency: row.currency,
    modifiedAt: instantOf(row.modified_at),
    url: row.url,
    documents: row.documents,
    enrollment: row.enrollment_id === null ? null : { id: row.enrollment_id, enrollmentState: row.enrollment_state ?? "running", workflowName: row.workflow_name ?? "" },
  };
}

const paid = sql`records.standing in ('succeeded', 'partly-refunded', 'refunded', 'refund-pending') and records.is_own_sale`;

/** The documents of some kinds that stand and were made from the record. */
function documentsOf(list: UnbilledList): RawBuilder<unknown> {
  return sql`from documents where documents.record_id = records.id and documents.crm_connection_id = records.connection_id
    and documents.object_type = records.object_type and ${isLiveDocument} and documents.kind = any(${unbilledKinds[list].settledBy}::text[])`;
}

/** What was refunded and has no refund receipt yet. */
const openRefund = (): RawBuilder<unknown> => sql`(records.refunded - coalesce((select sum(documents.total_minor / case
  when documents.total_currency = any(${currenciesWithDigits(0)}::text[]) then 1.0 when documents.total_currency = any(${currenciesWithDigits(3)}::text[]) then 1000.0 else 100.0 end)
  ${documentsOf("refunds")}), 0))`;

/** A deal is billed by a document of its quote or payment, and by that of a payment of its quote. */
function billedThroughOthers(): RawBuilder<unknown> {
  return sql`exists (
    with deals_own as (
      select object_type, record_id from associated_records where connection_id = records.connection_id and to_type = 'deal' and to_id = records.id and object_type in ('quote', 'payment')
      union select to_type, to_id from associated_records where connection_id = records.connection_id and object_type = 'deal' and record_id = records.id and to_type in ('quote', 'payment')
    )
    select from (
      select * from deals_own
      union select payments.object_type, payments.record_id from deals_own join associated_records payments on payments.connection_id = records.connection_id
        and payments.to_type = 'quote' and payments.to_id = deals_own.record_id and payments.object_type = 'payment' where deals_own.object_type = 'quote'
    ) sales join documents on documents.record_id = sales.record_id and documents.object_type = sales.object_type and documents.crm_connection_id = records.connection_id
    where ${isLiveDocument} and documents.kind = any(${[...unbilledKinds.deals.settledBy]}::text[]))`;
}

/** What a list holds: which records, and the amount that is open of each. */
function heldBy(list: UnbilledList): { isOpen: RawBuilder<unknown>; amount: RawBuilder<unknown> } {
  const unsettled = sql`not exists (select ${documentsOf(list)})`;
  switch (list) {
    case "deals":
      return { isOpen: sql`records.standing = 'won' and ${unsettled} and not ${billedThroughOthers()}`, amount: sql`records.amount` };
    case "payments":
      return { isOpen: sql`${paid} and ${unsettled}`, amount: sql`records.amount` };
    case "refunds":
      return { isOpen: sql`records.is_own_sale and records.refunded > 0 and ${openRefund()} > 0`, amount: openRefund() };
    case "fees":
      return { isOpen: sql`${paid} and records.fee > 0 and ${unsettled}`, amount: sql`records.fee` };
  }
}

/** A refund that was ignored comes back when more was refunded since. */
const ignoredJoin = (list: UnbilledList): RawBuilder<unknown> => sql`left join unbilled_ignored ignored on ignored.connection_id = open.connection_id
  and ignored.record_id = open.id and ignored.list = ${list} and (${list}::text <> 'refunds' or ignored.amount is not distinct from open.amount)`;

function openRecords(workspaceId: WorkspaceId, list: UnbilledList): RawBuilder<unknown> {
  const { isOpen, amount } = heldBy(list);
  return sql`(select records.connection_id, records.object_type, records.id, records.name, records.standing, trim_scale(${amount}) as amount, records.currency, records.modified_at, records.url
    from records where records.connection_id in ${crmsOf(workspaceId)} and records.object_type = ${unbilledKinds[list].objectType} and records.gone_at is null and ${isOpen}) open`;
}

interface UnbilledRow extends ListedRow {
  reason: string | null;
  who: string | null;
  at: Date | null;
}

async function unbilled(db: Kysely<Tables>, workspaceId: WorkspaceId, list: UnbilledList, isIgnored: boolean, { limit, offset }: Slice): Promise<UnbilledPage> {
  const wanted = sql`from ${openRecords(workspaceId, list)} ${ignoredJoin(list)} where ${isIgnored ? sql`ignored.at is not null` : sql`ignored.at is null`}`;
  const [found, sums] = await Promise.all([
    sql<UnbilledRow>`select page.*, ${shown} from (select open.*, ignored.reason, ignored.who, ignored.at ${wanted} order by open.modified_at desc, open.id limit ${limit} offset ${offset}) page
      ${newestEnrollment(workspaceId)} order by page.modified_at desc, page.id`.execute(db),
    sql<{ connection_id: ConnectionId; currency: string | null; amount: string | null; count: number }>`
      select open.connection_id, open.currency, sum(open.amount) as amount, count(*)::int as count ${wanted} group by open.connection_id, open.currency order by count(*) desc`.execute(db),
  ]);
  return {
    rows: found.rows.map((row) => ({ ...listedOf(row), ignored: row.at === null ? null : { reason: row.reason ?? "", who: row.who ?? "", at: instantOf(row.at) } })),
    total: sums.rows.reduce((sum, { count }) => sum + count, 0),
    sums: sums.rows.map((row) => ({ connectionId: row.connection_id, currency: row.currency, amount: row.amount, count: row.count })),
  };
}

async function unbilledCounts(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<Record<UnbilledList, number>> {
  const counts: Record<UnbilledList, number> = { deals: 0, payments: 0, refunds: 0, fees: 0 };
  for (const list of unbilledLists) {
    const counted = await sql<{ count: number }>`select count(*)::int as count from ${openRecords(workspaceId, list)} ${ignoredJoin(list)} where ignored.at is null`.execute(db);
    counts[list] = counted.rows[0]?.count ?? 0;
  }
  return counts;
}

async function ignoreUnbilled(db: Kysely<Tables>, workspaceId: WorkspaceId, list: UnbilledList, recordIds: readonly string[], reason: string, who: string, now: Instant): Promise<number> {
  const kept = await sql<{ record_id: string }>`
    insert into unbilled_ignored (connection_id, list, record_id, amount, reason, who, at)
    select open.connection_id, ${list}::text, open.id, open.amount, ${reason}::text, ${who}::text, ${now}::timestamptz
    from ${openRecords(workspaceId, list)} where open.id = any(${recordIds}::text[])
    on conflict (connection_id, list, record_id) do update set amount = excluded.amount, reason = excluded.reason, who = excluded.who, at = excluded.at
    returning record_id`.execute(db);
  return kept.rows.length;
}

async function heedUnbilled(db: Kysely<Tables>, workspaceId: WorkspaceId, list: UnbilledList, recordIds: readonly string[]): Promise<number> {
  const gone = await sql<{ record_id: string }>`delete from unbilled_ignored where connection_id in ${crmsOf(workspaceId)} and list = ${list}
    and record_id = any(${recordIds}::text[]) returning record_id`.execute(db);
  return gone.rows.length;
}
