/** Drawing workflows in a browser: from scratch with the mouse, from a recipe, by keyboard; taking back, copying, and two people at once. */
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { allSteps } from "#domain/workflow-path.ts";
import { patience, type World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { draftOf, panelOf, shownWorkflow } from "./editing.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;
let consoleErrors: string[];

openApp((opened) => ({ world, app, consoleErrors } = opened));

const panel = (name: string): Locator => panelOf(app, name);
const draft = () => draftOf(world, shownWorkflow(app));

async function actionsOfDraft(): Promise<string[]> {
  return allSteps((await draft()).steps).map(({ action }) => action);
}

/** Waits until what is on the screen is kept. */
async function saved(): Promise<void> {
  await app.getByRole("status").filter({ hasText: "Draft saved" }).waitFor();
}

async function create(name: string, type: string): Promise<void> {
  await app.goto(`${world.product.url}/workflows/new`);
  await app.getByRole("radio", { name: type }).check({ force: true });
  await app.getByRole("textbox", { name: "Name" }).fill(name);
  await app.getByRole("button", { name: "Create workflow" }).click();
  await app.getByRole("heading", { name, level: 1 }).waitFor();
}

test("a workflow is made from scratch with the mouse: type, name, trigger, step", { timeout: 150_000 }, async () => {
  await app.getByRole("link", { name: "Create workflow" }).click();
  await app.getByRole("heading", { name: "Create workflow", level: 1 }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.getByText("Deal-based").click();
  await app.getByRole("textbox", { name: "Name" }).fill("Large deals to invoices");
  await app.getByRole("button", { name: "Create workflow" }).click();

  const trigger = panel("What starts the workflow");
  await trigger.getByRole("button", { name: "Add filters" }).click();
  await trigger.getByRole("combobox", { name: "Property" }).fill("deal stage");
  await app.getByRole("option", { name: /dealstage/ }).click();
  await trigger.getByRole("combobox", { name: "Values" }).click();
  await app.getByRole("option", { name: /Closed Won/ }).first().click();
  await app.keyboard.press("Escape");
  await trigger.getByRole("button", { name: "Done" }).click();
  await trigger.getByRole("button", { name: "Add filter", exact: true }).click();
  await trigger.getByRole("combobox", { name: "Property" }).fill("amount");
  await app.getByRole("option", { name: /^Amount\s*amount$/ }).click();
  await trigger.getByRole("combobox", { name: "Condition" }).click();
  await app.getByRole("option", { name: "is at least" }).click();
  await trigger.getByRole("textbox", { name: "Value" }).fill("1000");
  await trigger.getByRole("button", { name: "Done" }).click();

  await app.getByRole("button", { name: "Add a step at the beginning" }).click();
  await panel("Choose an action").getByRole("textbox", { name: "Search actions" }).fill("invoice");
  expect(await panel("Choose an action").getByRole("button", { name: /expense/i }).count()).toBe(0);
  await panel("Choose an action").getByRole("button", { name: /^Create a QuickBooks invoice/ }).click();
  const form = panel("Create a QuickBooks invoice");
  await form.getByRole("combobox", { name: "Payment terms" }).click();
  await app.getByRole("option", { name: /Net 30/ }).click();
  await saved();
  expect(await accessibilityProblems(app)).toEqual([]);
  await expect.poll(async () => (await draft()).steps[0]?.settings, patience).toMatchObject({ terms: "3" });
  expect((await draft()).triggerGroups).toEqual([
    { filters: [{ property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["closedwon"] }, { property: "amount", operator: "at-least", type: "number", value: "1000" }] },
  ]);

  await app.getByRole("button", { name: "Rename the workflow" }).click();
  await app.getByRole("textbox", { name: "Name of the workflow" }).fill("Large deals");
  await app.keyboard.press("Enter");
  await app.getByRole("heading", { name: "Large deals", level: 1 }).waitFor();
});

test("a recipe fills in triggers and steps, and a payment's new group has the Source filter by itself", { timeout: 150_000 }, async () => {
  await app.goto(`${world.product.url}/workflows/new`);
  await app.getByRole("radio", { name: "Payment-based" }).check({ force: true });
  await app.getByRole("group", { name: "How it begins" }).getByText("Payment to sales receipt and fee", { exact: true }).click();
  await app.getByRole("button", { name: "Create workflow" }).click();
  await panel("What starts the workflow").getByRole("button", { name: /^Source is none of Invoice/ }).waitFor();
  const before = (await draft()).triggerGroups.length;
  await panel("What starts the workflow").getByRole("button", { name: "Add another group (or)" }).click();
  const added = panel("What starts the workflow").getByRole("region", { name: `Group ${before + 1}` });
  await added.getByRole("button", { name: /^Source is none of Invoice/ }).waitFor();
  await saved();
  const last = (await draft()).triggerGroups.at(-1);
  expect(last?.filters).toMatchObject([{ operator: "is-none-of" }]);
});

test("a branch is drawn with the keyboard alone", { timeout: 150_000 }, async () => {
  await create("By keyboard", "Deal-based");
  await app.keyboard.press("Escape");
  await app.getByRole("button", { name: /^When a deal enters/ }).focus();
  await app.keyboard.press("ArrowDown");
  await app.getByRole("button", { name: "Add a step at the beginning" }).and(app.locator(":focus")).waitFor();
  await app.keyboard.press("Enter");
  await panel("Choose an action").getByRole("textbox", { name: "Search actions" }).fill("if/then");
  await app.keyboard.press("Tab");
  await app.keyboard.press("Enter");
  await panel("If/then branch").waitFor();
  await app.keyboard.press("Escape");

  await app.getByRole("button", { name: /^If\/then branch/ }).focus();
  await app.keyboard.press("ArrowDown");
  await app.getByRole("button", { name: "Branch First branch" }).and(app.locator(":focus")).waitFor();
  await app.keyboard.press("ArrowRight");
  await app.getByRole("button", { name: "Branch None met" }).and(app.locator(":focus")).waitFor();
  await app.keyboard.press("ArrowDown");
  await app.keyboard.press("Enter");
  await panel("Choose an action").getByRole("textbox", { name: "Search actions" }).fill("note");
  await app.keyboard.press("Tab");
  await app.keyboard.press("Enter");
  await panel("Create a CRM note").getByRole("textbox", { name: "Note" }).fill("No branch fits");
  await saved();
  expect((await draft()).steps).toMatchObject([{ action: "if-then", branches: [{ name: "First branch", steps: [] }, { name: "None met", steps: [{ action: "create-note", settings: { text: "No branch fits" } }] }] }]);
});

test("steps are copied into a branch, taken back, done again, and deleted after a question", { timeout: 150_000 }, async () => {
  await app.keyboard.press("Escape");
  await app.getByRole("button", { name: /^Create a CRM note/ }).focus();
  await app.keyboard.press("Control+c");
  await app.getByRole("button", { name: "Branch First branch" }).focus();
  await app.keyboard.press("Control+v");
  await expect.poll(actionsOfDraft, patience).toEqual(["if-then", "create-note", "create-note"]);
  const ids = allSteps((await draft()).steps).map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);

  await app.getByRole("button", { name: /^When a deal enters/ }).focus();
  await app.keyboard.press("Control+z");
  await expect.poll(actionsOfDraft, patience).toEqual(["if-then", "create-note"]);
  await app.keyboard.press("Control+Shift+z");
  await expect.poll(actionsOfDraft, patience).toEqual(["if-then", "create-note", "create-note"]);
  expect(allSteps((await draft()).steps).map(({ id }) => id)).toEqual(ids);

  await app.getByRole("button", { name: /^Create a CRM note/ }).first().focus();
  await app.keyboard.press("Delete");
  await app.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect.poll(actionsOfDraft, patience).toEqual(["if-then", "create-note"]);
});

test("a branch says who takes it, and labels of associations are chosen among those of the CRM", { timeout: 150_000 }, async () => {
  await world.hubspot.call("POST", "/crm/v4/associations/deals/contacts/labels", { name: "decides", label: "Decides" });
  await create("Who takes it", "Deal-based");
  await app.getByRole("button", { name: "Add a step at the beginning" }).click();
  await panel("Choose an action").getByRole("button", { name: /^If\/then branch/ }).click();
  await app.getByRole("button", { name: "Branch First branch No filters yet" }).click();
  const form = panel("If/then branch");
  await form.getByRole("button", { name: "Add filters" }).click();
  await form.getByRole("combobox", { name: "Property" }).and(app.locator(":focus")).waitFor();
  await app.keyboard.press("Tab");
  await app.getByRole("tooltip").getByText("Choose a property first.").waitFor();
  await form.getByRole("button", { name: "Associated record" }).click();
  await app.getByRole("menuitem", { name: "Contact" }).click();
  await form.getByRole("combobox", { name: "Label of the association" }).click();
  await app.getByRole("option", { name: "Decides" }).click();
  const contact = form.getByRole("group", { name: "Associated contact" });
  await contact.getByRole("combobox", { name: "Property" }).fill("email");
  await app.getByRole("option", { name: /^Email\s*email$/ }).click();
  await contact.getByRole("combobox", { name: "Condition" }).click();
  await app.getByRole("option", { name: "is known", exact: true }).click();
  await app.getByRole("button", { name: 'Branch First branch any associated contact "Decides": Email is known' }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  expect(allSteps((await draft()).steps)[0]?.branches?.[0]?.filterGroups?.[0]?.filters).toMatchObject([{ objectType: "contact", label: "Decides" }]);
});

test("a branch by value takes its options and records without a value, or what an earlier step came to", { timeout: 150_000 }, async () => {
  await create("By type", "Deal-based");
  await app.getByRole("button", { name: "Add a step at the beginning" }).click();
  await panel("Choose an action").getByRole("button", { name: /^Branch by value/ }).click();
  const form = panel("Branch by value");
  await form.getByText("Choose the property first.").waitFor();
  await form.getByRole("combobox", { name: "Property" }).click();
  await app.getByRole("option", { name: /^Deal Type/i }).click();
  await form.getByRole("combobox", { name: /^Deal Type/i }).click();
  await app.getByRole("option", { name: "New Business" }).click();
  await app.keyboard.press("Escape");
  await form.getByRole("checkbox", { name: "Also records without a value" }).check();
  await app.getByRole("button", { name: "Branch First branch New Business or no value" }).waitFor();
  const values = async (): Promise<readonly string[] | undefined> => allSteps((await draft()).steps)[0]?.branches?.[0]?.values;
  await expect.poll(values, patience).toEqual(["newbusiness", ""]);
  expect(await accessibilityProblems(app)).toEqual([]);
  await form.getByRole("checkbox", { name: "Also records without a value" }).uncheck();
  await expect.poll(values, patience).toEqual(["newbusiness"]);

  await form.getByRole("radio", { name: "What an earlier step came to" }).check();
  await form.getByText("Choose first what the branches go by.").waitFor();
  await form.getByRole("textbox", { name: "Value", exact: true }).fill("{{steps.wait.paid}}");
  await form.getByRole("checkbox", { name: "Also without a value" }).check();
  await expect.poll(values, patience).toEqual(["newbusiness", ""]);
});

test("of two people who edit at once, the later one chooses what stays", { timeout: 150_000 }, async () => {
  const { store, workspaceId, url } = world.product;
  const other = await app.context().newPage();
  const id = shownWorkflow(app);
  // The other page must not hear of this one's save before it edits: it has no stream of changes.
  await other.route("**/rpc/changes*", (route) => route.abort());
  await other.goto(`${url}/workflows/${id}/edit`);
  await other.getByRole("button", { name: "Settings" }).click();
  await panelOf(other, "Settings").waitFor();
  await app.getByRole("button", { name: "Settings" }).click();
  await panel("Settings").getByRole("switch", { name: "A deal may go through again" }).check({ force: true });
  await expect.poll(async () => (await draftOf(world, id)).allowsReenrollment, patience).toBe(true);
  await other.getByRole("textbox", { name: "Documents per hour" }).fill("7");
  const dialog = other.getByRole("dialog");
  await dialog.getByText("changed meanwhile").waitFor();
  expect(await accessibilityProblems(other)).toEqual([]);
  await dialog.getByRole("button", { name: "Keep mine, over theirs" }).click();
  await expect.poll(async () => (await draftOf(world, id)).caps.documentsPerHour, patience).toBe(7);
  expect((await draftOf(world, id)).allowsReenrollment).toBe(false);
  expect((await store.workflow(workspaceId, id))?.version).toBe(0);
  await other.close();
});

test("the editor is accessible in the dark, and readable on a narrow window", { timeout: 120_000 }, async () => {
  await app.emulateMedia({ colorScheme: "dark" });
  await app.reload();
  await app.getByRole("button", { name: /^When a deal enters/ }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.setViewportSize({ width: 390, height: 800 });
  await app.getByRole("list", { name: "Steps of the workflow" }).waitFor();
  // The navigation slides away first.
  await expect.poll(() => app.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"), patience).toBe(0);
  expect(await accessibilityProblems(app)).toEqual([]);
  expect(consoleErrors.filter((error) => !error.includes("409"))).toEqual([]);
});
