import { afterEach, describe, expect, test } from "vitest";
import type { LinkBack } from "#domain/ports/crm.ts";
import { linkBackProperties } from "./link-back-properties.ts";
import { scriptedPortal, type AskedCall, type ScriptedAnswer, type ScriptedPortal } from "./scripted-portal.ts";

let portal: ScriptedPortal | undefined;
afterEach(async () => {
  await portal?.stop();
  portal = undefined;
});

function aLink(recordId: string): LinkBack {
  return { recordId, kind: "invoice", documentId: "145", number: "1041", status: "unpaid", total: "1200.00", balance: "1200.00", url: "https://books.example.test/145" };
}

async function linked(answer: (call: AskedCall) => ScriptedAnswer, links: LinkBack[]) {
  portal = await scriptedPortal(answer);
  const result = await portal.crm.linkBack("deal", links);
  return { result, calls: portal.calls };
}

function idsIn(call: AskedCall): string[] {
  return (call.body as { inputs: { id: string }[] }).inputs.map((input) => input.id);
}

function written(call: AskedCall, except: string[] = []) {
  return idsIn(call).filter((id) => !except.includes(id)).map((id) => ({ id, properties: {} }));
}

const missing = { status: 400, json: { message: "no", category: "VALIDATION_ERROR", errors: [{ message: "no", code: "PROPERTY_DOESNT_EXIST", context: { propertyName: ["quickbooks_invoice_id"] } }] } };

