/** Which stored records meet a workflow's triggers: asked in SQL, so that a million are no matter, as far as what the triggers ask is kept. */
import type { CrmConnection } from "../../domain/connection.ts";
import type { WorkflowId, WorkspaceId } from "../../domain/ids.ts";
import type { MatchQuery } from "../../domain/ports/trigger-store.ts";
import type { CrmRecord } from "../../domain/record.ts";
import type { Workflow, WorkflowDefinition } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";
import { crmConnections } from "../connections/crm-connections.ts";
import type { MatchingRecords } from "../engine.ts";
import { meeting } from "./match-now.ts";

const sampleSize = 5;

/** How many may enter now, with the last changed of them; by another definition than the published one when one is given. */
export async function matchingRecords(context: EngineContext, workspaceId: WorkspaceId, workflowId: WorkflowId, definition?: WorkflowDefinition): Promise<MatchingRecords> {
  const workflow = await context.store.workflow(workspaceId, workflowId);
  if (!workflow) return { count: 0, sample: [], unknown: 0 };
  const tried = { id: workflow.id, definition: definition ?? workflow.definition };
  const connections = await crmConnections(context, workspaceId);
  const met = await Promise.all(connections.map((connection) => meeting(context, connection, matchQuery(context, tried, connection), sampleSize)));
  return {
    count: met.reduce((sum, { count }) => sum + count, 0),
    sample: met.flatMap(({ records }) => records).sort(newestFirst).slice(0, sampleSize),
    unknown: met.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

/** The last changed first. */
export function newestFirst(a: CrmRecord, b: CrmRecord): number {
  return a.modifiedAt === b.modifiedAt ? (a.id < b.id ? -1 : 1) : a.modifiedAt < b.modifiedAt ? 1 : -1;
}

/**
 * The records that may enter now as last stored: they meet the triggers, are not suppressed, would not leave again at once, and never went through. Where an
 * event starts the workflow nobody enters without one.
 */
export function matchQuery(context: EngineContext, { id, definition }: Pick<Workflow, "id" | "definition">, connection: CrmConnection): MatchQuery {
  const { triggerEvents, suppressionGroups, unenrollGroups, suppressedRecordIds } = definition;
  const meeting = meetingQuery(context, { definition }, connection);
  return { ...meeting, groups: triggerEvents.length > 0 ? [] : meeting.groups, except: [...suppressionGroups, ...unenrollGroups], exceptIds: suppressedRecordIds, neverIn: id };
}

/** The records that meet the trigger groups as last stored, whatever they went through. */
export function meetingQuery({ clock }: EngineContext, { definition }: Pick<Workflow, "definition">, connection: CrmConnection): MatchQuery {
  const { objectType, triggerGroups, triggerEvents } = definition;
  const isFree = triggerGroups.length === 0 && triggerEvents.length > 0;
  return { connectionId: connection.id, objectType, groups: isFree ? "all" : triggerGroups, asking: { timeZone: connection.account.timeZone, now: clock.now() } };
}
