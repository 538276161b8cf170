/** Everything that node-quickbooks offers for the entities we keep, each reply held to the vendor's schema. */
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Entity, EntityName, SingleName } from "./company.ts";
import { linkedKinds, wholeBody } from "./entities/whole-documents.ts";
import { violations } from "./schema/violations.ts";
import { sdkClient, type SdkClient, sdkHas, sdkPlural } from "./sdk-client.ts";
import { testServer, type TestServer } from "./test-company.ts";
import type { Members } from "./wire-object.ts";

type Name = EntityName | SingleName;
type Outcome = "passes" | "refused";

const names: Name[] = [
  "Customer", "Vendor", "Employee", "Item", "Account", "Class", "Department", "Term", "PaymentMethod", "TaxCode", "TaxRate", "TaxAgency", "CompanyInfo", "Preferences",
  "CompanyCurrency", "ExchangeRate", "Invoice", "Estimate", "SalesReceipt", "RefundReceipt", "CreditMemo", "Payment", "Deposit", "Purchase", "Bill", "JournalEntry", "Attachable",
];
/** What is not made through the API, but there from the first day. */
const givenNames: ReadonlySet<Name> = new Set<Name>(["TaxCode", "TaxRate", "CompanyInfo", "Preferences", "ExchangeRate"]);
const currencyNames: ReadonlySet<Name> = new Set<Name>(["CompanyCurrency", "ExchangeRate"]);
const uncaptured: ReadonlySet<Name> = new Set<Name>(["TaxCode", "TaxRate", "TaxAgency"]);
const holders = "Customer Vendor Employee Item Account Invoice Estimate SalesReceipt RefundReceipt CreditMemo Payment Deposit Purchase Bill JournalEntry".split(" ");
/** The SDK has methods for these that the vendor does not document. */
const refusedUpdates: ReadonlySet<Name> = new Set<Name>(["TaxCode", "TaxRate", "TaxAgency"]);
/** Members without which the vendor refuses even a sparse update. */
const sparseNeeds: Partial<Record<Name, string[]>> = { Bill: ["VendorRef"], Payment: ["CustomerRef", "TotalAmt"], Purchase: ["PaymentType", "AccountRef"], Deposit: ["DepositToAccountRef"], ExchangeRate: ["SourceCurrencyCode", "AsOfDate", "Rate"] };

let server: TestServer;
let sdk: SdkClient;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.stop());

async function connect(name: Name): Promise<void> {
  const realm = currencyNames.has(name) ? String((await server.control("POST", "/companies", { profile: "multicurrency" }))["realmId"]) : server.realmId;
  sdk = await sdkClient(server, realm);
}

/** The SDK unwraps most replies, not all. */
function unwrapped(name: Name, reply: Members): Entity {
  const batched = (reply["BatchItemResponse"] as Members[] | undefined)?.[0];
  return ((batched ?? reply)[name] ?? reply) as Entity;
}

async function bodyOf(name: EntityName): Promise<Members> {
  const linked: string[] = [];
  for (const one of linkedKinds(name)) linked.push((await created(one)).Id);
  return wholeBody(name, linked);
}

/** By the SDK's method for it or, without one, in a batch. */
async function created(name: EntityName): Promise<Entity> {
  const body = await bodyOf(name);
  return unwrapped(name, sdkHas(`create${name}`) ? await sdk.call(`create${name}`, body) : await sdk.call("batch", [{ bId: "1", operation: "create", [name]: body }]));
}

/** One that is there: a new one where the vendor lets us make it. */
async function present(name: Name): Promise<Entity> {
  if (!givenNames.has(name)) return created(name as EntityName);
  if (name === "ExchangeRate") return unwrapped(name, await sdk.call("getExchangeRate", { sourcecurrencycode: "EUR", asofdate: "2026-11-20" }));
  return (await found(name))[0] as Entity;
}

async function found(name: Name, criteria: unknown = []): Promise<Members[]> {
  const { QueryResponse: response } = (await sdk.call(`find${sdkPlural(name)}`, criteria)) as { QueryResponse: Record<string, Members[] | undefined> };
  return response[name] ?? [];
}

/** Reading by id takes an id, the realm, a currency or nothing. */
async function read(name: Name): Promise<Members[]> {
  const { Id } = await present(name);
  if (name === "Preferences") return [await sdk.call("getPreferences")];
  if (name === "ExchangeRate") return [unwrapped(name, await sdk.call("getExchangeRate", { sourcecurrencycode: "EUR" }))];
  const entity = await sdk.call(`get${name}`, name === "CompanyInfo" ? server.realmId : Id);
  expect(entity["Id"]).toBe(Id);
  return [entity];
}

