/** Step attempts: the history of what each step was decided on and what it came to. */
import { type Kysely, type RawBuilder, type Selectable, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { EnrollmentId } from "#domain/ids.ts";
import type { RecordedAttempt } from "#domain/ports/posting-store.ts";
import type { StepAttempt } from "#domain/step.ts";
import { announced } from "./changes.ts";
import { instantOrNull, rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";
import type { StepAttemptTable } from "./schema/enrollments.ts";

const attemptColumns = `id text, enrollment_id text, step_id text, number integer, started_at timestamptz,
  finished_at timestamptz, inputs jsonb, decisions jsonb, plans jsonb, warnings jsonb, outcome jsonb, exchanges jsonb`;
const moveColumns = `enrollment_id text, at_step text, state text, step_id text, wake_at timestamptz, tries integer,
  failures jsonb, finished_at timestamptz, waits_for jsonb, answers boolean`;

/** The history of an enrollment, oldest first. */
export async function stepAttempts(db: Kysely<Tables>, enrollmentId: EnrollmentId): Promise<StepAttempt[]> {
  const rows = await db
    .selectFrom("step_attempts")
    .selectAll()
    .where("enrollment_id", "=", enrollmentId)
    .orderBy("started_at")
    .orderBy("number")
    .execute();
  return rows.map(attemptOf);
}

/** Of each enrollment the last attempt of the step it is at. */
export async function latestAttempts(db: Kysely<Tables>, ids: readonly EnrollmentId[]): Promise<Map<EnrollmentId, StepAttempt>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("step_attempts")
    .innerJoin("enrollments", (join) => join.onRef("enrollments.id", "=", "step_attempts.enrollment_id").onRef("enrollments.step_id", "=", "step_attempts.step_id"))
    .selectAll("step_attempts")
    .distinctOn("step_attempts.enrollment_id")
    .where("step_attempts.enrollment_id", "in", [...ids])
    .orderBy("step_attempts.enrollment_id")
    .orderBy("step_attempts.started_at", "desc")
    .orderBy("step_attempts.number", "desc")
    .execute();
  return new Map(rows.map((row) => [row.enrollment_id, attemptOf(row)]));
}

function attemptOf(row: Selectable<StepAttemptTable>): StepAttempt {
  return {
    id: row.id,
    enrollmentId: row.enrollment_id,
    stepId: row.step_id,
    number: row.number,
    startedAt: instantOf(row.started_at),
    finishedAt: instantOrNull(row.finished_at),
    inputs: row.inputs,
    decisions: row.decisions,
    plans: row.plans,
    warnings: row.warnings,
    outcome: row.outcome,
    exchanges: row.exchanges,
  };
}

/** A worker whose lease ran out may come late: its attempt counts only while the enrollment is still at that step. */
export async function recordAttempts(
  db: Kysely<Tables>,
  attempts: readonly RecordedAttempt[],
  now: Instant,
): Promise<EnrollmentId[]> {
  if (attempts.length === 0) return [];
  const recorded = await sql<{ id: EnrollmentId }>`
    with moved as (${movesOf(attempts, now)}),
    kept as (${attemptsOf(attempts)}),
    told as (${announced("enrollments", "moved")})
    select id, (select count(sent) from told) from moved`.execute(db);
  return recorded.rows.map((row) => row.id);
}

/**
 * The part of a statement that moves enrollments still running or waiting at the attempt's step, or awaiting the approval that it answers: a
 * worker that comes late must not ask again what persons were asked already. They are locked in the order of their ids, as everywhere, so that
 * two of these wait for each other instead of both for ever.
 */
export function movesOf(attempts: readonly RecordedAttempt[], now: Instant, unless = sql`false`): RawBuilder<unknown> {
  const rows = attempts.map(({ attempt, enrollmentId, move, answers }) => ({
    enrollment_id: enrollmentId,
    at_step: attempt.stepId,
    state: move.enrollmentState,
    step_id: move.stepId,
    wake_at: move.wakeAt,
    tries: move.tries,
    failures: move.failures,
    finished_at: move.finishedAt,
    waits_for: move.waitsFor ?? null,
    answers: answers ?? false,
  }));
  return sql`update enrollments set state = input.state, step_id = input.step_id, wake_at = input.wake_at,
      tries = input.tries, failures = input.failures, finished_at = input.finished_at, waits_for = input.waits_for, updated_at = ${now}
    from ${rowsOf(rows, moveColumns)}
      join (select id from enrollments where id = any(${rows.map((row) => row.enrollment_id)}::text[]) order by id for no key update) as locked on locked.id = input.enrollment_id
    where enrollments.id = locked.id and enrollments.step_id = input.at_step
      and (case when input.answers then enrollments.state = 'awaiting-approval' else enrollments.state in ('running', 'waiting') end) and not ${unless}
    returning enrollments.id, enrollments.workspace_id, enrollments.workflow_id`;
}

/** The part of a statement that keeps the attempts of the enrollments in `moved`. */
export function attemptsOf(attempts: readonly RecordedAttempt[]): RawBuilder<unknown> {
  const rows = attempts.map(({ attempt }) => ({
    id: attempt.id,
    enrollment_id: attempt.enrollmentId,
    step_id: attempt.stepId,
    number: attempt.number,
    started_at: attempt.startedAt,
    finished_at: attempt.finishedAt,
    inputs: attempt.inputs,
    decisions: attempt.decisions,
    plans: attempt.plans,
    warnings: attempt.warnings,
    outcome: attempt.outcome,
    exchanges: attempt.exchanges,
  }));
  return sql`insert into step_attempts (id, enrollment_id, step_id, number, started_at, finished_at, inputs, decisions,
      plans, warnings, outcome, exchanges)
    select input.id, enrollment_id, step_id, number, started_at, finished_at, inputs, decisions, plans, warnings, outcome, exchanges
    from ${rowsOf(rows, attemptColumns)} join moved on moved.id = input.enrollment_id
    on conflict (id) do nothing`;
}
