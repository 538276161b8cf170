/** The posting ledger: plans recorded before the first call, claimed one worker at a time, settled by the answer. */
import { type Kysely, type Selectable, sql } from "kysely";
import { type Instant, instantOf, later } from "#domain/dates.ts";
import type { Enrollment } from "#domain/enrollment.ts";
import type { ConnectionId, EnrollmentId, WorkspaceId } from "#domain/ids.ts";
import type { RecordedAnswer, RecordedPlan } from "#domain/ports/posting-store.ts";
import type { ObjectType } from "#domain/record.ts";
import type { Posting } from "#domain/posting.ts";
import { attemptsOf, movesOf } from "./attempts.ts";
import { announced } from "./changes.ts";
import { documentInsert } from "./documents.ts";
import { enrollmentOf, moveRow } from "./enrollments.ts";
import { instantOrNull, jsonText, rowsOf } from "./json.ts";
import type { Tables } from "./schema.ts";
import type { EnrollmentTable } from "./schema/enrollments.ts";
import type { PostingTable } from "./schema/postings.ts";

const postingColumns = `id text, workspace_id text, enrollment_id text, step_attempt_id text, step_id text,
  connection_id text, ordinal integer, unit_size integer, generation integer, request_id text, plan jsonb, state text,
  first_sent_at timestamptz, not_before timestamptz, sends integer, failures jsonb`;

function postingOf(row: Selectable<PostingTable>): Posting {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    enrollmentId: row.enrollment_id,
    stepAttemptId: row.step_attempt_id,
    stepId: row.step_id,
    connectionId: row.connection_id,
    ordinal: row.ordinal,
    unitSize: row.unit_size,
    generation: row.generation,
    requestId: row.request_id,
    plan: row.plan,
    postingState: row.state,
    firstSentAt: instantOrNull(row.first_sent_at),
    batchedAt: instantOrNull(row.batched_at),
    notBefore: instantOrNull(row.not_before),
    sends: row.sends,
    failures: row.failures,
    createdAt: instantOf(row.created_at),
  };
}

/** One statement for all plans. A plan that is in the ledger already is dropped with its move. */
export async function recordPlans(
  db: Kysely<Tables>,
  plans: readonly RecordedPlan[],
  now: Instant,
): Promise<EnrollmentId[]> {
  if (plans.length === 0) return [];
  const rows = plans.flatMap(({ postings }) => postings).map((posting) => ({
    id: posting.id,
    workspace_id: posting.workspaceId,
    enrollment_id: posting.enrollmentId,
    step_attempt_id: posting.stepAttemptId,
    step_id: posting.stepId,
    connection_id: posting.connectionId,
    ordinal: posting.ordinal,
    unit_size: posting.unitSize,
    generation: posting.generation,
    request_id: posting.requestId,
    plan: posting.plan,
    state: posting.postingState,
    first_sent_at: posting.firstSentAt,
    not_before: posting.notBefore,
    sends: posting.sends,
    failures: posting.failures,
  }));
  const inLedger = sql`exists (select from postings where postings.request_id = any(${rows.map((row) => row.request_id)}::text[])
    and postings.enrollment_id = enrollments.id)`;
  const recorded = await sql<{ id: EnrollmentId }>`
    with moved as (${movesOf(plans, now, inLedger)}),
    kept as (${attemptsOf(plans)}),
    planned as (
      insert into postings (id, workspace_id, enrollment_id, workflow_id, step_attempt_id, step_id, connection_id, ordinal, unit_size, generation,
        request_id, plan, state, first_sent_at, not_before, sends, failures, created_at)
      select input.id, input.workspace_id, enrollment_id, workflow_id, step_attempt_id, step_id, connection_id, ordinal, unit_size, generation,
        request_id, plan, state, first_sent_at, not_before, sends, failures, ${now}::timestamptz
      from ${rowsOf(rows, postingColumns)} join moved on moved.id = input.enrollment_id
    ), withdrawn as (
      update postings set state = 'withdrawn', not_before = null from ${rowsOf(rows, postingColumns)} join moved on moved.id = input.enrollment_id
      where postings.enrollment_id = input.enrollment_id and postings.step_id = input.step_id and postings.ordinal = input.ordinal
        and postings.generation < input.generation and postings.state = 'intended'
    ), told as (${announced("enrollments", "moved")})
    select id, (select count(sent) from told) from moved`.execute(db);
  return recorded.rows.map((row) => row.id);
}

