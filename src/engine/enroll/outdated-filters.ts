/**
 * Workflows whose filters ask for what the CRM does not have any more: without it a filter would hold never, or always. So
 * records that change meanwhile are held back as they were, people are told, and once it is there again the records are
 * looked at as if they had changed just now.
 */
import type { CrmConnection } from "../../domain/connection.ts";
import { type Instant, later } from "../../domain/dates.ts";
import type { Enrollment } from "../../domain/enrollment.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId, WorkflowId, WorkspaceId } from "../../domain/ids.ts";
import type { OutdatedFilters } from "../../domain/ports/trigger-store.ts";
import type { CrmRecord, ObjectType } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { FilterGroup } from "../../domain/trigger.ts";
import { type CrmReference, isNeeded, referencesOf } from "../../domain/trigger/references.ts";
import type { TriggerFacts } from "../../domain/trigger/facts.ts";
import { everyGroup } from "../../domain/workflow-groups.ts";
import type { Workflow } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";
import { createPauses } from "../pauses.ts";
import { crmConnections } from "../connections/crm-connections.ts";
import { receiveEvents } from "../receive/inbox.ts";
import { forgetNames, isReadTooEarly } from "./omitted-names.ts";
import { triggerIndexes } from "./trigger-index.ts";

const recordsPerLook = 500;
/** How long records are left alone that were read just before a property was there again. */
const rereadMs = 1_000;

/** A record as it was read just now. */
type Reading = Pick<CrmRecord, "objectType" | "properties">;

/** Now and then all that workflows' filters name is asked for; what was held back and need not be any more is looked at. */
export async function lookAtFilters(context: EngineContext, connection: CrmConnection): Promise<void> {
  if (!looks.isResting(context, connection.id)) {
    looks.rest(context, connection.id, context.timing.referencesMs);
    const indexes = await triggerIndexes(context, connection.workspaceId);
    const checked = await checkFilters(context, connection, indexes.all.flatMap(({ workflows }) => workflows));
    if (!checked.ok) context.log.warn({ connection: connection.id, failure: checked.error }, "the CRM could not be asked for what filters name");
  }
  await lookAtReleased(context, connection);
}

const looks = createPauses();

/** The same record is asked for once a minute at most. */
async function lookAtReleased(context: EngineContext, { id }: CrmConnection): Promise<void> {
  const now = context.clock.now();
  const released = await context.store.releasableRecords(id, recordsPerLook);
  const events = released.map(({ objectType, recordId }) => ({
    objectType, recordId, kind: "changed" as const, property: null, occurredAt: now, source: "poll" as const, sourceKey: `released|${objectType}|${recordId}|${now.slice(0, 16)}`,
  }));
  if (events.length > 0) await receiveEvents(context, id, events);
}

/** Asks the CRM about all that these workflows' filters name, and keeps what is gone. Returns the workflows that it holds. */
async function checkFilters(context: EngineContext, connection: CrmConnection, workflows: readonly Workflow[]): Promise<Result<ReadonlySet<WorkflowId>, Failure>> {
  const named = new Map(workflows.flatMap(everyReference).map((one) => [keyOf(one), one]));
  const unknown = await (await context.crm(connection.id)).unknownReferences([...named.values()]);
  if (!unknown.ok) return unknown;
  forgetNames(context, connection.id, unknown.value);
  const gone = new Set(unknown.value.map(keyOf));
  const known = new Set((await context.store.outdatedFilters(connection.workspaceId)).filter(({ connectionId }) => connectionId === connection.id).map(({ workflowId }) => workflowId));
  const held = new Set<WorkflowId>();
  for (const workflow of workflows) {
    const found = verdictOn(workflow, gone);
    if (found?.holds) held.add(workflow.id);
    if (found !== null || known.has(workflow.id)) await context.store.noteOutdatedFilters(connection.workspaceId, { workflowId: workflow.id, connectionId: connection.id }, found, context.clock.now());
  }
  return ok(held);
}

/** What decides whether records enter, and who stays out or leaves. */
function referencesOfEntry({ definition }: Pick<Workflow, "definition">): CrmReference[] {
  const { objectType, triggerGroups, suppressionGroups, unenrollGroups, triggerEvents } = definition;
  return referencesOf(objectType, [...triggerGroups, ...suppressionGroups, ...unenrollGroups], triggerEvents);
}

/** With what its branches ask. */
function everyReference({ definition }: Pick<Workflow, "definition">): CrmReference[] {
  return referencesOf(definition.objectType, everyGroup(definition), definition.triggerEvents);
}

function keyOf(reference: CrmReference): string {
  return JSON.stringify(reference);
}

function verdictOn(workflow: Workflow, gone: ReadonlySet<string>): Pick<OutdatedFilters, "failure" | "holds"> | null {
  const missing = everyReference(workflow).filter((one) => gone.has(keyOf(one)));
  const needed = missing.filter(isNeeded);
  const { name: workflowName } = workflow;
  if (needed.length === 0) return missing.length === 0 ? null : { failure: { code: "filter-options-gone", workflowName, missing }, holds: false };
  const atEntry = new Set(referencesOfEntry(workflow).map(keyOf));
  return { failure: { code: "filters-outdated", workflowName, missing: needed }, holds: needed.some((one) => atEntry.has(keyOf(one))) };
}