describe("linking back", () => {
  test("writes the document's facts in one batch", async () => {
    const { result, calls } = await linked((call) => ({ json: { status: "COMPLETE", results: written(call) } }), [aLink("71"), { ...aLink("72"), number: null }]);
    expect(result).toEqual({ ok: true, value: [] });
    expect(calls).toEqual([
      {
        method: "POST",
        path: "/crm/objects/2026-09/deals/batch/update",
        authorization: "Bearer pat-na1-test",
        body: {
          inputs: [
            {
              id: "71",
              objectWriteTraceId: "71",
              properties: {
                quickbooks_invoice_id: "145",
                quickbooks_invoice_number: "1041",
                quickbooks_invoice_status: "unpaid",
                quickbooks_invoice_total: "1200.00",
                quickbooks_invoice_balance: "1200.00",
                quickbooks_invoice_url: "https://books.example.test/145",
              },
            },
            {
              id: "72",
              objectWriteTraceId: "72",
              properties: {
                quickbooks_invoice_id: "145",
                quickbooks_invoice_number: "",
                quickbooks_invoice_status: "unpaid",
                quickbooks_invoice_total: "1200.00",
                quickbooks_invoice_balance: "1200.00",
                quickbooks_invoice_url: "https://books.example.test/145",
              },
            },
          ],
        },
      },
    ]);
  });

  test("keeps documents of different kinds side by side, in one write; of one kind the last stays", async () => {
    const receipt = { recordId: "71", kind: "sales-receipt" as const, documentId: "150", number: "1050", status: "Paid", total: "20.00", balance: "0.00", url: "https://books.example.test/150" };
    const { result, calls } = await linked((call) => ({ json: { results: written(call) } }), [receipt, aLink("71"), { ...receipt, documentId: "151", number: "1051" }]);
    expect(result).toEqual({ ok: true, value: [] });
    expect(calls.map((call) => call.body)).toEqual([
      {
        inputs: [
          {
            id: "71",
            objectWriteTraceId: "71",
            properties: {
              quickbooks_sales_receipt_id: "151",
              quickbooks_sales_receipt_number: "1051",
              quickbooks_sales_receipt_status: "Paid",
              quickbooks_sales_receipt_total: "20.00",
              quickbooks_sales_receipt_url: "https://books.example.test/150",
              quickbooks_invoice_id: "145",
              quickbooks_invoice_number: "1041",
              quickbooks_invoice_status: "unpaid",
              quickbooks_invoice_total: "1200.00",
              quickbooks_invoice_balance: "1200.00",
              quickbooks_invoice_url: "https://books.example.test/145",
            },
          },
        ],
      },
    ]);
  });

  test("has a set of properties for every kind of document, with names that HubSpot takes", () => {
    const names = linkBackProperties.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, label } of linkBackProperties) expect([name, label]).toEqual([expect.stringMatching(/^[a-z][a-z_]{1,99}$/), expect.stringMatching(/^QuickBooks [a-z ]+( ID)?$/)]);
    expect(names.filter((name) => name.endsWith("_balance"))).toEqual(["quickbooks_invoice_balance", "quickbooks_payment_balance"]);
    expect(names.filter((name) => name.endsWith("_number"))).toHaveLength(6);
  });

  test("takes 100 records a call and one write per record", async () => {
    const links = Array.from({ length: 230 }, (_, index) => aLink(String(index + 1)));
    const { result, calls } = await linked((call) => ({ json: { results: written(call) } }), [...links, aLink("1")]);
    expect(result).toEqual({ ok: true, value: [] });
    expect(calls.map((call) => idsIn(call).length).sort((a, b) => b - a)).toEqual([100, 100, 30]);
  });

  test("creates the group and the missing properties once, then writes", async () => {
    let exists = false;
    const { result, calls } = await linked((call) => {
      if (call.path.endsWith("/batch/update")) return exists ? { json: { results: written(call) } } : missing;
      if (call.method === "GET") return { json: { results: [{ name: "quickbooks_invoice_number", label: "x", type: "string" }] } };
      if (call.path.endsWith("/batch/create")) exists = true;
      return { status: 201, json: {} };
    }, [aLink("71")]);
    expect(result).toEqual({ ok: true, value: [] });
    expect(calls.map((call) => `${call.method} ${call.path}`)).toEqual([
      "POST /crm/objects/2026-09/deals/batch/update",
      "GET /crm/properties/2026-09/deals",
      "POST /crm/properties/2026-09/deals/groups",
      "POST /crm/properties/2026-09/deals/batch/create",
      "POST /crm/objects/2026-09/deals/batch/update",
    ]);
    const wanted = linkBackProperties.map((property) => property.name).filter((name) => name.startsWith("quickbooks_invoice_") && name !== "quickbooks_invoice_number");
    expect(wanted).toHaveLength(5);
    expect(calls[3]?.body).toMatchObject({ inputs: wanted.map((name) => ({ name, groupName: "quickbooks_documents" })) });
  });

  test("goes on when the group exists already", async () => {
    let tries = 0;
    const { result } = await linked((call) => {
      if (call.path.endsWith("/batch/update")) return ++tries > 1 ? { json: { results: written(call) } } : missing;
      if (call.path.endsWith("/groups")) return { status: 409, json: { message: "Property group already exists", category: "CONFLICT" } };
      return { json: { results: [] } };
    }, [aLink("71")]);
    expect(result).toEqual({ ok: true, value: [] });
  });

  test("names the scope when the token may not create properties", async () => {
    const { result } = await linked((call) => {
      if (call.path.endsWith("/batch/update")) return missing;
      if (call.method === "GET") return { json: { results: [] } };
      return { status: 403, json: { message: "no scope", category: "MISSING_SCOPES" } };
    }, [aLink("71")]);
    expect(result).toMatchObject({ ok: false, error: { code: "crm-permission-missing", permissions: ["crm.schemas.deals.write"] } });
  });

  test("reports only the records that a partial success left out", async () => {
    const { result } = await linked(
      (call) => ({
        status: 207,
        json: {
          results: written(call, ["72", "73"]),
          numErrors: 2,
          errors: [
            { status: "error", category: "OBJECT_NOT_FOUND", message: "Could not get some deals objects", context: { ids: ["72"] } },
            { status: "error", category: "VALIDATION_ERROR", message: "locked", context: { objectWriteTraceId: ["73"] } },
          ],
        },
      }),
      [aLink("71"), aLink("72"), aLink("73")],
    );
    expect(result).toEqual({
      ok: true,
      value: [
        { recordId: "72", failure: { code: "record-not-found", objectType: "deal", recordId: "72" } },
        { recordId: "73", failure: { code: "crm-refused", vendor: { system: "HubSpot", status: 400, code: "VALIDATION_ERROR", message: "locked", traceId: null } } },
      ],
    });
  });

  test("finds the one bad record of a batch that HubSpot refuses as a whole", async () => {
    const links = ["71", "72", "73", "74", "75"].map(aLink);
    const { result } = await linked((call) => {
      const isBad = idsIn(call).includes("74");
      return isBad ? { status: 404, json: { message: "resource not found", category: "OBJECT_NOT_FOUND" } } : { json: { results: written(call) } };
    }, links);
    expect(result).toEqual({ ok: true, value: [{ recordId: "74", failure: { code: "record-not-found", objectType: "deal", recordId: "74" } }] });
  });

  test("fails as a whole when HubSpot cannot be reached", async () => {
    const { result } = await linked(() => "drop", [aLink("71")]);
    expect(result).toMatchObject({ ok: false, error: { code: "crm-unreachable" } });
  });

  test("keeps apart the batches that were written and those that were not", async () => {
    const links = Array.from({ length: 101 }, (_, index) => aLink(String(index + 1)));
    const { result } = await linked((call) => (idsIn(call).includes("101") ? { status: 500, json: {} } : { json: { results: written(call) } }), links);
    expect(result).toMatchObject({ ok: true, value: [{ recordId: "101", failure: { code: "crm-unreachable" } }] });
  });
});
