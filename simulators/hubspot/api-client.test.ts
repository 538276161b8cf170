/** HubSpot's own client for Node against the simulator: what it sends is understood, what it gets it understands. */
import { Client } from "@hubspot/api-client";
import { AssociationSpecAssociationCategoryEnum } from "@hubspot/api-client/lib/codegen/crm/associations/v4/models/AssociationSpec.js";
import { FilterOperatorEnum } from "@hubspot/api-client/lib/codegen/crm/deals/models/Filter.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { app } from "./app.ts";
import { type RunningSimulator, startHubSpotSimulator } from "./server.ts";

let simulator: RunningSimulator;
let client: Client;

beforeAll(async () => {
  simulator = await startHubSpotSimulator({ port: 0 });
  client = new Client({ accessToken: app.accessToken, basePath: simulator.url });
});

afterAll(() => simulator.stop());

test("reads, lists and pages deals with their associations", async () => {
  const deal = await client.crm.deals.basicApi.getById("9015", ["dealname", "amount"], undefined, ["contacts", "line_items"]);
  expect(deal.properties["dealname"]).toBeTypeOf("string");
  expect(deal.createdAt).toBeInstanceOf(Date);
  expect(deal.associations?.["contacts"]?.results).toHaveLength(1);
  expect(deal.associations?.["line items"]?.results.length).toBeGreaterThan(0);
  const all = await client.crm.deals.getAll(20);
  expect(new Set(all.map((one) => one.id)).size).toBeGreaterThanOrEqual(44);
});

test("creates, changes and archives", async () => {
  const made = await client.crm.deals.basicApi.create({
    properties: { dealname: "By the client", dealstage: "contractsent", pipeline: "default" },
    associations: [{ to: { id: "501" }, types: [{ associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined, associationTypeId: 3 }] }],
  });
  const changed = await client.crm.deals.basicApi.update(made.id, { properties: { dealstage: "closedwon" } });
  expect(changed.properties["hs_is_closed_won"]).toBe("true");
  const contacts = await client.crm.associations.v4.basicApi.getPage("deals", made.id, "contacts");
  expect(contacts.results.map((one) => String(one.toObjectId))).toEqual(["501"]);
  await client.crm.deals.basicApi.archive(made.id);
  await expect(client.crm.deals.basicApi.getById(made.id)).rejects.toMatchObject({ code: 404 });
});

test("works in batches", async () => {
  const read = await client.crm.lineItems.batchApi.read({ inputs: [{ id: "20001" }, { id: "20002" }], properties: ["name", "amount"], propertiesWithHistory: [] });
  expect(read.results.map((one) => one.id).sort()).toEqual(["20001", "20002"]);
  expect(read.startedAt).toBeInstanceOf(Date);
  const made = await client.crm.contacts.batchApi.create({ inputs: [{ properties: { email: "batch@client.example" }, associations: [] }] });
  expect(made.status).toBe("COMPLETE");
  const associations = await client.crm.associations.v4.batchApi.getPage("deals", "line_items", { inputs: [{ id: "9001" }] });
  expect(associations.results[0]?.to.length).toBeGreaterThan(0);
});

test("searches", async () => {
  const found = await client.crm.deals.searchApi.doSearch({
    filterGroups: [{ filters: [{ propertyName: "dealstage", operator: FilterOperatorEnum.Eq, value: "contractsent" }] }],
    sorts: ["-hs_lastmodifieddate"],
    properties: ["dealname"],
    limit: 5,
  });
  expect(found.results).toHaveLength(5);
  expect(found.paging?.next?.after).toBe("5");
  expect(found.total).toBeGreaterThan(5);
});

test("reads properties, pipelines, owners and quotes and payments by the generic way", async () => {
  const properties = await client.crm.properties.coreApi.getAll("deals");
  expect(properties.results.map((one) => one.name)).toContain("quickbooks_invoice_url");
  const pipelines = await client.crm.pipelines.pipelinesApi.getAll("deals");
  expect(pipelines.results[0]?.stages.map((stage) => stage.id)).toContain("closedwon");
  expect((await client.crm.owners.ownersApi.getPage()).results.length).toBeGreaterThan(0);
  const payments = await client.crm.objects.basicApi.getPage("commerce_payments", 10, undefined, ["hs_initial_amount"]);
  expect(payments.results.map((one) => one.id)).toHaveLength(8);
  const quotes = await client.crm.quotes.basicApi.getPage(10, undefined, ["hs_sign_status"]);
  expect(quotes.results.filter((one) => one.properties["hs_sign_status"] === "ESIGN_COMPLETED")).toHaveLength(1);
});

test("tells the labels of a quote's signer and payer of bills, and what adjusts the quote", async () => {
  const contacts = await client.crm.associations.v4.basicApi.getPage("quotes", "7003", "contacts");
  const types = contacts.results.flatMap((one) => one.associationTypes).map((one) => `${one.typeId} ${one.label ?? ""}`.trim());
  expect(types.sort()).toEqual(["1226 Billing Contact", "69", "69", "702 Contact Signer"]);
  const taxes = await client.crm.associations.v4.batchApi.getPage("quotes", "taxes", { inputs: [{ id: "7002" }] });
  const [tax] = taxes.results.flatMap((one) => one.to);
  const read = await client.crm.objects.batchApi.read("taxes", { inputs: [{ id: String(tax?.toObjectId) }], properties: ["hs_label", "hs_type", "hs_value"], propertiesWithHistory: [] });
  expect(read.results[0]?.properties).toMatchObject({ hs_label: "County sales tax", hs_type: "PERCENT", hs_value: "9.375" });
});

test("creates payments that were collected elsewhere, in the generic way", async () => {
  const made = await client.crm.objects.basicApi.create("commerce_payments", {
    properties: { hs_initial_amount: "25.00", hs_initiated_date: "2026-11-20T10:00:00Z", hs_latest_status: "succeeded", hs_processor_type: "quickbooks" },
    associations: [{ to: { id: "501" }, types: [{ associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined, associationTypeId: 387 }] }],
  });
  const found = await client.crm.objects.searchApi.doSearch("commerce_payments", {
    filterGroups: [{ filters: [{ propertyName: "hs_processor_type", operator: FilterOperatorEnum.Eq, value: "quickbooks" }] }],
    sorts: [], properties: ["hs_net_amount"], limit: 5,
  });
  expect(found.results.map(({ id, properties }) => ({ id, net: properties["hs_net_amount"] }))).toEqual([{ id: made.id, net: "25.00" }]);
});
