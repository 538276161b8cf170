/** The CRM contract on HubSpot, all API versions we speak, against the simulator. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { openHubSpot, type HubSpotOptions } from "#crm/hubspot/hubspot.ts";
import { decodeHubSpotWebhook } from "#crm/hubspot/webhook.ts";
import { instantOf } from "#domain/dates.ts";
import type { CrmEvent } from "#domain/event.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { ObjectType, Subject } from "#domain/record.ts";
import { startHubSpotSimulator } from "../simulators/hubspot/server.ts";
import { crmContract, type CrmBench, type DealSeed } from "./crm.testsuite.ts";

crmContract("HubSpot (2026-09)", () => openBench({ apiVersion: "2026-09" }));
crmContract("HubSpot (2026-03)", () => openBench({ apiVersion: "2026-03" }));
crmContract("HubSpot (v3)", () => openBench({ apiVersion: "v3" }));

describe("HubSpot's simulator and the adapter", () => {
  test("agree on the calls that a batch of subjects costs", async () => {
    await using bench = await openBench({});
    const ids = await bench.addDeals(Array.from({ length: 100 }, (_, index) => `Deal ${index}`));
    const { id } = await bench.addDeal({ name: "With", contacts: [{ email: "w@example.test" }], lineItems: [{ name: "Line", quantity: "1", price: "1" }] });
    const read = async (): Promise<void> => {
      const records = await bench.crm.readRecords("deal", [...ids.slice(1), id]);
      if (!records.ok || !(await bench.crm.readSubjects(records.value)).ok) throw new Error("not read");
    };
    await read();
    const before = await bench.calls();
    await read();
    expect((await bench.calls()) - before).toBe(1 + 5);
  });

  test.each(["2026-09", "v3"] as const)("agree on quotes, payments and all that surrounds them (%s)", async (apiVersion) => {
    await using bench = await openBench({ apiVersion });
    const subjectsOf = async (objectType: ObjectType, ...ids: string[]): Promise<Subject[]> => {
      const records = await bench.crm.readRecords(objectType, ids);
      const subjects = records.ok ? await bench.crm.readSubjects(records.value) : records;
      if (!subjects.ok) throw new Error(subjects.error.code);
      return subjects.value as Subject[];
    };
    const [adjusted, signed] = await subjectsOf("quote", "7002", "7003");
    expect(adjusted?.adjustments).toEqual([
      { kind: "discount", label: "Founding client", form: "percent", value: "5" },
      { kind: "fee", label: "Rush fee", form: "amount", value: "75" },
      { kind: "tax", label: "County sales tax", form: "percent", value: "9.375" },
    ]);
    expect(signed).toMatchObject({
      contacts: [{ email: "sofia@rossibakery.example", roles: ["signer"], labels: ["Contact Signer"] }, { email: "vera@rossibakery.example", roles: ["billing"] }],
      companies: [{ name: "Rossi Bakery", roles: [], phone: "+1 415 555 0195", address: { lines: ["14 Caledonia Street"], city: "Sausalito", region: "CA", postalCode: "94965" } }],
    });
    const [card, debit, taxed, refunded, invoiced] = await subjectsOf("payment", "6001", "6003", "6006", "6007", "6008");
    expect(card?.payment).toMatchObject({ paymentState: "succeeded", amount: "1500", fee: "51", refunded: "0", method: "card", payerEmail: "hannah@weissdental.example", paysInvoice: false });
    expect(debit?.payment).toMatchObject({ paymentState: "pending", fee: null, method: "ach" });
    expect(taxed).toMatchObject({ amount: "430.55", lineItems: [{ tax: { rate: "10.25", label: "Sales tax", amount: "30.55" } }, { tax: null }], billingAddress: { city: "Petaluma" } });
    expect(refunded?.payment).toMatchObject({ paymentState: "partly-refunded", refunded: "250" });
    expect(invoiced?.payment).toMatchObject({ paysInvoice: true });
    const [deal] = await subjectsOf("deal", "9001");
    const named = expect.objectContaining({ name: expect.stringMatching(/^(Robin Castellano|Mei Tanaka|Dara Walsh)$/), email: expect.stringMatching(/@harborandpine\.example$/) });
    expect([deal?.owner, deal?.contacts[0]?.owner]).toEqual([named, named]);
    expect(deal?.companies).toMatchObject([{ name: "Weiss Dental", roles: ["primary"], domain: "weissdental.example" }]);
  });

  test.each(["2026-09", "v3"] as const)("agree on invoices, subscriptions and owners (%s)", async (apiVersion) => {
    await using bench = await openBench({ apiVersion });
    const subscriptionId = await bench.create("subscriptions", { hs_name: "Care plan" });
    const invoiceId = await bench.create("invoices", { hs_currency: "USD", hs_title: "Deposit" });
    const [invoices, subscriptions] = [await bench.crm.readRecords("invoice", [invoiceId]), await bench.crm.readRecords("subscription", [subscriptionId])];
    expect(invoices).toMatchObject({ ok: true, value: [{ objectType: "invoice", id: invoiceId, properties: { hs_currency: "USD" } }] });
    expect(subscriptions).toMatchObject({ ok: true, value: [{ objectType: "subscription", name: "Care plan" }] });
    const types = await bench.crm.associatedTypes("payment");
    expect(types.ok && types.value.map(({ objectType }) => objectType)).toEqual(expect.arrayContaining(["contact", "invoice", "subscription"]));
    const facts = await bench.crm.readTriggerFacts("payment", ["6008"], { associatedTypes: ["invoice"], histories: [] });
    expect(facts.ok && facts.value[0]?.associated?.map(({ objectType }) => objectType)).toEqual(["invoice"]);
    const properties = await bench.crm.properties("deal");
    const owner = properties.ok ? properties.value.find(({ name }) => name === "hubspot_owner_id") : undefined;
    expect(owner?.options).toEqual([{ value: "88003", label: "Dara Walsh" }, { value: "88002", label: "Mei Tanaka" }, { value: "88001", label: "Robin Castellano" }]);
  });

  test("agree on the signature of webhooks", async () => {
    await using bench = await openBench({});
    const { id } = await bench.addDeal({ name: "Watched" });
    await using listener = await listenForWebhooks(bench);
    await bench.rename(id, "Told");
    await expect.poll(() => listener.events, { timeout: 20_000 }).toMatchObject([{ objectType: "deal", recordId: id, kind: "changed", property: "dealname", source: "webhook" }]);
    expect(listener.failures).toEqual([]);
  });

  test("agree on the lag of search: what it shows late is heard late, but heard", async () => {
    await using bench = await openBench({});
    await bench.settings({ searchIndexDelayMs: 400 });
    let cursor: string | null = null;
    const heard = new Set<string>();
    const poll = async (): Promise<Set<string>> => {
      const page = await bench.crm.changesSince("deal", cursor, now());
      if (!page.ok) throw new Error(page.error.code);
      cursor = page.value.cursor;
      for (const { recordId } of page.value.changed) heard.add(recordId);
      return page.value.hasMore ? poll() : heard;
    };
    await poll();
    const ids = await bench.addDeals(Array.from({ length: 30 }, (_, index) => `Late ${index}`));
    await expect.poll(async () => [...(await poll())], { timeout: 20_000, interval: 50 }).toEqual(expect.arrayContaining(ids));
  });
});

type Properties = Record<string, string>;

/** The bench of the contract, and what only this simulator has. */
interface HubSpotBench extends CrmBench, AsyncDisposable {
  url: string;
  portalId: string;
  clientSecret: string;
  calls(): Promise<number>;
  settings(settings: Record<string, unknown>): Promise<void>;
  /** Creates an object by its plural; returns its id. */
  create(type: string, properties: Properties): Promise<string>;
}