/** As a whole, then some members of it. */
async function updated(name: Name): Promise<Members[]> {
  const entity = await present(name);
  const whole = unwrapped(name, await sdk.call(`update${name}`, { ...entity, sparse: false }));
  const kept = (sparseNeeds[name] ?? []).map((member) => [member, whole[member]]);
  const sparse = unwrapped(name, await sdk.call(`update${name}`, { Id: whole.Id, SyncToken: whole.SyncToken, ...Object.fromEntries(kept) }));
  if (name !== "ExchangeRate") expect([Number(whole.SyncToken), Number(sparse.SyncToken)]).toEqual([Number(entity.SyncToken) + 1, Number(entity.SyncToken) + 2]);
  return [whole, sparse];
}

async function deleted(name: Name): Promise<Members[]> {
  const [first, second] = [await created(name as EntityName), await created(name as EntityName)];
  for (const given of [first, second.Id]) expect(unwrapped(name, await sdk.call(`delete${name}`, given))).toMatchObject({ status: "Deleted", Id: given === first ? first.Id : second.Id });
  await expect(sdk.call(`get${name}`, first.Id)).rejects.toMatchObject({ response: { data: { Fault: { Error: [{ code: "610" }] } } } });
  return [];
}

/** By the SDK's method, or as an update with its word for it. */
async function voided(name: Name): Promise<Members[]> {
  const { Id, SyncToken, CustomerRef, TotalAmt } = await created(name as EntityName);
  const given = { Id, SyncToken, CustomerRef, TotalAmt };
  const entity = unwrapped(name, sdkHas(`void${name}`) ? await sdk.call(`void${name}`, given) : await sdk.call(`update${name}`, { ...given, void: true }));
  expect(entity).toMatchObject({ Id, TotalAmt: 0 });
  expect(entity["PrivateNote"]).toMatch(/^Voided/);
  return [entity];
}

async function sought(name: Name): Promise<Members[]> {
  const { Id } = await present(name);
  const rows = await found(name, { fetchAll: true, limit: 20 });
  if (!["ExchangeRate", "CompanyInfo", "Preferences"].includes(name)) expect(await found(name, [{ field: "Id", value: Id }])).toHaveLength(1);
  expect(rows.length).toBeGreaterThan(0);
  return rows;
}

async function counted(name: Name): Promise<Members[]> {
  await present(name);
  const { QueryResponse: response } = (await sdk.call(`find${sdkPlural(name)}`, { count: true })) as { QueryResponse: { totalCount: number } };
  expect(response.totalCount).toBe((await found(name, { fetchAll: true })).length);
  return [];
}

/** To the document's own address, then to another one. */
async function sent(name: Name): Promise<Members[]> {
  const { Id } = await created(name as EntityName);
  const own = await sdk.call(`send${name}Pdf`, Id);
  const other = await sdk.call(`send${name}Pdf`, Id, "ada@northwind.example");
  expect([own, other]).toMatchObject([{ EmailStatus: "EmailSent", BillEmail: { Address: "ap@northwind.example" } }, { EmailStatus: "EmailSent", BillEmail: { Address: "ada@northwind.example" } }]);
  return [own, other];
}

async function printed(name: Name): Promise<Members[]> {
  const { Id } = await created(name as EntityName);
  const bytes = (await sdk.call(`get${name}Pdf`, Id)) as unknown as Uint8Array;
  expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe("%PDF-");
  return [];
}

/** Created where that can be, and found, in batches. */
async function batched(name: Name): Promise<Members[]> {
  const entity = await present(name);
  const body = givenNames.has(name) ? undefined : { ...(await bodyOf(name as EntityName)), ...renamed(name) };
  const items = [{ bId: "q", Query: `select * from ${name}` }, ...(body ? [{ bId: "c", operation: "create", [name]: body }] : [])];
  const { BatchItemResponse: answers } = (await sdk.call("batch", items)) as unknown as { BatchItemResponse: (Members & { QueryResponse?: Record<string, Members[]> })[] };
  const rows = answers[0]?.QueryResponse?.[name] ?? [];
  expect(rows.map((one) => one["Id"])).toContain(entity.Id);
  return [...rows, ...answers.slice(1).map((one) => one[name] as Members)];
}

/** Names are taken once. */
function renamed(name: Name): Members {
  const named: Partial<Record<Name, Members>> = { Customer: { DisplayName: "B" }, Vendor: { DisplayName: "B" }, Employee: { GivenName: "B" }, CompanyCurrency: { Code: "SEK" }, TaxAgency: { DisplayName: "B" }, Account: { Name: "B", AcctNum: "1011" }, Bill: { DocNumber: "B-2" } };
  const hasName = ["Item", "Class", "Department", "Term", "PaymentMethod"].includes(name);
  return named[name] ?? (hasName ? { Name: "B" } : {});
}

