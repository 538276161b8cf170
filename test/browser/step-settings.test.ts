/** A step's settings in a browser: the fold of advanced fields, lists in order by keyboard, searched pickers, placeholders, problems at their fields. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { panelOf, settingsAreKept } from "./editing.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;
let form: Locator;

openApp((opened) => ({ world, app } = opened));

beforeAll(async () => {
  form = panelOf(app, "Create a QuickBooks invoice");
  await app.getByRole("link", { name: "Won deal to invoice" }).first().click();
  await app.getByRole("link", { name: "Edit workflow" }).click();
  await app.getByRole("button", { name: /^Create a QuickBooks invoice/ }).click();
});

test("advanced fields are folded away, edited by keyboard and kept in the draft by themselves", { timeout: 120_000 }, async () => {
  await form.getByText("all as usual").waitFor();
  await form.getByText("Advanced", { exact: false }).first().click();

  await form.getByRole("combobox", { name: "Add to Which contact" }).click();
  await app.getByRole("option", { name: "The billing contact" }).click();
  await form.getByRole("button", { name: "Move up: The billing contact" }).focus();
  await app.keyboard.press("Enter");
  await form.getByText("The billing contact: now number 1 of 2").waitFor({ state: "attached" });
  await form.getByRole("button", { name: "Move down: The billing contact" }).and(app.locator(":focus")).waitFor();

  await form.getByRole("radiogroup", { name: /^Date/ }).getByRole("radio", { name: "A date property of the record" }).check();
  await form.getByRole("combobox", { name: "Date property" }).fill("close d");
  await app.getByRole("option", { name: /Close Date/i }).click();
  expect(await accessibilityProblems(app)).toEqual([]);
  await settingsAreKept(world, world.workflow.id, { contactChoice: ["billing", "first"], transactionDate: "property", transactionDateProperty: "closedate", withoutLines: "stop", class: null });
});

test("a placeholder is put into a text where the cursor is", { timeout: 120_000 }, async () => {
  const memo = form.getByRole("textbox", { name: "Message to the customer" });
  await memo.fill("Thank you, !");
  await memo.press("ArrowLeft");
  await form.getByRole("button", { name: "Insert a placeholder into Message to the customer" }).click();
  await app.getByRole("textbox", { name: "Search placeholders" }).fill("contact.firstname");
  await app.getByRole("option", { name: /contact\.firstname/ }).click();
  await settingsAreKept(world, world.workflow.id, { customerMemo: "Thank you, {{contact.firstname}}!" });
});

test("what the checks refuse stands at its field, and what is set opens the fold", { timeout: 120_000 }, async () => {
  await form.getByRole("textbox", { name: "Days later" }).fill("soon");
  await form.getByText("Give a whole number of days").waitFor();
  await app.reload();
  await app.getByRole("button", { name: /^Create a QuickBooks invoice/ }).click();
  const days = form.getByRole("textbox", { name: "Days later" });
  await days.fill("-3");
  await form.getByText("Give a whole number of days").waitFor({ state: "detached" });
  await settingsAreKept(world, world.workflow.id, { transactionDateOffset: "-3" });
});

test("thousands of products are searched on the server, and none of them comes along with the form", { timeout: 120_000 }, async () => {
  const { store, workspaceId } = world.product;
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books")!;
  const [sample] = await store.references(books.id, "item");
  const rows = Array.from({ length: 3_000 }, (_, index) => ({ ...sample!, id: `many-${index}`, name: `Bulk part ${index}`, sku: `BULK-${index}`, type: "Service", details: {} }));
  await store.keepCreated(books.id, rows, [], new Date().toISOString() as never);
  await app.reload();
  const reply = app.waitForResponse((response) => response.url().includes("/rpc/workflows/stepForm"));
  await app.getByRole("button", { name: /^Create a QuickBooks invoice/ }).click();
  expect((await (await reply).body()).length).toBeLessThan(60_000);
  const picker = form.getByRole("combobox", { name: "Product for lines that match none" });
  await picker.fill("bulk-2718");
  await app.getByRole("option", { name: /Bulk part 2718/ }).click();
  await settingsAreKept(world, world.workflow.id, { defaultItem: "many-2718" });
});
