import { describe, expect, test } from "vitest";
import type { Instant } from "#domain/dates.ts";
import { type FaultMeaning, meaningOf } from "./faults.ts";

const busyUntil = "2026-11-23T10:01:00.000Z" as Instant;

/** A business fault as QuickBooks answers it. */
function fault(code: string, Message: string, Detail?: string, type = "ValidationFault"): unknown {
  return { Fault: { Error: [{ Message, ...(Detail === undefined ? {} : { Detail }), code, element: "" }], type }, time: "2026-11-23T02:00:00.000-08:00" };
}

/** A fault of the gateway, with the members around it that live answers have. */
function gateway(code: string, message: string, detail: string, type: string): unknown {
  return { warnings: null, intuitObject: null, fault: { error: [{ message, detail, code, element: null }], type }, report: null, batchItemResponse: [], time: 1_795_394_523_456, cdcresponse: [] };
}

function vendor(status: number, code: string | null, message: string): Record<string, unknown> {
  return { system: "QuickBooks", status, code, message, traceId: "1-abc" };
}

const html = "<html><body><h1>502 Bad Gateway</h1></body></html>";
const disconnected = { code: "books-disconnected", booksName: "QuickBooks" };
const busy = { code: "books-busy", retryAt: busyUntil };

const rows: { name: string; status: number; body: unknown; meaning: FaultMeaning["meaning"]; failures: unknown[] }[] = [
  {
    name: "an expired token",
    status: 401,
    body: gateway("3200", "message=AuthenticationFailed; errorCode=003200; statusCode=401", "Token expired", "AUTHENTICATION"),
    meaning: "later",
    failures: [disconnected],
  },
  {
    name: "another company's token",
    status: 403,
    body: gateway("3100", "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403", "", "SERVICE"),
    meaning: "later",
    failures: [disconnected],
  },
  { name: "a user who lost access", status: 403, body: fault("120", "Authorization Failure", "-11014", "AuthorizationFault"), meaning: "later", failures: [disconnected] },
  {
    name: "a throttle from the gateway",
    status: 429,
    body: gateway("3001", "message=ThrottleExceeded; errorCode=003001; statusCode=429", "The request limit was reached. Try again later", "SERVICE"),
    meaning: "later",
    failures: [busy],
  },
  {
    name: "a throttle of the old kind",
    status: 403,
    body: fault("3001", "message=ThrottleExceeded; errorCode=003001; statusCode=403", "The request limit was reached.  Try again later", "SERVICE"),
    meaning: "later",
    failures: [busy],
  },
  { name: "a throttle without a body", status: 429, body: "", meaning: "later", failures: [busy] },
  { name: "a company under maintenance", status: 400, body: fault("150", "Company under maintenance", undefined, "SystemFault"), meaning: "later", failures: [busy] },
  {
    name: "a taken name",
    status: 400,
    body: fault("6240", "Duplicate Name Exists Error", "The name supplied already exists. : Another customer, vendor or employee is already using this name. Please use a different name."),
    meaning: "refused",
    failures: [{ code: "books-refused", vendor: vendor(400, "6240", "Another customer, vendor or employee is already using this name. Please use a different name.") }],
  },
  {
    name: "a taken number",
    status: 400,
    body: fault("6140", "Duplicate Document Number Error", "Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=1042 is assigned to TxnType=Invoice with TxnId=145"),
    meaning: "refused",
    failures: [{ code: "document-number-taken", number: "1042", vendor: expect.objectContaining({ code: "6140" }) }],
  },
  {
    name: "an ended subscription",
    status: 400,
    body: fault("6190", "Invalid Company Status Error", "Subscription period has ended or canceled or there was a billing problem : You can't add data to QuickBooks Online Plus because your trial or subscription period ended."),
    meaning: "refused",
    failures: [{ code: "books-subscription-ended", vendor: expect.objectContaining({ code: "6190" }) }],
  },
  {
    name: "a closed period",
    status: 400,
    body: fault("6210", "Account Period Closed", "The account period has closed and the account books cannot be updated through the QBO Services API."),
    meaning: "refused",
    failures: [{ code: "books-refused", vendor: expect.objectContaining({ code: "6210" }) }],
  },
  {
    name: "a reference that was made inactive",
    status: 400,
    body: fault("2500", "Invalid Reference Id", "Invalid Reference Id : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees."),
    meaning: "refused",
    failures: [{ code: "books-refused", vendor: expect.objectContaining({ code: "2500", traceId: "1-abc" }) }],
  },
  {
    name: "a business rule, in its own words",
    status: 400,
    body: fault("6000", "A business validation error has occurred while processing your request", "Business Validation Error: Amount is not equal to UnitPrice * Qty."),
    meaning: "refused",
    failures: [{ code: "books-refused", vendor: vendor(400, "6000", "Amount is not equal to UnitPrice * Qty.") }],
  },
  { name: "a fault without a detail", status: 400, body: fault("500", "Unsupported operation requested"), meaning: "refused", failures: [{ code: "books-refused", vendor: vendor(400, "500", "Unsupported operation requested") }] },
  {
    name: "a system fault inside HTTP 200",
    status: 200,
    body: fault("10000", "An application error has occurred while processing your request", "System Failure Error: Could not find resource", "SystemFault"),
    meaning: "unknown",
    failures: [{ code: "books-unreachable", detail: "QuickBooks answered 200: System Failure Error: Could not find resource" }],
  },
  { name: "a refusal inside HTTP 200", status: 200, body: fault("2020", "Required param missing", "Line"), meaning: "refused", failures: [{ code: "books-refused", vendor: vendor(200, "2020", "Line") }] },
  { name: "a collision of request ids", status: 400, body: fault("600", "Duplicate Request ID", "in use"), meaning: "unknown", failures: [{ code: "books-unreachable", detail: "QuickBooks answered 400: in use" }] },
  { name: "an edge that is down", status: 502, body: html, meaning: "unknown", failures: [{ code: "books-unreachable", detail: "QuickBooks answered 502: HTTP 502" }] },
  { name: "a validation code with a server's status", status: 500, body: fault("6000", "x"), meaning: "unknown", failures: [expect.objectContaining({ code: "books-unreachable" })] },
  { name: "a body that is too large", status: 413, body: html, meaning: "refused", failures: [{ code: "books-refused", vendor: vendor(413, null, "HTTP 413") }] },
  { name: "a wrong address", status: 404, body: "", meaning: "refused", failures: [{ code: "books-refused", vendor: vendor(404, null, "HTTP 404") }] },
  { name: "a firewall's page", status: 403, body: html, meaning: "refused", failures: [{ code: "books-refused", vendor: vendor(403, null, "HTTP 403") }] },
  { name: "a request that timed out over there", status: 408, body: "", meaning: "unknown", failures: [expect.objectContaining({ code: "books-unreachable" })] },
];

