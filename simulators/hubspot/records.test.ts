import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, startCaller } from "./caller.ts";

let portal: Caller;

beforeAll(async () => {
  portal = await startCaller();
});

afterAll(() => portal.stop());

async function created(type: string, properties: Record<string, string>): Promise<string> {
  return String((await portal.call("POST", `/crm/v3/objects/${type}`, { properties })).at("id"));
}

async function valuesOf(type: string, id: string, ...names: string[]): Promise<Record<string, string | null>> {
  return (await portal.call("GET", `/crm/v3/objects/${type}/${id}?properties=${names.join(",")}`)).at("properties") as Record<string, string | null>;
}

describe("both generations of paths", () => {
  test.each(["2026-03", "2026-09"])("%s answers what v3 and v4 answer", async (version) => {
    for (const [numbered, dated] of [
      ["/crm/v3/objects/deals/9015?properties=dealname&associations=contacts", `/crm/objects/${version}/deals/9015?properties=dealname&associations=contacts`],
      ["/crm/v3/objects/0-1?limit=5", `/crm/objects/${version}/contact?limit=5`],
      ["/crm/v3/properties/deals", `/crm/properties/${version}/deals`],
      ["/crm/v3/pipelines/deals", `/crm/pipelines/${version}/deals/`],
      ["/crm/v3/owners", `/crm/owners/${version}/`],
      ["/account-info/v3/details", `/account-info/${version}/details`],
    ] as const) {
      const [old, recent] = [await portal.call("GET", numbered), await portal.call("GET", dated)];
      expect(recent.status).toBe(200);
      const withoutLink = (body: unknown): unknown => JSON.parse(JSON.stringify(body).replaceAll(/"link":"[^"]*"/g, '"link":""'));
      expect(withoutLink(recent.body)).toEqual(withoutLink(old.body));
    }
    const inputs = { inputs: [{ id: "9015" }, { id: "9016" }] };
    const read = async (path: string): Promise<unknown> => (await portal.call("POST", path, inputs)).at("results");
    expect(await read(`/crm/associations/${version}/deals/line_items/batch/read`)).toEqual(await read("/crm/v4/associations/deals/line_items/batch/read"));
    expect(await read(`/crm/objects/${version}/deals/batch/read`)).toEqual(await read("/crm/v3/objects/deals/batch/read"));
  });

  test("differ in the statuses of association and property batches", async () => {
    const portal = await startCaller();
    const pair = { from: { id: "9030" }, to: { id: "501" } };
    const statuses = async (associations: string, properties: string): Promise<number[]> => {
      const at = `${associations}/deals/contacts/batch`;
      const created = await portal.call("POST", `${at}/create`, { inputs: [{ ...pair, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 3 }] }] });
      const removed = await portal.call("POST", `${at}/archive`, { inputs: [{ from: pair.from, to: [pair.to] }] });
      const name = `made_by_${associations.replaceAll(/\W/g, "_").toLowerCase()}`;
      const property = await portal.call("POST", `${properties}/deals/batch/create`, { inputs: [{ name, type: "string", groupName: "dealinformation", label: name }] });
      return [created.status, removed.status, property.status];
    };
    expect(await statuses("/crm/v4/associations", "/crm/v3/properties")).toEqual([201, 204, 201]);
    expect(await statuses("/crm/associations/2026-03", "/crm/properties/2026-03")).toEqual([201, 200, 201]);
    expect(await statuses("/crm/associations/2026-09", "/crm/properties/2026-09")).toEqual([200, 200, 200]);
    await portal.stop();
  });
});

