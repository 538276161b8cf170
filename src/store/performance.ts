/** How a workspace's workflows did: sums over documents and attempts. */
import { type Kysely, sql } from "kysely";
import type { LocalDate } from "#domain/dates.ts";
import type { DocumentKind } from "#domain/document/kind.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { Performance, PerformanceQuery, PostedDay, PostingTime, StoppedBy } from "#domain/performance.ts";
import { isLiveDocument } from "./documents.ts";
import type { Tables } from "./schema.ts";

const mostCauses = 20;

/** See `Store.performance`. */
export async function performance(db: Kysely<Tables>, workspaceId: WorkspaceId, query: PerformanceQuery): Promise<Performance> {
  const [posted, stopped, postingTimes] = await Promise.all([postedDays(db, workspaceId, query), stoppedBy(db, workspaceId, query), timesToPost(db, workspaceId, query)]);
  return { posted, stopped, postingTimes };
}

async function postedDays(db: Kysely<Tables>, workspaceId: WorkspaceId, { from, until, timeZone, workflowId }: PerformanceQuery): Promise<PostedDay[]> {
  const { rows } = await sql<{ day: string; kind: DocumentKind; currency: string; count: number; minor: string }>`
    select to_char(posted_at at time zone ${timeZone}, 'YYYY-MM-DD') as day, kind, total_currency as currency, count(*)::integer as count, sum(total_minor)::text as minor
    from documents
    where workspace_id = ${workspaceId} and posted_at >= ${from} and posted_at < ${until} and ${isLiveDocument}
      and (${workflowId}::text is null or workflow_id = ${workflowId})
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows.map(({ day, kind, currency, count, minor }) => ({ day: day as LocalDate, kind, count, total: { amountMinor: Number(minor), currency } }));
}

/** An attempt that stopped for several reasons counts for each of them once. */
async function stoppedBy(db: Kysely<Tables>, workspaceId: WorkspaceId, { from, until, workflowId }: PerformanceQuery): Promise<StoppedBy[]> {
  const { rows } = await sql<StoppedBy>`
    select (array_agg(failure order by step_attempts.finished_at desc))[1] as failure, count(distinct failure)::integer as variants, count(distinct step_attempts.id)::integer as attempts
    from step_attempts
    join enrollments on enrollments.id = step_attempts.enrollment_id
    cross join lateral jsonb_array_elements(step_attempts.outcome -> 'failures') as failures (failure)
    where step_attempts.outcome ->> 'outcome' = 'failed' and step_attempts.finished_at >= ${from} and step_attempts.finished_at < ${until}
      and enrollments.workspace_id = ${workspaceId} and (${workflowId}::text is null or enrollments.workflow_id = ${workflowId})
    group by failure ->> 'code' order by attempts desc, failure ->> 'code' limit ${mostCauses}`.execute(db);
  return rows;
}

async function timesToPost(db: Kysely<Tables>, workspaceId: WorkspaceId, { from, until, timeZone, workflowId }: PerformanceQuery): Promise<PostingTime[]> {
  const { rows } = await sql<{ day: string; median: number; tenth: number }>`
    with posted as (
      select to_char(documents.posted_at at time zone ${timeZone}, 'YYYY-MM-DD') as day, extract(epoch from documents.posted_at - postings.created_at) * 1000 as took
      from documents join postings on postings.id = documents.posting_id
      where documents.workspace_id = ${workspaceId} and documents.posted_at >= ${from} and documents.posted_at < ${until}
        and (${workflowId}::text is null or documents.workflow_id = ${workflowId})
    )
    select day, percentile_cont(0.5) within group (order by took)::float8 as median, percentile_cont(0.9) within group (order by took)::float8 as tenth
    from posted group by day order by day`.execute(db);
  return rows.map(({ day, median, tenth }) => ({ day: day as LocalDate, medianMs: Math.round(median), slowestTenthMs: Math.round(tenth) }));
}
