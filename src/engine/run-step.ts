/**
 * Stage 4: runs the current step of enrollments: read the subject, plan, record. A complete plan goes into the posting
 * ledger; a plan that fails stops for a person with all its failures, or waits when waiting can help.
 */
import { later } from "../domain/dates.ts";
import { type Enrollment, toNeedsAttention, toPosting, toWaiting } from "../domain/enrollment.ts";
import { isTransient } from "../domain/explanation.ts";
import type { DocumentPlan } from "../domain/document/plan.ts";
import type { Failure } from "../domain/failure.ts";
import type { ConnectionId, PostingId, StepAttemptId, WorkspaceId } from "../domain/ids.ts";
import type { RecordedAttempt, RecordedPlan } from "../domain/ports/store.ts";
import { openPosting, type Posting, requestIdOf } from "../domain/posting.ts";
import type { CrmRecord, Subject } from "../domain/record.ts";
import { backoffMs, type StepAttempt } from "../domain/step.ts";
import type { WorkflowStep } from "../domain/workflow.ts";
import type { EngineContext } from "./context.ts";
import { planStep } from "./plan-step.ts";
import { readSubjectsOf, type SubjectOf } from "./subjects.ts";
import { stepOf } from "./versions.ts";

/** What came of one enrollment's step before anything was sent. */
type Ran = { plan: RecordedPlan; booksId: ConnectionId } | { attempt: RecordedAttempt };

/** What the step went through before: how many attempts, and the latest ledger row of each document. */
interface StepPast {
  attempts: number;
  postings: Posting[];
}

const noPast: StepPast = { attempts: 0, postings: [] };
const enrollmentsPerLook = 100;

/** Runs enrollments that this worker holds and that just began. `records` = what was just read of them. */
export async function runNewEnrollments(context: EngineContext, enrollments: readonly Enrollment[], records: readonly CrmRecord[]): Promise<void> {
  if (enrollments.length > 0) await runEnrollments(context, enrollments, records, () => Promise.resolve(noPast));
}

/** Takes enrollments that are due (their wait is over, or another worker's lease ran out) and runs them. */
export async function runDueEnrollments(context: EngineContext, workspaceId: WorkspaceId): Promise<void> {
  while (!context.isStopping()) {
    const due = await context.store.claimDueEnrollments(workspaceId, enrollmentsPerLook, context.clock.now(), context.timing.leaseMs);
    if (due.length === 0) return;
    await runEnrollments(context, due, [], (enrollment) => pastOf(context, enrollment));
  }
}

async function pastOf(context: EngineContext, enrollment: Enrollment): Promise<StepPast> {
  if (enrollment.stepId === null) return noPast;
  const attempts = await context.store.stepAttempts(enrollment.id);
  const postings = await context.store.latestPostings(enrollment.id, enrollment.stepId);
  return { attempts: attempts.filter((attempt) => attempt.stepId === enrollment.stepId).length, postings };
}

async function runEnrollments(
  context: EngineContext,
  enrollments: readonly Enrollment[],
  records: readonly CrmRecord[],
  past: (enrollment: Enrollment) => Promise<StepPast>,
): Promise<void> {
  const subjects = await readSubjectsOf(context, enrollments, records);
  const ran = enrollments.map(async (enrollment, index) => {
    const stepPast = await past(enrollment);
    try {
      return await runOne(context, enrollment, subjects[index]!, stepPast);
    } catch (cause) {
      return { attempt: bugAttempt(context, enrollment, stepPast, cause) };
    }
  });
  await record(context, await Promise.all(ran));
}

async function runOne(context: EngineContext, enrollment: Enrollment, subject: SubjectOf, past: StepPast): Promise<Ran> {
  const step = await stepOf(context, enrollment);
  if (!step) throw new Error(`enrollment ${enrollment.id} is at step ${enrollment.stepId}, which its version does not have`);
  const attempt = newAttempt(context, enrollment, step.id, past);
  if (!subject.ok) return { attempt: endedAttempt(context, enrollment, attempt, [subject.error]) };
  const planned = await planStep(context, {
    workspaceId: enrollment.workspaceId,
    crmId: enrollment.connectionId,
    step,
    subject: subject.value,
    ownPostings: past.postings.map((one) => one.id),
  });
  const decided = { ...attempt, inputs: inputsOf(step, subject.value), decisions: planned.decisions, warnings: planned.warnings };
  if (!planned.plan.ok || planned.booksId === null) return { attempt: endedAttempt(context, enrollment, decided, planned.plan.ok ? [] : planned.plan.error) };
  const differences = changedAfterPosting(past.postings, planned.plan.value);
  if (differences.length > 0) return { attempt: endedAttempt(context, enrollment, decided, differences) };
  return intend(context, enrollment, { ...decided, plans: planned.plan.value }, planned.booksId, past);
}

/** What the step has posted already stays; the rest of the unit must still fit it. */
function changedAfterPosting(postings: readonly Posting[], plans: readonly DocumentPlan[]): Failure[] {
  return postings.flatMap(({ postingState, ordinal, plan: { kind, total, currency } }): Failure[] => {
    const now = plans[ordinal];
    if (postingState !== "posted" || now === undefined) return [];
    const isSame = now.kind === kind && now.currency === currency && now.total.amountMinor === total.amountMinor;
    return isSame ? [] : [{ code: "changed-after-posting", kind, posted: total, planned: now.total }];
  });
}

