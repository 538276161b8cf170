/** Saved links, and what waits for one: enrollments that stopped because matching needs a person's choice. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import { choiceKinds } from "#domain/choice.ts";
import type { Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, EnrollmentId, WorkspaceId } from "#domain/ids.ts";
import type { ChoiceKind, LinkKind } from "#domain/matching.ts";
import type { ChoiceId, KeptLink, LinkFilter, LinkId, ReferenceName, UnmatchedRow } from "#domain/ports/link-store.ts";
import { announce } from "./changes.ts";
import { instantOrNull } from "./json.ts";
import type { Tables } from "./schema.ts";

/** More different things to choose than these are worked off in turns. */
const mostUnmatched = 500;
const recordsShown = 3;

interface LinkRow {
  connection_id: ConnectionId;
  kind: LinkKind;
  crm_key: string;
  books_id: string;
  crm_name: string | null;
  books_name: string | null;
  is_active: boolean | null;
  saved_by: string | null;
  saved_at: Date | null;
}

/** A workspace's links, newest first, with the names of what they lead to. */
export async function links(db: Kysely<Tables>, workspaceId: WorkspaceId, filter: LinkFilter, page: { limit: number; offset: number }): Promise<KeptLink[]> {
  const { connectionId = null, kind = null, crmKey = null } = filter;
  const { rows } = await sql<LinkRow>`
    select links.*, coalesce(mirror_rows.content #>> '{details,fullName}', mirror_rows.content ->> 'name') as books_name,
      (mirror_rows.content ->> 'isActive')::boolean as is_active
    from links join connections on connections.id = links.connection_id
    left join mirror_rows on mirror_rows.connection_id = links.connection_id and mirror_rows.kind = links.kind and mirror_rows.id = links.books_id
    where connections.workspace_id = ${workspaceId} and (${connectionId}::text is null or links.connection_id = ${connectionId})
      and (${kind}::text is null or links.kind = ${kind}) and (${crmKey}::text is null or links.crm_key = ${crmKey})
    order by links.saved_at desc nulls last, links.connection_id, links.kind, links.crm_key
    limit ${page.limit} offset ${page.offset}`.execute(db);
  return rows.map((row) => ({
    connectionId: row.connection_id,
    kind: row.kind,
    crmKey: row.crm_key,
    crmName: row.crm_name,
    booksId: row.books_id,
    booksName: row.books_name,
    isActive: row.is_active === true,
    savedBy: row.saved_by,
    savedAt: instantOrNull(row.saved_at),
  }));
}

/** Keeps a person's choice; a later one replaces it. */
export async function saveLink(db: Kysely<Tables>, link: LinkId & Pick<KeptLink, "booksId" | "crmName">, savedBy: string, now: Instant): Promise<void> {
  const { connectionId, kind, crmKey, booksId, crmName } = link;
  const origin = { books_id: booksId, crm_name: crmName, saved_by: savedBy, saved_at: now };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("links")
      .values({ connection_id: connectionId, kind, crm_key: crmKey, ...origin })
      .onConflict((conflict) => conflict.columns(["connection_id", "kind", "crm_key"]).doUpdateSet(origin))
      .execute();
    await tellOf(trx, connectionId);
  });
}

/** Takes a link away; false = there is none. */
export async function removeLink(db: Kysely<Tables>, { connectionId, kind, crmKey }: LinkId): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom("links")
      .where("connection_id", "=", connectionId)
      .where("kind", "=", kind)
      .where("crm_key", "=", crmKey)
      .executeTakeFirstOrThrow();
    if (numDeletedRows > 0n) await tellOf(trx, connectionId);
    return numDeletedRows > 0n;
  });
}

async function tellOf(db: Parameters<typeof announce>[0], connectionId: ConnectionId): Promise<void> {
  const { workspace_id } = await db.selectFrom("connections").select("workspace_id").where("id", "=", connectionId).executeTakeFirstOrThrow();
  await announce(db, { workspaceId: workspace_id, topic: "connections", id: connectionId });
}

/** What stopped enrollments need a choice for, the most wanted first, each with its newest failure. */
export async function unmatched(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<UnmatchedRow[]> {
  const { rows } = await sql<{ connection_id: ConnectionId; kind: ChoiceKind; crm_key: string; waiting: number; failure: Failure; records: string[] }>`
    with stopped as (${stoppedFor(workspaceId)})
    select connection_id, kind, crm_key, count(*)::integer as waiting, (array_agg(failure order by started_at desc))[1] as failure,
      (array_agg(record_name order by started_at desc))[1:${sql.lit(recordsShown)}] as records
    from stopped group by connection_id, kind, crm_key
    order by waiting desc, kind, crm_key limit ${mostUnmatched}`.execute(db);
  return rows.map((row) => ({ connectionId: row.connection_id, kind: row.kind, crmKey: row.crm_key, waiting: row.waiting, failure: row.failure, recordNames: row.records }));
}

/** The enrollments that need this choice, the oldest first. */
export async function waitingForChoice(db: Kysely<Tables>, workspaceId: WorkspaceId, { connectionId, kind, crmKey }: ChoiceId): Promise<EnrollmentId[]> {
  const { rows } = await sql<{ id: EnrollmentId }>`
    with stopped as (${stoppedFor(workspaceId)})
    select id from stopped where connection_id = ${connectionId} and kind = ${kind} and crm_key = ${crmKey}
    order by started_at, id`.execute(db);
  return rows.map((row) => row.id);
}

/** One row for each enrollment and choice that it needs. The books are those that the step's settings name. */
function stoppedFor(workspaceId: WorkspaceId): RawBuilder<unknown> {
  return sql`
    select distinct on (enrollments.id, crm_key, kind) enrollments.id, enrollments.record_name, enrollments.started_at, failure, failure ->> 'crmKey' as crm_key, connections.id as connection_id,
      ${JSON.stringify(choiceKinds)}::jsonb ->> (failure ->> 'code') as kind
    from enrollments
    join workflow_versions on workflow_versions.workflow_id = enrollments.workflow_id and workflow_versions.version = enrollments.workflow_version
    cross join lateral jsonb_path_query(workflow_versions.definition, 'strict $.** ? (exists (@.action))') as steps (step)
    cross join lateral jsonb_array_elements(enrollments.failures) as failures (failure)
    join connections on connections.id = step #>> '{settings,books}' and connections.workspace_id = enrollments.workspace_id
    where enrollments.workspace_id = ${workspaceId} and enrollments.state = 'needs-attention' and step ->> 'id' = enrollments.step_id
      and failure ->> 'crmKey' is not null and ${JSON.stringify(choiceKinds)}::jsonb ? (failure ->> 'code')`;
}

/** What may be chosen: active customers, terms, tax codes, or items that can stand on a line, with the texts they are known by. */
export async function referenceNames(db: Kysely<Tables>, connectionId: ConnectionId, kind: ChoiceKind): Promise<ReferenceName[]> {
  const { rows } = await sql<{ id: string; name: string; full_name: string | null; sku: string | null; email: string | null; company: string | null }>`
    select id, content ->> 'name' as name, content #>> '{details,fullName}' as full_name, content ->> 'sku' as sku, content ->> 'email' as email,
      content #>> '{details,companyName}' as company
    from mirror_rows where connection_id = ${connectionId} and kind = ${kind} and (content ->> 'isActive')::boolean
      and (content ->> 'type') is distinct from 'Category' and (content ->> 'type') is distinct from 'Group'`.execute(db);
  return rows.map(({ id, name, full_name, sku, email, company }) => ({ id, name, fullName: full_name, sku, email, companyName: company }));
}
