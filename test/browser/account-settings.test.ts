/** The settings of a QuickBooks company in a browser: grouped, saved, and refused at the field that is wrong. */
import { existsSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../stories/world.ts";
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
  await app.goto(await world.product.signInLink());
  await app.getByRole("heading", { name: "Workflows", level: 1 }).waitFor();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

async function savedSettings(): Promise<unknown> {
  const books = (await world.product.store.connections(world.product.workspaceId)).find((one) => one.role === "books");
  return books?.role === "books" ? books.settings : undefined;
}

test("a company's settings are changed on one page, and what is wrong stands at its field", { timeout: 120_000 }, async () => {
  await app.goto(`${world.product.url}/connections`);
  await app.getByRole("article", { name: /Harbor & Pine/ }).getByRole("link", { name: /Settings/ }).click();
  await app.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  for (const group of ["Customers", "Products", "Sales tax", "Money"]) await app.getByRole("region", { name: group }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);

  await app.getByRole("radio", { name: /Only contacts that meet the filter/ }).check();
  await app.getByRole("textbox", { name: "Filter: values" }).fill("customer");
  await app.getByRole("radio", { name: "Date it on the first open day" }).check();
  await app.getByRole("button", { name: "Move up: The name together with the e-mail address" }).click();
  await app.getByRole("button", { name: "Save" }).click();
  await app.getByText("Choose the property that has these values").waitFor();
  await app.getByRole("combobox", { name: "Filter: contact property" }).and(app.locator(":focus")).waitFor();
  await app.getByRole("combobox", { name: "Filter: contact property" }).fill("lifecycle");
  await app.getByRole("option", { name: /Lifecycle/i }).first().click();
  await app.getByRole("button", { name: "Save" }).click();
  await app.getByText("All saved").waitFor();
  expect(await savedSettings()).toMatchObject({
    customerRule: "must-be-eligible",
    customerSyncFilter: { property: "lifecyclestage", values: ["customer"] },
    customerMatching: ["saved-link", "name-and-email", "books-id-property"],
    closedPeriod: "first-open-day",
  });

  await app.reload();
  await app.getByRole("radio", { name: "Date it on the first open day" }).and(app.locator(":checked")).waitFor();
  await app.setViewportSize({ width: 375, height: 760 });
  expect(await app.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
});
