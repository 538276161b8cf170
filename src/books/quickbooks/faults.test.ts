import { describe, expect, test } from "vitest";
import type { Instant } from "#domain/dates.ts";
import { isTransient } from "#domain/explanation.ts";
import { businessTexts, faultCatalogue } from "./fault-catalogue.ts";
import { type FaultMeaning, meaningOf } from "./faults.ts";

const now = "2026-11-23T10:00:00.000Z" as Instant;
const busyUntil = "2026-11-23T10:01:00.000Z" as Instant;

/** A business fault as QuickBooks answers it. */
function fault(code: string, Message: string, Detail?: string, type = "ValidationFault"): unknown {
  return { Fault: { Error: [{ Message, ...(Detail === undefined ? {} : { Detail }), code, element: "" }], type }, time: "2026-11-23T02:00:00.000-08:00" };
}

/** A fault of the gateway, with the members around it that live answers have. */
function gateway(code: string, message: string, detail: string, type: string): unknown {
  return { warnings: null, intuitObject: null, fault: { error: [{ message, detail, code, element: null }], type }, report: null, batchItemResponse: [], time: 1_795_394_523_456, cdcresponse: [] };
}

const html = "<html><body><h1>502 Bad Gateway</h1></body></html>";

function read(status: number, body: unknown): FaultMeaning | null {
  return meaningOf({ status, body, traceId: "1-abc", now, busyUntil });
}

describe("every fault of the catalogue", () => {
  test.for(faultCatalogue)("$code, $says: $meaning, $failure", ({ code, says, status, type, detail, meaning, failure, isWorthAnotherTry = false, holds = null }) => {
    const fromIt = read(status, fault(code, says, detail, type));
    expect(fromIt).toMatchObject({ meaning, failures: [{ code: failure }], isWorthAnotherTry, holds });
    // What may go through later is tried again by itself, and what was refused is not.
    expect(fromIt?.failures.every(isTransient)).toBe(meaning !== "refused");
  });

  test("is in the catalogue once", () => {
    expect(faultCatalogue).toHaveLength(110);
    expect(new Set(faultCatalogue.map(({ code }) => code)).size).toBe(110);
  });

  test("keeps the vendor's code, text and trace id where the outcome is a refusal", () => {
    for (const { code, says, status, type, detail } of faultCatalogue.filter(({ meaning }) => meaning === "refused")) {
      const [failure] = read(status, fault(code, says, detail, type))?.failures ?? [];
      expect(failure).toMatchObject({ vendor: { system: "QuickBooks", status, code, traceId: "1-abc" } });
    }
  });

  test("means the same whichever way round its body is written", () => {
    for (const { code, says, status, type, detail, meaning, failure } of faultCatalogue) {
      expect(read(status, gateway(code, says, detail ?? "", type))).toMatchObject({ meaning, failures: [{ code: failure }] });
      expect(read(200, fault(code, says, detail, type))).toMatchObject({ meaning, failures: [{ code: failure }] });
    }
  });

  test("leaves open whether a refusal with a server's status was written, but for what concerns the whole company", () => {
    const certain = faultCatalogue.filter(({ code, says, type }) => read(500, fault(code, says, undefined, type))?.meaning === "refused");
    expect(certain.map(({ code }) => code)).toEqual(["5020", "10200"]);
  });

  test.for(businessTexts)("6000 is read by its text: $text", ({ text, failure }) => {
    const body = fault("6000", "A business validation error has occurred while processing your request", `Business Validation Error: ${text}`);
    expect(read(400, body)).toMatchObject({ meaning: "refused", failures: [{ code: failure, vendor: { code: "6000", message: text } }] });
  });
});

describe("the field that is meant", () => {
  test.for([
    ["2050", "String length is either shorter or longer than supported by specification. Min:0 Max:21 supplied:24", "DocNumber", "document number"],
    ["2020", "Required parameter Line.DetailType is missing in the request", "Line.DetailType", "lines"],
    ["2020", "Required parameter PaymentMethodRef is missing in the request", "", "payment method"],
    ["2500", "Invalid Reference Id : Accounts element id 79 not found", "", "account"],
    ["2500", "Invalid Reference Id : Classes element id 2 not found", "", "class"],
    ["2500", "Invalid Reference Id : Something you're trying to use has been made inactive.", "", null],
    ["6430", "Invalid account type used", "Line[0].SalesItemLineDetail.ItemRef", "product"],
    ["2040", "x", "Unheard.Member", "Unheard.Member"],
  ] as const)("of %s %s is told in our words", ([code, Detail, element, field]) => {
    const body = { Fault: { Error: [{ Message: "x", Detail, code, element }], type: "ValidationFault" } };
    expect(read(400, body)?.failures).toMatchObject([{ field }]);
  });
});

