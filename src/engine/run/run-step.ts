/**
 * Stage 4: runs the current step of enrollments: read the subject, plan, record. A complete plan goes into the posting
 * ledger; a plan that fails stops for a person with all its failures, or waits when waiting can help.
 */
import { type Instant, later } from "../../domain/dates.ts";
import { type Enrollment, toCancelled, toNeedsAttention, toNextStep, toPosting, toWaiting } from "../../domain/enrollment.ts";
import { isTransient } from "../../domain/explanation.ts";
import type { DocumentPlan } from "../../domain/document/plan.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId, PostingId, StepAttemptId, WorkspaceId } from "../../domain/ids.ts";
import type { PlansRecorded, RecordedAttempt, RecordedPlan } from "../../domain/ports/posting-store.ts";
import { openPosting, type Posting, type PostingState, requestIdOf } from "../../domain/posting.ts";
import type { Subject } from "../../domain/record.ts";
import { afterTries, backoffMs, type StepAttempt } from "../../domain/step.ts";
import { factsOfSubject } from "../../domain/trigger/subject-facts.ts";
import type { WorkflowDefinition, WorkflowStep } from "../../domain/workflow.ts";
import { stepOfId } from "../../domain/workflow-path.ts";
import { flowActionOf } from "../../actions/index.ts";
import { passedOver } from "./billed-before.ts";
import { approvalMissed, approvalOf, isSameBusiness } from "./approvals.ts";
import { timeZoneOf } from "../connections/crm-connections.ts";
import { type EngineContext, forOneLook } from "../context.ts";
import { whyItLeaves } from "./leaving.ts";
import { planStep } from "./plan-step.ts";
import { runFlowStep } from "./run-flow.ts";
import { noPast, pastOf, type StepPast } from "./step-past.ts";
import { isFresh, type ReadRecords, readSubjectsOf, type SubjectOf } from "./subjects.ts";
import { definitionOf } from "./versions.ts";

/** What came of one enrollment's step before anything was sent. `outdated` = what it was planned from is not fresh any more. */
type Ran = { plan: RecordedPlan; booksId: ConnectionId; enrollment: Enrollment } | { attempt: RecordedAttempt } | { outdated: Enrollment };

/** What is known of an enrollment's record, and since when. */
interface Facts {
  subject: SubjectOf;
  readAt: Instant;
}

/** How often facts are read again that grew old while a step ran; after that the enrollment comes up again when its lease ends. */
const mostReadings = 3;

const enrollmentsPerLook = 100;
/** Resuming a workflow wakes what a cap held back; this only heals what a crash left asleep. */
const haltedMs = 24 * 3_600_000;

/** Runs enrollments that this worker holds and that just began. `just` = what was just read of them; null = nothing was. */
export async function runNewEnrollments(context: EngineContext, enrollments: readonly Enrollment[], just: ReadRecords | null): Promise<void> {
  if (enrollments.length > 0) await runFresh(context, enrollments, just, () => Promise.resolve(noPast));
}

/** Takes enrollments that are due (their wait is over, or another worker's lease ran out) and runs them. */
export async function runDueEnrollments(context: EngineContext, workspaceId: WorkspaceId): Promise<void> {
  while (!context.isStopping()) {
    const due = await context.store.claimDueEnrollments(workspaceId, enrollmentsPerLook, context.clock.now(), context.timing.leaseMs);
    if (due.length === 0) return;
    await runFresh(context, due, null, (enrollment) => pastOf(context, enrollment));
  }
}

type PastOf = (enrollment: Enrollment) => Promise<StepPast>;

/** Those whose facts grew old while they ran run again on new ones, all together so that reading stays cheap. */
async function runFresh(context: EngineContext, enrollments: readonly Enrollment[], just: ReadRecords | null, past: PastOf): Promise<void> {
  let outdated = await runEnrollments(context, enrollments, just, past);
  for (let readings = 1; outdated.length > 0 && readings < mostReadings && !context.isStopping(); readings += 1) {
    outdated = await runEnrollments(context, outdated, null, (enrollment) => pastOf(context, enrollment));
  }
}