async function told(name: Name): Promise<Members[]> {
  const since = new Date(Date.now() - 60_000);
  const entity = await present(name);
  if (name === "CompanyInfo" || name === "Preferences" || name === "ExchangeRate") await sdk.call(`update${name}`, { ...entity });
  const { CDCResponse: answers } = (await sdk.call("changeDataCapture", [name], since)) as unknown as { CDCResponse: { QueryResponse: Record<string, Members[]>[] }[] };
  const rows = answers[0]?.QueryResponse[0]?.[name] ?? [];
  expect(rows.length).toBeGreaterThan(0);
  return rows;
}

/** A file on one of these. */
async function attached(name: Name): Promise<Members[]> {
  const { Id } = await created(name as EntityName);
  const attachable = await sdk.call("upload", "signed.pdf", "application/pdf", Readable.from([Buffer.from("%PDF-1.4 signed")]), name, Id);
  expect(attachable).toMatchObject({ FileName: "signed.pdf", AttachableRef: [{ EntityRef: { type: name, value: Id } }] });
  expect(violations("Attachable", attachable)).toEqual([]);
  return [];
}

interface Operation {
  run(name: Name): Promise<Members[]>;
  isOffered(name: Name): boolean;
}

const operations: Record<string, Operation> = {
  create: { run: async (name) => [await created(name as EntityName)], isOffered: (name) => sdkHas(`create${name}`) },
  get: { run: read, isOffered: (name) => sdkHas(`get${name}`) },
  update: { run: updated, isOffered: (name) => sdkHas(`update${name}`) },
  delete: { run: deleted, isOffered: (name) => sdkHas(`delete${name}`) },
  void: { run: voided, isOffered: (name) => sdkHas(`void${name}`) || name === "SalesReceipt" },
  find: { run: sought, isOffered: (name) => sdkHas(`find${sdkPlural(name)}`) },
  count: { run: counted, isOffered: (name) => sdkHas(`find${sdkPlural(name)}`) },
  send: { run: sent, isOffered: (name) => sdkHas(`send${name}Pdf`) },
  pdf: { run: printed, isOffered: (name) => sdkHas(`get${name}Pdf`) },
  batch: { run: batched, isOffered: () => true },
  changes: { run: told, isOffered: (name) => !uncaptured.has(name) },
  upload: { run: attached, isOffered: (name) => holders.includes(name) },
};

const rows = names.flatMap((name) => Object.entries(operations).flatMap(([operation, { isOffered }]) => (isOffered(name) ? [[name, operation, outcomeOf(name, operation)] as const] : [])));

function outcomeOf(name: Name, operation: string): Outcome {
  return operation === "update" && refusedUpdates.has(name) ? "refused" : "passes";
}

describe("node-quickbooks", () => {
  test.for(rows)("%s, %s: %s", async ([name, operation, outcome]) => {
    await connect(name);
    const run = (operations[operation] as Operation).run(name);
    if (outcome === "refused") return expect(run).rejects.toMatchObject({ response: { data: { Fault: { Error: [{ code: "500" }] } } } });
    expect((await run).flatMap((entity) => violations(name, entity))).toEqual([]);
  });

  test("TaxService, create: passes", async () => {
    await connect("TaxCode");
    const made = (await sdk.call("createTaxService", { TaxCode: "Quay tax", TaxRateDetails: [{ TaxRateName: "Quay rate", RateValue: "8", TaxAgencyId: "1", TaxApplicableOn: "Sales" }] })) as Members & { TaxRateDetails: Members[] };
    expect(made.TaxRateDetails).toMatchObject([{ RateValue: "8%" }]);
    // The schema has a number where the vendor answers a text with a percent sign.
    expect(violations("TaxService", { ...made, TaxRateDetails: made.TaxRateDetails.map((one) => ({ ...one, RateValue: 8 })) })).toEqual([]);
    expect((await sdk.call("getTaxCode", made["TaxCodeId"]))["Name"]).toBe("Quay tax");
  });

  test("is told of in the README as it is here", () => {
    const columns = Object.keys(operations);
    const cell = (name: Name, operation: string): string => rows.find((row) => row[0] === name && row[1] === operation)?.[2].replace("passes", "yes") ?? "";
    const lines = names.map((name) => `| ${name} | ${columns.map((operation) => cell(name, operation)).join(" | ")} |`);
    expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain([`| | ${columns.join(" | ")} |`, `|---${"|---".repeat(columns.length)}|`, ...lines].join("\n"));
  });
});