describe("a throttle", () => {
  test.for([
    ["from the gateway", 429, gateway("3001", "message=ThrottleExceeded; errorCode=003001; statusCode=429", "The request limit was reached. Try again later", "SERVICE")],
    ["of the old kind", 403, fault("3001", "message=ThrottleExceeded; errorCode=003001; statusCode=403", "The request limit was reached.  Try again later", "SERVICE")],
    ["without a body", 429, ""],
    ["from the edge", 429, html],
  ] as const)("%s is waited for as long as it asks", ([, status, body]) => {
    expect(read(status, body)).toMatchObject({ meaning: "later", failures: [{ code: "books-busy", retryAt: busyUntil }] });
  });
});

describe("where no code says anything, the status does", () => {
  test.for<[string, number, unknown, FaultMeaning["meaning"], string]>([
    ["an edge that is down", 502, html, "unknown", "books-unreachable"],
    ["an edge that waited in vain", 504, "", "unknown", "books-unreachable"],
    ["an edge that is overloaded", 503, html, "unknown", "books-unreachable"],
    ["a request that timed out over there", 408, "", "unknown", "books-unreachable"],
    ["a way to somewhere else", 302, html, "unknown", "books-unreachable"],
    ["an answer without a content", 204, "", "unknown", "books-unreachable"],
    ["a token that the edge refuses", 401, html, "later", "books-disconnected"],
    ["a body that is too large", 413, html, "refused", "books-too-large"],
    ["a wrong address", 404, "", "refused", "books-request-faulty"],
    ["a wrong media type", 415, "", "refused", "books-request-faulty"],
    ["a firewall's page", 403, html, "refused", "books-refused"],
    ["an unheard code", 400, fault("7777", "Unheard"), "refused", "books-refused"],
    ["an unheard code with a server's status", 503, fault("7777", "Unheard"), "unknown", "books-unreachable"],
    ["an unheard gateway code", 403, gateway("3999", "message=Unheard", "", "SERVICE"), "later", "books-disconnected"],
    ["a fault without errors", 200, { Fault: { type: "SystemFault" } }, "unknown", "books-unreachable"],
    ["an error of the OAuth kind", 401, { error: "invalid_token", error_description: "Token invalid" }, "later", "books-disconnected"],
    ["an error that is not in a list", 400, { Fault: { Error: { Message: "Required param missing", code: "2020" } } }, "refused", "books-value-missing"],
  ])("%s (%i)", ([, status, body, meaning, code]) => {
    expect(read(status, body)).toMatchObject({ meaning, failures: [{ code }] });
  });
});

describe("several errors", () => {
  test("are all told when all are refusals", () => {
    const Error = [
      { Message: "Length exceeds limit", Detail: "Length of the field exceeds 21 chars", code: "2050", element: "DocNumber" },
      { Message: "Illegal number format", Detail: "Qty should be a number", code: "2080", element: "Qty" },
    ];
    expect(read(400, { Fault: { Error, type: "ValidationFault" } })).toMatchObject({
      meaning: "refused",
      failures: [{ code: "books-text-refused", field: "document number" }, { code: "books-request-faulty", vendor: { code: "2080" } }],
    });
  });

  test("are the one that leaves most open when they disagree", () => {
    const body = { Fault: { Error: [{ Message: "no", code: "2020" }, { Message: "broken", code: "10000" }], type: "SystemFault" } };
    expect(read(400, body)?.meaning).toBe("unknown");
  });

  test("are worth another try only when all are", () => {
    const Error = [{ Message: "stale", code: "5010" }, { Message: "no", code: "2020" }];
    expect(read(400, { Fault: { Error, type: "ValidationFault" } })).toMatchObject({ meaning: "refused", isWorthAnotherTry: false });
  });
});

test("an answer without a fault is none", () => {
  expect(read(200, { Invoice: { Id: "1" } })).toBeNull();
  expect(read(200, { fault: null, queryResponse: {} })).toBeNull();
});

test("a very long text is kept in part", () => {
  expect(read(400, fault("6000", "x", "y".repeat(100_000)))?.failures).toMatchObject([{ vendor: { message: "y".repeat(600) } }]);
});
