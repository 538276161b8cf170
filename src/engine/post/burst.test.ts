import { expect, test } from "vitest";
import { booksSettings } from "../../domain/books-settings.ts";
import type { ConnectionId, PostingId } from "../../domain/ids.ts";
import type { RecordedAnswer } from "../../domain/ports/posting-store.ts";
import { createBurst } from "./burst.ts";
import type { EngineContext } from "../context.ts";
import type { Claimed } from "./record-answer.ts";

const now = "2026-11-23T18:00:00.000Z";
const books = "b" as ConnectionId;

function aClaim(id: string): Claimed {
  const plan = { kind: "expense", payee: null, lines: [] };
  const posting = { id, plan, connectionId: books, requestId: id, postingState: "intended", ordinal: 0, unitSize: 1, sends: 0, firstSentAt: null, batchedAt: null };
  return { posting, enrollment: { id: `e-${id}`, enrollmentState: "posting" } } as unknown as Claimed;
}

test("a document that a batch could not take is free before it is due again", async () => {
  const answered: { posting: RecordedAnswer["posting"]; isCarried: boolean }[] = [];
  const backlog = ["1", "2", "3", "4", "5"].map(aClaim);
  const store = {
    connection: async () => ({ role: "books", settings: booksSettings.parse({}) }),
    allowanceState: async () => ({ perMinute: 1, slowDown: null, batchesThisMinute: 0, meteredThisMonth: 0, pausedUntil: null }),
    freshPostings: async () => 100,
    claimPostings: async () => backlog.splice(0),
    markBatched: async (claims: { id: PostingId }[]) => claims.map(({ id }) => id),
    recordAnswer: async ({ postingId, posting }: RecordedAnswer) => void answered.push({ posting, isCarried: burst.carries(postingId) }),
  };
  const held = { outcome: "later", failure: { code: "books-budget-spent", resetsAt: now }, retryAt: "2026-12-01T00:00:00.000Z", exchange: null };
  const adapter = { documentsPerBatch: 30, postDocuments: async (documents: unknown[]) => documents.map(() => held) };
  const context = {
    store,
    books: async () => adapter,
    queue: { signal: async () => undefined },
    clock: { now: () => now, newId: () => "id" },
    log: { info: () => undefined, warn: () => undefined, error: (facts: unknown, message: string) => Promise.reject(new Error(`${message} ${JSON.stringify(facts)}`)) },
    timing: { leaseMs: 30_000, batchQuietMs: 180_000, batchSendMs: 30_000 },
    isStopping: () => false,
  } as unknown as EngineContext;
  const burst = createBurst(context, books, () => undefined);
  burst.consider();
  await burst.end();
  expect(answered).toEqual(Array.from({ length: 5 }, () => ({ posting: { postingState: "intended", notBefore: now, failures: [held.failure] }, isCarried: false })));
});