describe("a fault's meaning", () => {
  test.for(rows)("$name: $meaning", ({ status, body, meaning, failures }) => {
    expect(meaningOf({ status, body, traceId: "1-abc", busyUntil })).toEqual({ meaning, failures });
  });

  test("is all refusals when there are several errors", () => {
    const body = {
      Fault: {
        Error: [
          { Message: "Length exceeds limit", Detail: "Length of the field exceeds 21 chars", code: "2050", element: "DocNumber" },
          { Message: "Illegal number format", Detail: "Qty should be a number", code: "2080", element: "Qty" },
        ],
        type: "ValidationFault",
      },
    };
    const read = meaningOf({ status: 400, body, traceId: null, busyUntil });
    expect(read).toMatchObject({ meaning: "refused", failures: [{ vendor: { code: "2050" } }, { vendor: { code: "2080" } }] });
  });

  test("is the one that leaves most open when errors disagree", () => {
    const body = { Fault: { Error: [{ Message: "no", code: "2020" }, { Message: "broken", code: "10000" }], type: "SystemFault" } };
    expect(meaningOf({ status: 400, body, traceId: null, busyUntil })?.meaning).toBe("unknown");
  });

  test("is none where there is no fault", () => {
    expect(meaningOf({ status: 200, body: { Invoice: { Id: "1" } }, traceId: null, busyUntil })).toBeNull();
    expect(meaningOf({ status: 200, body: { fault: null, queryResponse: {} }, traceId: null, busyUntil })).toBeNull();
  });
});