/** Of each document of the step the posting that is in the books, else that of the highest generation. */
export async function latestPostings(db: Kysely<Tables>, enrollmentId: EnrollmentId, stepId: string): Promise<Posting[]> {
  const rows = await db
    .selectFrom("postings")
    .selectAll()
    .distinctOn("ordinal")
    .where("enrollment_id", "=", enrollmentId)
    .where("step_id", "=", stepId)
    .orderBy("ordinal")
    .orderBy(sql`state = 'posted'`, "desc")
    .orderBy("generation", "desc")
    .execute();
  return rows.map(postingOf);
}

/** See `Store.unsettledPostingsOfRecord`. */
export async function unsettledPostingsOfRecord(
  db: Kysely<Tables>,
  workspaceId: WorkspaceId,
  booksId: ConnectionId,
  crmConnectionId: ConnectionId,
  objectType: ObjectType,
  recordId: string,
): Promise<Posting[]> {
  const rows = await db
    .selectFrom("postings")
    .innerJoin("enrollments", "enrollments.id", "postings.enrollment_id")
    .selectAll("postings")
    .where("enrollments.workspace_id", "=", workspaceId)
    .where("enrollments.record_id", "=", recordId)
    .where("enrollments.object_type", "=", objectType)
    .where("enrollments.connection_id", "=", crmConnectionId)
    .where("enrollments.state", "<>", "cancelled")
    .where("postings.connection_id", "=", booksId)
    .where("postings.state", "in", ["intended", "sent", "unknown"])
    .orderBy("postings.created_at")
    .orderBy("postings.ordinal")
    .execute();
  return rows.map(postingOf);
}

/**
 * What was never sent is not sent once its enrollment is cancelled or has gone on, nor before the documents that its step makes before it
 * are posted; what was sent must be settled all the same.
 */
export const mayBeSent = sql<boolean>`(postings.state = 'sent' or (enrollments.state = 'posting' and enrollments.step_id = postings.step_id and (postings.ordinal = 0
  or postings.ordinal = (select count(distinct before.ordinal) from postings before where before.enrollment_id = postings.enrollment_id
    and before.step_id = postings.step_id and before.ordinal < postings.ordinal and before.state = 'posted'))))`;

type ClaimedRow = Selectable<PostingTable> & { enrollment: TimesAsText<Selectable<EnrollmentTable>> };
type TimesAsText<Row> = { [Column in keyof Row]: Row[Column] extends Date | null ? Row[Column] | string : Row[Column] };

/**
 * Marks due postings as sent before anybody sends them; returns them as they were. Workflows take turns, each with its
 * oldest first: whatever the backlog of one, every other gets its share of each claim. Which workflows have any is found
 * by hopping from one to the next in the index; when there are more than places in the claim, chance decides. Only what
 * was never sent goes into a batch.
 */
