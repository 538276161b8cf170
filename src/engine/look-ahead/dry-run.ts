/** The flow up to and including the plan, with nothing written: for "what would happen to this record?" */
import type { CrmConnection } from "../../domain/connection.ts";
import type { Failure } from "../../domain/failure.ts";
import type { WorkflowId, WorkspaceId } from "../../domain/ids.ts";
import type { CrmRecord } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { matchTriggers } from "../../domain/trigger/match.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";
import { findRecords } from "../connections/crm-connections.ts";
import type { DryRunOutcome, TriedState } from "../engine.ts";
import { filterFacts } from "../enroll/filter-facts.ts";
import { pastsOf } from "../receive/gone-records.ts";
import { type PlannedWorkflow, planPath, workflowAs } from "./plan-path.ts";
import { planStep } from "../run/plan-step.ts";
import { findTarget } from "../requests.ts";

/** Plans the way through the workflow for the record as it is in the CRM now. */
export async function dryRun(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, recordId: string, of: TriedState = "published"): Promise<Result<DryRunOutcome, Failure[]>> {
  const target = await findTarget(context, workspaceId, workflowId, recordId);
  if (!target.ok) return target;
  const { connection, record } = target.value;
  const past = (await pastsOf(context, connection.id, workflowId, [record])).get(record.id);
  return planned(context, workflowAs(target.value.workflow, of), connection, record, past?.occurrences ?? 0);
}

/** The same with a definition that is not kept anywhere; null = it is of no workflow that is there. */
export async function dryRunOf(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId | null, definition: WorkflowDefinition, recordId: string): Promise<Result<DryRunOutcome, Failure[]>> {
  const found = await findRecords(context, workspaceId, definition.objectType, [recordId]);
  if (!found.ok) return err([found.error]);
  const [there] = found.value;
  const record = there?.records[0];
  if (there === undefined || record === undefined) return err([{ code: "record-not-found", objectType: definition.objectType, recordId }]);
  const past = workflowId === null ? undefined : (await pastsOf(context, there.connection.id, workflowId, [record])).get(record.id);
  return planned(context, { id: workflowId, workspaceId, definition }, there.connection, record, past?.occurrences ?? 0);
}

async function planned(context: EngineContext, workflow: PlannedWorkflow, connection: CrmConnection, record: CrmRecord, enrolledBefore: number): Promise<Result<DryRunOutcome, Failure[]>> {
  const subjects = await (await context.crm(connection.id)).readSubjects([record]);
  if (!subjects.ok) return err([subjects.error]);
  const [subject] = subjects.value;
  if (!subject) return err([{ code: "record-not-found", objectType: record.objectType, recordId: record.id }]);
  const steps = await planPath(context, workflow, { connection, subject, enrolledBefore }, planStep);
  const facts = await filterFacts(context, connection.id, record.objectType, [record], workflow.definition.triggerGroups);
  if (!facts.ok) return err([facts.error]);
  const verdict = matchTriggers(workflow.definition.triggerGroups, facts.value.get(record.id) ?? record, { timeZone: connection.account.timeZone, now: context.clock.now() });
  return ok({ record, verdict, enrolledBefore, steps });
}
