/**
 * Every operation that HubSpot's own client for Node has for what we keep, driven by that client. An operation that the
 * client has and no test drives is a failure, and the table in the README tells the same counts.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Client } from "@hubspot/api-client";
import { createConfiguration, DefinitionConfigurationsApi, ServerConfiguration } from "@hubspot/api-client/lib/codegen/crm/associations/v4/schema/index.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { app } from "./app.ts";
import { type RunningSimulator, startHubSpotSimulator } from "./server.ts";

type Operation = (...given: unknown[]) => Promise<any>;
type Api = Record<string, Operation>;

let simulator: RunningSimulator;
let clients: { token: Client; key: Client };
/** Such as `crm.deals.basicApi.create`. */
const passed = new Set<string>();
/** What the vendor does not take as the client sends it. */
const notTaken = new Set<string>();

beforeAll(async () => {
  simulator = await startHubSpotSimulator({ port: 0 });
  clients = {
    token: new Client({ accessToken: app.accessToken, basePath: simulator.url }),
    key: new Client({ developerApiKey: app.developerApiKey, basePath: simulator.url }),
  };
});
afterAll(() => simulator.stop());

/** The families of the client that belong to what the portal keeps, with their parts. */
const families: Record<string, { path: string; key?: true }> = {
  "crm.objects": { path: "crm.objects" }, "crm.contacts": { path: "crm.contacts" }, "crm.companies": { path: "crm.companies" }, "crm.deals": { path: "crm.deals" },
  "crm.quotes": { path: "crm.quotes" }, "crm.lineItems": { path: "crm.lineItems" }, "crm.products": { path: "crm.products" }, "crm.commerce.invoices": { path: "crm.commerce.invoices" },
  "crm.objects.taxes": { path: "crm.objects.taxes" }, "crm.objects.notes": { path: "crm.objects.notes" }, "crm.objects.tasks": { path: "crm.objects.tasks" },
  "crm.associations (v3)": { path: "crm.associations" }, "crm.associations.schema (v3)": { path: "crm.associations.schema" }, "crm.associations.v4": { path: "crm.associations.v4" },
  "crm.associations.v4.schema": { path: "crm.associations.v4.schema" }, "crm.properties": { path: "crm.properties" }, "crm.pipelines": { path: "crm.pipelines" }, "crm.owners": { path: "crm.owners" },
  "automation.actions": { path: "automation.actions", key: true }, webhooks: { path: "webhooks", key: true }, oauth: { path: "oauth" },
};

function partsOf(name: string): Record<string, Api> {
  const { path, key } = families[name]!;
  const family = path.split(".").reduce<any>((one, part) => one[part], key ? clients.key : clients.token);
  const found = Object.fromEntries(membersOf(family).filter((part) => part.endsWith("Api")).map((part) => [part, family[part] as Api]));
  if (name !== "crm.associations.v4.schema") return found;
  // The client has it, and no way to it by its name.
  const configuration = createConfiguration({ baseServer: new ServerConfiguration(simulator.url, {}), authMethods: { oauth2: { accessToken: app.accessToken } } } as never);
  return { ...found, definitionConfigurationsApi: new DefinitionConfigurationsApi(configuration) as unknown as Api };
}

function membersOf(value: object): string[] {
  const names = new Set<string>();
  for (let one: object | null = value; one !== null && one !== Object.prototype; one = Object.getPrototypeOf(one) as object | null) for (const name of Object.getOwnPropertyNames(one)) names.add(name);
  return [...names];
}

function operationsOf(name: string): string[] {
  return Object.entries(partsOf(name)).flatMap(([part, api]) => membersOf(api).filter((one) => one !== "constructor" && !one.endsWith("WithHttpInfo") && typeof api[one] === "function").map((one) => `${part}.${one}`));
}

/** Calls an operation and notes that it passes. */
async function call(family: string, operation: string, ...given: unknown[]): Promise<any> {
  const [part = "", name = ""] = operation.split(".");
  const answer = await partsOf(family)[part]![name]!(...given);
  passed.add(`${family}.${operation}`);
  return answer;
}

