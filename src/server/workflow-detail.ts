/** A workflow as the pages get it: the published version, the draft, and the forms of what is being drawn. */
import type { StepReply, WorkflowDetail, WorkflowRow } from "#api/workflow.ts";
import type { Instant } from "#domain/dates.ts";
import type { WorkflowId } from "#domain/ids.ts";
import type { Workflow, WorkflowDefinition } from "#domain/workflow.ts";
import { allSteps } from "#domain/workflow-path.ts";
import type { Caller, ServerParts } from "./context.ts";
import { stepReply } from "./forms.ts";
import { labelsFor, triggersInWords } from "./trigger-words.ts";
import { countEnrollments, noEnrollments } from "./workflow-counts.ts";
import { explainedReply } from "./language.ts";

/** The caller's workflow of that id; undefined = there is none. */
export function find(parts: ServerParts, caller: Caller, id: string): Promise<Workflow | undefined> {
  return parts.store.workflow(caller.workspaceId, id as WorkflowId);
}

/** One line of a list. */
export function rowOf(workflow: Workflow, counts: WorkflowRow["counts"] = noEnrollments): WorkflowRow {
  return {
    id: workflow.id,
    name: workflow.name,
    objectType: workflow.definition.objectType,
    state: workflow.state,
    pausedBecause: workflow.pausedBecause && explainedReply(workflow.pausedBecause),
    version: workflow.version,
    hasDraft: workflow.draft !== null,
    turnedOnAt: workflow.turnedOnAt,
    updatedAt: workflow.updatedAt,
    counts,
  };
}

/** Everything about one workflow. */
export async function detailOf(parts: ServerParts, workflow: Workflow): Promise<WorkflowDetail> {
  const { workspaceId, definition, draft } = workflow;
  const [counts, waitingRecords, outdated, isCrmStep, labels, published, drawn] = await Promise.all([
    countEnrollments(parts.store, workspaceId, workflow.id),
    parts.store.waitingCount(workflow.id),
    parts.store.outdatedFilters(workspaceId),
    standsForCrmStep(parts, workflow),
    labelsFor(parts.properties, workspaceId, definition.objectType, definition.triggerGroups),
    stepReplies(parts, workflow, definition),
    draft === null ? null : stepReplies(parts, workflow, draft.definition),
  ]);
  return {
    ...rowOf(workflow, counts.get(workflow.id)),
    waitingRecords,
    outdatedFilters: outdated.filter(({ workflowId }) => workflowId === workflow.id).map(({ failure }) => explainedReply(failure)),
    isCrmStep,
    allowsReenrollment: definition.allowsReenrollment,
    triggerGroups: definition.triggerGroups,
    triggersInWords: triggersInWords(definition.triggerGroups, definition.objectType, labels),
    steps: published.filter(({ id }) => definition.steps.some((step) => step.id === id)),
    definition,
    draft,
    editable: { definition: draft?.definition ?? definition, basedOn: draft?.savedAt ?? null, savedBy: draft?.savedBy ?? null, steps: drawn ?? published },
  };
}

/** Whether it stands for a step of a workflow in the CRM. */
export async function standsForCrmStep({ store }: ServerParts, { workspaceId, id }: Workflow): Promise<boolean> {
  return (await store.crmWorkflows(workspaceId)).some(({ workflowId }) => workflowId === id);
}

/** The same workflow as it is now. */
export async function currentDetail(parts: ServerParts, before: Workflow): Promise<WorkflowDetail> {
  return detailOf(parts, (await parts.store.workflow(before.workspaceId, before.id)) ?? before);
}

/** What is being drawn, and which state of it (null = nothing was changed since it was published). */
export function drawnOf({ definition, draft }: Workflow): { definition: WorkflowDefinition; basedOn: Instant | null } {
  return { definition: draft?.definition ?? definition, basedOn: draft?.savedAt ?? null };
}

async function stepReplies(parts: ServerParts, { workspaceId }: Workflow, definition: WorkflowDefinition): Promise<StepReply[]> {
  const findings = await parts.engine.check(workspaceId, definition);
  const records = { objectType: definition.objectType, propertiesOf: (type: WorkflowDefinition["objectType"]) => parts.properties(workspaceId, type) };
  const replies = allSteps(definition.steps).map((step) => {
    const failures = findings.filter((finding) => finding.stepId === step.id).map((finding) => finding.failure);
    return stepReply(parts.store, workspaceId, step, records, failures);
  });
  return Promise.all(replies);
}
