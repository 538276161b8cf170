/** The workflow versions enrollments run by. A version never changes, so each is read once. */
import type { Enrollment } from "../../domain/enrollment.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";
import { stepAfter as after } from "../../domain/workflow-path.ts";
import type { EngineContext } from "../context.ts";

const mostKept = 500;
const kept = new WeakMap<EngineContext["store"], Map<string, WorkflowDefinition>>();

/** The step after the enrollment's current one; null = it was the last. */
export async function stepAfter(context: EngineContext, enrollment: Enrollment): Promise<string | null> {
  const steps = (await definitionOf(context, enrollment))?.steps ?? [];
  return enrollment.stepId === null ? null : after(steps, enrollment.stepId);
}

/** The definition the enrollment runs by. */
export async function definitionOf(context: EngineContext, enrollment: Enrollment): Promise<WorkflowDefinition | undefined> {
  const key = `${enrollment.workflowId}/${enrollment.workflowVersion}`;
  const versions = kept.get(context.store) ?? new Map<string, WorkflowDefinition>();
  kept.set(context.store, versions);
  const known = versions.get(key);
  if (known) return known;
  const definition = await context.store.workflowVersion(enrollment.workflowId, enrollment.workflowVersion);
  if (versions.size >= mostKept) versions.clear();
  if (definition) versions.set(key, definition);
  return definition;
}
