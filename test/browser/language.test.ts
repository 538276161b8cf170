/** The app for somebody whose browser asks for Dutch: our own words, the server's, and money; and the choice of another language. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { panelOf } from "./editing.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;

openApp((opened) => ({ world, app } = opened), { browserContext: { locale: "nl-NL" }, prepare: (opened) => opened.turnOn() });

test("what stopped and what was billed are told in Dutch, amounts the Dutch way", { timeout: 240_000 }, async () => {
  const [billed, stopped] = [await world.hubspot.deal({ name: "Billed" }), await world.hubspot.deal({ name: "Stopped", lines: [{ name: "Living wall", quantity: "1", price: "100" }] })];
  for (const id of [billed, stopped]) await world.hubspot.moveTo(id, "closedwon");
  await world.enrollmentIn(billed, "completed");
  await world.enrollmentIn(stopped, "needs-attention");

  expect(await app.locator("html").getAttribute("lang")).toBe("nl");
  await app.getByRole("link", { name: "Vraagt aandacht" }).first().click();
  await app.getByRole("heading", { name: "Vraagt aandacht", level: 1 }).waitFor();
  await app.getByText('QuickBooks heeft geen product "Living wall".').first().waitFor();
  await app.getByText("Elke regel moet bij een product van QuickBooks passen").or(app.getByText("Het product is niet gevonden op SKU of naam.")).first().waitFor();
  await expect.poll(() => accessibilityProblems(app), { timeout: 20_000, interval: 500 }).toEqual([]);

  await app.getByRole("link", { name: "Documenten" }).click();
  await app.getByRole("heading", { name: "Documenten", level: 1 }).waitFor();
  await app.getByRole("row", { name: /Billed/ }).getByText(/^US\$\s300,00$/).first().waitFor();
});

test("the form of a step is in Dutch", { timeout: 120_000 }, async () => {
  await app.getByRole("link", { name: "Workflows" }).click();
  await app.getByRole("link", { name: "Won deal to invoice" }).first().click();
  await app.getByRole("link", { name: "Workflow bewerken" }).click();
  await app.getByRole("button", { name: /^Een QuickBooks-factuur maken/ }).click();
  const form = panelOf(app, "Een QuickBooks-factuur maken");
  await form.getByText("Geavanceerd").first().click();
  await form.getByRole("textbox", { name: "Bericht aan de klant" }).waitFor();
  await form.getByRole("radiogroup", { name: /^Datum/ }).getByRole("radio", { name: "Een datumeigenschap van het record" }).waitFor();
  await expect.poll(() => accessibilityProblems(app), { timeout: 20_000, interval: 500 }).toEqual([]);
});

test("English is chosen in the account menu, goes before what the browser asks for, and is remembered", { timeout: 120_000 }, async () => {
  await app.goto(`${world.product.url}/attention`);
  await app.getByRole("button", { name: "Uw account" }).click();
  await app.getByRole("menuitemradio", { name: "English" }).click();
  await app.getByRole("heading", { name: "Needs attention", level: 1 }).waitFor();
  await app.reload();
  await app.getByRole("heading", { name: "Needs attention", level: 1 }).waitFor();
  await app.getByText('QuickBooks has no product "Living wall"').first().waitFor();
  expect(await app.locator("html").getAttribute("lang")).toBe("en");
  await app.getByRole("button", { name: "Your account" }).waitFor();
});