/** Returns those that planned on facts which were not fresh any more; nothing of that is kept. */
async function runEnrollments(surroundings: EngineContext, enrollments: readonly Enrollment[], just: ReadRecords | null, past: PastOf): Promise<Enrollment[]> {
  const context = forOneLook(surroundings);
  const [{ subjects, readAt }, rules, zones] = await Promise.all([
    readSubjectsOf(context, enrollments, just),
    context.store.runRules([...new Set(enrollments.map((one) => one.workflowId))]),
    timeZonesOf(context, new Set(enrollments.map((one) => one.connectionId))),
  ]);
  const ran = enrollments.map(async (enrollment, index) => {
    const stepPast = await past(enrollment);
    const subject = subjects[index]!;
    try {
      const because = await whyItLeaves(context, enrollment, { subject, readAt, past: stepPast, rules: rules.get(enrollment.workflowId), timeZone: zones.get(enrollment.connectionId)! });
      if (!because.ok) return { attempt: endedAttempt(context, enrollment, newAttempt(context, enrollment, enrollment.stepId ?? "", stepPast), [because.error]) };
      return because.value === null ? await runOn(context, enrollment, { subject, readAt }, stepPast) : { attempt: leavingAttempt(context, enrollment, stepPast, because.value) };
    } catch (cause) {
      return { attempt: bugAttempt(context, enrollment, stepPast, cause) };
    }
  });
  const all = (await Promise.all(ran)).flatMap((one) => one ?? []);
  await record(context, all);
  return all.flatMap((one) => ("outdated" in one ? [one.outdated] : []));
}

async function timeZonesOf(context: EngineContext, ids: ReadonlySet<ConnectionId>): Promise<ReadonlyMap<ConnectionId, string>> {
  return new Map(await Promise.all([...ids].map(async (id) => [id, await timeZoneOf(context, id)] as const)));
}

/** Steps that steer are run one after the other, each recorded, up to a document, a wait, a person or the end. Null = somebody else has it. */
async function runOn(context: EngineContext, enrollment: Enrollment, facts: Facts, past: StepPast): Promise<Ran | null> {
  const definition = await definitionOf(context, enrollment);
  const step = definition && stepOfId(definition.steps, enrollment.stepId);
  if (!definition || !step) throw new Error(`enrollment ${enrollment.id} is at step ${enrollment.stepId}, which its version does not have`);
  const { subject, readAt } = facts;
  const action = flowActionOf(step.action);
  const attempt = newAttempt(context, enrollment, step.id, past);
  if (action === undefined) {
    const passed = await passedOver(context, enrollment, { definition, step, subject: subject.ok ? subject.value : null, past, attempt });
    if (!passed.ok) return { attempt: endedAttempt(context, enrollment, attempt, passed.error) };
    return passed.value === null ? runOne(context, enrollment, { definition, step, facts, past }) : goOn(context, enrollment, facts, passed.value);
  }
  if (!subject.ok) return { attempt: endedAttempt(context, enrollment, attempt, [subject.error]) };
  const inputs = inputsOf(step, subject.value);
  const ran = await runFlowStep(context, { enrollment, definition, step, action, subject: subject.value, readAt, past, attempt: { ...attempt, inputs } });
  if (!ran.ok) return { attempt: endedAttempt(context, enrollment, ran.error.attempt, ran.error.failures) };
  return goOn(context, enrollment, facts, ran.value);
}

/** What needs no waiting goes on at once, recorded and still held. */
async function goOn(context: EngineContext, enrollment: Enrollment, facts: Facts, ran: RecordedAttempt): Promise<Ran | null> {
  const { move } = ran;
  if (move.enrollmentState !== "running") return { attempt: ran };
  const held = { ...move, wakeAt: later(context.clock.now(), context.timing.leaseMs) };
  const kept = await context.store.recordAttempts([{ ...ran, move: held }], context.clock.now());
  if (kept.length === 0) return null;
  const moved = { ...enrollment, ...held };
  return runOn(context, moved, facts, await pastOf(context, moved));
}

