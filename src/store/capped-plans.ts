/**
 * Plans go into the ledger within their workflows' caps: what is counted and what is recorded are one transaction, and workers
 * that record for the same capped workflow wait for each other, so that together they never go beyond it.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import { type CapUse, capVerdicts, customersWindowMs, documentsWindowMs, isCapped } from "#domain/caps.ts";
import { type Instant, later } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { WorkflowId, WorkspaceId } from "#domain/ids.ts";
import type { PlansRecorded, RecordedPlan } from "#domain/ports/posting-store.ts";
import { workflowCaps, type WorkflowCaps } from "#domain/workflow.ts";
import { raiseAlert } from "./alerts.ts";
import { announce } from "./changes.ts";
import { newId } from "./ids.ts";
import { jsonText } from "./json.ts";
import { recordPlans } from "./postings.ts";
import type { Tables } from "./schema.ts";

interface Capped {
  id: WorkflowId;
  workspace_id: WorkspaceId;
  halted: Failure | null;
  counts_from: Date | null;
  caps: unknown;
}

/** Records what fits and stops the workflows of which something does not. */
export async function recordPlansWithinCaps(db: Kysely<Tables>, plans: readonly RecordedPlan[], now: Instant): Promise<PlansRecorded> {
  const ids = [...new Set(plans.map((plan) => plan.workflowId))].sort();
  const free = (await workflowsOf(db, ids)).every(({ halted, caps }) => halted === null && !isCapped(capsOf(caps)));
  if (free) return { kept: await recordPlans(db, plans, now), stopped: [] };
  return db.transaction().execute(async (trx) => {
    const stopped: PlansRecorded["stopped"] = [];
    for (const workflow of await workflowsOf(trx, ids, true)) stopped.push(...(await stoppedOf(trx, workflow, plans, now)));
    const isStopped = new Set(stopped.map((one) => one.enrollmentId));
    const kept = await recordPlans(trx, plans.filter((plan) => !isStopped.has(plan.enrollmentId)), now);
    return { kept, stopped };
  });
}

async function workflowsOf(db: Kysely<Tables>, ids: readonly WorkflowId[], isLocked = false): Promise<Capped[]> {
  if (ids.length === 0) return [];
  const found = await sql<Capped>`
    select workflows.id, workflows.workspace_id, workflows.paused_because as halted, workflows.counts_from, current.definition->'caps' as caps
    from workflows left join workflow_versions current on current.workflow_id = workflows.id and current.version = workflows.version
    where workflows.id = any(${ids}::text[]) order by workflows.id ${isLocked ? sql`for no key update of workflows` : sql``}`.execute(db);
  return found.rows;
}

function capsOf(caps: unknown): WorkflowCaps {
  return workflowCaps.parse(caps ?? {});
}

async function stoppedOf(trx: Transaction<Tables>, workflow: Capped, plans: readonly RecordedPlan[], now: Instant): Promise<PlansRecorded["stopped"]> {
  const caps = capsOf(workflow.caps);
  const own = plans.filter((plan) => plan.workflowId === workflow.id);
  const wishes = own.map(({ attempt, postings }) => ({ plans: attempt.plans, isNew: postings.some((posting) => posting.ordinal === 0) }));
  const { verdicts, tripped } = capVerdicts(caps, await useOf(trx, workflow, caps, now), wishes, workflow.halted);
  if (tripped !== null) await halt(trx, workflow, tripped, now);
  return own.flatMap(({ enrollmentId }, at) => {
    const failure = verdicts[at] ?? null;
    return failure === null ? [] : [{ enrollmentId, failure }];
  });
}

async function useOf(trx: Transaction<Tables>, { id, counts_from }: Capped, caps: WorkflowCaps, now: Instant): Promise<CapUse> {
  const since = (ms: number): Instant => {
    const from = later(now, -ms);
    return counts_from !== null && counts_from.toISOString() > from ? (counts_from.toISOString() as Instant) : from;
  };
  const counted = sql`postings.workflow_id = ${id} and postings.ordinal = 0 and postings.state not in ('refused', 'withdrawn')`;
  const documents = caps.documentsPerHour === null ? 0 : (await sql<{ count: number }>`select count(*) as count from postings where ${counted} and created_at > ${since(documentsWindowMs)}`.execute(trx)).rows[0]?.count ?? 0;
  if (caps.newCustomersPerDay === null) return { documents, newCustomers: [] };
  const customers = await sql<{ key: string }>`
    select distinct key from postings cross join lateral (values
      (case when plan->'customer'->>'use' = 'create' then plan->'customer'->>'crmKey' end),
      (case when plan->'customer'->'parent'->>'use' = 'create' then plan->'customer'->'parent'->>'crmKey' end)) as made (key)
    where ${counted} and created_at > ${since(customersWindowMs)} and key is not null`.execute(trx);
  return { documents, newCustomers: customers.rows.map((row) => row.key) };
}

/** A workflow that is off stays off; nothing of it is recorded any more either. */
async function halt(trx: Transaction<Tables>, { id, workspace_id }: Capped, because: Failure, now: Instant): Promise<void> {
  await sql`update workflows set paused_because = ${jsonText(because)}::jsonb, updated_at = ${now}, state = case when state = 'on' then 'paused' else state end where id = ${id}`.execute(trx);
  await raiseAlert(trx, { id: newId(), workspaceId: workspace_id, workflowId: id, failure: because }, now);
  await announce(trx, { workspaceId: workspace_id, topic: "workflows", id });
}
