/** Tells the CRM how the executions ended that it waits for, again and again until it knows. */
import { type CrmExecution, type CrmOutcome, crmOutcomeOf } from "../../domain/crm-action.ts";
import { type Instant, later } from "../../domain/dates.ts";
import type { Enrollment } from "../../domain/enrollment.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import { backoffMs } from "../../domain/step.ts";
import type { EngineContext } from "../context.ts";
import { documentsOf } from "./crm-actions.ts";

/** As many as one call takes. */
const mostAtOnce = 100;
/** So long after its time the CRM does not wait any more, whatever it says. */
const lostAfterMs = 24 * 3_600_000;

/** Tells what is over and was not told yet, until nothing is due. */
export async function tellCrm(context: EngineContext, connectionId: ConnectionId): Promise<void> {
  while (!context.isStopping()) {
    const due = await context.store.dueCrmExecutions(connectionId, mostAtOnce, context.clock.now());
    if (due.length === 0) return;
    const ended = await Promise.all(due.map((one) => endOf(context, one)));
    const toTell = ended.filter((one) => one !== null);
    if (toTell.length === 0) return;
    const failures = await (await context.crm(connectionId)).completeActions(toTell.map(({ execution: { callbackId }, outcome, enrollment }) => ({ callbackId, outcome, enrollmentId: enrollment.id })));
    const now = context.clock.now();
    await context.store.recordCrmAnswers(connectionId, toTell.map(({ execution }) => answerOf(execution, failures.get(execution.callbackId) ?? null, now)), now);
  }
}

interface Ended {
  execution: CrmExecution;
  enrollment: Enrollment;
  outcome: CrmOutcome;
}

async function endOf(context: EngineContext, { execution, enrollment }: Omit<Ended, "outcome">): Promise<Ended | null> {
  const documents = enrollment.enrollmentState === "completed" ? await documentsOf(context, enrollment.id) : [];
  const outcome = crmOutcomeOf(execution, enrollment, documents, context.clock.now());
  return outcome === null ? null : { execution, enrollment, outcome };
}

type Answer = Parameters<EngineContext["store"]["recordCrmAnswers"]>[1][number];

function answerOf({ callbackId, giveUpAt, tries }: CrmExecution, failure: Failure | null, now: Instant): Answer {
  if (failure === null) return { callbackId, executionState: "told", notBefore: null, failed: false };
  if (now > later(giveUpAt, lostAfterMs)) return { callbackId, executionState: "lost", notBefore: null, failed: true };
  return { callbackId, executionState: "open", notBefore: "retryAt" in failure ? failure.retryAt : later(now, backoffMs(tries)), failed: true };
}