interface AtStep {
  definition: WorkflowDefinition;
  step: WorkflowStep;
  facts: Facts;
  past: StepPast;
}

async function runOne(context: EngineContext, enrollment: Enrollment, { definition, step, facts: { subject, readAt }, past }: AtStep): Promise<Ran> {
  const attempt = newAttempt(context, enrollment, step.id, past);
  if (!subject.ok) return { attempt: endedAttempt(context, enrollment, attempt, [subject.error]) };
  const planned = await planStep(context, {
    workspaceId: enrollment.workspaceId,
    crmId: enrollment.connectionId,
    step,
    subject: subject.value,
    ownPostings: past.postings.map((one) => one.id),
    outputs: past.outputs,
  });
  const decided = { ...attempt, inputs: inputsOf(step, subject.value), decisions: planned.decisions, warnings: planned.warnings };
  if (!planned.plan.ok || planned.booksId === null) return { attempt: endedAttempt(context, enrollment, decided, planned.plan.ok ? [] : planned.plan.error) };
  if (!isFresh(context, readAt)) return { outdated: enrollment };
  const differences = changedAfterPosting(past.postings, planned.plan.value);
  if (differences.length > 0) return { attempt: endedAttempt(context, enrollment, decided, differences) };
  const approval = approvalOf(definition, step.id, past);
  if (approval && !isSameBusiness(approval.plans, planned.plan.value)) return { attempt: askedAgain(context, enrollment, { ...decided, plans: planned.plan.value }, approval) };
  const missed = approvalMissed(definition, step.id, past, planned.plan.value, { subject: subject.value, facts: factsOfSubject(subject.value), timeZone: "UTC", now: attempt.startedAt, document: null });
  if (missed) return { attempt: askedFirst(context, enrollment, { ...decided, plans: planned.plan.value }, missed.stepId) };
  return intend(context, enrollment, { ...decided, plans: planned.plan.value }, planned.booksId, past);
}

/** The document is now one that a person looks at first, which it was not when its approving step let it pass. */
function askedFirst(context: EngineContext, enrollment: Enrollment, attempt: StepAttempt, approvingStepId: string): RecordedAttempt {
  const now = context.clock.now();
  const total = attempt.plans[0]?.total;
  if (total === undefined) throw new Error(`step ${attempt.stepId} of ${enrollment.id} plans nothing to be approved`);
  const because: Failure = { code: "approval-needed-now", planned: total };
  return { enrollmentId: enrollment.id, move: toNextStep(enrollment, approvingStepId, now), attempt: { ...attempt, finishedAt: now, outcome: { outcome: "waiting", until: now, because } } };
}

