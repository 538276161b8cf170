import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, startCaller } from "./caller.ts";

let portal: Caller;

beforeAll(async () => {
  portal = await startCaller();
});

afterAll(() => portal.stop());

async function shown(path: string): Promise<string> {
  return (await fetch(`${portal.url}${path}`)).text();
}

async function send(path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${portal.url}${path}`, { method: "POST", body: new URLSearchParams(form), headers, redirect: "manual" });
}

test("every page shows and says what it is", async () => {
  for (const [path, words] of [["/", "16 deals, $45,231.14"], ["/deals/9015", "Line items"], ["/contacts", "Ada Okoye"], ["/contacts/501", "Save"], ["/products", "Moss wall"], ["/deliveries", "Nobody has subscribed"], ["/requests", "Throttled"], ["/quotes/7001", "Signature status"], ["/quotes", "Q"], ["/payments", "250.00 refunded"], ["/companies", "1200 Harbor Bay Parkway"], ["/taxes/6501", "County sales tax"]] as const) {
    expect(await shown(path)).toContain(words);
  }
});

test("a deal is moved on the board and on its page", async () => {
  const answer = await send("/deals/9015/stage", { stage: "closedwon" }, { accept: "application/json" });
  expect(((await answer.json()) as { message: string }).message).toMatch(/ is now in Closed Won\.$/);
  expect((await send("/deals/9016/stage", { stage: "closedwon" })).headers.get("location")).toBe("/deals/9016");
  const found = await portal.call("POST", "/crm/v3/objects/deals/batch/read", { inputs: [{ id: "9015" }, { id: "9016" }], properties: ["hs_is_closed_won"] });
  expect((found.at("results") as { properties: Record<string, string> }[]).map((one) => one.properties["hs_is_closed_won"])).toEqual(["true", "true"]);
});

test("a line item that is added and removed changes the amount", async () => {
  const amountOf = async (): Promise<unknown> => (await portal.call("GET", "/crm/v3/objects/deals/9020")).at("properties.amount");
  const before = await amountOf();
  await send("/deals/9020/line-items", { product: "105", quantity: "2.5", price: "" });
  expect(Number(await amountOf())).toBeCloseTo(Number(before) + 212.5, 6);
  const lines = await portal.call("GET", "/crm/v4/objects/deals/9020/associations/line_items");
  const newest = Math.max(...(lines.at("results") as { toObjectId: number }[]).map((one) => one.toObjectId));
  await send(`/deals/9020/line-items/${newest}/remove`, {});
  expect(await amountOf()).toBe(before);
});

test("payments are added, succeed and are refunded, and quotes are signed", async () => {
  const added = await send("/payments", { amount: "120.50", method: "ach", contact: "ada@northwind.example" });
  expect(added.headers.get("location")).toBe("/payments");
  const [id = ""] = /commerce_payments\/(\d+)/.exec(await shown("/payments"))?.slice(1) ?? [];
  await send(`/payments/${id}/outcome`, { outcome: "succeed" });
  await send(`/payments/${id}/outcome`, { outcome: "refund", amount: "20.50" });
  expect((await portal.call("GET", `/crm/v3/objects/commerce_payments/${id}?properties=hs_latest_status,hs_net_amount_after_refunds`)).at("properties")).toMatchObject({ hs_latest_status: "partially_refunded", hs_net_amount_after_refunds: "100.00" });
  const refused = (await send(`/payments/${id}/outcome`, { outcome: "refund", amount: "200" })).headers.get("location") ?? "";
  expect(await shown(refused)).toContain("Only 100.00 of the payment is left to refund.");
  await send("/quotes/7003/sign", {});
  expect((await portal.call("GET", "/crm/v3/objects/quotes/7003?properties=hs_sign_status")).at("properties.hs_sign_status")).toBe("ESIGN_COMPLETED");
});

test("a contact's e-mail is changed, and a bad one is refused with a reason", async () => {
  expect((await send("/contacts/502", { email: "tom.brandt@brandtcafe.example", back: "/deals/9008" })).headers.get("location")).toBe("/deals/9008");
  expect((await portal.call("GET", "/crm/v3/objects/contacts/502")).at("properties.email")).toBe("tom.brandt@brandtcafe.example");
  const refused = (await send("/contacts/502", { email: "nonsense" })).headers.get("location") ?? "";
  expect(await shown(refused)).toContain("Email address nonsense is invalid");
});

test("what was written back is shown with a link, but only to a web address", async () => {
  const write = (quickbooks_invoice_url: string) => portal.call("PATCH", "/crm/v3/objects/deals/9021", { properties: { quickbooks_invoice_number: "1041", quickbooks_invoice_url } });
  await write("http://127.0.0.1:4401/app/invoice?txnId=145");
  expect(await shown("/deals/9021")).toContain('<a href="http://127.0.0.1:4401/app/invoice?txnId=145"');
  await write("javascript:alert(1)");
  expect(await shown("/deals/9021")).not.toContain('href="javascript');
});

test("a workflow with an action is made, takes a record through, and shows what came of it", async () => {
  expect(await shown("/workflows")).toContain("The app has defined no actions");
  const { appId, developerApiKey } = (await portal.call("GET", "/simulator/token")).body as { appId: number; developerApiKey: string };
  const field = { typeDefinition: { name: "text", type: "string", fieldType: "text" }, supportedValueTypes: ["STATIC_VALUE"], isRequired: true };
  // Nothing listens there.
  const action = { actionUrl: "http://127.0.0.1:9/stamp", published: true, objectTypes: ["DEAL"], inputFields: [field], labels: { en: { actionName: "Stamp", inputFieldLabels: { text: "Text on the stamp" } } }, functions: [] };
  const { at } = await portal.call("POST", `/automation/v4/actions/${appId}?hapikey=${developerApiKey}`, action);
  const form = `/workflows/new?action=${String(at("id"))}`;
  expect(await shown(form)).toContain("Text on the stamp (required)");
  const refused = await send(form, { objectType: "deals", text: "", do: "save" });
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("Text on the stamp is required.")]);
  const page = (await send(form, { objectType: "deals", workflowName: "Stamps", text: "Seen", do: "save" })).headers.get("location") ?? "";
  expect(await shown(page)).toContain("No record was sent through yet");
  await send(`${page}/run`, { record: "9001" });
  await expect.poll(() => shown(`${page}/runs`), { timeout: 20_000 }).toContain("calls again");
  expect(await shown(`${page}/runs`)).toContain("no connection");
  expect(await shown("/workflows")).toContain("Stamps");
});
