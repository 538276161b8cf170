/** The workflow versions enrollments run by. A version never changes, so each is read once. */
import type { Enrollment } from "../domain/enrollment.ts";
import type { WorkflowDefinition, WorkflowStep } from "../domain/workflow.ts";
import type { EngineContext } from "./context.ts";

const mostKept = 500;
const kept = new WeakMap<EngineContext, Map<string, WorkflowDefinition>>();

/** The step an enrollment is at; undefined = it has none. */
export async function stepOf(context: EngineContext, enrollment: Enrollment): Promise<WorkflowStep | undefined> {
  const definition = await definitionOf(context, enrollment);
  return definition?.steps.find((step) => step.id === enrollment.stepId);
}

/** The step after the enrollment's current one; null = it was the last. */
export async function stepAfter(context: EngineContext, enrollment: Enrollment): Promise<string | null> {
  const steps = (await definitionOf(context, enrollment))?.steps ?? [];
  const at = steps.findIndex((step) => step.id === enrollment.stepId);
  return (at >= 0 && steps[at + 1]?.id) || null;
}

async function definitionOf(context: EngineContext, enrollment: Enrollment): Promise<WorkflowDefinition | undefined> {
  const key = `${enrollment.workflowId}/${enrollment.workflowVersion}`;
  const versions = kept.get(context) ?? new Map<string, WorkflowDefinition>();
  kept.set(context, versions);
  const known = versions.get(key);
  if (known) return known;
  const definition = await context.store.workflowVersion(enrollment.workflowId, enrollment.workflowVersion);
  if (versions.size >= mostKept) versions.clear();
  if (definition) versions.set(key, definition);
  return definition;
}
