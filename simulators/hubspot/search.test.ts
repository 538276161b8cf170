import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Caller, startCaller } from "./caller.ts";

let portal: Caller;
let ids: Record<"small" | "large" | "none", string>;

beforeAll(async () => {
  portal = await startCaller();
  const add = async (properties: Record<string, string>): Promise<string> => String((await portal.call("POST", "/crm/v3/objects/deals", { properties: { ...properties, description: "Searched" } })).at("id"));
  ids = {
    small: await add({ dealname: "Alpha fit-out", amount: "9", dealtype: "newbusiness", closedate: "2027-01-10" }),
    large: await add({ dealname: "Beta refit", amount: "100.50", dealtype: "existingbusiness", closedate: "2027-02-10" }),
    none: await add({ dealname: "Gamma" }),
  };
});

afterAll(() => portal.stop());

type Filter = [propertyName: string, operator: string, value?: string | string[], highValue?: string];

function searched(...groups: Filter[][]): Promise<Answer> {
  const filterGroups = groups.map((filters) => ({
    filters: [["description", "EQ", "searched"] as Filter, ...filters].map(([propertyName, operator, value, highValue]) => ({
      propertyName, operator, ...(Array.isArray(value) ? { values: value } : value === undefined ? {} : { value }), ...(highValue === undefined ? {} : { highValue }),
    })),
  }));
  return portal.call("POST", "/crm/v3/objects/deals/search", { filterGroups, sorts: ["hs_object_id"] });
}

async function names(...groups: Filter[][]): Promise<string[]> {
  const found = (await searched(...groups)).at("results") as { id: string }[];
  return found.map(({ id }) => Object.entries(ids).find(([, one]) => one === id)?.[0] ?? id);
}

describe("filters", () => {
  test.each<[string, Filter, string[]]>([
    ["text is equal in any case", ["dealname", "EQ", "ALPHA FIT-OUT"], ["small"]],
    ["numbers compare as numbers", ["amount", "GT", "9"], ["large"]],
    ["at least", ["amount", "GTE", "9"], ["small", "large"]],
    ["less than", ["amount", "LT", "100.5"], ["small"]],
    ["at most", ["amount", "LTE", "100.5"], ["small", "large"]],
    ["between includes both ends", ["amount", "BETWEEN", "9", "100.50"], ["small", "large"]],
    ["not equal leaves out records without a value", ["dealtype", "NEQ", "newbusiness"], ["large"]],
    ["one of", ["dealtype", "IN", ["newbusiness", "other"]], ["small"]],
    ["none of leaves out records without a value", ["dealtype", "NOT_IN", ["newbusiness"]], ["large"]],
    ["options are equal in the same case only", ["dealtype", "EQ", "NewBusiness"], []],
    ["text is one of lower-case values only", ["dealname", "IN", ["Gamma"]], []],
    ["text is one of", ["dealname", "IN", ["gamma"]], ["none"]],
    ["known", ["dealtype", "HAS_PROPERTY"], ["small", "large"]],
    ["unknown", ["dealtype", "NOT_HAS_PROPERTY"], ["none"]],
    ["words", ["dealname", "CONTAINS_TOKEN", "fit"], ["small"]],
    ["the beginning of words", ["dealname", "CONTAINS_TOKEN", "re*"], ["large"]],
    ["without words", ["dealname", "NOT_CONTAINS_TOKEN", "fit"], ["large", "none"]],
    ["moments as ISO text", ["closedate", "GTE", "2027-02-01"], ["large"]],
    ["moments as milliseconds", ["closedate", "LT", String(Date.parse("2027-02-01"))], ["small"]],
  ])("%s", async (_, filter, expected) => {
    expect(await names([filter])).toEqual(expected);
  });

  test("hold all in a group, and any group will do", async () => {
    expect(await names([["amount", "GT", "5"], ["dealtype", "EQ", "newbusiness"]], [["dealname", "EQ", "gamma"]])).toEqual(["small", "none"]);
    expect(await names([["amount", "GT", "50"], ["dealtype", "EQ", "newbusiness"]])).toEqual([]);
  });

  test("find records by what they are associated with", async () => {
    await portal.call("PUT", `/crm/v4/objects/deals/${ids.large}/associations/default/contacts/503`);
    expect(await names([["associations.contact", "EQ", "503"]])).toEqual(["large"]);
  });

  test("are refused when they are too many or of an unknown property", async () => {
    const many = await searched(...Array.from({ length: 6 }, () => [["amount", "GT", "1"] as Filter]));
    expect(many.status).toBe(400);
    const wide = await searched(Array.from({ length: 6 }, () => ["amount", "GT", "1"] as Filter));
    expect(wide.status).toBe(400);
    const unknown = await searched([["nope", "EQ", "1"]]);
    expect([unknown.status, unknown.at("errors.0.code")]).toEqual([400, "PROPERTY_DOESNT_EXIST"]);
    expect((await searched([["amount", "LIKE", "1"]])).status).toBe(400);
  });
});

describe("pages", () => {
  test("are counted by offset, in the order asked for", async () => {
    const walked: string[] = [];
    let after: string | undefined = "0";
    while (after !== undefined) {
      const page: Answer = await portal.call("POST", "/crm/v3/objects/contacts/search", { sorts: [{ propertyName: "lastmodifieddate", direction: "DESCENDING" }], limit: 10, after });
      walked.push(...(page.at("results") as { updatedAt: string }[]).map((one) => one.updatedAt));
      after = page.at("paging.next.after") as string | undefined;
    }
    expect(walked.length).toBeGreaterThanOrEqual(35);
    expect(walked).toEqual(walked.toSorted().reverse());
  });

  test("hold at most 200 and end at 10,000", async () => {
    const status = async (body: object): Promise<number> => (await portal.call("POST", "/crm/v3/objects/deals/search", body)).status;
    expect([await status({ limit: 200 }), await status({ limit: 201 })]).toEqual([200, 400]);
    expect([await status({ limit: 100, after: "9900" }), await status({ limit: 100, after: "9901" })]).toEqual([200, 400]);
  });
});

test("the index lags behind as long as it is told to", async () => {
  const lagging = await startCaller();
  const totals = async (): Promise<unknown[]> => {
    const asked = (value: string) => lagging.call("POST", "/crm/v3/objects/deals/search", { filterGroups: [{ filters: [{ propertyName: "dealname", operator: "EQ", value }] }] });
    return [(await asked("Before")).at("total"), (await asked("After")).at("total")];
  };
  await lagging.call("POST", "/simulator/clock", { set: "2026-12-01T00:00:00.000Z" });
  await lagging.call("POST", "/simulator/settings", { searchIndexDelayMs: 5_000 });
  await lagging.call("PATCH", "/crm/v3/objects/deals/9020", { properties: { dealname: "Before" } });
  expect(await totals()).toEqual([0, 0]);
  await lagging.call("POST", "/simulator/clock", { advanceMs: 5_000 });
  await lagging.call("PATCH", "/crm/v3/objects/deals/9020", { properties: { dealname: "After" } });
  expect(await totals()).toEqual([1, 0]);
  await lagging.call("POST", "/simulator/clock", { advanceMs: 5_000 });
  expect(await totals()).toEqual([0, 1]);
  await lagging.stop();
});