async function refused(family: string, operation: string, code: number, ...given: unknown[]): Promise<void> {
  const [part = "", name = ""] = operation.split(".");
  await expect(partsOf(family)[part]![name]!(...given)).rejects.toMatchObject({ code });
}

interface Kind {
  family: string;
  /** Given first by the generic API. */
  type?: string;
  plural: string;
  fresh: Record<string, string>;
  changed: Record<string, string>;
}

const invoice = { hs_currency: "USD", hs_title: "Retainer" };
const kinds: Kind[] = [
  ...["commerce_payments", "0-101"].map((type) => ({ family: "crm.objects", type, plural: "commerce_payments", fresh: { hs_initial_amount: "12.50", hs_initiated_date: "2026-11-20T10:00:00.000Z" }, changed: { hs_reference_number: "R-9" } })),
  { family: "crm.objects", type: "subscriptions", plural: "subscriptions", fresh: { hs_name: "Care plan" }, changed: { hs_status: "active" } },
  { family: "crm.objects", type: "discounts", plural: "discounts", fresh: { hs_label: "Spring", hs_type: "PERCENT", hs_value: "5" }, changed: { hs_value: "6" } },
  { family: "crm.objects", type: "fees", plural: "fees", fresh: { hs_label: "Freight", hs_type: "FIXED", hs_value: "15" }, changed: { hs_value: "16" } },
  { family: "crm.contacts", plural: "contacts", fresh: { firstname: "Ida" }, changed: { lastname: "Berg" } },
  { family: "crm.companies", plural: "companies", fresh: { name: "Berg Joinery" }, changed: { city: "Oakland" } },
  { family: "crm.deals", plural: "deals", fresh: { dealname: "Kitchen", dealstage: "contractsent", pipeline: "default" }, changed: { dealstage: "closedwon" } },
  { family: "crm.quotes", plural: "quotes", fresh: { hs_title: "Kitchen", hs_expiration_date: "2026-12-31" }, changed: { hs_terms: "Half now" } },
  { family: "crm.lineItems", plural: "line_items", fresh: { name: "Oak", quantity: "2", price: "30" }, changed: { quantity: "3" } },
  { family: "crm.products", plural: "products", fresh: { name: "Oak board", price: "30" }, changed: { price: "31" } },
  { family: "crm.commerce.invoices", plural: "invoices", fresh: invoice, changed: { hs_title: "Retainer 2" } },
  { family: "crm.objects.taxes", plural: "taxes", fresh: { hs_label: "County", hs_type: "PERCENT", hs_value: "9" }, changed: { hs_value: "10" } },
  { family: "crm.objects.notes", plural: "notes", fresh: { hs_timestamp: "2026-11-20T10:00:00.000Z", hs_note_body: "Called" }, changed: { hs_note_body: "Called back" } },
  { family: "crm.objects.tasks", plural: "tasks", fresh: { hs_timestamp: "2026-11-20T10:00:00.000Z", hs_task_subject: "Call" }, changed: { hs_task_status: "COMPLETED" } },
];

test.each(kinds)("creates, reads, lists, changes, searches and archives $plural ($family)", async ({ family, type, fresh, changed }) => {
  const first = type === undefined ? [] : [type];
  const [name = ""] = Object.keys(changed);
  const made = await call(family, "basicApi.create", ...first, { properties: fresh, associations: [] });
  expect(made.properties).toMatchObject(fresh);
  const [property = ""] = Object.keys(fresh);
  const read = await call(family, "basicApi.getById", ...first, made.id, [property, "hs_object_id"]);
  expect(read).toMatchObject({ id: made.id, archived: false, properties: { [property]: fresh[property], hs_object_id: made.id } });
  expect(read.createdAt).toBeInstanceOf(Date);
  const updated = await call(family, "basicApi.update", ...first, made.id, { properties: changed });
  expect(updated.properties).toMatchObject(changed);
  const page = await call(family, "basicApi.getPage", ...first, 1);
  expect(page.results).toHaveLength(1);
  expect(Number((await call(family, "basicApi.getPage", ...first, 100, made.id)).results[0].id)).toBeGreaterThanOrEqual(Number(made.id));
  const found = await call(family, "searchApi.doSearch", ...first, { filterGroups: [{ filters: [{ propertyName: "hs_object_id", operator: "EQ", value: made.id }] }], sorts: [], properties: [name], limit: 5 });
  expect(found).toMatchObject({ total: 1, results: [{ id: made.id, properties: changed }] });
  await call(family, "basicApi.archive", ...first, made.id);
  await refused(family, "basicApi.getById", 404, ...first, made.id);
  expect((await call(family, "basicApi.getById", ...first, made.id, undefined, undefined, undefined, true)).archived).toBe(true);
});

