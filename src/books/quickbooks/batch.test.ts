import { describe, expect } from "vitest";
import { fc, test } from "@fast-check/vitest";
import type { RequestId } from "#domain/ids.ts";
import { scriptedCompany, scriptedNow } from "./scripted-company.ts";
import { scriptedDocument } from "./scripted-samples.ts";

const invoice = (id: string): Record<string, unknown> => ({ Id: id, SyncToken: "0", DocNumber: `10${id}`, TxnDate: "2026-11-23", CustomerRef: { value: "58", name: "Ada Okoye" }, TotalAmt: 100.01, Balance: 100.01, PrivateNote: "x" });
const fault = (code: string, Detail: string): Record<string, unknown> => ({ Fault: { Error: [{ Message: "m", Detail, code, element: "" }], type: "ValidationFault" } });
const postings = (count: number) => Array.from({ length: count }, (_, index) => ({ document: scriptedDocument({}, `[ledgerline:m${index}]`), requestId: `r${index}` as RequestId }));

describe("a batch on the wire", () => {
  test("numbers its items and names the batch once", async () => {
    await using company = await scriptedCompany(() => ({ json: { BatchItemResponse: [{ bId: "2", Invoice: invoice("8") }, { bId: "1", Invoice: invoice("7") }], time: "t" } }));
    const answers = await company.books.postDocuments(postings(2), "batch-1");
    expect(company.calls[0]?.path).toBe("/batch?requestid=batch-1&minorversion=75");
    expect(company.calls[0]?.body).toStrictEqual({
      BatchItemRequest: ["1", "2"].map((bId, index) => ({
        bId,
        operation: "create",
        Invoice: {
          CustomerRef: { value: "58" },
          TxnDate: "2026-11-23",
          PrivateNote: `Deal 4711 [ledgerline:m${index}]`,
          Line: [{ DetailType: "SalesItemLineDetail", Amount: 100.01, Description: "Design consultation", SalesItemLineDetail: { ItemRef: { value: "7" }, Qty: 3, UnitPrice: 33.335, TaxCodeRef: { value: "NON" } } }],
        },
      })),
    });
    expect(answers).toMatchObject([{ outcome: "posted", value: { booksId: "7" } }, { outcome: "posted", value: { booksId: "8" } }]);
    expect(company.ledger.counted).toEqual(expect.objectContaining({ free: 0 }));
  });

  test("shows each document's history only its own part", async () => {
    await using company = await scriptedCompany(() => ({ json: { BatchItemResponse: [{ bId: "1", Invoice: invoice("7") }, { bId: "2", ...fault("6240", "The name supplied already exists.") }], time: "t" } }));
    const [first, second] = await company.books.postDocuments(postings(2), "b");
    expect(first?.exchange).toMatchObject({ request: { bId: "1" }, answer: { bId: "1", Invoice: { Id: "7" } } });
    expect(JSON.stringify(second?.exchange)).not.toContain('"Id":"7"');
  });
});

describe("a batch that is not answered as hoped", () => {
  test.each([
    ["an item that is left out may have been written", { BatchItemResponse: [{ bId: "1", Invoice: invoice("7") }], time: "t" }, ["posted", "unknown"]],
    ["an empty answer leaves all open", { BatchItemResponse: [], time: "t" }, ["unknown", "unknown"]],
    ["an answer of another kind leaves all open", { QueryResponse: {}, time: "t" }, ["unknown", "unknown"]],
    ["two answers for one item leave it open", { BatchItemResponse: [{ bId: "1", Invoice: invoice("7") }, { bId: "1", ...fault("6000", "x") }, { bId: "2", Invoice: invoice("8") }], time: "t" }, ["unknown", "posted"]],
    ["an entity that cannot be read may have been written", { BatchItemResponse: [{ bId: "1", Invoice: { Id: "7" } }, { bId: "2", Invoice: invoice("8") }], time: "t" }, ["unknown", "posted"]],
    ["an item without entity or fault may have been written", { BatchItemResponse: [{ bId: "1" }, { bId: "2", Invoice: invoice("8") }], time: "t" }, ["unknown", "posted"]],
    ["a refusal is its own item's", { BatchItemResponse: [{ bId: "1", ...fault("6000", "no") }, { bId: "2", Invoice: invoice("8") }], time: "t" }, ["refused", "posted"]],
    ["a throttled item comes later", { BatchItemResponse: [{ bId: "1", ...fault("3001", "The request limit was reached.") }, { bId: "2", Invoice: invoice("8") }], time: "t" }, ["later", "posted"]],
    ["a system fault may come after the work", { BatchItemResponse: [{ bId: "1", ...fault("10000", "System Failure Error: x") }, { bId: "2", Invoice: invoice("8") }], time: "t" }, ["unknown", "posted"]],
  ])("%s", async (_, json, outcomes) => {
    await using company = await scriptedCompany(() => ({ json }));
    expect((await company.books.postDocuments(postings(2), "b")).map((answer) => answer.outcome)).toEqual(outcomes);
  });

  test.each([
    ["a lost connection", "drop" as const, "unknown"],
    ["a broken edge", { status: 503, text: "<html>" }, "unknown"],
    ["a truncated answer", { status: 200, text: '{"BatchItemResponse":[{"bId":"1","Inv' }, "unknown"],
    ["a throttle", { status: 429, json: { fault: { error: [{ code: "3001", detail: "x" }], type: "SERVICE" } } }, "later"],
  ])("%s says the same of every item", async (_, answer, outcome) => {
    await using company = await scriptedCompany(() => answer);
    expect((await company.books.postDocuments(postings(3), "b")).map((one) => one.outcome)).toEqual([outcome, outcome, outcome]);
  });

  test("a refusal of the whole says of no document that it is wrong: each goes by itself", async () => {
    await using company = await scriptedCompany(() => ({ status: 400, json: { ...fault("1040", "Batch size exceeds allowed limit"), time: "t" } }));
    expect(await company.books.postDocuments(postings(1), "b")).toMatchObject([{ outcome: "later", retryAt: scriptedNow }]);
  });

  const itemOutcome = fc.constantFrom("posted", "refused", "later", "unknown");
  test.prop([fc.array(itemOutcome, { minLength: 1, maxLength: 30 }).chain((outcomes) => fc.tuple(fc.constant(outcomes), fc.shuffledSubarray(outcomes.map((_, index) => index), { minLength: outcomes.length })))], { numRuns: 40 })(
    "whatever becomes of the items and in whatever order, each document gets exactly its own answer",
    async ([outcomes, order]) => {
      const answerOf = (index: number): Record<string, unknown>[] => {
        const bId = String(index + 1);
        switch (outcomes[index]) {
          case "posted":
            return [{ bId, Invoice: invoice(bId) }];
          case "refused":
            return [{ bId, ...fault("6000", "no") }];
          case "later":
            return [{ bId, ...fault("3001", "limit") }];
          default:
            return [];
        }
      };
      await using company = await scriptedCompany(() => ({ json: { BatchItemResponse: order.flatMap(answerOf), time: "t" } }));
      const answers = await company.books.postDocuments(postings(outcomes.length), "b");
      expect(answers.map((answer) => answer.outcome)).toEqual(outcomes);
      answers.forEach((answer, index) => answer.outcome === "posted" && expect(answer.value.booksId).toBe(String(index + 1)));
    },
  );
});