describe("the seed portal", () => {
  test("is the same each time", async () => {
    const other = await startCaller();
    const path = "/crm/v3/objects/deals?limit=100&associations=contacts,line_items&properties=dealname,amount,hs_lastmodifieddate";
    expect((await other.call("GET", path)).body).toEqual((await portal.call("GET", path)).body);
    await other.stop();
  });

  test("has at least 44 deals with one contact and one to four line items each", async () => {
    const { body } = await portal.call("GET", "/crm/v3/objects/deals?limit=100&associations=contacts,line_items");
    const deals = (body as { results: { associations: Record<string, { results: unknown[] }> }[] }).results.slice(0, 51);
    expect(deals.length).toBeGreaterThanOrEqual(44);
    for (const deal of deals) {
      expect(deal.associations["contacts"]?.results).toHaveLength(1);
      expect(deal.associations["line items"]?.results.length).toBeLessThanOrEqual(4);
    }
  });

  test("has one deal each that lacks an e-mail, an item and a free name", async () => {
    const found = async (body: object): Promise<unknown> => (await portal.call("POST", "/crm/v3/objects/contacts/search", body)).at("total");
    expect(await found({ filterGroups: [{ filters: [{ propertyName: "email", operator: "NOT_HAS_PROPERTY" }] }] })).toBe(1);
    expect(await found({ query: "bayside" })).toBe(1);
    const moss = await portal.call("POST", "/crm/v3/objects/line_items/search", { query: "moss wall" });
    expect(moss.at("total")).toBe(1);
  });

  test("has a payment that was refunded later, and one whose source nobody knows", async () => {
    const payments = await portal.call("GET", "/crm/v3/objects/commerce_payments?properties=hs_latest_status,hs_payment_source_app&propertiesWithHistory=hs_latest_status");
    const all = payments.at("results") as { properties: Record<string, string | null>; propertiesWithHistory: { hs_latest_status: { value: string }[] } }[];
    expect(all.find((one) => one.properties["hs_latest_status"] === "refunded")?.propertiesWithHistory.hs_latest_status.map((one) => one.value)).toEqual(["refunded", "succeeded"]);
    expect(all.filter((one) => one.properties["hs_payment_source_app"] === null)).toHaveLength(1);
  });
});

describe("what HubSpot works out", () => {
  test("a line item's amount is price times quantity less the discount, to the last decimal", async () => {
    const amounts = ["amount", "hs_pre_discount_amount", "hs_total_discount"];
    const plain = await valuesOf("line_items", await created("line_items", { name: "Hour", price: "85.00", quantity: "0.333" }), ...amounts);
    expect(plain).toMatchObject({ amount: "28.305", hs_pre_discount_amount: "28.305", hs_total_discount: "0.00" });
    const percent = await valuesOf("line_items", await created("line_items", { name: "Chair", price: "289.00", quantity: "4", hs_discount_percentage: "10" }), ...amounts);
    expect(percent).toMatchObject({ amount: "1040.40", hs_pre_discount_amount: "1156.00", hs_total_discount: "115.60" });
    const each = await valuesOf("line_items", await created("line_items", { name: "Desk", price: "640", quantity: "2.5", discount: "15" }), ...amounts);
    expect(each).toMatchObject({ amount: "1562.50", hs_total_discount: "37.50" });
  });

  test("a deal's amount follows its line items", async () => {
    const deal = await created("deals", { dealname: "Sum", amount: "5" });
    const [first, second] = [await created("line_items", { price: "0.10", quantity: "1" }), await created("line_items", { price: "0.20", quantity: "1" })];
    for (const id of [first, second]) await portal.call("PUT", `/crm/v4/objects/deals/${deal}/associations/default/line_items/${id}`);
    expect(await valuesOf("deals", deal, "amount")).toMatchObject({ amount: "0.30" });
    await portal.call("PATCH", `/crm/v3/objects/line_items/${first}`, { properties: { quantity: "3" } });
    expect(await valuesOf("deals", deal, "amount")).toMatchObject({ amount: "0.50" });
    await portal.call("DELETE", `/crm/v3/objects/line_items/${second}`);
    expect(await valuesOf("deals", deal, "amount")).toMatchObject({ amount: "0.30" });
  });

  test("closing a deal sets its flags and its close date, unless a date is given", async () => {
    const names = ["hs_is_closed", "hs_is_closed_won", "closedate"];
    const deal = await created("deals", { dealname: "Close", closedate: "2027-01-01" });
    expect(await valuesOf("deals", deal, ...names)).toMatchObject({ hs_is_closed: "false", hs_is_closed_won: "false", closedate: "2027-01-01T00:00:00.000Z" });
    await portal.call("PATCH", `/crm/v3/objects/deals/${deal}`, { properties: { dealstage: "closedwon" } });
    const won = await valuesOf("deals", deal, ...names);
    expect(won).toMatchObject({ hs_is_closed: "true", hs_is_closed_won: "true" });
    expect(won["closedate"]).toBe(won["hs_lastmodifieddate"]);
    await portal.call("PATCH", `/crm/v3/objects/deals/${deal}`, { properties: { dealstage: "closedlost", closedate: "2026-11-01" } });
    expect(await valuesOf("deals", deal, ...names)).toMatchObject({ hs_is_closed: "true", hs_is_closed_won: "false", closedate: "2026-11-01T00:00:00.000Z" });
  });

  test("every write gives a record a later time of change", async () => {
    const deal = await created("deals", { dealname: "Time" });
    const times: (string | null | undefined)[] = [];
    for (let write = 0; write < 5; write += 1) {
      await portal.call("PATCH", `/crm/v3/objects/deals/${deal}`, { properties: { dealname: "Time" } });
      times.push((await valuesOf("deals", deal))["hs_lastmodifieddate"]);
    }
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => Date.parse(a ?? "") - Date.parse(b ?? "")));
  });
});

