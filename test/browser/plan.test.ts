/** Looking ahead in a browser: many records with totals and reasons, then one of them whole. */
import { existsSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, patience, type World } from "../stories/world.ts";
import { accessibilityProblems, openBrowser } from "./browser.ts";

let world: World;
let browser: Browser;
let app: Page;

beforeAll(async () => {
  if (!existsSync(new URL("../../dist/web/index.html", import.meta.url))) throw new Error("build the web app first: npm run build");
  [world, browser] = await Promise.all([openWorld(), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(45_000);
  app = await context.newPage();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test("a workflow is tried with many records, and one of them is looked at whole", { timeout: 120_000 }, async () => {
  const { store, workspaceId } = world.product;
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books")!;
  await expect.poll(async () => (await store.mirrorState(books.id)).refreshedAt, patience).not.toBeNull();
  await app.goto(await world.product.signInLink());
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
