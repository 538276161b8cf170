import { fc } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { type Instant, later } from "#domain/dates.ts";
import type { RequestId } from "#domain/ids.ts";
import type { ReadyDocument } from "#domain/ports/books.ts";
import { type ScriptedAnswer, scriptedCompany, scriptedNow, tokenReply } from "./scripted-company.ts";
import { scriptedDocument } from "./scripted-samples.ts";

const batchId = "b-abcdefghij0123456789" as RequestId;
const soon = later(scriptedNow, 30_000);
const throttled = { Error: [{ Message: "message=ThrottleExceeded; errorCode=003001; statusCode=429", Detail: "The request limit was reached.", code: "3001" }], type: "SERVICE" };

function document(n: number): ReadyDocument {
  return scriptedDocument({}, markOf(n));
}

function markOf(n: number): string {
  return `[ledgerline:e${n}-s1-0-0]`;
}

function invoice(n: number, mark = markOf(n)): Record<string, unknown> {
  return { Id: String(100 + n), SyncToken: "0", DocNumber: String(1_000 + n), TxnDate: "2026-11-23", CustomerRef: { value: "58" }, TotalAmt: 100.01, Balance: 100.01, PrivateNote: `Deal 4711 ${mark}` };
}

function fault(code: string, detail = "no"): Record<string, unknown> {
  return { Fault: { Error: [{ Message: "m", Detail: detail, code }], type: "ValidationFault" } };
}

function reply(...items: unknown[]): ScriptedAnswer {
  return { json: { BatchItemResponse: items, time: "2026-11-23T02:00:00.000-08:00" }, headers: { intuit_tid: "1-trace" } };
}

async function post(answer: ScriptedAnswer, documents: readonly ReadyDocument[], sendBy: Instant = soon) {
  await using company = await scriptedCompany((call) => (call.path === "/token" ? tokenReply(2) : answer));
  const answers = await company.books.postDocuments(documents, batchId, sendBy);
  return { answers, calls: company.calls, pauses: company.ledger.pauses, counted: company.ledger.counted };
}

