/** What was done, in a browser: figures for the eye and in numbers, and the history, searched and read as a story. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;

openApp((opened) => ({ world, app } = opened), { prepare: (opened) => opened.turnOn() });

test("documents, money and what stopped are counted by day, and follow the chosen range and workflow", { timeout: 120_000 }, async () => {
  await app.getByRole("link", { name: "Performance" }).click();
  await app.getByText("Nothing happened in these days").waitFor();
  const [billed, stopped] = [await world.hubspot.deal({ name: "Billed" }), await world.hubspot.deal({ name: "Stopped", lines: [{ name: "Living wall", quantity: "1", price: "100" }] })];
  for (const id of [billed, stopped]) await world.hubspot.moveTo(id, "closedwon");
  await world.enrollmentIn(billed, "completed");
  await world.enrollmentIn(stopped, "needs-attention");

  const documents = app.getByRole("region", { name: "Documents" });
  await documents.getByText("In numbers").click();
  await documents.getByRole("row").nth(1).getByRole("cell", { name: "1" }).waitFor();
  await app.getByRole("region", { name: "What stopped" }).getByText(/no product "Living wall"/).waitFor();
  await app.getByRole("region", { name: "Time to post" }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);

  await app.getByText("7 days", { exact: true }).click();
  await app.waitForURL(/days=7/);
  await app.getByRole("combobox", { name: "Workflow" }).click();
  await app.getByRole("option", { name: "Refund to refund receipt" }).click();
  await app.getByText("Nothing happened in these days").waitFor();
});

test("the history is searched by record and state, and an enrollment reads as a story", { timeout: 120_000 }, async () => {
  await app.getByRole("link", { name: "History" }).click();
  await app.getByRole("link", { name: "Stopped" }).waitFor();
  await app.getByRole("textbox", { name: "Search by the record's name" }).fill("bill");
  await app.getByRole("link", { name: "Stopped" }).waitFor({ state: "detached" });
  await app.waitForURL(/search=bill/);
  expect(await accessibilityProblems(app)).toEqual([]);

  await app.getByRole("combobox", { name: "States" }).click();
  await app.getByRole("option", { name: "Needs attention" }).click();
  await app.getByText("Nothing fits these filters").waitFor();
  await app.getByRole("textbox", { name: "Search by the record's name" }).fill("");
  await app.getByRole("link", { name: "Stopped" }).waitFor();

  await app.goto(`${world.product.url}/history?search=bill`);
  await app.getByRole("row", { name: /Billed/ }).getByRole("link", { name: "Billed", exact: true }).first().click();
  await app.getByText("The record was enrolled by its triggers.").waitFor();
  await app.getByText(/^Invoice \d+ for /).waitFor();
  await app.getByText("The workflow is finished for this record.").waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
});
