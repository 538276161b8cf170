/**
 * Batches beside the single calls, while a backlog would wait too long. Only what was certainly never sent goes into a
 * batch, and the ledger knows of it before the call: what then has no answer is left alone until the books can no longer be
 * working on it, and is looked for before it is sent again.
 */
import { allowedNow } from "../../domain/allowance.ts";
import { burstPlan, type BurstPlan, smallestBatch } from "../../domain/burst.ts";
import { type Instant, later } from "../../domain/dates.ts";
import type { ConnectionId, PostingId, RequestId } from "../../domain/ids.ts";
import type { PostedDocument } from "../../domain/document/plan.ts";
import type { Exchange, ReadyDocument, WriteAnswer } from "../../domain/ports/books.ts";
import { markOf, mayBeBatched, quietUntil } from "../../domain/posting.ts";
import type { EngineContext } from "../context.ts";
import { prepare } from "./create-first.ts";
import { type Claimed, recordAnswer, recordBug } from "./record-answer.ts";

/** Answers of one batch that are recorded at once. */
const recordedAtOnce = 2;
/** The plan is made anew when a batch ends, or after so long. */
const planAgainMs = 500;

/** The batches of one set of books, as long as its postings are worked off. */
export interface Burst {
  /** There may be a backlog: batches start if the plan says so. */
  consider(): void;
  isOn(): boolean;
  /** Whether a posting is under way inside a batch. */
  carries(id: PostingId): boolean;
  /** Ends with the next batch that ends, or the burst. */
  untilBatchEnded(): Promise<void>;
  /** Starts no more batches; ends when those under way have. */
  end(): Promise<void>;
}

/** A document that can be posted, with the claim it comes from and what it took to get there. */
interface Ready {
  claimed: Claimed;
  document: ReadyDocument;
  exchanges: Exchange[];
}