/** Types of associations, from the deal's side. */
const associationTypes = { contacts: 3, line_items: 19 };

async function openBench(options: Partial<HubSpotOptions>): Promise<HubSpotBench> {
  const simulator = await startHubSpotSimulator({ port: 0 });
  const { portalId, accessToken, clientSecret } = await fetchJson<{ portalId: number; accessToken: string; clientSecret: string }>(`${simulator.url}/simulator/token`);
  const opened = (token: string) =>
    openHubSpot({
      connectionId: "crm" as ConnectionId,
      baseUrl: simulator.url,
      appUrl: simulator.url,
      portalId: String(portalId),
      credentials: { read: async () => ({ accessToken: token, clientSecret }) },
      now,
      limits: "off",
      indexLagMs: 2_000,
      ...options,
    });

  async function post<T>(path: string, body: unknown, method = "POST"): Promise<T> {
    return fetchJson<T>(`${simulator.url}${path}`, { method, headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" }, body: JSON.stringify(body) });
  }

  async function create(type: string, properties: Properties): Promise<string> {
    return (await post<{ id: string }>(`/crm/v3/objects/${type}`, { properties })).id;
  }

  async function addAssociates(dealId: string, type: keyof typeof associationTypes, all: Properties[]): Promise<string[]> {
    const ids: string[] = [];
    for (const properties of all) {
      const id = await create(type, properties);
      await post(`/crm/v4/objects/deals/${dealId}/associations/${type}/${id}`, [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: associationTypes[type] }], "PUT");
      ids.push(id);
    }
    return ids;
  }

  return {
    url: simulator.url,
    portalId: String(portalId),
    clientSecret,
    create,
    calls: async () => (await fetchJson<{ calls: number }>(`${simulator.url}/simulator/counters`)).calls,
    settings: async (settings) => void (await post("/simulator/settings", settings)),
    [Symbol.asyncDispose]: () => simulator.stop(),
    crm: opened(accessToken),
    strangersCrm: opened("pat-na1-of-somebody-else"),
    now,
    async addDeal(seed) {
      const id = await create("deals", dealProperties(seed.name));
      return { id, contactIds: await addAssociates(id, "contacts", contactsOf(seed)), lineItemIds: await addAssociates(id, "line_items", lineItemsOf(seed)) };
    },
    async addDeals(names) {
      const ids: string[] = [];
      for (let at = 0; at < names.length; at += 100) {
        const inputs = names.slice(at, at + 100).map((name) => ({ properties: dealProperties(name), associations: [] }));
        const { results } = await post<{ results: { id: string; properties: Properties }[] }>("/crm/v3/objects/deals/batch/create", { inputs });
        const idByName = new Map(results.map((record) => [record.properties["dealname"], record.id]));
        ids.push(...names.slice(at, at + 100).map((name) => idByName.get(name) ?? ""));
      }
      return ids;
    },
    rename: async (dealId, name) => void (await post(`/crm/v3/objects/deals/${dealId}`, { properties: { dealname: name } }, "PATCH")),
    async disturb(disturbance, times) {
      const kind = disturbance === "dropped" ? "drop-before-commit" : disturbance;
      await fetchJson(`${simulator.url}/simulator/faults`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ rules: times === 0 ? [] : [{ kind, times, match: { pathIncludes: "/batch/read" } }] }),
      });
    },
    stop: () => simulator.stop(),
  };
}