test.each(kinds)("works on $plural in batches ($family)", async ({ family, type, plural, fresh, changed }) => {
  const first = type === undefined ? [] : [type];
  const made = await call(family, "batchApi.create", ...first, { inputs: [{ properties: fresh, associations: [] }, { properties: fresh, associations: [] }] });
  expect(made).toMatchObject({ status: "COMPLETE" });
  const ids: string[] = made.results.map((one: { id: string }) => one.id);
  const [name = ""] = Object.keys(changed);
  const read = await call(family, "batchApi.read", ...first, { inputs: ids.map((id: string) => ({ id })), properties: [name], propertiesWithHistory: [] });
  expect(new Set(read.results.map((one: { id: string }) => one.id))).toEqual(new Set(ids));
  const updated = await call(family, "batchApi.update", ...first, { inputs: ids.map((id: string) => ({ id, properties: changed })) });
  expect(updated.results).toHaveLength(2);
  const unique = `outside_id_${plural}`;
  const properties = await clients.token.crm.properties.coreApi.getAll(plural);
  if (!properties.results.some((one) => one.name === unique)) {
    const groupName = properties.results[0]!.groupName;
    await clients.token.crm.properties.coreApi.create(plural, { name: unique, label: "Outside ID", type: "string", fieldType: "text", groupName, hasUniqueValue: true } as never);
  }
  const key = `x-${type ?? plural}`;
  const upserts = { inputs: [{ id: key, idProperty: unique, properties: { ...fresh, [unique]: key } }] };
  expect((await call(family, "batchApi.upsert", ...first, upserts)).results[0]).toMatchObject({ _new: true });
  expect((await call(family, "batchApi.upsert", ...first, upserts)).results[0]).toMatchObject({ _new: false });
  await call(family, "batchApi.archive", ...first, { inputs: ids.map((id: string) => ({ id })) });
  expect((await call(family, "batchApi.read", ...first, { inputs: ids.map((id: string) => ({ id })), properties: [], propertiesWithHistory: [] })).results).toEqual([]);
});

test("merges contacts, companies and deals, and refuses to merge what cannot be", async () => {
  const made = async (family: string, properties: Record<string, string>): Promise<string> => (await call(family, "basicApi.create", { properties, associations: [] })).id;
  const [ada, adele] = [await made("crm.contacts", { firstname: "Ada" }), await made("crm.contacts", { firstname: "Adele", lastname: "Roe" })];
  expect(await call("crm.contacts", "basicApi.merge", { primaryObjectId: ada, objectIdToMerge: adele })).toMatchObject({ id: ada, properties: { firstname: "Ada", lastname: "Roe" } });
  for (const [family, one, other] of [["crm.companies", { name: "One" }, { name: "Two", city: "Alameda" }], ["crm.deals", { dealname: "One" }, { dealname: "Two", po_number: "77" }]] as [string, Record<string, string>, Record<string, string>][]) {
    const [primary, merged] = [await made(family, one), await made(family, other)];
    const winner = await call(family, "basicApi.merge", { primaryObjectId: primary, objectIdToMerge: merged });
    expect(winner.properties).toMatchObject({ ...other, ...one });
    for (const id of [primary, merged]) await refused(family, "basicApi.getById", 404, id);
  }
  const answer = await fetch(`${simulator.url}/crm/v3/objects/line_items/merge`, {
    method: "POST", headers: { authorization: `Bearer ${app.accessToken}`, "content-type": "application/json" }, body: JSON.stringify({ primaryObjectId: "20001", objectIdToMerge: "20002" }),
  });
  expect(answer.status).toBe(400);
});

