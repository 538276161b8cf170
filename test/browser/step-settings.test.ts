/** A step's settings in a browser: the fold of advanced fields, lists in order by keyboard, searched pickers, problems at their fields. */
import { existsSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../stories/world.ts";
import { accessibilityProblems, openBrowser } from "./browser.ts";

let world: World;
let browser: Browser;
let app: Page;
let drawer: Locator;

beforeAll(async () => {
  if (!existsSync(new URL("../../dist/web/index.html", import.meta.url))) throw new Error("build the web app first: npm run build");
  [world, browser] = await Promise.all([openWorld(), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(45_000);
  app = await context.newPage();
  drawer = app.getByRole("dialog");
  await app.goto(await world.product.signInLink());
  await app.getByRole("link", { name: "Won deal to invoice" }).first().click();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

async function savedSettings(): Promise<Record<string, unknown> | undefined> {
  const workflow = await world.product.store.workflow(world.product.workspaceId, world.workflow.id);
  return workflow?.definition.steps[0]?.settings;
}

test("advanced fields are folded away, edited by keyboard and saved", { timeout: 120_000 }, async () => {
  await app.getByRole("button", { name: "Edit Create a QuickBooks invoice" }).click();
  await drawer.getByText("all as usual").waitFor();
  await drawer.getByText("Advanced", { exact: false }).first().click();

  await drawer.getByRole("combobox", { name: "Add to Which contact" }).click();
  await app.getByRole("option", { name: "The billing contact" }).click();
  await drawer.getByRole("button", { name: "Move up: The billing contact" }).focus();
  await app.keyboard.press("Enter");
  await drawer.getByText("The billing contact: now number 1 of 2").waitFor({ state: "attached" });
  await drawer.getByRole("button", { name: "Move down: The billing contact" }).and(app.locator(":focus")).waitFor();

  await drawer.getByRole("radiogroup", { name: /^Date/ }).getByRole("radio", { name: "A date property of the record" }).check();
  await drawer.getByRole("combobox", { name: "Date property" }).fill("close d");
  await app.getByRole("option", { name: /Close Date/i }).click();
  await drawer.getByRole("textbox", { name: "Message to the customer" }).fill("Thank you, {{contact.firstname}}");
  expect(await accessibilityProblems(app)).toEqual([]);
  await drawer.getByRole("button", { name: "Save" }).click();

  await app.getByText("The billing contact, then The first associated contact").waitFor();
  expect(await savedSettings()).toMatchObject({
    contactChoice: ["billing", "first"],
    transactionDate: "property",
    transactionDateProperty: "closedate",
    customerMemo: "Thank you, {{contact.firstname}}",
    withoutLines: "stop",
    class: null,
  });
});

test("what is set opens the fold, and what the server refuses stands at its field with the focus", { timeout: 120_000 }, async () => {
  await app.getByRole("button", { name: "Edit Create a QuickBooks invoice" }).click();
  const days = drawer.getByRole("textbox", { name: "Days later" });
  await days.fill("soon");
  await drawer.getByRole("button", { name: "Save" }).click();
  await drawer.getByText("Give a whole number of days").waitFor();
  await days.and(app.locator(":focus")).waitFor();
  await days.fill("-3");
  await drawer.getByRole("button", { name: "Save" }).click();
  await drawer.waitFor({ state: "detached" });
  expect(await savedSettings()).toMatchObject({ transactionDateOffset: "-3" });
});

test("thousands of products are searched on the server, and none of them comes along with the page", { timeout: 120_000 }, async () => {
  const { store, workspaceId } = world.product;
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books")!;
  const [sample] = await store.references(books.id, "item");
  const rows = Array.from({ length: 3_000 }, (_, index) => ({ ...sample!, id: `many-${index}`, name: `Bulk part ${index}`, sku: `BULK-${index}`, type: "Service", details: {} }));
  await store.keepCreated(books.id, rows, [], new Date().toISOString() as never);
  const reply = app.waitForResponse((response) => response.url().includes("/rpc/workflows/get"));
  await app.reload();
  expect((await (await reply).body()).length).toBeLessThan(60_000);

  await app.getByRole("button", { name: "Edit Create a QuickBooks invoice" }).click();
  const picker = drawer.getByRole("combobox", { name: "Product for lines that match none" });
  await picker.fill("bulk-2718");
  await app.getByRole("option", { name: /Bulk part 2718/ }).click();
  await drawer.getByRole("button", { name: "Save" }).click();
  await app.getByText("Bulk part 2718").waitFor();
  expect(await savedSettings()).toMatchObject({ defaultItem: "many-2718" });
});
