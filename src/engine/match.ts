/** Stage 2: which records enter which workflows. Pure: everything it decides on is handed in. */
import type { EnrollmentPast } from "../domain/enrollment.ts";
import { decideEnrollment } from "../domain/enrollment.ts";
import type { CrmRecord } from "../domain/record.ts";
import { matchTriggers } from "../domain/trigger.ts";
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
  pasts: ReadonlyMap<string, { occurrences: number; isActive: boolean }>;
}

/** The records that enter a workflow now. */
export function entriesOf(workflow: Workflow, records: readonly CrmRecord[], known: Known, timeZone: string): Entry[] {
  const { triggerGroups, allowsReenrollment } = workflow.definition;
  return records.flatMap((record) => {
    const verdict = matchTriggers(triggerGroups, record.properties, timeZone);
    const decision = decideEnrollment(verdict, pastOf(workflow, record, known, timeZone), allowsReenrollment);
    return decision.enrolls ? [{ workflow, record, occurrence: decision.occurrence }] : [];
  });
}

/** The workflows that can care about records of which these properties may have changed; null = any may have. */
export function interested(workflows: readonly Workflow[], records: readonly CrmRecord[], timeZone: string): Workflow[] {
  return workflows.filter((workflow) =>
    records.some((record) => matchTriggers(workflow.definition.triggerGroups, record.properties, timeZone).matched),
  );
}

function pastOf(workflow: Workflow, record: CrmRecord, known: Known, timeZone: string): EnrollmentPast {
  const before = known.before.get(record.id);
  const past = known.pasts.get(record.id);
  return {
    matchedBefore: before === undefined ? null : matchTriggers(workflow.definition.triggerGroups, before.properties, timeZone).matched,
    occurrences: past?.occurrences ?? 0,
    isActive: past?.isActive ?? false,
  };
}