describe("a batch", () => {
  test("is one call under an id of its own, with a short id per item", async () => {
    const single = await scriptedCompany(() => ({ json: {} }));
    await single.books.postDocument(document(1), batchId);
    const body = single.calls[0]?.body;
    await single[Symbol.asyncDispose]();
    const { answers, calls } = await post(reply({ bId: "1", Invoice: invoice(1) }, { bId: "2", Invoice: invoice(2) }), [document(1), document(2)]);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ method: "POST", path: `/batch?requestid=${batchId}&minorversion=75` });
    expect(calls[0]?.body).toEqual({
      BatchItemRequest: [
        { bId: "1", operation: "create", Invoice: body },
        { bId: "2", operation: "create", Invoice: { ...(body as object), PrivateNote: expect.stringContaining(markOf(2)) } },
      ],
    });
    expect(batchId.length).toBeLessThanOrEqual(36);
    expect(answers).toMatchObject([
      { outcome: "posted", value: { booksId: "101", number: "1001" } },
      { outcome: "posted", value: { booksId: "102", number: "1002" } },
    ]);
  });

  test("keeps of the call what concerns each document", async () => {
    const { answers, calls } = await post(reply({ bId: "2", Invoice: invoice(2) }, { bId: "1", ...fault("6000", "Amount is not equal") }), [document(1), document(2)]);
    const items = (calls[0]!.body as { BatchItemRequest: unknown[] }).BatchItemRequest;
    expect(answers).toMatchObject([
      { outcome: "refused", failures: [{ code: "books-refused", vendor: { code: "6000", message: "Amount is not equal", traceId: "1-trace" } }], exchange: { method: "POST", status: 200, answer: { bId: "1" }, traceId: "1-trace" } },
      { outcome: "posted", value: { booksId: "102" }, exchange: { answer: { bId: "2" } } },
    ]);
    expect(answers.map((answer) => answer.exchange?.request)).toEqual(items);
  });

  test("items meet their own faults: throttled ones come back later, and everybody pauses", async () => {
    const { answers, pauses } = await post(reply({ bId: "1", Invoice: invoice(1) }, { bId: "2", Fault: throttled }, { bId: "3", ...fault("10000") }, { bId: "4", Fault: {} }), [1, 2, 3, 4].map(document));
    expect(answers).toMatchObject([{ outcome: "posted" }, { outcome: "later", failure: { code: "books-busy" } }, { outcome: "unknown" }, { outcome: "unknown" }]);
    expect(pauses).toHaveLength(1);
  });

  test.for<[string, unknown[]]>([
    ["missing", []],
    ["answered twice", [{ bId: "1", Invoice: invoice(1) }, { bId: "1", ...fault("6000") }]],
    ["without its id", [{ Invoice: invoice(1) }]],
    ["another document's", [{ bId: "1", Invoice: invoice(1, markOf(7)) }]],
    ["of another kind", [{ bId: "1", Estimate: invoice(1) }]],
    ["unreadable", [{ bId: "1", Invoice: { Id: "101" } }]],
    ["no object", [null, "1", 1]],
  ])("an item that is %s is unknown, and the others are not", async ([, items]) => {
    const { answers } = await post(reply(...items, { bId: 2, Invoice: invoice(2) }), [document(1), document(2)]);
    expect(answers).toMatchObject([{ outcome: "unknown", failure: { code: "books-unreachable" } }, { outcome: "posted", value: { booksId: "102" } }]);
  });

  test.for<[string, ScriptedAnswer]>([
    ["lost connection", "drop"],
    ["gateway's page", { status: 503, text: "<html>Service Unavailable</html>" }],
    ["system fault", { status: 500, json: fault("10000") }],
    ["fault under the status 200", { json: fault("2010") }],
    ["throttle fault under the status 200", { json: { Fault: throttled } }],
    ["page instead of JSON", { text: "<html>ok</html>" }],
    ["answer cut off", { text: '{"BatchItemResponse":[{"bId":"1","Invoice":{"Id":"1' }],
    ["empty answer", reply()],
    ["answer without items", { json: { time: "2026-11-23T02:00:00.000-08:00" } }],
    ["answer with items that are none", { json: { BatchItemResponse: { bId: "1" } } }],
  ])("is unknown for every document after a %s, and is not sent again by itself", async ([, answer]) => {
    const { answers, calls } = await post(answer, [document(1), document(2)]);
    expect(answers).toMatchObject([{ outcome: "unknown" }, { outcome: "unknown" }]);
    expect(calls).toHaveLength(1);
  });

  test("that is throttled, refused as a whole or not let in has certainly written nothing", async () => {
    const busy = await post({ status: 429, json: { fault: { error: [{ message: "m", detail: "d", code: "3001" }], type: "SERVICE" } } }, [document(1), document(2)]);
    expect(busy.answers).toMatchObject([1, 2].map(() => ({ outcome: "later", failure: { code: "books-busy" }, exchange: { status: 429 } })));
    expect(busy.pauses).toHaveLength(1);
    const refused = await post({ status: 400, json: fault("1040", "Batch size exceeds allowed limit") }, [document(1), document(2)]);
    expect(refused.answers).toMatchObject([1, 2].map(() => ({ outcome: "later", failure: { code: "books-too-large" }, retryAt: later(scriptedNow, 5_000) })));
    const expired = await post({ status: 401, json: { fault: { error: [{ message: "m", detail: "Token expired", code: "3200" }], type: "AUTHENTICATION" } } }, [document(1)]);
    expect(expired.answers).toMatchObject([{ outcome: "later", failure: { code: "books-disconnected" } }]);
  });

  test("that had to wait for too long does not go out", async () => {
    const { answers, calls } = await post(reply(), [document(1)], later(scriptedNow, -1));
    expect(calls).toHaveLength(0);
    expect(answers).toMatchObject([{ outcome: "later", failure: { code: "books-busy" }, exchange: null }]);
  });

  test("is metered by what it carries", async () => {
    const { counted } = await post(reply({ bId: "1", Invoice: invoice(1) }), [document(1), document(2), document(3)]);
    await expect.poll(() => counted, { timeout: 20_000 }).toEqual({ metered: 3, free: 0 });
  });

  test("accounts for every document, whatever part of them is answered how and in which order", async () => {
    const outcome = fc.constantFrom("posted", "refused", "later", "faulty", "missing", "doubled", "unreadable");
    await fc.assert(
      fc.asyncProperty(fc.array(outcome, { minLength: 1, maxLength: 30 }), fc.infiniteStream(fc.nat(1_000_000)), async (outcomes, ranks) => {
        const items = outcomes.flatMap((one, index) => itemsFor(one, index + 1)).map((item) => ({ item, rank: ranks.next().value as number }));
        const shuffled = items.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
        const { answers } = await post(reply(...shuffled), outcomes.map((_, index) => document(index + 1)));
        const wanted = { posted: "posted", refused: "refused", later: "later", faulty: "unknown", missing: "unknown", doubled: "unknown", unreadable: "unknown" };
        expect(answers.map((answer) => answer.outcome)).toEqual(outcomes.map((one) => wanted[one]));
        answers.forEach((answer, index) => answer.outcome === "posted" && expect(answer.value.booksId).toBe(String(101 + index)));
      }),
      { numRuns: 40 },
    );
  });
});

function itemsFor(outcome: string, n: number): unknown[] {
  const item = { bId: String(n), Invoice: invoice(n) };
  if (outcome === "posted") return [item];
  if (outcome === "refused") return [{ bId: String(n), ...fault("2020") }];
  if (outcome === "later") return [{ bId: String(n), Fault: throttled }];
  if (outcome === "faulty") return [{ bId: String(n), ...fault("10000") }];
  if (outcome === "doubled") return [item, item];
  return outcome === "missing" ? [] : [{ bId: String(n), Invoice: "not an invoice" }];
}