test("erases a person for good", async () => {
  const { id } = await call("crm.contacts", "basicApi.create", { properties: { email: "forget@me.example" }, associations: [] });
  await call("crm.contacts", "basicApi.purge", { objectId: "forget@me.example", idProperty: "email" });
  await refused("crm.contacts", "basicApi.getById", 404, id);
  await refused("crm.contacts", "basicApi.getById", 404, id, undefined, undefined, undefined, true);
});

test("associates in both versions, one by one and in batches", async () => {
  const v3 = "crm.associations (v3)";
  const inputs = [{ _from: { id: "9001" }, to: { id: "509" }, type: "deal_to_contact" }];
  expect((await call(v3, "batchApi.create", "deals", "contacts", { inputs })).status).toBe("COMPLETE");
  expect((await call(v3, "batchApi.read", "deals", "contacts", { inputs: [{ id: "9001" }] })).results[0].to).toContainEqual({ id: "509", type: "deal_to_contact" });
  await call(v3, "batchApi.archive", "deals", "contacts", { inputs });
  expect((await call(v3, "batchApi.read", "deals", "contacts", { inputs: [{ id: "9001" }] })).results[0].to.map((one: { id: string }) => one.id)).not.toContain("509");
  expect((await call("crm.associations.schema (v3)", "typesApi.getAll", "deals", "contacts")).results).toContainEqual({ id: "3", name: "deal_to_contact" });

  const v4 = "crm.associations.v4";
  const types = [{ associationCategory: "USER_DEFINED", associationTypeId: 35 }];
  expect(await call(v4, "basicApi.create", "deals", "9001", "contacts", "509", types)).toMatchObject({ labels: ["Billing contact"] });
  const pageOf = async (): Promise<string[]> => (await call(v4, "basicApi.getPage", "deals", "9001", "contacts")).results.map((one: { toObjectId: number }) => String(one.toObjectId));
  expect(await pageOf()).toContain("509");
  await call(v4, "batchApi.archiveLabels", "deals", "contacts", { inputs: [{ _from: { id: "9001" }, to: { id: "509" }, types }] });
  const batch = await call(v4, "batchApi.getPage", "deals", "contacts", { inputs: [{ id: "9001" }] });
  expect(batch.results[0].to.find((one: { toObjectId: number }) => one.toObjectId === 509).associationTypes).toHaveLength(1);
  await call(v4, "basicApi.archive", "deals", "9001", "contacts", "509");
  expect(await pageOf()).not.toContain("509");
  expect((await call(v4, "basicApi.createDefault", "deals", "9001", "contacts", "509")).results).toHaveLength(2);
  await call(v4, "batchApi.archive", "deals", "contacts", { inputs: [{ _from: { id: "9001" }, to: [{ id: "509" }] }] });
  expect((await call(v4, "batchApi.createDefault", "deals", "contacts", { inputs: [{ _from: { id: "9001" }, to: { id: "509" } }] })).status).toBe("COMPLETE");
  expect((await call(v4, "batchApi.create", "deals", "contacts", { inputs: [{ _from: { id: "9001" }, to: { id: "509" }, types }] })).results[0]).toMatchObject({ labels: ["Billing contact"] });
  expect((await call(v4, "reportApi.request", 77_001)).userId).toBe(77_001);
  await refused(v4, "reportApi.request", 404, 1);
});

