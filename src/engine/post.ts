/**
 * Stage 5: the posting ledger is worked off, one set of books at a time. Every claim is recorded before the call and every
 * answer in one store call; the same plan with the same request id is sent until the books' answer is known.
 */
import type { PostedDocument } from "../domain/document/plan.ts";
import type { ConnectionId, PostingId } from "../domain/ids.ts";
import type { Exchange } from "../domain/ports/books.ts";
import { markOf, nextAct } from "../domain/posting.ts";
import { isHeld } from "./books-life.ts";
import type { EngineContext } from "./context.ts";
import { prepare } from "./create-first.ts";
import { lookForDocument } from "./reconcile.ts";
import { type Claimed, recordAnswer, recordBug, type Sent } from "./record-answer.ts";

/** How many postings are under way at once; the adapter keeps the books' own limits. */
const mostUnderWay = 24;
/** Claim again when this few are left, so that the books are never idle between claims. */
const refillAt = 12;

/** Works off what is due for a set of books until nothing is. */
export async function drainPostings(context: EngineContext, connectionId: ConnectionId): Promise<void> {
  const underWay = new Map<PostingId, Promise<void>>();
  for (;;) {
    if (await isHeld(context, connectionId)) return void (await Promise.all(underWay.values()));
    const claimed = await context.store.claimPostings(connectionId, mostUnderWay - underWay.size, context.clock.now(), context.timing.leaseMs);
    // A call may outlast its lease; the posting is ours then still, and is not sent beside itself.
    for (const one of claimed.filter(({ posting }) => !underWay.has(posting.id))) {
      const { id } = one.posting;
      underWay.set(id, postOne(context, one).finally(() => underWay.delete(id)));
    }
    if (underWay.size === 0) return;
    await (claimed.length === 0 ? Promise.race(underWay.values()) : untilFew(underWay));
  }
}

async function untilFew(underWay: Map<PostingId, Promise<void>>): Promise<void> {
  while (underWay.size > refillAt) await Promise.race(underWay.values());
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
  if (!prepared.ready) return { answer: prepared.answer, exchanges: prepared.exchanges };
  const { customer, items, exchanges } = prepared;
  if (nextAct(posting, context.clock.now()) === "look-first") {
    const look = await lookForDocument(context, posting, customer.id);
    if (look.found === "ours") return { answer: { outcome: "posted", value: look.document, exchange: foundExchange(look.document) }, exchanges };
    if (look.found === "undecidable") return { answer: { outcome: "undecidable", failure: look.failure }, exchanges };
    if (look.found === "cannot-look") return { answer: { outcome: "unknown", failure: look.failure, exchange: null }, exchanges };
  }
  const books = await context.books(posting.connectionId);
  const answer = await books.postDocument({ plan: posting.plan, customer, items, mark: markOf(posting.requestId) }, posting.requestId);
  return { answer, exchanges: answer.exchange ? [...exchanges, answer.exchange] : exchanges };
}

/** The history says where a document came from that was found instead of sent. */
function foundExchange(document: PostedDocument): Exchange {
  return { method: "LOOK", path: document.url, request: null, status: null, answer: { found: document.booksId, number: document.number }, traceId: null, durationMs: 0 };
}
