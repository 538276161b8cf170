/**
 * The trigger index: which workflows a change may concern, so that one event costs what the interested workflows cost, however
 * many are on. It is made again when a workflow of the type was switched, published or removed.
 */
import type { WorkspaceId } from "../../domain/ids.ts";
import type { ObjectType } from "../../domain/record.ts";
import type { FilterGroup } from "../../domain/trigger.ts";
import type { TriggerEvent } from "../../domain/trigger-event.ts";
import { matchTriggers } from "../../domain/trigger/match.ts";
import { readsOf } from "../../domain/trigger/reads.ts";
import type { Workflow, WorkflowDefinition } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";

/** The workflows that records of one type may enter, by what makes them look. */
export interface TriggerIndex {
  workflows: readonly Workflow[];
  byProperty: ReadonlyMap<string, readonly Workflow[]>;
  byAssociated: ReadonlyMap<ObjectType, readonly Workflow[]>;
  byEvent: ReadonlyMap<TriggerEvent["event"], readonly Workflow[]>;
  /** Those that a record without any value meets. */
  metByNothing: readonly Workflow[];
  /** Those that ask every look, because time may have changed their answer since the last one. */
  overTime: readonly Workflow[];
  needs: FactNeeds;
}

/** What must be known of records beyond their properties. */
export interface FactNeeds {
  /** Properties of the record itself whose past is asked for. */
  histories: readonly string[];
  /** Associated types, with the properties of theirs whose past is asked for. */
  associated: ReadonlyMap<ObjectType, readonly string[]>;
}

/** The index of each type's workflows; a type that starts none has an empty one. */
export interface TriggerIndexes {
  of(objectType: ObjectType): TriggerIndex;
  all: readonly TriggerIndex[];
}

/** The indexes of the workspace's workflows as they are now. */
export async function triggerIndexes({ store }: EngineContext, workspaceId: WorkspaceId): Promise<TriggerIndexes> {
  const stamps = await store.activeWorkflowsStamps(workspaceId);
  const indexes = new Map(await Promise.all([...stamps].map(async ([type, stamp]) => [type, await indexWith(store, workspaceId, type, stamp)] as const)));
  return { of: (objectType) => indexes.get(objectType) ?? noIndex, all: [...indexes.values()] };
}

async function indexWith(store: EngineContext["store"], workspaceId: WorkspaceId, objectType: ObjectType, stamp: string): Promise<TriggerIndex> {
  const key = `${workspaceId} ${objectType}`;
  const known = remembered.get(store) ?? new Map<string, { stamp: string; index: TriggerIndex }>();
  remembered.set(store, known);
  const kept = known.get(key);
  if (kept?.stamp === stamp) return kept.index;
  const index = indexOf(await store.activeWorkflows(workspaceId, objectType));
  known.set(key, { stamp, index });
  return index;
}

const remembered = new WeakMap<EngineContext["store"], Map<string, { stamp: string; index: TriggerIndex }>>();

/** Puts workflows in order by what they read. */
export function indexOf(workflows: readonly Workflow[]): TriggerIndex {
  const read = workflows.map((workflow) => ({ workflow, reads: readsOf(workflow.definition.triggerGroups) }));
  return {
    workflows,
    byProperty: grouped(read.flatMap(({ workflow, reads }) => [...reads.own.all, ...changesAwaited(workflow)].map((name) => [name, workflow] as const))),
    byAssociated: grouped(read.flatMap(({ workflow, reads }) => [...reads.associated.keys()].map((type) => [type, workflow] as const))),
    byEvent: grouped(workflows.flatMap((workflow) => workflow.definition.triggerEvents.map(({ event }) => [event, workflow] as const))),
    metByNothing: workflows.filter(({ definition }) => matchTriggers(definition.triggerGroups, { properties: {} }, anyTime).matched),
    overTime: workflows.filter(({ definition }) => hangsOnTime(definition)),
    needs: needsOf(workflows),
  };
}

const noIndex = indexOf([]);

/** What must be known of records for these workflows. */
export function needsOf(workflows: readonly Pick<Workflow, "definition">[]): FactNeeds {
  return needsOfGroups(workflows.flatMap(({ definition }) => [...definition.triggerGroups, ...definition.suppressionGroups, ...definition.unenrollGroups]));
}

/** What must be known of records for these groups. */
export function needsOfGroups(groups: readonly FilterGroup[]): FactNeeds {
  const { own, associated } = readsOf(groups);
  return { histories: own.withHistory, associated: new Map([...associated].map(([type, properties]) => [type, properties.withHistory])) };
}

/** Whether records may enter merely because time passes; where an event starts the workflow nobody enters without one. */
export function hangsOnTime({ triggerGroups, triggerEvents }: WorkflowDefinition): boolean {
  const { own, associated } = readsOf(triggerGroups);
  return triggerEvents.length === 0 && [own, ...associated.values()].some((properties) => properties.overTime.length > 0);
}

/** A record without values has no dates, so the time does not matter. */
const anyTime = { timeZone: "UTC", now: "2026-01-01T00:00:00.000Z" as never };

function changesAwaited({ definition }: Workflow): string[] {
  return definition.triggerEvents.flatMap((one) => (one.event === "property-changed" ? [one.property] : []));
}

function grouped<Key>(pairs: readonly (readonly [Key, Workflow])[]): Map<Key, Workflow[]> {
  const groups = new Map<Key, Workflow[]>();
  for (const [key, workflow] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [workflow]);
    else if (group.at(-1) !== workflow && !group.includes(workflow)) group.push(workflow);
  }
  return groups;
}
