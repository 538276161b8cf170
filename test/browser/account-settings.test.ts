/** The settings of a QuickBooks company in a browser: grouped, saved, and refused at the field that is wrong. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;

openApp((opened) => ({ world, app } = opened));

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