/** Subscribes to changes of a deal's name and keeps what is decoded. */
async function listenForWebhooks(bench: HubSpotBench) {
  const events: CrmEvent[] = [];
  const failures: unknown[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((rawBody) => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const decoded = decodeHubSpotWebhook(bench.portalId)({ method: request.method ?? "", url: targetUrl, headers, rawBody }, bench.clientSecret, now());
      if (decoded.ok) events.push(...decoded.value);
      else failures.push(decoded.error);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const targetUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/hubspot/crm?from=a%20b`;
  const subscriptions = [{ subscriptionType: "deal.propertyChange", propertyName: "dealname" }];
  await fetchJson(`${bench.url}/simulator/webhooks`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ targetUrl, subscriptions }) });
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { events, failures, [Symbol.asyncDispose]: stop };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function now() {
  return instantOf(Date.now());
}

function dealProperties(dealname: string): Properties {
  return { dealname, pipeline: "default", dealstage: "appointmentscheduled" };
}

function contactsOf(seed: DealSeed): Properties[] {
  return (seed.contacts ?? []).map(({ firstName, lastName, email }) => given({ firstname: firstName, lastname: lastName, email }));
}

function lineItemsOf(seed: DealSeed): Properties[] {
  return (seed.lineItems ?? []).map(({ name, sku, quantity, price, position }) => given({ name, hs_sku: sku, quantity, price, hs_position_on_quote: position?.toString() }));
}

function given(values: Record<string, string | undefined>): Properties {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

async function fetchJson<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${init?.method ?? "GET"} ${url} answered ${response.status}: ${text}`);
  return (text === "" ? {} : JSON.parse(text)) as T;
}
