/** Faults that may mean "you have done this already": a taken number, a repeated request id. */
import { describe, expect, test } from "vitest";
import type { RequestId } from "#domain/ids.ts";
import { type AskedCall, type ScriptedAnswer, type ScriptedCompany, scriptedCompany } from "./scripted-company.ts";
import { scriptedDocument, scriptedMark } from "./scripted-samples.ts";

const id = "abc-s1-0-0" as RequestId;
const time = "2026-11-23T02:00:00.000-08:00";

function invoice(PrivateNote: string, Id = "145"): Record<string, unknown> {
  return { Id, SyncToken: "0", DocNumber: "1042", TxnDate: "2026-11-23", CustomerRef: { value: "58" }, TotalAmt: 100.01, Balance: 100.01, PrivateNote };
}

function fault(code: string, Detail: string): ScriptedAnswer {
  return { status: 400, json: { Fault: { Error: [{ Message: "said", Detail, code, element: "" }], type: "ValidationFault" }, time } };
}

function taken(by: string): ScriptedAnswer {
  return fault("6140", `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=1042 is assigned to ${by}`);
}

/** Refuses the create with `refusal` and answers everything else with `rest`. */
function company(refusal: ScriptedAnswer, rest: (call: AskedCall) => ScriptedAnswer): Promise<ScriptedCompany> {
  return scriptedCompany((call) => (call.path.startsWith("/invoice?requestid") ? refusal : rest(call)));
}

function pathsOf({ calls }: ScriptedCompany): string[] {
  return calls.map(({ path }) => decodeURIComponent(path).split(/[?&]minorversion/)[0] ?? "");
}

describe("a document number that is taken", () => {
  test("by a document with our mark is an earlier success", async () => {
    await using books = await company(taken("TxnType=Invoice with TxnId=145"), () => ({ json: { Invoice: invoice(`Deal 4711 ${scriptedMark}`), time } }));
    expect(await books.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "posted", value: { booksId: "145", number: "1042" } });
    expect(pathsOf(books)).toEqual(["/invoice?requestid=abc-s1-0-0", "/invoice/145"]);
  });

  test.for([
    ["by a document of somebody else", { json: { Invoice: invoice("by hand"), time } }],
    ["by a document of ours for another deal", { json: { Invoice: invoice("[ledgerline:xyz-s1-0-0]"), time } }],
    ["by a document that was deleted meanwhile", fault("610", "Object Not Found : Another user has deleted this transaction.")],
  ] as const)("%s is a refusal", async ([, answer]) => {
    await using books = await company(taken("TxnType=Invoice with TxnId=145"), () => answer);
    expect(await books.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "refused", failures: [{ code: "document-number-taken", number: "1042" }] });
  });

  test.for<[string, ScriptedAnswer]>([
    ["cannot be reached", "drop"],
    ["is busy", { status: 429, json: {} }],
    ["gives something else", { json: { Customer: {} } }],
  ])("stays unknown, and never a refusal, when QuickBooks %s as we look", async ([, answer]) => {
    await using books = await company(taken("TxnType=Invoice with TxnId=145"), () => answer);
    expect(await books.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "unknown" });
  });

  test.for(["TxnType=Estimate with TxnId=9", "something unheard of"])("by %s: ours is looked for by its customer and date", async (by) => {
    const list = { json: { QueryResponse: { Invoice: [invoice("by hand", "1"), invoice(scriptedMark, "2")] }, time } };
    await using books = await company(taken(by), () => list);
    expect(await books.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "posted", value: { booksId: "2" } });
    expect(pathsOf(books)[1]).toContain("SELECT * FROM Invoice WHERE CustomerRef = '58'");
  });
});

describe("a request id that was seen before", () => {
  const repeated = fault("600", "Duplicate Request ID");

  test("is an earlier success when a document has our mark", async () => {
    await using books = await company(repeated, () => ({ json: { QueryResponse: { Invoice: [invoice(`Deal ${scriptedMark}`)] }, time } }));
    expect(await books.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "posted", value: { booksId: "145" } });
  });

  test.for<[string, ScriptedAnswer]>([
    ["none has it, as the first may be under way", { json: { QueryResponse: {}, time } }],
    ["we cannot look", "drop"],
  ])("stays unknown when %s", async ([, answer]) => {
    await using books = await company(repeated, () => answer);
    expect(await books.books.postDocument(scriptedDocument(), id)).toMatchObject({ outcome: "unknown", failure: { code: "books-request-repeated" } });
  });
});
