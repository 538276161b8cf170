/** Saying what is meant, in a browser: with one key on the mapping page, and where it stopped. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { patience, type World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;

openApp((opened) => ({ world, app } = opened), { prepare: (opened) => opened.turnOn() });

async function stoppedDeal(name: string, product: string): Promise<string> {
  const dealId = await world.hubspot.deal({ name, lines: [{ name: product, quantity: "1", price: "100" }] });
  await world.hubspot.moveTo(dealId, "closedwon");
  await world.enrollmentIn(dealId, "needs-attention");
  return dealId;
}

test("a product is confirmed with one key, and the deal goes on", { timeout: 120_000 }, async () => {
  const dealId = await stoppedDeal("Chairs", "Task chairs");
  await app.getByRole("link", { name: "Mapping" }).click();
  const row = app.getByRole("listitem", { name: "Task chairs" });
  await row.getByRole("button", { name: /^Task chairs is Task chair/ }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await row.focus();
  await app.keyboard.press("1");
  await app.getByText("Nothing waits for a choice here").waitFor();
  await world.enrollmentIn(dealId, "completed");
  await app.getByRole("tab", { name: "Saved choices" }).click();
  await app.getByRole("row", { name: /Task chairs/ }).getByText("Task chair", { exact: true }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
});

test("where it stopped, another product is searched and chosen; the choice is taken back later", { timeout: 120_000 }, async () => {
  const dealId = await stoppedDeal("Wall", "Living wall");
  await app.getByRole("link", { name: "Needs attention" }).click();
  const cause = app.getByRole("article", { name: /Living wall/ });
  await cause.getByRole("combobox", { name: "Something else for Living wall" }).fill("acoustic panel");
  await app.getByRole("option", { name: /Acoustic panel/ }).click();
  await app.getByText("Nothing needs attention").waitFor();
  await world.enrollmentIn(dealId, "completed");
  await app.goto(`${world.product.url}/mapping?show=saved`);
  await app.getByRole("button", { name: "Take back Living wall" }).click();
  await app.getByRole("button", { name: "Take back", exact: true }).last().click();
  await app.getByText("The choice for Living wall was taken back.").waitFor();
  await expect.poll(async () => (await world.product.store.links(world.product.workspaceId, {}, { limit: 50, offset: 0 })).map((one) => one.crmName), patience).toEqual(["Task chairs"]);
});