describe("writes", () => {
  test("refuse what a property does not take, in HubSpot's words", async () => {
    const refused = await portal.call("PATCH", "/crm/v3/objects/deals/9015", { properties: { nope: "1", hs_is_closed: "true", dealtype: "Newbusiness", amount: "many", closedate: "soon" } });
    expect(refused.status).toBe(400);
    expect(refused.at("category")).toBe("VALIDATION_ERROR");
    const codes = (refused.at("errors") as { code: string; context: { propertyName: string[] } }[]).map(({ code, context }) => [context.propertyName[0], code]);
    expect(codes).toEqual([
      ["nope", "PROPERTY_DOESNT_EXIST"],
      ["hs_is_closed", "READ_ONLY_VALUE"],
      ["dealtype", "INVALID_OPTION"],
      ["amount", "INVALID_INTEGER"],
      ["closedate", "INVALID_DATE"],
    ]);
    expect(refused.at("message")).toContain('"error":"PROPERTY_DOESNT_EXIST"');
  });

  test("refuse a second contact with an e-mail", async () => {
    const twice = await portal.call("POST", "/crm/v3/objects/contacts", { properties: { email: "ADA@northwind.example" } });
    expect([twice.status, twice.at("message")]).toEqual([409, "Contact already exists. Existing ID: 501"]);
  });

  test("refuse a batch as a whole, or input by input when each has a trace id", async () => {
    const [first, second] = [await created("deals", { dealname: "One" }), await created("deals", { dealname: "Two" })];
    const inputs = [{ id: first, properties: { dealname: "Changed" } }, { id: "1", properties: { dealname: "x" } }, { id: second, properties: { nope: "x" } }];
    expect((await portal.call("POST", "/crm/v3/objects/deals/batch/update", { inputs })).status).toBe(404);
    expect(await valuesOf("deals", first, "dealname")).toMatchObject({ dealname: "One" });
    const traced = await portal.call("POST", "/crm/v3/objects/deals/batch/update", { inputs: inputs.map((input) => ({ ...input, objectWriteTraceId: `t${input.id}` })) });
    expect([traced.status, traced.at("numErrors"), traced.at("results.0.id"), traced.at("results.length")]).toEqual([207, 2, first, 1]);
    expect((traced.at("errors") as { category: string }[]).map((error) => error.category)).toEqual(["OBJECT_NOT_FOUND", "VALIDATION_ERROR"]);
  });

  test("upsert by e-mail makes or changes a contact", async () => {
    const upsert = (lastname: string) => portal.call("POST", "/crm/v3/objects/contacts/batch/upsert", { inputs: [{ id: "new@upsert.example", idProperty: "email", properties: { lastname } }] });
    const [made, changed] = [await upsert("First"), await upsert("Second")];
    expect([made.at("results.0.new"), changed.at("results.0.new")]).toEqual([true, false]);
    expect(changed.at("results.0.id")).toBe(made.at("results.0.id"));
  });

  test("take associations along, and archived records leave theirs behind", async () => {
    const made = await portal.call("POST", "/crm/objects/2026-09/deals", { properties: { dealname: "With" }, associations: [{ to: { id: "501" }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 3 }] }] });
    const id = String(made.at("id"));
    const list = await portal.call("GET", `/crm/v4/objects/contacts/501/associations/deals`);
    expect((list.at("results") as { toObjectId: number }[]).map((one) => one.toObjectId)).toContain(Number(id));
    expect((await portal.call("DELETE", `/crm/v3/objects/deals/${id}`)).status).toBe(204);
    expect((await portal.call("GET", `/crm/v3/objects/deals/${id}`)).status).toBe(404);
    expect((await portal.call("GET", `/crm/v3/objects/deals/${id}?archived=true`)).at("archived")).toBe(true);
    const read = await portal.call("POST", "/crm/v4/associations/deals/contacts/batch/read", { inputs: [{ id }] });
    expect([read.status, read.at("errors.0.subCategory")]).toEqual([207, "crm.associations.NO_ASSOCIATIONS_FOUND"]);
  });

  test("a labelled association shows in both directions", async () => {
    const deal = await created("deals", { dealname: "Labelled" });
    const put = await portal.call("PUT", `/crm/v4/objects/deals/${deal}/associations/contacts/502`, [{ associationCategory: "USER_DEFINED", associationTypeId: 35 }]);
    expect([put.status, put.at("labels")]).toEqual([201, ["Billing contact"]]);
    expect((await portal.call("GET", `/crm/v4/objects/deals/${deal}/associations/contacts`)).at("results.0.associationTypes")).toEqual([
      { category: "HUBSPOT_DEFINED", typeId: 3, label: null },
      { category: "USER_DEFINED", typeId: 35, label: "Billing contact" },
    ]);
    const back = (await portal.call("GET", "/crm/v4/objects/contacts/502/associations/deals")).at("results") as { toObjectId: number; associationTypes: { typeId: number }[] }[];
    expect(back.find((one) => one.toObjectId === Number(deal))?.associationTypes.map((type) => type.typeId)).toEqual([4, 36]);
  });
});