export async function claimPostings(
  db: Kysely<Tables>,
  connectionId: ConnectionId,
  limit: number,
  now: Instant,
  leaseMs: number,
  way: "single" | "batch",
): Promise<{ posting: Posting; enrollment: Enrollment }[]> {
  const unsettled = sql`postings.connection_id = ${connectionId} and postings.state in ('intended', 'sent')`;
  const fitsTheWay = way === "batch" ? sql`postings.state = 'intended'` : sql`true`;
  const claimed = await sql<ClaimedRow>`
    with recursive flows (id) as (
      (select workflow_id from postings where ${unsettled} order by workflow_id limit 1)
      union all
      select next.workflow_id from flows cross join lateral (
        select workflow_id from postings where ${unsettled} and workflow_id > flows.id order by workflow_id limit 1) next
    ), oldest as (
      select of_flow.* from flows cross join lateral (
        select held.*, row_number() over (order by held.created_at, held.id) as rank from (
          select postings.* from postings join enrollments on enrollments.id = postings.enrollment_id
          where ${unsettled} and postings.workflow_id = flows.id and postings.due_at <= ${now} and ${mayBeSent} and ${fitsTheWay}
          order by postings.created_at, postings.id limit ${limit} for update of postings skip locked) held) of_flow
      order by of_flow.rank, random() limit ${limit}
    ), due as (
      select oldest.*, to_jsonb(enrollments) as enrollment from oldest join enrollments on enrollments.id = oldest.enrollment_id
    ), taken as (
      update postings set state = 'sent', not_before = ${later(now, leaseMs)}, sends = due.sends + 1,
        first_sent_at = coalesce(due.first_sent_at, ${now})
      from due where postings.id = due.id
    )
    select * from due order by rank, created_at, id`.execute(db);
  return claimed.rows.map((row) => ({ posting: postingOf(row), enrollment: claimedEnrollment(row) }));
}

function claimedEnrollment({ enrollment }: ClaimedRow): Enrollment {
  return enrollmentOf({
    ...enrollment,
    wake_at: enrollment.wake_at === null ? null : new Date(enrollment.wake_at),
    started_at: new Date(enrollment.started_at),
    finished_at: enrollment.finished_at === null ? null : new Date(enrollment.finished_at),
    updated_at: new Date(enrollment.updated_at),
  });
}

/**
 * What is posted stays posted, whatever a late worker brings; refused and unknown give way only to posted, and then a newer
 * plan of the same document that was not sent yet is withdrawn. The document
 * is kept even when the enrollment was cancelled meanwhile: the books have it.
 */
export async function recordAnswer(db: Kysely<Tables>, answer: RecordedAnswer): Promise<void> {
  const { posting, now } = answer;
  const to = moveRow(answer.move);
  await sql`
    with answered as (
      update postings set state = ${posting.postingState}, not_before = ${posting.notBefore},
        first_sent_at = case when ${posting.postingState} = 'intended' then null else first_sent_at end,
        batched_at = case when ${posting.postingState} = 'intended' then null else batched_at end,
        failures = ${jsonText(posting.failures)}
      where id = ${answer.postingId} and (${posting.postingState} <> 'intended' or sends = ${answer.sends}) and (state in ('intended', 'sent')
        or (state in ('refused', 'unknown') and ${posting.postingState} = 'posted'))
      returning id, workspace_id, enrollment_id, step_id, ordinal, generation
    ), superseded as (
      update postings set state = 'withdrawn', not_before = null from answered
      where ${posting.postingState} = 'posted' and postings.enrollment_id = answered.enrollment_id and postings.step_id = answered.step_id
        and postings.ordinal = answered.ordinal and postings.generation > answered.generation and postings.state = 'intended'
    ), attempted as (
      update step_attempts set outcome = ${jsonText(answer.outcome)}::jsonb,
        exchanges = exchanges || ${jsonText(answer.exchanges)}::jsonb,
        finished_at = case when ${answer.finished}::boolean then ${now}::timestamptz else finished_at end
      where id = ${answer.stepAttemptId} and exists (select from answered)
    ), moved as (
      update enrollments set state = ${to.state}, step_id = ${to.step_id}, wake_at = ${to.wake_at}, tries = ${to.tries},
        failures = ${to.failures}, finished_at = ${to.finished_at}, updated_at = ${now}
      from answered
      where enrollments.id = answered.enrollment_id and enrollments.step_id = answered.step_id
        and enrollments.state not in ('completed', 'cancelled')
      returning enrollments.id, enrollments.workspace_id
    ), kept as (${documentInsert(answer.document)}),
    told as (${announced("enrollments", "moved")}),
    told_of_document as (${announced("documents", "kept")})
    select (select count(sent) from told), (select count(sent) from told_of_document)`.execute(db);
}
