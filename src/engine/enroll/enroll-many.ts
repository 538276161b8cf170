/** A person enrolls several records at once, or takes several enrollments out. */
import type { Enrollment } from "../../domain/enrollment.ts";
import type { Failure } from "../../domain/failure.ts";
import type { EnrollmentId, WorkflowId, WorkspaceId } from "../../domain/ids.ts";
import type { EnrollmentFilter, PastOfRecord } from "../../domain/ports/enrollment-store.ts";
import type { RunRules } from "../../domain/ports/workflow-store.ts";
import type { CrmRecord } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { FilterGroup } from "../../domain/trigger.ts";
import type { TriggerFacts } from "../../domain/trigger/facts.ts";
import type { Workflow } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";
import { findRecords } from "../connections/crm-connections.ts";
import type { EnrolledMany } from "../engine.ts";
import { keepEntries } from "./enroll.ts";
import { withLabels } from "./filter-labels.ts";
import { filterFacts } from "./filter-facts.ts";
import { pastsOf } from "../receive/gone-records.ts";
import { runNewEnrollments } from "../run/run-step.ts";
import { groupsOfRules, keptOut } from "./staying-out.ts";

/** Enrolls the named records whatever the triggers say, each under the rules of one that is enrolled by hand. */
export async function enrollRecords(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, recordIds: readonly string[]): Promise<Result<EnrolledMany, Failure[]>> {
  const workflow = await context.store.workflow(workspaceId, workflowId);
  if (!workflow) return err([{ code: "workflow-not-in-state", asked: "used", state: "gone" }]);
  const { objectType } = workflow.definition;
  const ids = [...new Set(recordIds)];
  const readAt = context.clock.now();
  const found = await findRecords(context, workspaceId, objectType, ids);
  if (!found.ok) return err([found.error]);
  const rules = await context.store.runRules([workflowId]);
  const answer: EnrolledMany = { enrolled: 0, refused: [] };
  for (const { connection, records } of found.value) {
    const asking = { timeZone: connection.account.timeZone, now: context.clock.now() };
    const pasts = await pastsOf(context, connection.id, workflowId, records);
    const facts = await filterFacts(context, connection.id, objectType, records, byHandGroups(rules.get(workflowId)));
    if (!facts.ok) return err([facts.error]);
    const judged = await Promise.all(
      records.map(async (record) => ({ record, failure: await withLabels(context, connection.id, objectType, whyNotByHand(workflow, record, facts.value.get(record.id) ?? record, pasts.get(record.id), rules.get(workflowId), asking)) })),
    );
    const entries = judged.flatMap(({ record, failure }) => (failure === null ? [{ workflow, record, occurrence: (pasts.get(record.id)?.occurrences ?? 0) + 1 }] : []));
    const kept = await keepEntries(context, connection, records, entries, "person", []);
    await runNewEnrollments(context, kept, { records, readAt });
    answer.enrolled += kept.length;
    answer.refused.push(...judged.flatMap(({ record, failure }) => (failure === null ? [] : [{ recordId: record.id, failure }])));
  }
  const known = new Set(found.value.flatMap(({ records }) => records.map(({ id }) => id)));
  answer.refused.push(...ids.filter((id) => !known.has(id)).map((recordId) => ({ recordId, failure: { code: "record-not-found" as const, objectType, recordId } })));
  return ok(answer);
}

/** Why a record is not enrolled by hand; null = it may be. */
export function whyNotByHand(workflow: Workflow, record: CrmRecord, facts: TriggerFacts, past: PastOfRecord | undefined, rules: RunRules | undefined, asking: Parameters<typeof keptOut>[3]): Failure | null {
  if (workflow.version === 0) return { code: "not-published", workflow: workflow.name };
  if (past?.isActive) return { code: "still-enrolled", recordName: record.name };
  const times = past === undefined ? 0 : past.occurrences - past.left - past.undone;
  if (times > 0 && !workflow.definition.allowsReenrollment) return { code: "enrolled-before", recordName: record.name, times };
  return rules === undefined ? null : keptOut(rules, record, facts, asking);
}

/** The groups that decide whether a record may be enrolled by hand. */
export function byHandGroups(rules: RunRules | undefined): FilterGroup[] {
  return rules === undefined ? [] : groupsOfRules(rules);
}

const enrollmentsPerLook = 1_000;
const idle: Enrollment["enrollmentState"][] = ["running", "waiting", "awaiting-approval", "needs-attention"];

/** Takes out what fits the filter or is named and may be taken out; the rest is being posted, unsettled, or over. */
export async function cancelMany(context: EngineContext, workspaceId: WorkspaceId, which: EnrollmentFilter | { ids: readonly EnrollmentId[] }): Promise<{ cancelled: number; left: number }> {
  const ids = "ids" in which ? which.ids : await idsOf(context, workspaceId, which);
  let cancelled = 0;
  for (let at = 0; at < ids.length; at += enrollmentsPerLook) {
    const taken = await context.store.takeOut(workspaceId, { ids: ids.slice(at, at + enrollmentsPerLook) }, null, context.clock.now());
    cancelled += taken.length;
  }
  return { cancelled, left: ids.length - cancelled };
}

async function idsOf(context: EngineContext, workspaceId: WorkspaceId, filter: EnrollmentFilter): Promise<EnrollmentId[]> {
  const wanted = filter.states?.length ? filter.states : [...idle, "posting" as const];
  const ids: EnrollmentId[] = [];
  for (let after: string | undefined; ; after = ids.at(-1)) {
    const page = await context.store.enrollments(workspaceId, { ...filter, states: wanted }, { limit: enrollmentsPerLook, after });
    ids.push(...page.map(({ id }) => id));
    if (page.length < enrollmentsPerLook) return ids;
  }
}
