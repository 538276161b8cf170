/** Takes the pictures of docs/images from the running product: `npm run pictures`. A small story makes what they show. */
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Locator } from "playwright-core";
import { openStudio, until } from "./pictures/studio.ts";

const largestBytes = 160_000;
const settleMs = 1_000;
const folder = fileURLToPath(new URL("../docs/images/", import.meta.url));
const definition = fileURLToPath(new URL("pictures/won-deal.yaml", import.meta.url));

const { product, page, ledgerline, control, hubSpot, close } = await openStudio();
try {
  await drawWorkflow();
  await winDeals();
  await takePayments();
  await pictureWhatCameOfIt();
} finally {
  await close();
}

/** The sample workflow gets an approval for large deals: drawn, reviewed, published, on. */
async function drawWorkflow(): Promise<void> {
  await ledgerline("workflows", "import", definition, "--into", "Won deal to invoice");
  const [workflow] = await product.store.workflows(product.workspaceId);
  await page.goto(`${product.url}/workflows/${workflow?.id}/edit`);
  await page.getByRole("button", { name: /^Create a QuickBooks invoice/ }).last().click();
  await page.getByRole("button", { name: "Show all" }).click();
  await take("editor", page.getByRole("button", { name: /^Create a CRM note/ }));
  await page.goto(`${product.url}/workflows/${workflow?.id}/review`);
  await take("review", page.getByRole("button", { name: "Publish version 2" }));
  await ledgerline("workflows", "publish", "Won deal to invoice", "--note", "Deals of 5,000 or more are approved");
  await ledgerline("turn-on", "Won deal to invoice");
}

/** Ten deals go through, three stop for reasons a person must fix, two hold products of other names, two ask for approval. */
async function winDeals(): Promise<void> {
  const { results } = await hubSpot<{ results: { id: string; properties: { dealname: string; dealstage: string } }[] }>("GET", "/crm/v3/objects/deals?limit=100&properties=dealname,dealstage");
  const ready = results.filter(({ properties }) => properties.dealstage === "contractsent" || properties.dealname.startsWith("Test hall desks"));
  const renamed = [await soldAs("Waiting area - Saffron Clinic", "mina@saffronclinic.example", "Task chairs", "289.00"), await soldAs("Bar lighting - Vargas Grill", "mateo@vargasgrill.example", "Pendant lights", "132.40")];
  await control("deals/stage", { ids: [...ready.map(({ id }) => id), ...renamed], stage: "closedwon" });
  await enrolled(ready.length + renamed.length);
}

/** A deal whose one line item is called otherwise than the product in QuickBooks. */
async function soldAs(dealname: string, email: string, name: string, price: string): Promise<string> {
  const found = await hubSpot<{ results: { id: string }[] }>("POST", "/crm/v3/objects/contacts/search", { filterGroups: [{ filters: [{ propertyName: "email", operator: "EQ", value: email }] }], limit: 1 });
  const create = async (type: string, properties: object): Promise<string> => (await hubSpot<{ id: string }>("POST", `/crm/v3/objects/${type}`, { properties })).id;
  const [deal, line] = [await create("deals", { dealname, dealstage: "contractsent", pipeline: "default" }), await create("line_items", { name, price, quantity: "6" })];
  await hubSpot("PUT", `/crm/v4/objects/deals/${deal}/associations/default/contacts/${found.results[0]?.id}`, []);
  await hubSpot("PUT", `/crm/v4/objects/deals/${deal}/associations/default/line_items/${line}`, []);
  return deal;
}

/** Payments with their fees, so that there are documents of several kinds. */
async function takePayments(): Promise<void> {
  const before = (await enrollments()).length;
  await ledgerline("turn-on", "Payment to sales receipt and fee");
  for (const [contact, amount] of [["tom@brandtcafe.example", "480.00"], ["priya@lumenlabs.example", "1250.00"]]) {
    await control("payments", { amount, contact });
  }
  await enrolled(before + 2);
}

async function pictureWhatCameOfIt(): Promise<void> {
  await until("every document is linked", async () => (await documents()).every(({ linkBackState }) => linkBackState === "linked"));
  const story = (await enrollments()).find(({ recordName }) => recordName.startsWith("Meeting rooms"));
  await visit("/documents", "documents", page.getByRole("table"));
  await visit("/attention", "needs-attention", page.getByText(/no product "Moss wall"/));
  await visit("/approvals", "approvals", page.getByText(/Robotics lab fit-out/));
  await visit(`/enrollments/${story?.id}`, "enrollment", page.getByText("The workflow is finished for this record."));
  await visit("/performance?days=7", "performance", page.getByRole("region", { name: "Time to post" }));
  await visit("/mapping", "mapping", page.getByRole("listitem", { name: "Task chairs" }));
  await visit("/records", "records", page.getByRole("table", { name: "Deals" }));
  await visit("/connections", "connections", page.getByText("Harbor & Pine Studio LLC"));
  await page.emulateMedia({ colorScheme: "dark" });
  await visit("/history", "history-dark", page.getByRole("table"));
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 390, height: 800 });
  await visit("/attention", "needs-attention-narrow", page.getByText(/no product "Moss wall"/));
}

/** Waits until so many records were enrolled and none is on its way any more. */
async function enrolled(count: number): Promise<void> {
  await until(`${count} records rest`, async () => {
    const all = await enrollments();
    return all.length >= count && all.every(({ enrollmentState }) => ["completed", "needs-attention", "awaiting-approval"].includes(enrollmentState));
  });
}

function documents() {
  return product.store.documents(product.workspaceId, { limit: 100 });
}

function enrollments() {
  return product.store.enrollments(product.workspaceId, {}, { limit: 100 });
}

async function visit(path: string, name: string, shows: Locator): Promise<void> {
  await page.goto(product.url + path);
  await take(name, shows);
}

async function take(name: string, shows: Locator): Promise<void> {
  await shows.first().waitFor();
  await page.getByRole("status", { name: /^Loading/ }).first().waitFor({ state: "detached" });
  await page.mouse.move(1_279, 799);
  // The drawing glides into place, and counts come after the lists they belong to.
  await page.waitForTimeout(settleMs);
  const path = `${folder}${name}.png`;
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  const { size } = statSync(path);
  if (size > largestBytes) throw new Error(`${name}.png has ${size} bytes, more than ${largestBytes}`);
  console.log(`${name}.png  ${Math.round(size / 1_000)} kB`);
}
