import { afterEach, describe, expect, test } from "vitest";
import { scriptedPortal, type ScriptedPortal } from "./scripted-portal.ts";
import { aRecord, holding, subjectsIn, to, type Properties } from "./scripted-records.ts";

let portal: ScriptedPortal | undefined;
afterEach(async () => {
  await portal?.stop();
  portal = undefined;
});

const aDeal = (id: string, properties: Properties = {}) => aRecord("deal", id, properties);

describe("subjects", () => {
  test("are read with one association call and one read per kind, and shared contacts once", async () => {
    const world = {
      records: { contacts: { "551": { firstname: "Ada", lastname: "Byron", email: "ada@example.test", company: "Engines" } }, line_items: { "901": { name: "Survey" }, "902": { name: "Report" } } },
      associations: { "1 contacts": [to(551)], "2 contacts": [to(551)], "1 line_items": [to(901)], "2 line_items": [to(902)] },
    };
    const { subjects: value, calls } = await subjectsIn(world, [aDeal("1"), aDeal("2")]);
    expect(value.map((subject) => [subject.record.id, subject.currency, subject.contacts.map((one) => one.id), subject.lineItems.map((one) => one.id)])).toEqual([
      ["1", "USD", ["551"], ["901"]],
      ["2", "USD", ["551"], ["902"]],
    ]);
    expect(value[0]?.contacts[0]).toMatchObject({ objectType: "contact", name: "Ada Byron", firstName: "Ada", lastName: "Byron", email: "ada@example.test", companyName: "Engines", modifiedAt: "2026-11-20T10:00:00.000Z" });
    const asked = calls.filter((call) => !call.path.startsWith("/crm/properties"));
    expect(asked.map((call) => call.path).sort()).toEqual([
      "/crm/associations/2026-09/deals/companies/batch/read",
      "/crm/associations/2026-09/deals/contacts/batch/read",
      "/crm/associations/2026-09/deals/line_items/batch/read",
      "/crm/objects/2026-09/contacts/batch/read",
      "/crm/objects/2026-09/line_items/batch/read",
    ]);
    expect(asked.find((call) => call.path.includes("deals/contacts"))?.body).toEqual({ inputs: [{ id: "1" }, { id: "2" }] });
    expect(asked.find((call) => call.path.includes("objects/2026-09/contacts"))?.body).toEqual({ properties: ["one", "two"], inputs: [{ id: "551" }] });
  });

  test("have the primary contact first, then the oldest, whatever the order of the answer", async () => {
    const world = {
      records: { contacts: { "9": { email: "a@x.test" }, "10": { email: "b@x.test" }, "1000": { email: "c@x.test" } } },
      associations: { "1 contacts": [to(10), to(1000), to(9), to(1000, [37, "Primary contact", "USER_DEFINED"]), to(10, [35, "Billing contact", "USER_DEFINED"])] },
    };
    const { subjects: value } = await subjectsIn(world, [aDeal("1")]);
    expect(value[0]?.contacts.map((contact) => `${contact.id} ${contact.name}`)).toEqual(["1000 c@x.test", "9 a@x.test", "10 b@x.test"]);
  });

  test("have their line items by position, then by id, with numbers as exact decimals", async () => {
    const world = {
      records: {
        line_items: {
          "21": { name: "Last", quantity: "1", price: "1" },
          "9": { name: "Second", quantity: "0.333", price: "19.995", amount: "6.00", hs_position_on_quote: "10", hs_line_item_currency_code: "eur", hs_sku: " S-1 ", description: "" },
          "8": { name: "First", quantity: "two", price: "", amount: null, hs_position_on_quote: "2" },
          "20": { quantity: "1e3", price: "1,50" },
        },
      },
      associations: { "1 line_items": [to(21), to(20), to(9), to(8)] },
    };
    const { subjects: value } = await subjectsIn(world, [aDeal("1", { deal_currency_code: "eur" })]);
    expect(value[0]?.currency).toBe("EUR");
    expect(value[0]?.lineItems).toMatchObject([
      { id: "8", name: "First", quantity: null, unitPrice: null, netAmount: null, position: 2, properties: { quantity: "two" } },
      { id: "9", name: "Second", sku: "S-1", description: null, quantity: "0.333", unitPrice: "19.995", netAmount: "6", currency: "EUR", position: 10 },
      { id: "20", name: "", quantity: null, unitPrice: null, position: null, properties: { price: "1,50" } },
      { id: "21", name: "Last", quantity: "1", unitPrice: "1", currency: null },
    ]);
  });

  test("without contacts and line items are read too", async () => {
    const { subjects: value } = await subjectsIn({ records: {}, associations: {} }, [aDeal("1")]);
    expect(value).toMatchObject([{ record: { id: "1" }, contacts: [], companies: [], lineItems: [], adjustments: [], billingAddress: null, payment: null }]);
  });

  test("are read page by page when a record has many associates", async () => {
    const rest = holding({ records: { line_items: { "1": { name: "a" }, "2": { name: "b" } } }, associations: {} });
    portal = await scriptedPortal((call) => {
      if (!call.path.startsWith("/crm/associations/2026-09/deals/line_items")) return rest(call);
      const [input] = (call.body as { inputs: { id: string; after?: string }[] }).inputs;
      if (input?.after === "NTUx") return { json: { results: [{ from: { id: "7" }, to: [to(2)] }] } };
      return { json: { results: [{ from: { id: "7" }, to: [to(1)], paging: { next: { after: "NTUx" } } }] } };
    });
    const answer = await portal.crm.readSubjects([aDeal("7")]);
    expect(answer).toMatchObject({ ok: true, value: [{ lineItems: [{ id: "1" }, { id: "2" }] }] });
  });

  test("are not given without a line item that is associated but cannot be read", async () => {
    portal = await scriptedPortal(holding({ records: {}, associations: { "1 line_items": [to(901)] } }));
    expect(await portal.crm.readSubjects([aDeal("1")])).toEqual({ ok: false, error: { code: "record-not-found", objectType: "line-item", recordId: "901" } });
  });

  test("that are complete are given when another is not", async () => {
    const { subjects: value } = await subjectsIn({ records: {}, associations: { "1 line_items": [to(901)] } }, [aDeal("1"), aDeal("2")]);
    expect(value.map((subject) => subject.record.id)).toEqual(["2"]);
  });

  test("of quotes and payments are read with one call for all of a kind, whatever surrounds them", async () => {
    const world = { records: { discounts: { "61": { hs_type: "FIXED", hs_value: "5" } }, companies: { "31": { name: "X" } } }, associations: { "1 discounts": [to(61)], "2 discounts": [to(61)], "1 companies": [to(31)] } };
    const quotes = await subjectsIn(world, [aRecord("quote", "1"), aRecord("quote", "2")]);
    const asked = (calls: typeof quotes.calls) => calls.filter((call) => call.method === "POST").map((call) => call.path.replace(/^\/crm\/(\w+)\/2026-09\/(.*)\/batch\/read$/, "$1 $2")).sort();
    const associations = (from: string, ...others: string[]) => others.map((other) => `associations ${from}/${other}`);
    expect(asked(quotes.calls)).toEqual([...associations("quotes", "companies", "contacts", "discounts", "fees", "line_items", "taxes"), "objects companies", "objects discounts"]);
    const payments = await subjectsIn(world, [aRecord("payment", "1"), aRecord("payment", "2")]);
    expect(asked(payments.calls)).toEqual([...associations("commerce_payments", "companies", "contacts", "discounts", "fees", "invoices", "line_items"), "objects companies", "objects discounts"]);
  });

  test("are not given when HubSpot kept back associations", async () => {
    portal = await scriptedPortal(holding({ records: {}, associations: {}, errors: [{ category: "INTERNAL_ERROR", message: "shard down" }] }));
    expect(await portal.crm.readSubjects([aDeal("1")])).toEqual({ ok: false, error: { code: "crm-unreachable", detail: "HubSpot answered 500: shard down" } });
  });
});
