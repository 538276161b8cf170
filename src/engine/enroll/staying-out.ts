/** Which records a workflow keeps out or lets go, and why. Pure: rules, facts and time are handed in. */
import type { Enrollment } from "../../domain/enrollment.ts";
import type { Failure } from "../../domain/failure.ts";
import type { RunRules } from "../../domain/ports/workflow-store.ts";
import type { CrmRecord } from "../../domain/record.ts";
import type { Filter, FilterGroup } from "../../domain/trigger.ts";
import type { Asking } from "../../domain/trigger/date-range.ts";
import type { TriggerFacts } from "../../domain/trigger/facts.ts";
import { matchTriggers } from "../../domain/trigger/match.ts";

/** Why a record may not enter: it is suppressed, or would have to leave again at once. Null = it may. */
export function keptOut(rules: RunRules, record: Pick<CrmRecord, "id" | "name">, facts: TriggerFacts, asking: Asking): Failure | null {
  if (rules.suppressedRecordIds.includes(record.id)) return { code: "suppressed", recordName: record.name, met: null };
  const met = metFilters(rules.suppressionGroups, facts, asking);
  return met === null ? letGo(rules, record, facts, asking) : { code: "suppressed", recordName: record.name, met };
}

/** What is asked of a record before it enters or goes on. */
export function groupsOfRules({ suppressionGroups, unenrollGroups }: Pick<RunRules, "suppressionGroups" | "unenrollGroups">): FilterGroup[] {
  return [...suppressionGroups, ...unenrollGroups];
}

/** Why a record that is on its way leaves; null = it stays. */
export function letGo(rules: Pick<RunRules, "unenrollGroups">, { name }: Pick<CrmRecord, "name">, facts: TriggerFacts, asking: Asking): Failure | null {
  const met = metFilters(rules.unenrollGroups, facts, asking);
  return met === null ? null : { code: "unenrolled", recordName: name, met };
}

/** Why an enrollment ends although nothing is wrong with its record: its workflow was turned off and stops what was under way. */
export function stoppedWithWorkflow({ workflowName, stopsStartedBefore }: RunRules, { startedAt }: Pick<Enrollment, "startedAt">): Failure | null {
  return stopsStartedBefore !== null && startedAt <= stopsStartedBefore ? { code: "stopped-with-workflow", workflowName } : null;
}

/** The filters of the first group that holds; null = none does. */
function metFilters(groups: readonly FilterGroup[], facts: TriggerFacts, asking: Asking): Filter[] | null {
  const { groups: verdicts } = matchTriggers(groups, facts, asking);
  return groups[verdicts.findIndex(({ held }) => held)]?.filters ?? null;
}
