/**
 * Plans one step for one subject: look-ups in the mirror, then the action's pure plan. Writes nothing, so the dry run
 * and the real thing share it.
 */
import { actionOf } from "../../actions/index.ts";
import type { EarlierDocument, Planned, ReadyAction } from "../../actions/action.ts";
import type { BooksConnection } from "../../domain/connection.ts";
import { type Instant, later, localDateIn } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import { customerOf, itemsOf } from "../../domain/document/plan.ts";
import type { ConnectionId, PostingId, WorkspaceId } from "../../domain/ids.ts";
import type { CrmRecord, ObjectType, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { StepOutputs } from "../../domain/step.ts";
import type { WorkflowStep } from "../../domain/workflow.ts";
import type { EngineContext } from "../context.ts";
import { refreshMirror } from "../mirror.ts";

/** A plan and the set of books it is for; null = no set of books could be named. */
export interface StepPlan extends Planned {
  booksId: ConnectionId | null;
}

/** What is to be planned. */
export interface StepWish {
  workspaceId: WorkspaceId;
  /** The CRM connection the record lives in. */
  crmId: ConnectionId;
  step: WorkflowStep;
  subject: Subject;
  /** What this very step of this enrollment has in the ledger already; its documents are no earlier ones. */
  ownPostings: readonly PostingId[];
  /** What earlier steps of the enrollment came to. */
  outputs: StepOutputs;
}

/** Reference data older than this is refreshed before anything is created from its silence. */
const freshEnoughToCreateMs = 60_000;

/**
 * Plans a step; refreshes the mirror when the answer hangs on it, and plans again. A refusal stands only on reference
 * data that was read after this try began, so that a retry after a fix always sees the fix.
 */
export async function planStep(context: EngineContext, wish: StepWish): Promise<StepPlan> {
  const { step, subject } = wish;
  const startedAt = context.clock.now();
  const ready = readyAction(step, subject.record.objectType);
  if (!ready.ok) return refused(ready.error);
  const action = ready.value;
  const booksId = action.booksConnection as ConnectionId;
  const planned = await planOnce(context, wish, action);
  const newerThan = freshnessNeeded(planned, startedAt);
  if (newerThan === null) return { ...planned, booksId };
  const refreshed = await refreshMirror(context, booksId, newerThan, hangsOnCompany(planned));
  return { ...(refreshed ? await planOnce(context, wish, action) : planned), booksId };
}

/** Plans a step on the reference data we have, however old: for looking ahead at many records. */
export async function planOnMirror(context: EngineContext, wish: StepWish): Promise<StepPlan> {
  const ready = readyAction(wish.step, wish.subject.record.objectType);
  if (!ready.ok) return refused(ready.error);
  return { ...(await planOnce(context, wish, ready.value)), booksId: ready.value.booksConnection as ConnectionId };
}

/** The step's action with its settings parsed, or why it cannot run on this record. */
export function readyAction(step: WorkflowStep, objectType: ObjectType): Result<ReadyAction, Failure[]> {
  const action = actionOf(step.action);
  if (!action?.objectTypes.includes(objectType)) return err([{ code: "object-type-not-allowed", action: action?.title ?? step.action, objectType }]);
  return action.ready(step.settings);
}

async function planOnce(context: EngineContext, { workspaceId, crmId, subject, ownPostings, outputs }: StepWish, action: ReadyAction): Promise<Planned> {
  const books = await booksOf(context, workspaceId, action.booksConnection as ConnectionId);
  if (!books.ok) return refused([books.error]);
  const references = await context.store.findReferences(books.value.id, action.needs(subject, books.value));
  if (!references.isComplete) return refused([{ code: "books-not-read-yet", booksName: books.value.name }]);
  const now = context.clock.now();
  const earlier = action.looksBack ? await earlierOf(context, books.value, crmId, subject, ownPostings) : [];
  return action.plan(subject, { books: books.value, references, today: localDateIn(books.value.company.timeZone, now), now, earlier, outputs });
}

/** What is in the books, and what is on its way there, also of records that were merged into this one; what this very step posted is neither. */
async function earlierOf(context: EngineContext, books: BooksConnection, crmId: ConnectionId, { record }: Subject, own: readonly PostingId[]): Promise<EarlierDocument[]> {
  const merged = (await context.crm(crmId)).mergedIds(record);
  const all = await Promise.all([record.id, ...merged].map((recordId) => earlierOfRecord(context, books, crmId, { ...record, id: recordId }, own)));
  return all.flat();
}

async function earlierOfRecord(context: EngineContext, { id: booksId, workspaceId }: BooksConnection, crmId: ConnectionId, record: Pick<CrmRecord, "objectType" | "id">, own: readonly PostingId[]): Promise<EarlierDocument[]> {
  const [made, unsettled] = await Promise.all([
    context.store.documentsOfRecord(booksId, crmId, record.objectType, record.id),
    context.store.unsettledPostingsOfRecord(workspaceId, booksId, crmId, record.objectType, record.id),
  ]);
  const underWay = unsettled
    .filter(({ id }) => !own.includes(id))
    .map(({ plan, enrollmentId }) => ({ kind: plan.kind, booksId: null, total: plan.total, party: null, plan, enrollmentId }));
  return [...made.filter(({ postingId }) => !own.includes(postingId)), ...underWay];
}

async function booksOf(context: EngineContext, workspaceId: WorkspaceId, id: ConnectionId): Promise<Result<BooksConnection, Failure>> {
  const connection = await context.store.connection(id);
  if (connection?.role !== "books" || connection.workspaceId !== workspaceId) {
    return err({ code: "setting-invalid", field: "books", label: "QuickBooks account", reason: "it is no longer connected" });
  }
  return ok(connection);
}

/** How fresh the mirror must be for this answer to stand; null = the answer does not hang on the mirror's freshness. */
function freshnessNeeded(planned: Planned, startedAt: Instant): Instant | null {
  if (planned.plan.ok) {
    const createsSomething = planned.plan.value.some((plan) => customerOf(plan)?.use === "create" || itemsOf(plan).some((item) => item?.use === "create"));
    return createsSomething ? later(startedAt, -freshEnoughToCreateMs) : null;
  }
  return planned.plan.error.some(hangsOnMirror) ? startedAt : null;
}

function hangsOnMirror(failure: Failure): boolean {
  switch (failure.code) {
    case "item-not-found":
    case "item-inactive":
    case "items-ambiguous":
    case "customer-inactive":
    case "customer-id-unknown":
    case "customers-ambiguous":
    case "display-name-taken":
    case "customer-too-deep":
    case "account-gone":
    case "account-wrong-type":
    case "terms-gone":
    case "period-closed":
    case "currency-not-used":
    case "customer-currency-differs":
    case "books-not-read-yet":
      return true;
    default:
      return false;
  }
}

function hangsOnCompany(planned: Planned): boolean {
  return !planned.plan.ok && planned.plan.error.some((failure) => failure.code === "period-closed" || failure.code === "currency-not-used");
}

function refused(failures: Failure[]): StepPlan {
  return { plan: err(failures), decisions: [], warnings: [], booksId: null };
}
