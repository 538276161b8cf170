/**
 * Stage 5: the posting ledger is worked off, one set of books at a time. Every claim is recorded before the call and every
 * answer in one store call; the same plan with the same request id is sent until the books' answer is known.
 */
import type { PostedDocument } from "../domain/document/plan.ts";
import type { Failure } from "../domain/failure.ts";
import type { ConnectionId, PostingId } from "../domain/ids.ts";
import type { Exchange } from "../domain/ports/books.ts";
import { markOf, nextAct, type Posting } from "../domain/posting.ts";
import { isHeld } from "./books-life.ts";
import { type Burst, createBurst } from "./burst.ts";
import type { EngineContext } from "./context.ts";
import { prepare } from "./create-first.ts";
import { postBatch } from "./post-batch.ts";
import { lookForDocument } from "./reconcile.ts";
import { type Claimed, recordBug, recordAnswer, type Sent } from "./record-answer.ts";

/** How many postings are under way by themselves at once; the adapter keeps the books' own limits. */
const mostSingles = 24;
/** Beside batches fewer, or batches would wait behind them for every turn. */
const mostSinglesInBurst = 12;
const mostBatches = 8;
/** Fewer documents than this are not worth a request that is paid for. */
const smallestBatch = 5;

/** What a drain has under way. */
interface UnderWay {
  singles: Map<PostingId, Promise<void>>;
  batches: Map<Promise<void>, readonly Claimed[]>;
}

/** Works off what is due for a set of books until nothing is. */
export async function drainPostings(context: EngineContext, connectionId: ConnectionId): Promise<void> {
  const underWay: UnderWay = { singles: new Map(), batches: new Map() };
  const burst = createBurst(context, connectionId);
  for (;;) {
    if (await isHeld(context, connectionId)) return void (await Promise.all(everything(underWay)));
    const isBursting = await burst.isOn();
    const mostNow = isBursting ? mostSinglesInBurst : mostSingles;
    const inBatches = isBursting ? await startBatches(context, connectionId, underWay, burst) : 0;
    const alone = await startSingles(context, connectionId, underWay, mostNow);
    if (everything(underWay).length === 0) return;
    await untilRoom(underWay, inBatches + alone === 0 ? 0 : mostNow / 2);
  }
}

function everything({ singles, batches }: UnderWay): Promise<void>[] {
  return [...singles.values(), ...batches.keys()];
}

/** Half of the places are free again, so that the books are never idle between claims; or a batch is over. */
async function untilRoom(underWay: UnderWay, refillAt: number): Promise<void> {
  const batchesBefore = underWay.batches.size;
  do await Promise.race(everything(underWay));
  while (underWay.singles.size > refillAt && underWay.batches.size === batchesBefore && refillAt > 0);
}

async function startSingles(context: EngineContext, connectionId: ConnectionId, underWay: UnderWay, most: number): Promise<number> {
  const room = most - underWay.singles.size;
  if (room <= 0) return 0;
  const claimed = await context.store.claimPostings(connectionId, room, context.clock.now(), context.timing.leaseMs, "single");
  for (const one of notYetOurs(claimed, underWay)) startSingle(context, one, underWay);
  return claimed.length;
}

function startSingle(context: EngineContext, claimed: Claimed, { singles }: UnderWay): void {
  const { id } = claimed.posting;
  singles.set(id, postOne(context, claimed).finally(() => singles.delete(id)));
}

/** A batch is left alone as long as it may still be worked on: that is its lease. */
async function startBatches(context: EngineContext, connectionId: ConnectionId, underWay: UnderWay, burst: Burst): Promise<number> {
  const { mostPerBatch } = (await context.books(connectionId)).capacity;
  let started = 0;
  while (underWay.batches.size < mostBatches) {
    const claimed = await context.store.claimPostings(connectionId, mostPerBatch, context.clock.now(), context.timing.batchQuietMs, "batch");
    const ours = notYetOurs(claimed, underWay);
    started += ours.length;
    if (ours.length < smallestBatch) {
      for (const one of ours) startSingle(context, one, underWay);
      return started;
    }
    const batch = postBatch(context, connectionId, ours, burst).finally(() => underWay.batches.delete(batch));
    underWay.batches.set(batch, ours);
  }
  return started;
}

/** A call may outlast its lease; the posting is ours then still, and is not sent beside itself. */
function notYetOurs(claimed: readonly Claimed[], { singles, batches }: UnderWay): Claimed[] {
  const inBatches = new Set([...batches.values()].flat().map(({ posting }) => posting.id));
  return claimed.filter(({ posting }) => !singles.has(posting.id) && !inBatches.has(posting.id));
}

async function postOne(context: EngineContext, claimed: Claimed): Promise<void> {
  try {
    await recordAnswer(context, claimed, await send(context, claimed));
  } catch (cause) {
    await recordBug(context, claimed, cause);
  }
}

async function send(context: EngineContext, { posting }: Claimed): Promise<Sent> {
  const prepared = await prepare(context, posting);
  if (!prepared.ready) return { answer: prepared.answer, exchanges: prepared.exchanges, inBatch: false };
  const { party, items, invoices, exchanges } = prepared;
  const act = nextAct(posting, context.clock.now());
  if (act === "look-first") {
    const look = await lookForDocument(context, posting, party?.id ?? null);
    if (look.found === "ours") return { answer: { outcome: "posted", value: look.document, exchange: foundExchange(look.document) }, exchanges, inBatch: false };
    if (look.found === "undecidable") return { answer: { outcome: "undecidable", failure: look.failure }, exchanges, inBatch: false };
    if (look.found === "cannot-look") return { answer: { outcome: "unknown", failure: look.failure, exchange: null }, exchanges, inBatch: false };
  }
  const books = await context.books(posting.connectionId);
  const answer = await books.postDocument({ plan: posting.plan, party, items, invoices, mark: markOf(posting.requestId) }, posting.requestId);
  const isLost = act === "look-first" && answer.outcome === "unknown" && answer.failure.code === "books-request-repeated";
  const told = isLost ? { outcome: "undecidable" as const, failure: lostFailure(posting) } : answer;
  return { answer: told, exchanges: answer.exchange ? [...exchanges, answer.exchange] : exchanges, inBatch: false };
}

/** The books know the request and have no document of it: only a person may have it sent under another id. */
function lostFailure({ plan, firstSentAt, createdAt }: Posting): Failure {
  return { code: "outcome-unknown", kind: plan.kind, candidates: [], sentAt: firstSentAt ?? createdAt };
}

/** The history says where a document came from that was found instead of sent. */
function foundExchange(document: PostedDocument): Exchange {
  return { method: "LOOK", path: document.url, request: null, status: null, answer: { found: document.booksId, number: document.number }, traceId: null, durationMs: 0 };
}