/** The document is not what was approved: back to the approving step, which shows the new one. */
function askedAgain(context: EngineContext, enrollment: Enrollment, attempt: StepAttempt, approval: { stepId: string; plans: readonly DocumentPlan[] }): RecordedAttempt {
  const now = context.clock.now();
  const [approved] = approval.plans;
  const [planned] = attempt.plans;
  if (approved === undefined || planned === undefined) throw new Error(`step ${attempt.stepId} of ${enrollment.id} has an approval of nothing`);
  const because: Failure = { code: "changed-after-approval", approved: approved.total, planned: planned.total };
  return { enrollmentId: enrollment.id, move: toNextStep(enrollment, approval.stepId, now), attempt: { ...attempt, finishedAt: now, outcome: { outcome: "waiting", until: now, because } } };
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

const replaceable: readonly PostingState[] = ["refused", "unknown", "withdrawn"];

/**
 * Plans go into the ledger: under generation 0, or the next one when the books refused the one before, when it waited too
 * long to be sent, or when a person said that an unknown one may be posted again (nothing else makes an enrollment with an unknown posting run). What the step has
 * posted already is not planned again.
 */
function intend(context: EngineContext, enrollment: Enrollment, attempt: StepAttempt, booksId: ConnectionId, past: StepPast): Ran {
  const open = openPosting(past.postings);
  if (past.postings.length > 0 && (open === undefined || !replaceable.includes(open.postingState))) {
    throw new Error(`step ${attempt.stepId} of ${enrollment.id} is ${open?.postingState ?? "posted"}: its plan must not be replaced`);
  }
  const postings = attempt.plans.flatMap((plan, ordinal) => {
    const before = past.postings.find((one) => one.ordinal === ordinal);
    if (before?.postingState === "posted") return [];
    return [postingOf(context, enrollment, attempt, booksId, { plan, ordinal, generation: before ? before.generation + 1 : 0 })];
  });
  return { booksId, enrollment, plan: { workflowId: enrollment.workflowId, attempt, postings, enrollmentId: enrollment.id, move: toPosting(enrollment) } };
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
function endedAttempt(context: EngineContext, enrollment: Enrollment, attempt: StepAttempt, met: readonly Failure[]): RecordedAttempt {
  const now = context.clock.now();
  const failures = afterTries(met, enrollment.tries + 1);
  const waitsFor = failures.every(isTransient) ? failures[0] : undefined;
  if (!waitsFor) {
    const outcome = { outcome: "failed" as const, failures };
    return { enrollmentId: enrollment.id, move: toNeedsAttention(enrollment, failures), attempt: { ...attempt, finishedAt: now, outcome } };
  }
  const until = "retryAt" in waitsFor ? waitsFor.retryAt : later(now, backoffMs(enrollment.tries));
  const outcome = { outcome: "waiting" as const, until, because: waitsFor };
  return { enrollmentId: enrollment.id, move: toWaiting(enrollment, until, waitsFor), attempt: { ...attempt, finishedAt: now, outcome } };
}

/** The record leaves before the step does anything. */
function leavingAttempt(context: EngineContext, enrollment: Enrollment, past: StepPast, because: Failure): RecordedAttempt {
  const now = context.clock.now();
  const attempt = newAttempt(context, enrollment, enrollment.stepId ?? "", past);
  return { enrollmentId: enrollment.id, move: toCancelled(enrollment, now, because), attempt: { ...attempt, finishedAt: now, outcome: { outcome: "failed", failures: [because] } } };
}

/** A cap kept the plan out of the ledger: it waits until a person has the workflow go on, or a person must see to the record. */
function cappedAttempt(context: EngineContext, { plan: { attempt }, enrollment }: Extract<Ran, { plan: unknown }>, failure: Failure): RecordedAttempt {
  const now = context.clock.now();
  if (!isTransient(failure)) return { enrollmentId: enrollment.id, move: toNeedsAttention(enrollment, [failure]), attempt: { ...attempt, finishedAt: now, outcome: { outcome: "failed", failures: [failure] } } };
  const until = later(now, haltedMs);
  return { enrollmentId: enrollment.id, move: toWaiting(enrollment, until, failure), attempt: { ...attempt, finishedAt: now, outcome: { outcome: "waiting", until, because: failure } } };
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
  const { kept, stopped } = await context.store.recordPlans(plans.map((one) => one.plan), now);
  await recordStopped(context, plans, stopped);
  if (kept.length === 0) return;
  for (const booksId of new Set(plans.map((one) => one.booksId))) await context.queue.signal("post", booksId);
}

async function recordStopped(context: EngineContext, plans: readonly Extract<Ran, { plan: unknown }>[], stopped: PlansRecorded["stopped"]): Promise<void> {
  if (stopped.length === 0) return;
  const failures = new Map(stopped.map(({ enrollmentId, failure }) => [enrollmentId, failure]));
  const attempts = plans.flatMap((one) => {
    const failure = failures.get(one.enrollment.id);
    return failure === undefined ? [] : [cappedAttempt(context, one, failure)];
  });
  await context.store.recordAttempts(attempts, context.clock.now());
}
