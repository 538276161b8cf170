import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, startCaller } from "./caller.ts";

let portal: Caller;

beforeAll(async () => {
  portal = await startCaller();
});

afterAll(() => portal.stop());

const search = "/crm/v3/objects/deals/search";
const associations = "/crm/v4/associations/deals/contacts/batch";
const pair = { from: { id: "9001" }, to: { id: "501" } };

test.each<[string, string, unknown]>([
  ["POST", search, { filterGroups: "x" }],
  ["POST", search, { filterGroups: [null] }],
  ["POST", search, { filterGroups: [{ filters: "x" }] }],
  ["POST", search, { filterGroups: [{ filters: [null] }] }],
  ["POST", search, { filterGroups: [{ filters: [{ propertyName: 5, operator: "EQ", value: "1" }] }] }],
  ["POST", search, { filterGroups: [{ filters: [{ propertyName: "dealname", operator: "EQ" }] }] }],
  ["POST", search, { filterGroups: [{ filters: [{ propertyName: "dealname", operator: "IN", values: "x" }] }] }],
  ["POST", search, { sorts: "dealname" }],
  ["POST", search, { sorts: [null] }],
  ["POST", search, { sorts: ["dealname", "amount"] }],
  ["POST", search, { query: 5 }],
  ["POST", search, { properties: "dealname" }],
  ["POST", search, { after: "x" }],
  ["POST", search, { limit: "many" }],
  ["POST", "/crm/v3/objects/deals", { properties: { dealname: "x" }, associations: [null] }],
  ["POST", "/crm/v3/objects/deals", { properties: { dealname: "x" }, associations: [{ to: null, types: [{ associationTypeId: 3 }] }] }],
  ["POST", "/crm/v3/objects/deals/batch/create", { inputs: [null] }],
  ["POST", "/crm/v3/objects/contacts/batch/upsert", { inputs: [{ id: "a@b.example", idProperty: "email", properties: "x" }] }],
  ["PUT", "/crm/v4/objects/deals/9001/associations/contacts/501", [null]],
  ["POST", `${associations}/create`, { inputs: [{ ...pair, types: [null] }] }],
  ["POST", `${associations}/create`, { inputs: [{ from: null, to: null, types: [{ associationTypeId: 3 }] }] }],
  ["POST", `${associations}/archive`, { inputs: [{ from: { id: "9001" }, to: [null] }] }],
  ["POST", `${associations}/labels/archive`, { inputs: [{ ...pair, types: [null] }] }],
  ["POST", "/crm/v3/properties/deals", { name: "odd", type: "enumeration", groupName: "dealinformation", options: [null] }],
  ["PATCH", "/crm/v3/properties/deals/quickbooks_invoice_id", { options: "x" }],
])("%s %s with %j is refused as not well-formed, and never as our own failure", async (method, path, body) => {
  const refused = await portal.call(method, path, body);
  expect([refused.status, refused.at("category"), refused.at("status")]).toEqual([400, "VALIDATION_ERROR", "error"]);
});

test("a body that is no JSON is refused", async () => {
  for (const body of ["", "{bad"]) {
    const headers = { authorization: `Bearer ${(await portal.call("GET", "/simulator/token")).at("accessToken") as string}`, "content-type": "application/json" };
    expect((await fetch(`${portal.url}${search}`, { method: "POST", headers, body })).status).toBe(400);
  }
});
