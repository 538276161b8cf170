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
