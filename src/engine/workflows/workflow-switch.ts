/** Turning workflows on and off, pausing them, and letting them go on. */
import type { Failure } from "../../domain/failure.ts";
import type { WorkflowId, WorkspaceId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { startBackfill } from "../enroll/backfill.ts";
import { checkWorkflow } from "./check-workflow.ts";
import type { EngineContext } from "../context.ts";
import type { EnrolledMany, TurnOnWish } from "../engine.ts";
import { outdatedEverywhere } from "../enroll/outdated-filters.ts";
import { matchingRecords } from "../enroll/matching.ts";

/** Turns it on; refused while a check finds something. Returns how many existing records will be enrolled, in the background. */
export async function turnOn(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, { existing, cap }: TurnOnWish): Promise<Result<number, Failure[]>> {
  const workflow = await context.store.workflow(workspaceId, workflowId);
  if (!workflow) return err([{ code: "not-possible-now", asked: "turned on", enrollmentState: "gone" }]);
  if (workflow.version === 0) return err([{ code: "not-published", workflow: workflow.name }]);
  const findings = await checkWorkflow(context, workspaceId, workflow.definition);
  if (findings.length > 0) return err(findings.map((finding) => finding.failure));
  const outdated = await outdatedEverywhere(context, workspaceId, workflow);
  if (outdated !== null) return err([outdated]);
  await context.store.switchOn(workflowId, context.clock.now());
  await context.queue.signal("run", workspaceId);
  return existing === "leave" ? ok(0) : enrollMatching(context, workspaceId, workflowId, cap);
}

/** Turns it off; returns how many enrollments were stopped at once. */
export async function turnOff(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, running: "finish" | "stop"): Promise<number> {
  const workflow = await context.store.workflow(workspaceId, workflowId);
  if (!workflow) return 0;
  const stops: Failure | null = running === "stop" ? { code: "stopped-with-workflow", workflowName: workflow.name } : null;
  const stopped = await context.store.switchOff(workspaceId, workflowId, stops, context.clock.now());
  await context.queue.signal("run", workspaceId);
  return stopped.length;
}

/** New matches wait from now on. */
export async function pause(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId): Promise<Result<null, Failure[]>> {
  const workflow = await context.store.workflow(workspaceId, workflowId);
  if (workflow?.state !== "on") return err([{ code: "workflow-not-in-state", asked: "paused", state: workflow?.state ?? "gone" }]);
  await context.store.pauseWorkflow(workflowId, context.clock.now());
  return ok(null);
}

/** Goes on; what waited is enrolled in the background, or left. */
export async function resume(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, waiting: "enroll" | "leave"): Promise<Result<null, Failure[]>> {
  const workflow = await context.store.workflow(workspaceId, workflowId);
  const isStopped = workflow !== undefined && (workflow.state === "paused" || workflow.pausedBecause !== null);
  if (!isStopped) return err([{ code: "workflow-not-in-state", asked: "resumed", state: workflow?.state ?? "gone" }]);
  await context.store.resumeWorkflow(workflowId, waiting, context.clock.now());
  await context.queue.signal("run", workspaceId);
  return ok(null);
}

/** Enrolls the records that meet the triggers and never went through, at most `cap` of them (null = all), in the background. */
export async function enrollAllMatching(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, cap: number | null): Promise<Result<EnrolledMany, Failure[]>> {
  const workflow = await context.store.workflow(workspaceId, workflowId);
  if (!workflow || workflow.state === "off") return err([{ code: "workflow-not-in-state", asked: "used to enroll all that match", state: workflow?.state ?? "gone" }]);
  const enrolled = await enrollMatching(context, workspaceId, workflowId, cap);
  return enrolled.ok ? ok({ enrolled: enrolled.value, refused: [] }) : enrolled;
}

async function enrollMatching(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, cap: number | null): Promise<Result<number, Failure[]>> {
  const { count } = await matchingRecords(context, workspaceId, workflowId);
  const started = await startBackfill(context, workspaceId, workflowId, cap);
  return started.ok ? ok(Math.min(count, cap ?? count)) : started;
}
