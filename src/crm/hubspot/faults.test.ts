import { describe, expect, test } from "vitest";
import type { Instant } from "#domain/dates.ts";
import { failureOf, type Fault } from "./faults.ts";

const context = { now: "2026-11-23T10:00:00.000Z" as Instant, timeZone: "America/New_York" };

function fault(status: number | null, body: unknown, retryAfter: string | null = null): Fault {
  return { status, text: typeof body === "string" ? body : JSON.stringify(body), retryAfter };
}

function limit(policyName: string | undefined, message: string) {
  return { status: "error", message, errorType: "RATE_LIMIT", correlationId: "c-1", ...(policyName === undefined ? {} : { policyName }) };
}

describe("what HubSpot says becomes what we call it", () => {
  test.each([
    ["no connection", fault(null, "ECONNREFUSED"), { code: "crm-unreachable", detail: "ECONNREFUSED" }],
    [
      "401",
      fault(401, { status: "error", message: "Authentication credentials not found.", correlationId: "c-1", category: "INVALID_AUTHENTICATION" }),
      { code: "crm-disconnected", crmName: "HubSpot" },
    ],
    ["429 by the day, until midnight in New York", fault(429, limit("DAILY", "You have reached your daily limit.")), { code: "crm-busy", retryAt: "2026-11-24T05:00:00.000Z" }],
    ["429 in ten seconds", fault(429, limit("TEN_SECONDLY_ROLLING", "You have reached your ten_secondly_rolling limit.")), { code: "crm-busy", retryAt: "2026-11-23T10:00:10.000Z" }],
    ["429 in a second", fault(429, limit("SECONDLY", "You have reached your secondly limit.")), { code: "crm-busy", retryAt: "2026-11-23T10:00:01.000Z" }],
    ["429 of search, which names no policy", fault(429, limit(undefined, "You have reached your secondly limit.")), { code: "crm-busy", retryAt: "2026-11-23T10:00:01.000Z" }],
    ["429 with a time to wait", fault(429, "slow down", "30"), { code: "crm-busy", retryAt: "2026-11-23T10:00:30.000Z" }],
    ["423", fault(423, { message: "locked" }), { code: "crm-busy", retryAt: "2026-11-23T10:00:02.000Z" }],
    ["477", fault(477, "", "3600"), { code: "crm-unreachable", detail: "HubSpot is moving the portal to another region" }],
    ["500", fault(500, { status: "error", message: "internal error", correlationId: "c-1" }), { code: "crm-unreachable", detail: "HubSpot answered 500: internal error" }],
    [
      "an edge error in HTML",
      fault(524, "<html><head><title>524: A timeout occurred</title><style>b{}</style></head><body><h1>Sorry</h1></body></html>"),
      { code: "crm-unreachable", detail: "HubSpot answered 524: 524: A timeout occurred Sorry" },
    ],
    [
      "403 for a missing scope",
      fault(403, {
        status: "error",
        message: "This app hasn't been granted all required scopes to make this call.",
        correlationId: "c-1",
        category: "MISSING_SCOPES",
        errors: [{ message: "One or more of the following scopes are required.", context: { requiredGranularScopes: ["crm.objects.deals.write"] } }],
      }),
      {
        code: "crm-permission-missing",
        permissions: ["crm.objects.deals.write"],
        vendor: {
          system: "HubSpot",
          status: 403,
          code: "MISSING_SCOPES",
          message: "This app hasn't been granted all required scopes to make this call.",
          traceId: "c-1",
        },
      },
    ],
    [
      "404",
      fault(404, { status: "error", message: "resource not found", correlationId: "c-1", category: "OBJECT_NOT_FOUND" }),
      { code: "crm-refused", vendor: { system: "HubSpot", status: 404, code: "OBJECT_NOT_FOUND", message: "resource not found", traceId: "c-1" } },
    ],
    [
      "400 for an invalid option",
      fault(400, { status: "error", message: "Property values were not valid", correlationId: "c-1", category: "VALIDATION_ERROR", errors: [{ message: "x", code: "INVALID_OPTION", context: {} }] }),
      { code: "crm-refused", vendor: { system: "HubSpot", status: 400, code: "INVALID_OPTION", message: "Property values were not valid", traceId: "c-1" } },
    ],
    ["409 without a body", fault(409, ""), { code: "crm-refused", vendor: { system: "HubSpot", status: 409, code: null, message: "(no text)", traceId: null } }],
    ["fields of the wrong type", fault(400, { message: 7, errors: "none", context: [] }), { code: "crm-refused", vendor: { system: "HubSpot", status: 400, code: null, message: '{"message":7,"errors":"none","context":[]}', traceId: null } }],
  ])("%s", (_, given, expected) => {
    expect(failureOf(given, context)).toEqual(expected);
  });

  const inWords = `Property values were not valid: [{"isValid":false,"message":"Property \\"quickbooks_invoice_id\\" does not exist","error":"PROPERTY_DOESNT_EXIST","name":"quickbooks_invoice_id"}]`;
  test.each([
    ["named in the context", { message: "Property values were not valid", category: "VALIDATION_ERROR", errors: [{ message: "no", code: "PROPERTY_DOESNT_EXIST", context: { propertyName: ["quickbooks_invoice_id"] } }] }],
    ["named in the words only", { message: inWords, category: "VALIDATION_ERROR" }],
    ["named in an error's words", { message: "no", errors: [{ message: 'Property "quickbooks_invoice_id" does not exist', code: "PROPERTY_DOESNT_EXIST" }] }],
  ])("400 for a property that does not exist, %s", (_, body) => {
    expect(failureOf(fault(400, body), context)).toMatchObject({ code: "crm-property-missing", property: "quickbooks_invoice_id", vendor: { status: 400 } });
  });
});
