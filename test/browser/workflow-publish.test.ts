/** From a draft to enrolled records in a browser: tested, reviewed with a reason for a risk, published, turned on, compared and restored. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { baselineIsTaken, patience, type World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { draftOf, panelOf, shownWorkflow } from "./editing.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;

openApp((opened) => ({ world, app } = opened), { prepare: baselineIsTaken });

async function edit(name: string): Promise<void> {
  await app.goto(world.product.url);
  await app.getByRole("link", { name }).first().click();
  await app.getByRole("link", { name: "Edit workflow" }).click();
  await app.getByRole("heading", { name, level: 1 }).waitFor();
}

test("a record is tested on the draft: its way through the drawing, and the document as it will look", { timeout: 150_000 }, async () => {
  await edit("Won deal to invoice");
  await app.getByRole("button", { name: /^Create a QuickBooks invoice/ }).click();
  await panelOf(app, "Create a QuickBooks invoice").getByRole("combobox", { name: "Payment terms" }).click();
  await app.getByRole("option", { name: /Due on receipt/i }).click();
  await app.getByRole("button", { name: "Test", exact: true }).click();
  const tried = panelOf(app, "Test");
  await tried.getByRole("combobox", { name: "Deal" }).fill("haddad warehouse");
  await app.getByRole("option", { name: /Warehouse office - Haddad Imports/ }).click();
  await tried.getByRole("article", { name: "Planned invoice" }).getByText("Due on receipt").first().waitFor();
  await app.getByRole("img", { name: "goes through" }).waitFor();
  expect(await tried.getByRole("combobox", { name: "Deal" }).inputValue()).toBe("Warehouse office - Haddad Imports");
  const fresh = await world.hubspot.deal({ name: "Made a moment ago" });
  await tried.getByRole("combobox", { name: "Deal" }).fill(`${world.hubspot.url}/contacts/9101/record/0-3/${fresh}`);
  await tried.getByRole("button", { name: "Test", exact: true }).click();
  await tried.getByRole("heading", { name: "Made a moment ago", level: 2 }).waitFor();
  await expect.poll(() => tried.getByRole("combobox", { name: "Deal" }).inputValue(), patience).toBe("Made a moment ago");
  expect(await accessibilityProblems(app)).toEqual([]);
  expect(await world.quickbooks.invoices()).toEqual([]);
});

test("what was changed is reviewed in words, published with a note, and compared with the version before", { timeout: 150_000 }, async () => {
  await app.getByRole("button", { name: "Review and publish" }).click();
  await app.getByRole("heading", { name: "Review and publish", level: 1 }).waitFor();
  await app.getByRole("region", { name: "Changes" }).getByText("Payment terms").first().waitFor();
  await app.getByRole("region", { name: "Changes" }).getByText("Net 30").waitFor();
  await app.getByRole("textbox", { name: "What this version changes" }).fill("Paid at once");
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.getByRole("button", { name: "Publish version 2" }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByText(/records already meet the triggers/).waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await app.getByRole("link", { name: "version 2" }).click();
  await app.getByText("Paid at once").waitFor();
  const comparison = app.getByRole("region", { name: "From version 1 to version 2" });
  await comparison.getByText("Net 30").first().waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
});

test("an older version is taken back into the draft and published version stays", { timeout: 150_000 }, async () => {
  await app.getByRole("button", { name: "Restore version 1" }).click();
  await app.getByRole("status").filter({ hasText: "Draft saved" }).waitFor();
  const id = shownWorkflow(app);
  expect((await draftOf(world, id)).steps[0]?.settings).toMatchObject({ terms: "3" });
  const kept = await world.product.store.workflow(world.product.workspaceId, id);
  expect(kept).toMatchObject({ version: 2 });
  expect(kept?.definition.steps[0]?.settings).not.toMatchObject({ terms: "3" });
});

test("turning on asks for the records that are there, tests some of them, and enrolls no more than the cap", { timeout: 150_000 }, async () => {
  await app.goto(world.product.url);
  await app.getByRole("switch", { name: "Won deal to invoice is off" }).click({ force: true });
  const dialog = app.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^Enroll all/ }).check();
  await dialog.getByRole("textbox", { name: "At most" }).fill("1");
  await dialog.getByRole("button", { name: "Test it first" }).click();
  await dialog.getByText("Would go through").waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await dialog.getByRole("button", { name: "Turn on", exact: true }).click();
  await app.getByRole("switch", { name: "Won deal to invoice is on" }).waitFor();
  await expect.poll(async () => (await world.quickbooks.invoices()).length, patience).toBe(1);
});

test("a risk of money is published only with a written reason, which the version keeps", { timeout: 150_000 }, async () => {
  await edit("Payment to sales receipt and fee");
  await app.getByRole("button", { name: /^When a payment enters/ }).click();
  await panelOf(app, "What starts the workflow").getByRole("button", { name: /^Remove filter: Source is none of/ }).click();
  await app.getByRole("status").filter({ hasText: "Draft saved" }).waitFor();
  await app.getByRole("button", { name: "Review and publish" }).click();
  const publish = app.getByRole("button", { name: "Publish version 2" });
  await publish.waitFor();
  expect(await publish.isDisabled()).toBe(true);
  for (const reason of await app.getByRole("textbox", { name: "Publish it all the same, because" }).all()) await reason.fill("This portal has no invoices");
  await publish.click();
  await app.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await app.getByRole("link", { name: "version 2" }).click();
  await app.getByText(/This portal has no invoices/).first().waitFor();
});
