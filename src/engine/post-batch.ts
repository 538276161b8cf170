/**
 * Stage 5, in burst mode: many claimed postings in one request. Their customers and items are made beforehand, one by one;
 * what is not ready yet stays out. Whatever the answer leaves open is looked for after a quiet time, never sent blindly.
 */
import type { ConnectionId } from "../domain/ids.ts";
import type { Instant } from "../domain/dates.ts";
import type { ReadyPosting, WriteAnswer } from "../domain/ports/books.ts";
import type { PostedDocument } from "../domain/document/plan.ts";
import { markOf } from "../domain/posting.ts";
import type { Burst } from "./burst.ts";
import type { EngineContext } from "./context.ts";
import { type Prepared, prepare } from "./create-first.ts";
import { type Claimed, recordBug, recordAnswer, type Sent } from "./record-answer.ts";

interface Ready extends ReadyPosting {
  claimed: Claimed;
  prepared: Extract<Prepared, { ready: true }>;
}

/** Posts what was claimed for one batch and records what became of each. */
export async function postBatch(context: EngineContext, connectionId: ConnectionId, claimed: readonly Claimed[], burst: Burst): Promise<void> {
  const ready: Ready[] = [];
  await Promise.all(claimed.map((one) => orBug(context, one, async () => {
    const prepared = await prepare(context, one.posting);
    if (!prepared.ready) return recordAnswer(context, one, { answer: prepared.answer, exchanges: prepared.exchanges, inBatch: false });
    const { party, items, invoices } = prepared;
    const { plan, requestId } = one.posting;
    ready.push({ claimed: one, prepared, document: { plan, party, items, invoices, mark: markOf(requestId) }, requestId });
  })));
  if (ready.length === 0) return;
  const answers = await answersOf(context, connectionId, ready);
  const restUntil = refusedUntil(answers);
  if (restUntil !== null) burst.rest(restUntil);
  await Promise.all(ready.map((one, index) => orBug(context, one.claimed, () => recordAnswer(context, one.claimed, sentOf(context, one, answers[index])))));
}

async function answersOf(context: EngineContext, connectionId: ConnectionId, ready: readonly Ready[]): Promise<WriteAnswer<PostedDocument>[]> {
  try {
    const books = await context.books(connectionId);
    return await books.postDocuments(ready, context.clock.newId());
  } catch (cause) {
    // A bug after the request may have left documents behind.
    const incident = context.clock.newId();
    context.log.error({ incident, connectionId, error: cause }, "a batch broke");
    return ready.map(() => ({ outcome: "unknown", failure: { code: "internal-error", incident }, exchange: null }));
  }
}

/** When the books took nothing of the batch: batches rest so long, and the documents go by themselves meanwhile. */
function refusedUntil(answers: readonly WriteAnswer<PostedDocument>[]): Instant | null {
  const put = answers.map((answer) => (answer.outcome === "later" ? answer.retryAt : null));
  const [first = null] = put;
  return put.every((one) => one !== null) ? first : null;
}

function sentOf(context: EngineContext, { prepared }: Ready, answer: WriteAnswer<PostedDocument> | undefined): Sent {
  if (answer === undefined) return { answer: { outcome: "unknown", failure: { code: "books-unreachable", detail: "a batch gave too few answers" }, exchange: null }, exchanges: prepared.exchanges, inBatch: true };
  const exchanges = answer.exchange ? [...prepared.exchanges, answer.exchange] : prepared.exchanges;
  // Not sent at all: the document need not wait for the next batch.
  if (answer.outcome === "later" && answer.exchange === null) return { answer: { ...answer, retryAt: context.clock.now() }, exchanges, inBatch: true };
  return { answer, exchanges, inBatch: true };
}

async function orBug(context: EngineContext, claimed: Claimed, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (cause) {
    await recordBug(context, claimed, cause);
  }
}