test("makes, renames and removes labels, and limits how many records are associated", async () => {
  const schema = "crm.associations.v4.schema";
  const made = await call(schema, "definitionsApi.create", "deals", "contacts", { name: "decides", label: "Decision maker", inverseLabel: "Decides on" });
  const [{ typeId }, { typeId: back }] = made.results;
  expect(made.results.map((one: { label: string }) => one.label)).toEqual(["Decision maker", "Decides on"]);
  await refused(schema, "definitionsApi.create", 409, "deals", "contacts", { name: "again", label: "decision maker" });
  await clients.token.crm.associations.v4.basicApi.create("deals", "9002", "contacts", "509", [{ associationCategory: "USER_DEFINED" as never, associationTypeId: typeId }]);
  await call(schema, "definitionsApi.update", "contacts", "deals", { associationTypeId: back, label: "Signs for", inverseLabel: "Signatory" });
  const labels = async (): Promise<string[]> => (await call(schema, "definitionsApi.getAll", "deals", "contacts")).results.map((one: { label: string | null }) => one.label);
  expect(await labels()).toContain("Signatory");
  const limit = { category: "USER_DEFINED", typeId, maxToObjectIds: 2 };
  await call(schema, "definitionConfigurationsApi.batchCreate", "deals", "contacts", { inputs: [limit] });
  await refused(schema, "definitionConfigurationsApi.batchCreate", 400, "deals", "contacts", { inputs: [limit] });
  await call(schema, "definitionConfigurationsApi.batchUpdate", "deals", "contacts", { inputs: [{ ...limit, maxToObjectIds: 3 }] });
  expect((await call(schema, "definitionConfigurationsApi.getAllBetweenTwoObjectTypes", "deals", "contacts")).results).toMatchObject([{ typeId, userEnforcedMaxToObjectIds: 3, label: "Signatory" }]);
  expect((await call(schema, "definitionConfigurationsApi.getAll")).results).toHaveLength(1);
  await call(schema, "definitionConfigurationsApi.batchRemove", "deals", "contacts", { inputs: [{ category: "USER_DEFINED", typeId }] });
  await call(schema, "definitionsApi.remove", "deals", "contacts", typeId);
  expect(await labels()).not.toContain("Signatory");
  const kept = await clients.token.crm.associations.v4.basicApi.getPage("deals", "9002", "contacts");
  expect(kept.results.find((one) => String(one.toObjectId) === "509")?.associationTypes.map((one) => one.typeId)).toEqual([3]);
  await refused(schema, "definitionsApi.remove", 400, "deals", "contacts", 3);
});

test("defines properties and their groups", async () => {
  const family = "crm.properties";
  await call(family, "groupsApi.create", "deals", { name: "billing", label: "Billing", displayOrder: 3 });
  expect(await call(family, "groupsApi.update", "deals", "billing", { label: "Bills" })).toMatchObject({ label: "Bills" });
  expect(await call(family, "groupsApi.getByName", "deals", "billing")).toMatchObject({ name: "billing", label: "Bills" });
  expect((await call(family, "groupsApi.getAll", "deals")).results.map((one: { name: string }) => one.name)).toContain("billing");
  const property = { name: "bill_by", label: "Bill by", type: "enumeration", fieldType: "select", groupName: "billing", options: [{ label: "Mail", value: "mail", displayOrder: 0, hidden: false }] };
  expect(await call(family, "coreApi.create", "deals", property)).toMatchObject({ name: "bill_by" });
  await refused(family, "coreApi.create", 409, "deals", property);
  expect(await call(family, "coreApi.update", "deals", "bill_by", { label: "Billed by" })).toMatchObject({ label: "Billed by" });
  expect(await call(family, "coreApi.getByName", "deals", "bill_by")).toMatchObject({ label: "Billed by", groupName: "billing" });
  expect((await call(family, "coreApi.getAll", "deals")).results.length).toBeGreaterThan(20);
  await refused(family, "groupsApi.archive", 400, "deals", "billing");
  await call(family, "batchApi.create", "deals", { inputs: [{ ...property, name: "bill_to" }] });
  expect((await call(family, "batchApi.read", "deals", { inputs: [{ name: "bill_to" }], archived: false })).results).toHaveLength(1);
  await call(family, "batchApi.archive", "deals", { inputs: [{ name: "bill_to" }] });
  await call(family, "coreApi.archive", "deals", "bill_by");
  await refused(family, "coreApi.getByName", 404, "deals", "bill_by");
  await call(family, "groupsApi.archive", "deals", "billing");
});

