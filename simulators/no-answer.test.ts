import { afterAll, beforeAll, expect, test } from "vitest";
import { startHubSpotSimulator } from "./hubspot/server.ts";
import { startQuickBooksSimulator } from "./quickbooks/server.ts";

let simulators: { hubspot: Awaited<ReturnType<typeof startHubSpotSimulator>>; quickbooks: Awaited<ReturnType<typeof startQuickBooksSimulator>> };
let bearer: { hubspot: string; quickbooks: string };
let realm: string;

beforeAll(async () => {
  const [hubspot, quickbooks] = await Promise.all([startHubSpotSimulator({ port: 0 }), startQuickBooksSimulator({ port: 0 })]);
  simulators = { hubspot, quickbooks };
  const token = async (url: string) => (await (await fetch(`${url}/simulator/token`)).json()) as { accessToken: string; realmId?: string };
  const [ofHubspot, ofQuickbooks] = await Promise.all([token(hubspot.url), token(quickbooks.url)]);
  bearer = { hubspot: ofHubspot.accessToken, quickbooks: ofQuickbooks.accessToken };
  realm = ofQuickbooks.realmId ?? "";
});
afterAll(() => Promise.all([simulators.hubspot.stop(), simulators.quickbooks.stop()]));

const call = (vendor: "hubspot" | "quickbooks", method: string, path: string): Promise<Response> =>
  fetch(simulators[vendor].url + path, { method, headers: { authorization: `Bearer ${bearer[vendor]}`, "content-type": "application/json" }, ...(method === "GET" ? {} : { body: "{}" }) });

test.each<["hubspot" | "quickbooks", string, string, string]>([
  ["hubspot", "PUT", "/crm/v3/objects/deals", "GET, POST"],
  ["hubspot", "GET", "/crm/v3/objects/deals/batch/read", "POST"],
  ["hubspot", "POST", "/crm/objects/2026-03/deals/9016", "GET, PATCH, DELETE"],
  ["hubspot", "DELETE", "/crm/v3/owners", "GET"],
  ["hubspot", "GET", "/oauth/v1/token", "POST"],
  ["hubspot", "GET", "/simulator/reset", "POST"],
  ["quickbooks", "GET", "/oauth2/v1/tokens/bearer", "POST"],
  ["quickbooks", "PUT", "/simulator/faults", "GET, POST, DELETE"],
  ["quickbooks", "POST", "/customers", "GET"],
])("%s: %s %s is refused with 405 and what the path takes", async (vendor, method, path, allowed) => {
  const answer = await call(vendor, method, path);
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, allowed]);
});

test.each<["hubspot" | "quickbooks", string]>([["hubspot", "/crm/v3/unicorns"], ["hubspot", "/nowhere"], ["quickbooks", "/nowhere"]])("%s: %s is not there with any method", async (vendor, path) => {
  for (const method of ["GET", "POST", "DELETE"]) expect((await call(vendor, method, path)).status).toBe(404);
});

test.each([["PUT", "invoice"], ["DELETE", "invoice/1"], ["GET", "batch"], ["POST", "cdc"], ["GET", "upload"], ["GET", "taxservice/taxcode"]])("QuickBooks: %s %s is an operation that is not supported", async (method, path) => {
  const answer = await call("quickbooks", method, `/v3/company/${realm}/${path}`);
  expect([answer.status, await answer.json()]).toMatchObject([400, { Fault: { Error: [{ code: "500", Detail: `Operation ${method} is not supported.` }] } }]);
});
