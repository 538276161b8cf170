/** Before a step runs: whether the record leaves instead. What a step has begun to post is finished first. */
import type { Instant } from "../../domain/dates.ts";
import type { Enrollment } from "../../domain/enrollment.ts";
import type { Failure } from "../../domain/failure.ts";
import type { RunRules } from "../../domain/ports/workflow-store.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EngineContext } from "../context.ts";
import { subjectFacts } from "../enroll/filter-facts.ts";
import { outdatedFor, readingsOf } from "../enroll/outdated-filters.ts";
import { withLabels } from "../enroll/filter-labels.ts";
import { groupsOfRules, keptOut, letGo, stoppedWithWorkflow } from "../enroll/staying-out.ts";
import type { StepPast } from "./step-past.ts";
import type { SubjectOf } from "./subjects.ts";

/** Null = it goes on; an error = it cannot be told now. The record is asked as it is now, so an event that is late or lost lets nothing through. */
export async function whyItLeaves(
  context: EngineContext,
  enrollment: Enrollment,
  { subject, readAt, past, rules, timeZone }: { subject: SubjectOf; readAt: Instant; past: StepPast; rules: RunRules | undefined; timeZone: string },
): Promise<Result<Failure | null, Failure>> {
  if (rules === undefined || isHalfMade(past)) return ok(null);
  const stopped = stoppedWithWorkflow(rules, enrollment);
  if (stopped !== null || !subject.ok) return ok(stopped);
  if (rules.isPaused && enrollment.startedBy === "crm-workflow" && isUntouched(past)) return err({ code: "workflow-halted" });
  const asking = { timeZone, now: context.clock.now() };
  const isBeginning = isAtTheBeginning(past);
  const groups = isBeginning ? groupsOfRules(rules) : rules.unenrollGroups;
  const facts = await subjectFacts(context, enrollment.connectionId, subject.value, groups);
  if (!facts.ok) return facts;
  const outdated = await outdatedFor(context, enrollment, groups, readingsOf(enrollment.objectType, facts.value), readAt);
  if (outdated !== null) return err(outdated);
  const { record } = subject.value;
  const because = isBeginning ? keptOut(rules, record, facts.value, asking) : letGo(rules, record, facts.value, asking);
  return ok(await withLabels(context, enrollment.connectionId, enrollment.objectType, because));
}

function isHalfMade({ postings }: StepPast): boolean {
  return postings.some(({ postingState }) => postingState === "posted" || postingState === "sent" || postingState === "unknown");
}

/** The CRM's workflow does not know that ours is paused: what it sends meanwhile waits here instead of outside. */
function isUntouched({ postings, outputs }: StepPast): boolean {
  return postings.length === 0 && Object.keys(outputs).length === 0;
}

/** Nothing was done yet, so suppression may still keep it out: the record may have changed since it entered. */
function isAtTheBeginning({ attempts, outputs }: StepPast): boolean {
  return attempts === 0 && Object.keys(outputs).length === 0;
}
