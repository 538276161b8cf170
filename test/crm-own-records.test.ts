/** The CRM contract on own records, in a real database. */
import { expect, test } from "vitest";
import { openOwnRecords } from "#crm/own-records/own-records.ts";
import type { CrmConnection } from "#domain/connection.ts";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { OwnWrite } from "#domain/own-records/put.ts";
import { type OwnRecords, OwnRecordsTrouble } from "#domain/ports/own-records.ts";
import type { ObjectType } from "#domain/record.ts";
import { crmContract, type CrmBench } from "./crm.testsuite.ts";
import { testDatabase } from "./database.ts";

crmContract("Own records", openBench);

test("the labels of associations are those that some record uses", async () => {
  const bench = await openBench();
  await bench.put("contact", "C-1", { last_name: "Rossi" });
  await bench.put("deal", "D-1", { name: "Labelled" }, { associates: { contacts: [{ externalId: "C-1", roles: [], labels: ["Decides", "Pays"] }] } });
  await bench.put("deal", "D-2", { name: "Labelled, too" }, { associates: { contacts: [{ externalId: "C-1", roles: [], labels: ["Decides"] }] } });
  await bench.put("quote", "Q-1", { name: "Without labels" });
  const labelsOf = async (type: ObjectType) => {
    const types = await bench.crm.associatedTypes(type);
    return types.ok ? types.value.map(({ objectType, labels }) => [objectType, labels]) : types.error;
  };
  expect(await labelsOf("deal")).toEqual([["contact", ["Decides", "Pays"]], ["company", []], ["line-item", []]]);
  expect(await labelsOf("quote")).toEqual([["contact", []], ["company", []], ["line-item", []]]);
  await bench.stop();
});

type Put = (objectType: ObjectType, externalId: string, properties: Record<string, string>, more?: Partial<OwnWrite>) => Promise<string>;

async function openBench(): Promise<CrmBench & { put: Put }> {
  const database = await testDatabase();
  const { store, ownRecords } = await database.open();
  const workspaceId = "w" as WorkspaceId;
  await store.createWorkspace({ id: workspaceId, name: "Own", now: now() });
  const connection: CrmConnection = {
    id: "own" as ConnectionId, workspaceId, role: "crm", vendor: "own-records", name: "Own records", externalId: "w", connectionState: "connected",
    baseUrl: "https://ledgerline.example.test", appUrl: "https://ledgerline.example.test", createdAt: now(),
    account: { portalId: "w", name: "Own records", timeZone: "Europe/Amsterdam", currency: "EUR" },
    settings: { apiVersion: null, notesOnRecords: false },
  };
  await store.saveConnection(connection, {});
  const trouble: { kind: "500" | "429" | "dropped"; times: number } = { kind: "500", times: 0 };
  const crmOf = (id: string) =>
    openOwnRecords({
      records: disturbed(ownRecords, trouble),
      connection: async () => (await store.connection(id as ConnectionId)) as CrmConnection | undefined,
      now,
    });

  async function put(objectType: ObjectType, externalId: string, properties: Record<string, string>, more: Partial<OwnWrite> = {}): Promise<string> {
    const write = { externalId, properties, associates: {}, lineItems: null, belongsTo: null, ...more };
    const [outcome] = await ownRecords.put(connection.id, objectType, [write], { isDry: false, isQuiet: false, appUrl: connection.appUrl }, now());
    if (outcome === undefined || outcome.outcome === "refused") throw new Error(JSON.stringify(outcome));
    return outcome.id;
  }

  let made = 0;
  const nextName = (): string => `N-${(made += 1)}`;
  return {
    crm: crmOf(connection.id),
    strangersCrm: crmOf("somebody-elses"),
    now,
    put,
    async addDeal({ name, contacts = [], lineItems = [] }) {
      const contactNames: string[] = [];
      const contactIds: string[] = [];
      for (const { firstName, lastName, email } of contacts) {
        contactNames.push(nextName());
        contactIds.push(await put("contact", contactNames.at(-1) ?? "", given({ first_name: firstName, last_name: lastName, email })));
      }
      const dealName = nextName();
      const id = await put("deal", dealName, { name }, {
        associates: { contacts: contactNames.map((externalId) => ({ externalId, roles: [], labels: [] })) },
        lineItems: lineItems.map((line, index) => ({
          externalId: `${dealName}#${index}`,
          properties: given({ name: line.name, sku: line.sku, quantity: line.quantity, unit_price: line.price, position: line.position?.toString() }),
        })),
      });
      return { id, contactIds, lineItemIds: (await ownRecords.lineItemsOf(connection.id, [id])).map((line) => line.id) };
    },
    async addDeals(names) {
      const writes = names.map((name) => ({ externalId: nextName(), properties: { name }, associates: {}, lineItems: null, belongsTo: null }));
      const outcomes = await ownRecords.put(connection.id, "deal", writes, { isDry: false, isQuiet: false, appUrl: connection.appUrl }, now());
      return outcomes.map((outcome) => (outcome.outcome === "refused" ? "" : outcome.id));
    },
    rename: async (dealId, name) => void (await ownRecords.writeProperties(connection.id, "deal", [{ recordId: dealId, properties: { name } }], now())),
    disturb: async (kind, times) => void Object.assign(trouble, { kind, times }),
    stop: () => database.drop(),
  };
}

/** The store as it is when its database has trouble for the next so many questions. */
function disturbed(records: OwnRecords, trouble: { kind: "500" | "429" | "dropped"; times: number }): OwnRecords {
  return new Proxy(records, {
    get: (target, name: keyof OwnRecords) =>
      async (...input: never[]) => {
        if (trouble.times > 0) {
          trouble.times -= 1;
          throw new OwnRecordsTrouble(trouble.kind === "429" ? "busy" : "away", new Error(trouble.kind));
        }
        return (target[name] as (...all: never[]) => unknown)(...input);
      },
  });
}

function now(): Instant {
  return instantOf(Date.now());
}

function given(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