/** Why no CRM of the workspace can say who enters; null = one can, or one cannot be asked. */
export async function outdatedEverywhere(context: EngineContext, workspaceId: WorkspaceId, workflow: Workflow): Promise<Failure | null> {
  const connections = (await crmConnections(context, workspaceId)).filter(({ connectionState }) => connectionState === "connected");
  const named = referencesOfEntry(workflow);
  const answers = await Promise.all(connections.map(async ({ id }) => (await context.crm(id)).unknownReferences(named)));
  const verdicts = answers.map((answer) => (answer.ok ? verdictOn(workflow, new Set(answer.value.map(keyOf))) : null));
  const outdated = verdicts.flatMap((one) => (one?.holds ? [one.failure] : []));
  return outdated.length === verdicts.length ? (outdated[0] ?? null) : null;
}

/** The workflows that nothing can be asked of now, as far as is known. */
export async function heldWorkflows({ store }: EngineContext, { id, workspaceId }: Pick<CrmConnection, "id" | "workspaceId">): Promise<ReadonlyMap<WorkflowId, Failure>> {
  const all = await store.outdatedFilters(workspaceId);
  return new Map(all.filter(({ connectionId, holds }) => holds && connectionId === id).map(({ workflowId, failure }) => [workflowId, failure]));
}

/** The same (`known`), and those of which these readings, begun then, show that something is gone. An error: the records must be read again. */
export async function heldByReading(context: EngineContext, connection: CrmConnection, known: ReadonlyMap<WorkflowId, Failure>, workflows: readonly Workflow[], readings: readonly Reading[], readAt: Instant): Promise<Result<ReadonlySet<WorkflowId>, Failure>> {
  const lackings = await Promise.all(workflows.filter(({ id }) => !known.has(id)).map(async (workflow) => ({ workflow, lacked: await lackedBy(context, connection.id, referencesOfEntry(workflow), readings) })));
  const doubted = lackings.filter(({ lacked }) => lacked.length > 0);
  if (doubted.length === 0) return ok(new Set(known.keys()));
  const held = await checkFilters(context, connection, doubted.map(({ workflow }) => workflow));
  if (!held.ok) return held;
  const stale = doubted.filter(({ workflow }) => !held.value.has(workflow.id)).flatMap(({ lacked }) => lacked);
  if (isReadTooEarly(context, connection.id, stale, readAt)) return err({ code: "crm-busy", retryAt: later(context.clock.now(), rereadMs) });
  return ok(new Set([...known.keys(), ...held.value]));
}

async function lackedBy(context: EngineContext, id: ConnectionId, references: readonly CrmReference[], readings: readonly Reading[]): Promise<CrmReference[]> {
  const port = await context.crm(id);
  const properties = references.filter(({ kind }) => kind === "property");
  return [...Map.groupBy(properties, ({ objectType }) => objectType)].flatMap(([objectType, ofType]) => {
    const names = ofType.map(({ name }) => name);
    const lacked = new Set(readings.filter((one) => one.objectType === objectType).flatMap((one) => port.lacking(one, names)));
    return ofType.filter(({ name }) => lacked.has(name));
  });
}

/** Whether something that is named is not in what was read just now. */
export async function doReadingsLack(context: EngineContext, id: ConnectionId, references: readonly CrmReference[], readings: readonly Reading[]): Promise<boolean> {
  return (await lackedBy(context, id, references, readings)).length > 0;
}

/** Why nothing can be said by these groups of facts whose reading began then; null = it can. */
export async function outdatedFor(
  context: EngineContext,
  { connectionId, workspaceId, workflowId }: Pick<Enrollment, "connectionId" | "workspaceId" | "workflowId">,
  groups: readonly FilterGroup[],
  readings: readonly [Reading, ...Reading[]],
  readAt: Instant,
): Promise<Failure | null> {
  if (groups.length === 0) return null;
  const references = referencesOf(readings[0].objectType, groups);
  const told = (await context.store.outdatedFilters(workspaceId)).find((one) => one.workflowId === workflowId && one.connectionId === connectionId)?.failure;
  const gone = new Set(told?.code === "filters-outdated" ? told.missing.map(keyOf) : []);
  // What was gone a while ago may be there again, and then the reading has it.
  const lacked = await lackedBy(context, connectionId, references, readings);
  const missing = references.filter((one) => one.kind === "label" && gone.has(keyOf(one)));
  if (lacked.length > 0) {
    const unknown = await (await context.crm(connectionId)).unknownReferences(lacked);
    if (!unknown.ok) return unknown.error;
    forgetNames(context, connectionId, unknown.value);
    missing.push(...unknown.value);
  }
  if (missing.length > 0) return { code: "filters-outdated", workflowName: (await context.store.workflow(workspaceId, workflowId))?.name ?? "", missing };
  return isReadTooEarly(context, connectionId, lacked, readAt) ? { code: "crm-busy", retryAt: later(context.clock.now(), rereadMs) } : null;
}

/** The record and what is associated with it. */
export function readingsOf(objectType: ObjectType, { properties, associated = [] }: TriggerFacts): [Reading, ...Reading[]] {
  return [{ objectType, properties }, ...associated.map((one) => ({ objectType: one.objectType, properties: one.properties }))];
}
