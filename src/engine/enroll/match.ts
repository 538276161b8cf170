/** Stage 2: which records enter which workflows. Pure: everything it decides on is handed in. */
import { decideEnrollment } from "../../domain/enrollment.ts";
import type { CrmOccurrence } from "../../domain/ports/crm.ts";
import type { CrmRecord, ObjectType } from "../../domain/record.ts";
import { type DocumentReached, isAwaited, type TriggerEvent } from "../../domain/trigger-event.ts";
import { comparable, valueSet } from "../../domain/trigger/comparable.ts";
import type { Asking } from "../../domain/trigger/date-range.ts";
import type { TriggerFacts } from "../../domain/trigger/facts.ts";
import { matchTriggers } from "../../domain/trigger/match.ts";
import type { Workflow } from "../../domain/workflow.ts";
import type { TriggerIndex } from "./trigger-index.ts";

/** A record that enters a workflow, and for the how-manieth time. */
export interface Entry {
  workflow: Workflow;
  record: CrmRecord;
  occurrence: number;
}

/** One record that something may have happened to. */
export interface Look {
  record: CrmRecord;
  facts: TriggerFacts;
  /** As it was when last looked at; null = it was never seen. */
  before: TriggerFacts | null;
  /** True = it was gone and is back. */
  isBack: boolean;
  /** What happened to it since, beyond changed values. */
  occurrences: readonly CrmOccurrence[];
  /** What documents of it came to in the books since; absent = nothing. */
  reached?: readonly DocumentReached[];
  /** When workflows were asked about it before; absent = the store knows. */
  lookedAt?: Asking["now"];
}

/** When it is asked now, and until when the passing of time was looked at before. */
export interface Moments extends Asking {
  lookedAt: Asking["now"];
}

/** How records went through a workflow so far; absent = never. */
export type Pasts = ReadonlyMap<string, { occurrences: number; left?: number; isActive: boolean }>;

/** The workflows that a change may concern, each with the records whose change it is. */
export function interested(index: TriggerIndex, looks: readonly Look[]): Map<Workflow, Look[]> {
  const found = new Map<Workflow, Look[]>();
  for (const look of looks) for (const workflow of interestedIn(index, look)) found.set(workflow, [...(found.get(workflow) ?? []), look]);
  return found;
}

function interestedIn(index: TriggerIndex, look: Look): ReadonlySet<Workflow> {
  if (look.isBack) return new Set(index.workflows);
  const isNew = look.before === null;
  const properties = changedProperties(look).flatMap((property) => index.byProperty.get(property) ?? []);
  const associated = [...index.byAssociated].flatMap(([type, workflows]) => (isNew || hasChanged(look, type) ? workflows : []));
  const happened = [...(isNew ? (["created"] as const) : []), ...look.occurrences, ...(look.reached === undefined ? [] : (["document-status"] as const))].flatMap((event) => index.byEvent.get(event) ?? []);
  return new Set([...properties, ...associated, ...happened, ...(isNew ? index.metByNothing : []), ...index.overTime]);
}

/** Of a record never seen before, all that have a value: what has none can only matter to those that a record without values meets. */
function changedProperties({ facts: { properties }, before }: Look): string[] {
  if (before === null) return Object.keys(properties).filter((name) => properties[name] !== null);
  const names = new Set([...Object.keys(properties), ...Object.keys(before.properties)]);
  return [...names].filter((name) => (properties[name] ?? null) !== (before.properties[name] ?? null));
}

function hasChanged({ facts, before }: Look, type: ObjectType): boolean {
  const ofType = (all: TriggerFacts["associated"]) => JSON.stringify((all ?? []).filter(({ objectType }) => objectType === type));
  return ofType(facts.associated) !== ofType(before?.associated);
}

/**
 * Whether the record starts to be the workflow's business: it meets the triggers now and did not before, or one of the events
 * happened and it meets the groups, if there are any.
 */
export function starts({ definition }: Workflow, look: Look, { timeZone, now, lookedAt }: Moments): boolean {
  const { triggerGroups, triggerEvents } = definition;
  const meets = (facts: TriggerFacts, at: Asking["now"]) => matchTriggers(triggerGroups, facts, { timeZone, now: at }).matched;
  if (triggerEvents.length > 0) return triggerEvents.some((event) => happened(event, look)) && (triggerGroups.length === 0 || meets(look.facts, now));
  return meets(look.facts, now) && (look.before === null || !meets(look.before, lookedAt));
}

/** What a record has from its creation on did not change. */
function happened(trigger: TriggerEvent, { facts, before, occurrences, reached = [] }: Look): boolean {
  if (trigger.event === "created") return before === null;
  if (trigger.event === "document-status") return reached.some((one) => isAwaited(trigger, one));
  if (trigger.event !== "property-changed") return occurrences.includes(trigger.event);
  const [value, old] = [facts.properties[trigger.property] ?? null, before?.properties[trigger.property] ?? null];
  if (before === null || value === old) return false;
  const wanted = trigger.values?.map(comparable) ?? [];
  return wanted.length === 0 || valueSet(value ?? "").some((one) => wanted.includes(one));
}

/** One that was gone and is back is as good as new, where what it began then was ended by its absence. */
export function beginsAnew({ isBack, record }: Look, pasts: Pasts): boolean {
  const past = pasts.get(record.id);
  return isBack && past !== undefined && past.occurrences > 0 && past.occurrences === past.left && !past.isActive;
}

/** Those of the records that start now which enter. `anew` = something new for this workflow although they went through it before. */
export function entriesOf(workflow: Workflow, starting: readonly Look[], pasts: Pasts, anew: ReadonlySet<string>): Entry[] {
  return starting.flatMap(({ record }) => {
    const isAnew = anew.has(record.id);
    const { occurrences = 0, left = 0, isActive = false } = pasts.get(record.id) ?? {};
    const past = { matchedBefore: false, occurrences, left, isActive: isActive && !isAnew };
    const decision = decideEnrollment({ matched: true, groups: [] }, past, workflow.definition.allowsReenrollment || isAnew);
    return decision.enrolls ? [{ workflow, record, occurrence: decision.occurrence }] : [];
  });
}