describe("the edge", () => {
  test("refuses calls without or with another token", async () => {
    const none = await fetch(`${portal.url}/crm/v3/objects/deals`);
    expect([none.status, ((await none.json()) as { category: string }).category]).toEqual([401, "INVALID_AUTHENTICATION"]);
    expect((await portal.call("GET", "/crm/v3/objects/deals", undefined, { authorization: "Bearer other" })).status).toBe(401);
  });

  test("limits searches to five a second and calls to 190 in ten", async () => {
    const limited = await startCaller({ throttles: true });
    await limited.call("POST", "/simulator/clock", { set: "2026-12-01T00:00:00.000Z" });
    const searches = await Promise.all(Array.from({ length: 6 }, () => limited.call("POST", "/crm/v3/objects/deals/search", {})));
    expect(searches.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(searches.find((one) => one.status === 429)?.at("message")).toBe("You have reached your secondly limit.");
    const calls = await Promise.all(Array.from({ length: 191 }, () => limited.call("GET", "/crm/v3/owners")));
    const refused = calls.filter((one) => one.status === 429);
    expect(refused.map((one) => one.at("policyName"))).toEqual(["TEN_SECONDLY_ROLLING"]);
    const limits = [calls[0], refused[0]].map((one) => ["max", "remaining", "interval-milliseconds"].map((name) => one?.headers.get(`x-hubspot-ratelimit-${name}`)));
    expect(limits).toEqual([["190", "189", "10000"], ["190", "0", "10000"]]);
    await limited.call("POST", "/simulator/clock", { advanceMs: 10_001 });
    expect((await limited.call("GET", "/crm/v3/owners")).status).toBe(200);
    await limited.stop();
  });

  test("tells static tokens how many calls of the day are left, which begins anew at midnight where the account is", async () => {
    const fresh = await startCaller();
    const left = async (): Promise<(string | null)[]> => {
      const { headers } = await fresh.call("GET", "/crm/v3/owners");
      return ["daily", "daily-remaining"].map((name) => headers.get(`x-hubspot-ratelimit-${name}`));
    };
    await fresh.call("POST", "/simulator/clock", { set: "2026-12-02T07:59:00.000Z" });
    expect([await left(), await left()]).toEqual([["625000", "624999"], ["625000", "624998"]]);
    await fresh.call("POST", "/simulator/clock", { set: "2026-12-02T08:00:01.000Z" });
    expect(await left()).toEqual(["625000", "624999"]);
    await fresh.stop();
  });

  test.each([
    ["quotes", { hs_title: "Without a date" }, ["hs_expiration_date"]],
    ["commerce_payments", { hs_initial_amount: "5" }, ["hs_initiated_date"]],
    ["contacts", { phone: "1" }, ["email", "firstname", "lastname"]],
  ])("%s are not made without what they need", async (type, properties, missing) => {
    const refused = await portal.call("POST", `/crm/v3/objects/${type}`, { properties });
    expect([refused.status, refused.at("errors.0.code"), refused.at("errors.0.context.properties")]).toEqual([400, "REQUIRED_FIELD", missing]);
  });

  test("a payment that is recorded by API is processing at first, and no line item has a price below 0", async () => {
    const payment = await portal.call("POST", "/crm/v3/objects/commerce_payments", { properties: { hs_initial_amount: "5", hs_initiated_date: "2026-11-20T10:00:00Z" } });
    expect(payment.at("properties.hs_latest_status")).toBe("processing");
    expect((await portal.call("POST", "/crm/v3/objects/line_items", { properties: { name: "Gift", price: "-1" } })).status).toBe(400);
  });

  test("drops a call before or after it is done", async () => {
    const rename = async (kind: string): Promise<string | null | undefined> => {
      await portal.call("POST", "/simulator/faults", { rules: [{ kind, match: { method: "PATCH" } }] });
      await expect(portal.call("PATCH", "/crm/v3/objects/deals/9016", { properties: { description: kind } })).rejects.toThrow();
      return (await valuesOf("deals", "9016", "description"))["description"];
    };
    expect(await rename("drop-before-commit")).toBeNull();
    expect(await rename("drop-after-commit")).toBe("drop-after-commit");
  });

  test("keeps its state between starts, and forgets it on reset", async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), "hubspot-simulator-"));
    const before = await startCaller({ dataDirectory });
    const { body } = await before.call("POST", "/simulator/deals", { count: 2 });
    const [id] = (body as { ids: string[] }).ids;
    await before.stop();
    const after = await startCaller({ dataDirectory });
    const path = `/crm/v3/objects/deals/${id}?associations=contacts,line_items`;
    expect((await after.call("GET", path)).at("associations.contacts.results.0.id")).toBe("501");
    await after.call("POST", "/simulator/reset");
    expect((await after.call("GET", path)).status).toBe(404);
    await after.stop();
    await rm(dataDirectory, { recursive: true });
  });
});