test("draws pipelines, and keeps stages that are in use", async () => {
  const family = "crm.pipelines";
  const stages = [{ label: "Asked", displayOrder: 0, metadata: { probability: "0.3" } }, { label: "Won", displayOrder: 1, metadata: { probability: "1.0" } }];
  const made = await call(family, "pipelinesApi.create", "deals", { label: "Repairs", displayOrder: 5, stages });
  const { id } = made;
  expect(await call(family, "pipelinesApi.getById", "deals", id)).toMatchObject({ label: "Repairs", stages: [{ label: "Asked" }, { label: "Won", metadata: { isClosed: "true" } }] });
  await refused(family, "pipelinesApi.create", 400, "deals", { label: "Repairs", displayOrder: 6, stages });
  await refused(family, "pipelinesApi.create", 400, "contacts", { label: "People", displayOrder: 6, stages });
  expect((await call(family, "pipelinesApi.getAll", "deals")).results).toHaveLength(3);
  expect(await call(family, "pipelinesApi.update", "deals", id, { label: "Repair jobs" })).toMatchObject({ label: "Repair jobs" });
  const stage = await call(family, "pipelineStagesApi.create", "deals", id, { label: "Visited", displayOrder: 2, metadata: { probability: "0.6" } });
  expect(await call(family, "pipelineStagesApi.update", "deals", id, stage.id, { label: "Site visited" })).toMatchObject({ label: "Site visited", metadata: { probability: "0.6" } });
  expect(await call(family, "pipelineStagesApi.replace", "deals", id, stage.id, { label: "Seen", displayOrder: 2, metadata: { probability: "0.7" } })).toMatchObject({ label: "Seen" });
  expect(await call(family, "pipelineStagesApi.getById", "deals", id, stage.id)).toMatchObject({ label: "Seen" });
  expect((await call(family, "pipelineStagesApi.getAll", "deals", id)).results).toHaveLength(3);
  const deal = await clients.token.crm.deals.basicApi.create({ properties: { dealname: "Fence", pipeline: id, dealstage: stage.id } } as never);
  // The client has no way to ask for the check, which newer versions make by themselves.
  const inUse = await fetch(`${simulator.url}/crm/pipelines/2026-09/deals/${id}/stages/${stage.id}`, { method: "DELETE", headers: { authorization: `Bearer ${app.accessToken}` } });
  expect([inUse.status, ((await inUse.json()) as any).subCategory]).toEqual([400, "PipelineError.STAGE_ID_IN_USE"]);
  await clients.token.crm.deals.basicApi.archive(deal.id);
  await call(family, "pipelineStagesApi.archive", "deals", id, stage.id);
  expect((await call(family, "pipelineAuditsApi.getAudit", "deals", id)).results.map((one: { action: string }) => one.action)).toEqual(["UPDATE", "CREATE"]);
  const [asked] = made.stages;
  expect((await call(family, "pipelinesApi.replace", "deals", id, { label: "Repairs", displayOrder: 5, stages: [stages[0]] })).stages).toMatchObject([{ id: asked.id, label: "Asked" }]);
  await call(family, "pipelineStagesApi.update", "deals", id, asked.id, { displayOrder: 1 });
  // The client has no argument for the pipeline and sends the address with {pipelineId} in it.
  await refused(family, "pipelineStageAuditsApi.getAudit", 404, "deals", asked.id);
  notTaken.add(`${family}.pipelineStageAuditsApi.getAudit`);
  const audit = await fetch(`${simulator.url}/crm/v3/pipelines/deals/${id}/stages/${asked.id}/audit`, { headers: { authorization: `Bearer ${app.accessToken}` } });
  expect(((await audit.json()) as any).results).toMatchObject([{ action: "UPDATE", identifier: asked.id }]);
  await call(family, "pipelinesApi.archive", "deals", id);
  await refused(family, "pipelinesApi.getById", 404, "deals", id);
});

