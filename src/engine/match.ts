/** Stage 2: which records enter which workflows. Pure: everything it decides on is handed in. */
import type { EnrollmentPast } from "../domain/enrollment.ts";
import { decideEnrollment } from "../domain/enrollment.ts";
import type { CrmRecord } from "../domain/record.ts";
import type { Asking } from "../domain/trigger/date-range.ts";
import { matchTriggers } from "../domain/trigger/match.ts";
import { readsOf } from "../domain/trigger/reads.ts";
import type { Workflow } from "../domain/workflow.ts";

/** A record that enters a workflow, and for the how-manieth time. */
export interface Entry {
  workflow: Workflow;
  record: CrmRecord;
  occurrence: number;
}

/** What is known of records before this look. */
export interface Known {
  /** As last stored; absent = never seen. */
  before: ReadonlyMap<string, CrmRecord>;
  /** By record id; absent = never enrolled in this workflow. */
  pasts: ReadonlyMap<string, { occurrences: number; left?: number; isActive: boolean }>;
  /** The records that have something new for this workflow although they went through it before; absent = none. */
  anew?: ReadonlySet<string>;
}

/** The records that enter a workflow now. */
export function entriesOf(workflow: Workflow, records: readonly CrmRecord[], known: Known, asking: Asking): Entry[] {
  const { triggerGroups, allowsReenrollment } = workflow.definition;
  return records.flatMap((record) => {
    const verdict = matchTriggers(triggerGroups, record, asking);
    const isAnew = known.anew?.has(record.id) ?? false;
    const past = pastOf(workflow, record, known, asking);
    const decision = decideEnrollment(verdict, isAnew ? { ...past, matchedBefore: false, isActive: false } : past, allowsReenrollment || isAnew);
    return decision.enrolls ? [{ workflow, record, occurrence: decision.occurrence }] : [];
  });
}

/**
 * The trigger index: the workflows that read a property which changed in one of these records. Only such a change can make
 * a record start to match, so one event costs what the interested workflows cost, not what all workflows cost.
 */
export function interested(workflows: readonly Workflow[], records: readonly CrmRecord[], before: Known["before"]): Workflow[] {
  const changed = changedProperties(records, before);
  if (changed === "any") return [...workflows];
  return workflows.filter((workflow) => readsOf(workflow.definition.triggerGroups).own.all.some((property) => changed.has(property)));
}

/** A record never seen before may have changed in any property. */
function changedProperties(records: readonly CrmRecord[], before: Known["before"]): ReadonlySet<string> | "any" {
  const changed = new Set<string>();
  for (const record of records) {
    const old = before.get(record.id);
    if (old === undefined) return "any";
    for (const property of new Set([...Object.keys(record.properties), ...Object.keys(old.properties)])) {
      if ((record.properties[property] ?? null) !== (old.properties[property] ?? null)) changed.add(property);
    }
  }
  return changed;
}

function pastOf(workflow: Workflow, record: CrmRecord, known: Known, asking: Asking): EnrollmentPast {
  const before = known.before.get(record.id);
  const past = known.pasts.get(record.id);
  // One that was gone and is back is as good as new: what it began then was ended by its absence.
  const isBack = past !== undefined && past.occurrences > 0 && past.occurrences === past.left && !past.isActive;
  return {
    matchedBefore: before === undefined || isBack ? null : matchTriggers(workflow.definition.triggerGroups, before, asking).matched,
    occurrences: past?.occurrences ?? 0,
    left: past?.left ?? 0,
    isActive: past?.isActive ?? false,
  };
}
