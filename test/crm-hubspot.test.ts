/** The CRM contract on HubSpot, both API generations, against the simulator. */
import { openHubSpot, type HubSpotOptions } from "#crm/hubspot/hubspot.ts";
import { instantOf } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import { startHubSpotSimulator } from "../simulators/hubspot/server.ts";
import { crmContract, type CrmBench, type DealSeed } from "./crm.testsuite.ts";

crmContract("HubSpot (2026-09)", () => openBench({ apiVersion: "2026-09" }));
crmContract("HubSpot (v3)", () => openBench({ apiVersion: "v3" }));

type Properties = Record<string, string>;

/** Types of associations, from the deal's side. */
const associationTypes = { contacts: 3, line_items: 19 };

async function openBench(options: Partial<HubSpotOptions>): Promise<CrmBench> {
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