/**
 * Plans go into the ledger: under generation 0, or the next one when the books refused the one before, or when a person said
 * that an unknown one may be posted again (nothing else makes an enrollment with an unknown posting run). What the step has
 * posted already is not planned again.
 */
function intend(context: EngineContext, enrollment: Enrollment, attempt: StepAttempt, booksId: ConnectionId, past: StepPast): Ran {
  const open = openPosting(past.postings);
  if (past.postings.length > 0 && open?.postingState !== "refused" && open?.postingState !== "unknown") {
    throw new Error(`step ${attempt.stepId} of ${enrollment.id} is ${open?.postingState ?? "posted"}: its plan must not be replaced`);
  }
  const postings = attempt.plans.flatMap((plan, ordinal) => {
    const before = past.postings.find((one) => one.ordinal === ordinal);
    if (before?.postingState === "posted") return [];
    return [postingOf(context, enrollment, attempt, booksId, { plan, ordinal, generation: before ? before.generation + 1 : 0 })];
  });
  return { booksId, plan: { attempt, postings, enrollmentId: enrollment.id, move: toPosting(enrollment) } };
}

type Place = Pick<Posting, "plan" | "ordinal" | "generation">;

function postingOf(context: EngineContext, enrollment: Enrollment, attempt: StepAttempt, booksId: ConnectionId, place: Place): RecordedPlan["postings"][number] {
  return {
    ...place,
    id: context.clock.newId() as PostingId,
    workspaceId: enrollment.workspaceId,
    enrollmentId: enrollment.id,
    stepAttemptId: attempt.id,
    stepId: attempt.stepId,
    connectionId: booksId,
    unitSize: attempt.plans.length,
    requestId: requestIdOf(enrollment.id, attempt.stepId, place.ordinal, place.generation),
    postingState: "intended",
    firstSentAt: null,
    batchedAt: null,
    notBefore: null,
    sends: 0,
    failures: [],
  };
}

function newAttempt(context: EngineContext, enrollment: Enrollment, stepId: string, past: StepPast): StepAttempt {
  return {
    id: context.clock.newId() as StepAttemptId,
    enrollmentId: enrollment.id,
    stepId,
    number: past.attempts + 1,
    startedAt: context.clock.now(),
    finishedAt: null,
    inputs: {},
    decisions: [],
    plans: [],
    warnings: [],
    outcome: null,
    exchanges: [],
  };
}

/** The facts a plan was decided on, as the history keeps them. */
function inputsOf(step: WorkflowStep, subject: Subject): Record<string, unknown> {
  const contact = subject.contacts[0];
  return {
    record: { type: subject.record.objectType, id: subject.record.id, name: subject.record.name, modifiedAt: subject.record.modifiedAt },
    currency: subject.currency,
    contact: contact ? { id: contact.id, name: contact.name, email: contact.email } : null,
    contactsAssociated: subject.contacts.length,
    lineItems: subject.lineItems.map(({ id, name, sku, quantity, unitPrice, netAmount }) => ({ id, name, sku, quantity, unitPrice, netAmount })),
    settings: step.settings,
  };
}

/** An attempt that ended before anything was sent: it waits when every failure is transient, else a person must act. */
function endedAttempt(context: EngineContext, enrollment: Enrollment, attempt: StepAttempt, failures: Failure[]): RecordedAttempt {
  const now = context.clock.now();
  const waitsFor = failures.every(isTransient) ? failures[0] : undefined;
  if (!waitsFor) {
    const outcome = { outcome: "failed" as const, failures };
    return { enrollmentId: enrollment.id, move: toNeedsAttention(enrollment, failures), attempt: { ...attempt, finishedAt: now, outcome } };
  }
  const until = "retryAt" in waitsFor ? waitsFor.retryAt : later(now, backoffMs(enrollment.tries));
  const outcome = { outcome: "waiting" as const, until, because: waitsFor };
  return { enrollmentId: enrollment.id, move: toWaiting(enrollment, until, waitsFor), attempt: { ...attempt, finishedAt: now, outcome } };
}

function bugAttempt(context: EngineContext, enrollment: Enrollment, past: StepPast, cause: unknown): RecordedAttempt {
  const attempt = newAttempt(context, enrollment, enrollment.stepId ?? "", past);
  context.log.error({ incident: attempt.id, enrollment: enrollment.id, error: cause }, "a step broke");
  return endedAttempt(context, enrollment, attempt, [{ code: "internal-error", incident: attempt.id }]);
}

async function record(context: EngineContext, ran: readonly Ran[]): Promise<void> {
  const now = context.clock.now();
  const plans = ran.filter((one) => "plan" in one);
  const attempts = ran.flatMap((one) => ("attempt" in one ? [one.attempt] : []));
  if (attempts.length > 0) await context.store.recordAttempts(attempts, now);
  if (plans.length === 0) return;
  const kept = await context.store.recordPlans(plans.map((one) => one.plan), now);
  if (kept.length === 0) return;
  for (const booksId of new Set(plans.map((one) => one.booksId))) await context.queue.signal("post", booksId);
}