test("lists owners in pages", async () => {
  const page = await call("crm.owners", "ownersApi.getPage", undefined, undefined, 2);
  expect(page.results).toHaveLength(2);
  expect((await call("crm.owners", "ownersApi.getPage", undefined, page.paging.next.after)).results).toHaveLength(1);
  expect((await call("crm.owners", "ownersApi.getById", 77_002, "userId")).email).toBe("mei@harborandpine.example");
});

const action = {
  actionUrl: "https://flow.example.test/actions/stamp", published: false, objectTypes: ["DEAL"], functions: [],
  inputFields: [{ typeDefinition: { name: "text", type: "string", fieldType: "text", options: [], externalOptions: false }, supportedValueTypes: ["STATIC_VALUE"], isRequired: true }],
  outputFields: [{ typeDefinition: { name: "stamp", type: "string", fieldType: "text", options: [], externalOptions: false } }],
  labels: { en: { actionName: "Stamp", inputFieldLabels: { text: "Text" } } },
};

test("defines workflow actions with their functions and revisions", async () => {
  const family = "automation.actions";
  const made = await call(family, "definitionsApi.create", app.appId, action);
  expect(made).toMatchObject({ revisionId: "1", published: false, inputFields: [{ isRequired: true }] });
  expect(await call(family, "definitionsApi.update", made.id, app.appId, { published: true })).toMatchObject({ revisionId: "2", published: true, actionUrl: action.actionUrl });
  expect(await call(family, "definitionsApi.getById", made.id, app.appId)).toMatchObject({ id: made.id });
  expect((await call(family, "definitionsApi.getPage", app.appId, 1)).results).toHaveLength(1);
  const at = [made.id] as const;
  await call(family, "functionsApi.createOrReplaceByFunctionType", ...at, "PRE_ACTION_EXECUTION", app.appId, "exports.main = (event, callback) => callback(event);");
  await call(family, "functionsApi.createOrReplace", ...at, "POST_FETCH_OPTIONS", "text", app.appId, "exports.main = (event, callback) => callback(event);");
  expect((await call(family, "functionsApi.getPage", made.id, app.appId)).results).toEqual([{ functionType: "PRE_ACTION_EXECUTION" }, { functionType: "POST_FETCH_OPTIONS", id: "text" }]);
  expect((await call(family, "functionsApi.getByFunctionType", ...at, "PRE_ACTION_EXECUTION", app.appId)).functionSource).toContain("exports.main");
  expect((await call(family, "functionsApi.getById", ...at, "POST_FETCH_OPTIONS", "text", app.appId)).id).toBe("text");
  await call(family, "functionsApi.archive", ...at, "POST_FETCH_OPTIONS", "text", app.appId);
  await call(family, "functionsApi.archiveByFunctionType", ...at, "PRE_ACTION_EXECUTION", app.appId);
  expect((await call(family, "functionsApi.getPage", made.id, app.appId)).results).toEqual([]);
  const revisions = await call(family, "revisionsApi.getPage", made.id, app.appId);
  expect(revisions.results.map((one: { revisionId: string }) => one.revisionId)).toEqual(["6", "5", "4", "3", "2", "1"]);
  expect((await call(family, "revisionsApi.getById", made.id, "1", app.appId)).definition.published).toBe(false);
  await call(family, "definitionsApi.archive", made.id, app.appId);
  await refused(family, "definitionsApi.getById", 404, made.id, app.appId);
});

