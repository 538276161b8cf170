/**
 * Stage 5: the posting ledger is worked off, one set of books at a time. Every claim is recorded before the call and every
 * answer in one store call; the same plan with the same request id is sent until the books' answer is known.
 */
import { later } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId, PostingId } from "../../domain/ids.ts";
import { markOf, nextAct, type Posting } from "../../domain/posting.ts";
import { isHeld } from "../connections/books-life.ts";
import { type Burst, createBurst } from "./burst.ts";
import type { EngineContext } from "../context.ts";
import { prepare } from "./create-first.ts";
import { lookForDocument } from "./reconcile.ts";
import { type Claimed, foundExchange, recordAnswer, recordBug, type Sent } from "./record-answer.ts";

/** How many postings are under way at once; the adapter keeps the books' own limits. */
const mostUnderWay = 24;
/** Beside batches fewer are, so that a batch does not wait long for its turn. */
const mostBesideBatches = 6;

/** Works off what is due for a set of books until nothing is: one by one, and in batches beside that in a burst. */
export async function drainPostings(context: EngineContext, connectionId: ConnectionId): Promise<void> {
  const underWay = new Map<PostingId, Promise<void>>();
  const start = (one: Claimed): void => {
    const { id } = one.posting;
    // A call may outlast its lease; the posting is ours then still, and is not sent beside itself.
    if (underWay.has(id) || burst.carries(id)) return;
    underWay.set(id, postOne(context, one).finally(() => underWay.delete(id)));
  };
  const burst = createBurst(context, connectionId, start);
  let looksAtWaitedAt = context.clock.now();
  for (;;) {
    if (context.isStopping() || (await isHeld(context, connectionId))) return untilAllEnded(underWay, burst);
    if (looksAtWaitedAt <= context.clock.now()) {
      await planWaitedAgain(context, connectionId);
      looksAtWaitedAt = later(context.clock.now(), context.timing.replanMs / 10);
    }
    const most = burst.isOn() ? mostBesideBatches : mostUnderWay;
    const free = Math.max(0, most - underWay.size);
    const claimed = free === 0 ? [] : await context.store.claimPostings(connectionId, free, context.clock.now(), context.timing.leaseMs, "single");
    claimed.forEach(start);
    const mayBeMore = free > 0 && claimed.length === free;
    if (mayBeMore) burst.consider();
    if (underWay.size === 0 && !burst.isOn()) return;
    await (mayBeMore ? untilFew(underWay, most / 2) : Promise.race([...underWay.values(), burst.untilBatchEnded()]));
  }
}

/** What waited long for its books and was never sent is planned on what the record is now. */
async function planWaitedAgain({ store, clock, timing, queue }: EngineContext, connectionId: ConnectionId): Promise<void> {
  const now = clock.now();
  const waited = await store.withdrawWaited(connectionId, later(now, -timing.replanMs), now);
  const workspaceId = waited === 0 ? undefined : (await store.connection(connectionId))?.workspaceId;
  if (workspaceId !== undefined) await queue.signal("run", workspaceId);
}

async function untilAllEnded(underWay: Map<PostingId, Promise<void>>, burst: Burst): Promise<void> {
  await Promise.all([...underWay.values(), burst.end()]);
}

/** Claim again when few are left, so that the books are never idle between claims. */
async function untilFew(underWay: Map<PostingId, Promise<void>>, few: number): Promise<void> {
  while (underWay.size > few) await Promise.race(underWay.values());
}

async function postOne(context: EngineContext, claimed: Claimed): Promise<void> {
  try {
    await recordAnswer(context, claimed, await send(context, claimed));
  } catch (cause) {
    await recordBug(context, claimed, cause);
  }
}

async function send(context: EngineContext, { posting }: Claimed): Promise<Sent> {
  const act = nextAct(posting, context.clock.now(), context.timing.batchQuietMs);
  if (act === "wait") return { answer: { outcome: "unknown", failure: batchUnanswered(posting), exchange: null }, exchanges: [] };
  const prepared = await prepare(context, posting);
  if (!prepared.ready) return { answer: prepared.answer, exchanges: prepared.exchanges };
  const { party, items, invoices, exchanges } = prepared;
  if (act === "look-first") {
    const look = await lookForDocument(context, posting, party?.id ?? null);
    if (look.found === "ours") return { answer: { outcome: "posted", value: look.document, exchange: foundExchange(look.document) }, exchanges };
    if (look.found === "undecidable") return { answer: { outcome: "undecidable", failure: look.failure }, exchanges };
    if (look.found === "cannot-look") return { answer: { outcome: "unknown", failure: look.failure, exchange: null }, exchanges };
  }
  const books = await context.books(posting.connectionId);
  const answer = await books.postDocument({ plan: posting.plan, party, items, invoices, mark: markOf(posting.requestId) }, posting.requestId);
  const isLost = act === "look-first" && answer.outcome === "unknown" && answer.failure.code === "books-request-repeated";
  const told = isLost ? { outcome: "undecidable" as const, failure: lostFailure(posting) } : answer;
  return { answer: told, exchanges: answer.exchange ? [...exchanges, answer.exchange] : exchanges };
}

/** The books know the request and have no document of it: only a person may have it sent under another id. */
function lostFailure({ plan, firstSentAt, createdAt }: Posting): Failure {
  return { code: "outcome-unknown", kind: plan.kind, candidates: [], sentAt: firstSentAt ?? createdAt };
}

function batchUnanswered({ failures }: Posting): Failure {
  return failures[0] ?? { code: "books-unreachable", detail: "the batch with this document has no answer yet" };
}
