/** What happens in QuickBooks as people see it: paid on the simulator's page, the document says so by itself. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { patience } from "../stories/world.ts";
import type { World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;
let consoleErrors: string[];

openApp((opened) => ({ world, app, consoleErrors } = opened), { prepare: (opened) => opened.turnOn() });

const picture = (name: string): Promise<unknown> => {
  const folder = process.env["LEDGERLINE_TEST_SHOTS"];
  return folder === undefined ? Promise.resolve() : app.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

test("an invoice that is paid in QuickBooks says so on its page, with what happened, and is found by its status", { timeout: 240_000 }, async () => {
  const dealId = await world.hubspot.deal({ name: "Paid by a customer" });
  await world.hubspot.moveTo(dealId, "closedwon");
  await world.enrollmentIn(dealId, "completed");
  const [enrollment] = await world.enrollmentsOf(dealId);
  const [document] = await world.product.store.documentsOfEnrollment(enrollment!.id);
  await app.goto(`${world.product.url}/documents/${document!.id}`);
  const details = app.getByRole("region", { name: "Details" });
  await details.getByText("Open", { exact: true }).waitFor();

  const books = await app.context().newPage();
  await books.goto(`${world.quickbooks.url}/app/invoice?txnId=${document!.booksId}`);
  await books.getByRole("button", { name: "Receive payment" }).click();
  await books.getByText("The payment was received.").waitFor();
  await books.close();

  // Nothing is reloaded: the page follows by itself.
  await details.getByText("Paid", { exact: true }).waitFor({ timeout: patience.timeout });
  await app.getByRole("region", { name: "What happened in QuickBooks" }).getByText("Paid", { exact: true }).waitFor();
  await details.getByText("Last checked in QuickBooks").waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);

  await details.getByRole("button", { name: "Check now" }).click();
  await app.getByText("QuickBooks says the same: nothing changed.").waitFor();

  await app.goto(`${world.product.url}/documents?statuses=${encodeURIComponent('["paid"]')}`);
  await app.getByRole("link", { name: `Invoice ${document!.number}` }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.goto(`${world.product.url}/documents?statuses=${encodeURIComponent('["voided"]')}`);
  await app.getByText("Nothing fits these filters").waitFor();
  expect(consoleErrors).toEqual([]);
});

test("an invoice that is deleted in QuickBooks needs attention until it is made again or settled", { timeout: 240_000 }, async () => {
  const documents = [];
  for (const name of ["Deleted by mistake", "Deleted on purpose"]) {
    const dealId = await world.hubspot.deal({ name });
    await world.hubspot.moveTo(dealId, "closedwon");
    const { id } = await world.enrollmentIn(dealId, "completed");
    documents.push(...(await world.product.store.documentsOfEnrollment(id)));
  }
  await app.goto(`${world.product.url}/attention`);
  await app.getByText("Nothing needs attention").waitFor();
  for (const { booksId } of documents) {
    const { Invoice } = await world.quickbooks.call("GET", `/invoice/${booksId}`);
    await world.quickbooks.call("POST", "/invoice?operation=delete", { Id: Invoice.Id, SyncToken: Invoice.SyncToken });
  }
  const group = app.getByRole("article", { name: "In QuickBooks an invoice of ours was deleted." });
  for (const { number } of documents) await group.getByRole("link", { name: `Invoice ${number}` }).waitFor({ timeout: patience.timeout });
  expect(await accessibilityProblems(app)).toEqual([]);
  await picture("gone");
  await app.setViewportSize({ width: 390, height: 844 });
  await app.reload();
  await group.waitFor();
  expect(await app.evaluate<boolean>("document.documentElement.scrollWidth > document.documentElement.clientWidth")).toBe(false);
  await picture("gone-narrow");
  await app.setViewportSize({ width: 1280, height: 900 });

  const [mistake, purpose] = documents;
  await group.getByRole("button", { name: `Settled: Invoice ${purpose!.number}` }).click();
  await group.getByRole("link", { name: `Invoice ${purpose!.number}` }).waitFor({ state: "detached" });
  await group.getByRole("button", { name: `Make again… Invoice ${mistake!.number}` }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Enroll" }).click();
  await app.getByText("1 record was enrolled.").waitFor();
  await picture("gone-again");
  await app.getByRole("button", { name: "Done" }).click();
  await app.getByText("Nothing needs attention").waitFor({ timeout: patience.timeout });

  await app.goto(`${world.product.url}/documents/${mistake!.id}`);
  await app.getByRole("region", { name: "In QuickBooks an invoice of ours was deleted." }).waitFor();
  await picture("gone-document");
  expect(await accessibilityProblems(app)).toEqual([]);
  expect(consoleErrors).toEqual([]);
});