test("completes what an app blocked, one by one and together; the developer's key does not complete", async () => {
  const server = createServer((request, response) => request.resume().on("end", () => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ outputFields: { hs_execution_state: "BLOCK" } }))));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const actionUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/stamp`;
  await call("automation.actions", "definitionsApi.create", app.appId, { ...action, actionUrl, labels: { en: { actionName: "Slow stamp" } } });
  const control = async (path: string, body?: unknown): Promise<any> => (await fetch(`${simulator.url}/simulator/${path}`, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) })).json();
  const workflow = await control("workflows", { action: "Slow stamp", objectType: "deals", fields: { text: "Seen" } });
  const runs: { callbackId: string }[] = await Promise.all(["9001", "9002", "9003"].map((record) => control(`workflows/${workflow.id}/run`, { record })));
  const states = async (): Promise<string[]> => Promise.all(runs.map(async ({ callbackId }) => (await control(`runs/${callbackId}`)).state as string));
  await expect.poll(states, { timeout: 20_000 }).toEqual(["blocked", "blocked", "blocked"]);
  const [one, two, three] = runs.map(({ callbackId }) => callbackId);
  const callbacks = clients.token.automation.actions.callbacksApi as unknown as Api;
  await refused("automation.actions", "callbacksApi.complete", 401, one, { outputFields: {} });
  await callbacks["complete"]!(one, { outputFields: { stamp: "x", hs_execution_state: "SUCCESS" } });
  await callbacks["completeBatch"]!({ inputs: [two, three].map((callbackId) => ({ callbackId, outputFields: { hs_execution_state: "FAIL_CONTINUE" } })) });
  for (const name of ["complete", "completeBatch"]) passed.add(`automation.actions.callbacksApi.${name}`);
  expect(await states()).toEqual(["succeeded", "failed", "failed"]);
  await expect(callbacks["complete"]!(one, { outputFields: {} })).rejects.toMatchObject({ code: 404 });
  server.close();
});

test("settles where webhooks go, and which", async () => {
  const settings = { targetUrl: "http://127.0.0.1:9/hook", throttling: { maxConcurrentRequests: 10 } };
  expect(await call("webhooks", "settingsApi.configure", app.appId, settings)).toMatchObject(settings);
  expect(await call("webhooks", "settingsApi.getAll", app.appId)).toMatchObject(settings);
  const made = await call("webhooks", "subscriptionsApi.create", app.appId, { eventType: "deal.propertyChange", propertyName: "dealstage", active: false });
  expect((await call("webhooks", "subscriptionsApi.getAll", app.appId)).results).toHaveLength(1);
  expect(await call("webhooks", "subscriptionsApi.getById", made.id, app.appId)).toMatchObject({ eventType: "deal.propertyChange" });
  expect(await call("webhooks", "subscriptionsApi.update", made.id, app.appId, { active: true })).toMatchObject({ active: true });
  expect((await call("webhooks", "subscriptionsApi.updateBatch", app.appId, { inputs: [{ id: Number(made.id), active: false }] })).results).toMatchObject([{ active: false }]);
  await call("webhooks", "subscriptionsApi.archive", made.id, app.appId);
  await refused("webhooks", "subscriptionsApi.getById", 404, made.id, app.appId);
  await call("webhooks", "settingsApi.clear", app.appId);
  await refused("webhooks", "settingsApi.getAll", 404, app.appId);
});

test("gives, tells and ends OAuth tokens", async () => {
  const given = await call("oauth", "tokensApi.create", "refresh_token", undefined, undefined, app.clientId, app.clientSecret, app.refreshToken);
  expect(given.accessToken).toEqual(expect.any(String));
  expect(await call("oauth", "accessTokensApi.get", given.accessToken)).toMatchObject({ hubId: 44112233 });
  expect(await call("oauth", "refreshTokensApi.get", given.refreshToken)).toMatchObject({ clientId: app.clientId });
  await call("oauth", "refreshTokensApi.archive", given.refreshToken);
  await refused("oauth", "refreshTokensApi.get", 404, given.refreshToken);
});

test("every operation of the client for these was driven, and the README tells how many", () => {
  const all = Object.keys(families).map((name) => ({ name, operations: operationsOf(name).map((operation) => `${name}.${operation}`) }));
  expect(all.flatMap(({ operations }) => operations.filter((one) => !passed.has(one) && !notTaken.has(one)))).toEqual([]);
  const counts = [...all, { name: "all", operations: all.flatMap(({ operations }) => operations) }].map(({ name, operations }) => {
    const [passing, refusals] = [passed, notTaken].map((some) => operations.filter((one) => some.has(one)).length);
    return `| ${name} | ${operations.length} | ${passing} | ${refusals} |`;
  });
  expect(readFileSync(new URL("README.md", import.meta.url), "utf8")).toContain(counts.join("\n"));
});
