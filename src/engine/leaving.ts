/** Before a step runs: whether the record leaves instead. What a step has begun to post is finished first. */
import type { Enrollment } from "../domain/enrollment.ts";
import type { Failure } from "../domain/failure.ts";
import type { RunRules } from "../domain/ports/store.ts";
import { factsOfSubject } from "../domain/trigger/subject-facts.ts";
import type { EngineContext } from "./context.ts";
import { keptOut, letGo, stoppedWithWorkflow } from "./staying-out.ts";
import type { StepPast } from "./step-past.ts";
import type { SubjectOf } from "./subjects.ts";

/** Null = it goes on. The record is asked as it is now, so an event that is late or lost lets nothing through. */
export async function whyItLeaves(
  context: EngineContext,
  enrollment: Enrollment,
  { subject, past, rules }: { subject: SubjectOf; past: StepPast; rules: RunRules | undefined },
): Promise<Failure | null> {
  if (rules === undefined || isHalfMade(past)) return null;
  const stopped = stoppedWithWorkflow(rules, enrollment);
  if (stopped !== null || !subject.ok) return stopped;
  const connection = await context.store.connection(enrollment.connectionId);
  const asking = { timeZone: connection?.role === "crm" ? connection.account.timeZone : "UTC", now: context.clock.now() };
  const facts = factsOfSubject(subject.value);
  return isAtTheBeginning(past) ? keptOut(rules, subject.value.record, facts, asking) : letGo(rules, subject.value.record, facts, asking);
}

function isHalfMade({ postings }: StepPast): boolean {
  return postings.some(({ postingState }) => postingState === "posted" || postingState === "sent" || postingState === "unknown");
}

/** Nothing was done yet, so suppression may still keep it out: filters on associated records are not asked before. */
function isAtTheBeginning({ attempts, outputs }: StepPast): boolean {
  return attempts === 0 && Object.keys(outputs).length === 0;
}
