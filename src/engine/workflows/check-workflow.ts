/** The checks of a workflow's steps: what is missing, wrong or gone. */
import type { ReadyAction } from "../../actions/action.ts";
import type { FlowAction } from "../../actions/flow/flow-action.ts";
import { flowActionOf } from "../../actions/index.ts";
import type { BooksConnection } from "../../domain/connection.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId, WorkspaceId } from "../../domain/ids.ts";
import { noReferences } from "../../domain/ports/mirror-store.ts";
import type { WorkflowDefinition, WorkflowObjectType, WorkflowStep } from "../../domain/workflow.ts";
import { allSteps } from "../../domain/workflow-path.ts";
import type { EngineContext } from "../context.ts";
import { refreshMirror } from "../mirror.ts";
import { readyAction } from "../run/plan-step.ts";

/** The findings of a workflow's steps: what is missing, wrong or gone. [] = may be turned on. */
export async function checkWorkflow(context: EngineContext, workspaceId: WorkspaceId, definition: WorkflowDefinition): Promise<{ stepId: string; failure: Failure }[]> {
  const findings = allSteps(definition.steps).map(async (step) => {
    const failures = await checkStep(context, workspaceId, definition.objectType, step);
    return failures.map((failure) => ({ stepId: step.id, failure }));
  });
  return (await Promise.all(findings)).flat();
}

async function checkStep(context: EngineContext, workspaceId: WorkspaceId, objectType: WorkflowObjectType, step: WorkflowStep): Promise<Failure[]> {
  const flow = flowActionOf(step.action);
  if (flow !== undefined) return checkFlowStep(flow, step);
  const ready = readyAction(step, objectType);
  if (!ready.ok) return ready.error;
  const id = ready.value.booksConnection as ConnectionId;
  const connection = await context.store.connection(id);
  if (connection?.role !== "books" || connection.workspaceId !== workspaceId) {
    return [{ code: "setting-missing", field: "books", label: "QuickBooks account" }];
  }
  const findings = await settingFailures(context, connection, ready.value);
  // What looks gone may only be missing from an old mirror.
  if (findings.length === 0 || !(await refreshMirror(context, id, context.clock.now()))) return findings;
  const refreshed = await context.store.connection(id);
  return settingFailures(context, refreshed?.role === "books" ? refreshed : connection, ready.value);
}

function checkFlowStep(action: FlowAction, step: WorkflowStep): Failure[] {
  const ready = action.ready(step.settings);
  if (!ready.ok) return ready.error;
  const field = "branches";
  if (action.branchesBy === undefined || (step.branches ?? []).length > 0) return [];
  return [{ code: "setting-missing", field, label: "Branches" }];
}

async function settingFailures(context: EngineContext, books: BooksConnection, action: ReadyAction): Promise<Failure[]> {
  const references = await context.store.findReferences(books.id, { ...noReferences, ids: action.settingsNeeds(books) });
  return action.checkSettings({ books, references });
}
