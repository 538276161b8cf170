/** Looking ahead in a browser: many records with totals and reasons, then one of them whole. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { baselineIsTaken, type World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;

openApp((opened) => ({ world, app } = opened), { prepare: baselineIsTaken });

test("a workflow is tried with many records, and one of them is looked at whole", { timeout: 120_000 }, async () => {
  await app.getByRole("link", { name: "Won deal to invoice" }).first().click();
  await app.getByRole("link", { name: "Test" }).click();
  await app.getByText("The last records").click();
  await app.getByRole("textbox", { name: "Or these" }).fill("9023\n9026\n4242");
  await app.getByRole("button", { name: "Test them" }).click();
  await app.getByText("1 id is not in HubSpot").waitFor();
  await app.getByText("1, together $2,815.00").waitFor();
  await app.getByRole("region", { name: /no product "Moss wall"/ }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);

  await app.getByRole("button", { name: "Warehouse office - Haddad Imports" }).click();
  const paper = app.getByRole("article", { name: "Planned invoice" });
  await paper.getByText("Task chair, matched by SKU FUR-420").waitFor();
  await paper.getByText(/Customer: Omar Haddad, matched by/).waitFor();
  await paper.getByText(/Created by Ledgerline from deal/).waitFor();
  expect(await world.quickbooks.invoices()).toEqual([]);
});