/** `postSingly` starts what must not go into a batch. */
export function createBurst(context: EngineContext, connectionId: ConnectionId, postSingly: (one: Claimed) => void): Burst {
  const batches = new Set<Promise<void>>();
  const carried = new Set<PostingId>();
  let running: Promise<void> | undefined;
  let isEnding = false;
  let restsUntil: Instant | null = null;

  async function run(): Promise<void> {
    let isBursting = false;
    while (!isEnding && !isResting()) {
      const plan = await planNow(context, connectionId, isBursting);
      if (plan === "single") break;
      if (!isBursting) context.log.info({ connection: connectionId }, "a burst begins");
      isBursting = true;
      const isMore = batches.size >= plan.batches || (await startBatch(plan.documents));
      if (!isMore) break;
      if (batches.size >= plan.batches) await Promise.race([...batches, pause(planAgainMs)]);
    }
    await Promise.all(batches);
    if (isBursting) context.log.info({ connection: connectionId }, "the burst is over");
  }

  function isResting(): boolean {
    return restsUntil !== null && context.clock.now() < restsUntil;
  }

  /** False = too little is left for a batch. */
  async function startBatch(documents: number): Promise<boolean> {
    const claimed = await context.store.claimPostings(connectionId, documents, context.clock.now(), context.timing.leaseMs, "batch");
    const fresh = claimed.filter(({ posting }) => mayBeBatched(posting) && !carried.has(posting.id));
    if (fresh.length >= smallestBatch) carry(fresh);
    else fresh.forEach(postSingly);
    return fresh.length >= smallestBatch;
  }

  function carry(claimed: Claimed[]): void {
    for (const { posting } of claimed) carried.add(posting.id);
    const batch = postBatch(context, connectionId, claimed, (id) => carried.delete(id))
      .then((gotThrough) => (gotThrough ? undefined : rest()))
      .catch(broke)
      .finally(() => {
        batches.delete(batch);
        for (const { posting } of claimed) carried.delete(posting.id);
      });
    batches.add(batch);
  }

  /** Nothing got through, or nobody knows what: single calls go on alone for a while. */
  function rest(): void {
    restsUntil = later(context.clock.now(), context.timing.batchQuietMs / 3);
  }

  /** What was claimed is safe in the ledger, and comes up again. */
  function broke(cause: unknown): void {
    context.log.error({ connection: connectionId, error: cause }, "a burst broke");
    rest();
  }

  return {
    consider: () => void (running ??= isResting() ? undefined : run().catch(broke).finally(() => void (running = undefined))),
    isOn: () => running !== undefined,
    carries: (id) => carried.has(id),
    untilBatchEnded: () => (running === undefined ? new Promise(() => undefined) : Promise.race([...batches, running])),
    end: async () => {
      isEnding = true;
      await running;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}

async function planNow(context: EngineContext, connectionId: ConnectionId, isBursting: boolean): Promise<BurstPlan> {
  const connection = await context.store.connection(connectionId);
  if (connection?.role !== "books") return "single";
  const now = context.clock.now();
  const { documentsPerBatch } = await context.books(connectionId);
  const state = await context.store.allowanceState(connectionId, now);
  return burstPlan({
    backlog: await context.store.freshPostings(connectionId, now),
    perMinute: allowedNow(state, now),
    batchesThisMinute: state.batchesThisMinute,
    meteredThisMonth: state.meteredThisMonth,
    isPaused: state.pausedUntil !== null,
    isBursting,
    documentsPerBatch,
    settings: connection.settings,
  });
}

/** The batch is done with a document. Told before that is recorded: a document may be due at once, and is held until then. */
type LetGo = (id: PostingId) => void;

/** False = the books took none of it, whatever the reason. */
async function postBatch(context: EngineContext, connectionId: ConnectionId, claimed: readonly Claimed[], letGo: LetGo): Promise<boolean> {
  const prepared = await Promise.all(claimed.map((one) => prepareOne(context, one, letGo)));
  const batchedAt = context.clock.now();
  const ready = await recordedInLedger(context, prepared.filter((one) => one !== null), batchedAt);
  if (ready.length === 0) return true;
  const answers = await answersTo(context, connectionId, ready, batchedAt);
  await recordItems(context, ready, answers, batchedAt, letGo);
  return answers.some(({ outcome }) => outcome === "posted" || outcome === "refused");
}

/** Customers and items go ahead one by one; what cannot be made ready is recorded, and null. */
async function prepareOne(context: EngineContext, claimed: Claimed, letGo: LetGo): Promise<Ready | null> {
  const { posting } = claimed;
  try {
    const prepared = await prepare(context, posting);
    const { exchanges } = prepared;
    if (prepared.ready) {
      const { party, items, invoices } = prepared;
      return { claimed, document: { plan: posting.plan, party, items, invoices, mark: markOf(posting.requestId) }, exchanges };
    }
    letGo(posting.id);
    await recordAnswer(context, claimed, { answer: prepared.answer, exchanges });
  } catch (cause) {
    await recordBug(context, claimed, cause);
  }
  return null;
}

/** What somebody else has claimed meanwhile is theirs. */
async function recordedInLedger(context: EngineContext, ready: readonly Ready[], batchedAt: Instant): Promise<Ready[]> {
  if (ready.length === 0) return [];
  const claims = ready.map(({ claimed: { posting } }) => ({ id: posting.id, sends: posting.sends + 1 }));
  const recorded = new Set(await context.store.markBatched(claims, quietUntil(batchedAt, context.timing.batchQuietMs), batchedAt));
  return ready.filter(({ claimed }) => recorded.has(claimed.posting.id));
}

/** One answer each; a call that broke leaves everything open. */
async function answersTo(context: EngineContext, connectionId: ConnectionId, ready: readonly Ready[], batchedAt: Instant): Promise<WriteAnswer<PostedDocument>[]> {
  const batchId = `b-${context.clock.newId()}` as RequestId;
  try {
    const books = await context.books(connectionId);
    const documents = ready.map((one) => one.document);
    return await books.postDocuments(documents, batchId, later(batchedAt, context.timing.batchSendMs));
  } catch (cause) {
    context.log.error({ batch: batchId, error: cause }, "a batch broke");
    const failure = { code: "internal-error" as const, incident: batchId };
    return ready.map(() => ({ outcome: "unknown", failure, exchange: null }));
  }
}

/** A few at a time: the store's connections are for others, too. */
async function recordItems(context: EngineContext, ready: readonly Ready[], answers: readonly WriteAnswer<PostedDocument>[], batchedAt: Instant, letGo: LetGo): Promise<void> {
  const left = ready.entries();
  const recordNext = async (): Promise<void> => {
    for (const [index, one] of left) {
      letGo(one.claimed.posting.id);
      await recordItem(context, one, answers[index], batchedAt);
    }
  };
  await Promise.all(Array.from({ length: recordedAtOnce }, recordNext));
}

async function recordItem(context: EngineContext, { claimed, exchanges }: Ready, answer: WriteAnswer<PostedDocument> | undefined, batchedAt: Instant): Promise<void> {
  const inBatch = { ...claimed, posting: { ...claimed.posting, batchedAt } };
  try {
    const known = answer ?? { outcome: "unknown" as const, failure: { code: "books-unreachable" as const, detail: "the batch has no answer for this document" }, exchange: null };
    await recordAnswer(context, inBatch, { answer: orSingly(context, known), exchanges: known.exchange ? [...exchanges, known.exchange] : exchanges });
  } catch (cause) {
    context.log.error({ posting: claimed.posting.id, error: cause }, "an answer of a batch could not be recorded");
  }
}

/** A batch that we held back ourselves, as too many or too dear, says nothing of its documents: they go on one by one. */
function orSingly(context: EngineContext, answer: WriteAnswer<PostedDocument>): WriteAnswer<PostedDocument> {
  const isHeldBack = answer.outcome === "later" && answer.exchange === null && ["books-busy", "books-budget-spent"].includes(answer.failure.code);
  return isHeldBack ? { ...answer, retryAt: context.clock.now() } : answer;
}
