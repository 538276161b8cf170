/** A company's life in a browser: connected by hand, held back, disconnected, reconnected. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;

openApp((opened) => ({ world, app } = opened));

test("a second company is connected with the app's keys, on QuickBooks' own page", { timeout: 120_000 }, async () => {
  await world.quickbooks.control("companies", { profile: "uk", name: "Thames Fittings Ltd" });
  await app.goto(`${world.product.url}/connections`);
  await app.getByRole("link", { name: "Connect a company" }).click();
  await app.getByRole("heading", { name: "Connect a QuickBooks company", level: 1 }).waitFor();

  await app.getByRole("radio", { name: /Production/ }).click();
  await app.getByText("/connect/quickbooks/callback").waitFor();
  await app.getByText("Intuit accepts only https addresses").waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);

  await app.getByRole("radio", { name: /Simulator/ }).click();
  await app.getByRole("button", { name: "Go on to QuickBooks" }).click();
  await app.getByText("Give the client id.").waitFor();
  await app.getByRole("button", { name: "Fill in its keys" }).click();
  await app.getByRole("button", { name: "Go on to QuickBooks" }).click();

  await app.getByRole("combobox").selectOption({ label: "Thames Fittings Ltd" });
  await app.getByRole("button", { name: "Allow" }).click();
  await app.getByText("Thames Fittings Ltd is connected").waitFor();
  await app.getByRole("article", { name: "Thames Fittings Ltd" }).getByText("Connected", { exact: true }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
});

test("the form of the calls saves when and how a backlog goes out in batches", { timeout: 120_000 }, async () => {
  const card = app.getByRole("article", { name: /Harbor & Pine/ });
  const { store, workspaceId } = world.product;
  const saved = async (): Promise<unknown> => {
    const found = (await store.connections(workspaceId)).find((one) => one.role === "books" && one.name.startsWith("Harbor & Pine"));
    if (found?.role !== "books") throw new Error("the books are gone");
    const { burstAfterSeconds, batchesPerMinute, batchCost } = found.settings;
    return { burstAfterSeconds, batchesPerMinute, batchCost };
  };
  const dialog = app.getByRole("dialog");
  const save = async (): Promise<void> => {
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await app.goto(`${world.product.url}/connections`);
  await card.getByRole("button", { name: /Change the budget/ }).click();
  await dialog.getByLabel(/would wait longer than/).fill("45");
  await dialog.getByRole("radio", { name: "A batch counts once" }).click();
  await dialog.getByLabel("Batches a minute").fill("120");
  expect(await accessibilityProblems(app)).toEqual([]);
  await save();
  expect(await saved()).toEqual({ burstAfterSeconds: 45, batchesPerMinute: 120, batchCost: "per-call" });

  await card.getByRole("button", { name: /Change the budget/ }).click();
  await dialog.getByRole("switch", { name: /in batches/ }).click();
  await save();
  expect(await saved()).toEqual({ burstAfterSeconds: null, batchesPerMinute: 120, batchCost: "per-call" });
});

test("read-only mode and disconnecting ask first, and reconnecting is one click", { timeout: 120_000 }, async () => {
  const card = app.getByRole("article", { name: /Harbor & Pine/ });
  await app.goto(`${world.product.url}/connections`);
  await card.getByRole("switch", { name: /Read-only mode/ }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Switch on" }).click();
  await card.getByText("Read-only", { exact: true }).waitFor();
  await card.getByRole("button", { name: "Check now" }).click();
  await app.getByText("answered and lets us in").waitFor();

  await card.getByRole("button", { name: "Disconnect" }).click();
  await app.getByRole("dialog").getByText("What stays").waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await card.getByText("Disconnected by a person").waitFor();

  await card.getByRole("link", { name: "Reconnect the company" }).click();
  await app.getByRole("combobox").selectOption({ label: "Thames Fittings Ltd" });
  await app.getByRole("button", { name: "Allow" }).click();
  await app.getByText(/another QuickBooks company/).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.getByRole("link", { name: "Back to the connections" }).click();

  await card.getByRole("link", { name: "Reconnect the company" }).click();
  await app.getByRole("button", { name: "Allow" }).click();
  await app.getByText(/Harbor & Pine.* is connected/).waitFor();
  // What a person switched on stays on.
  await card.getByText("Read-only", { exact: true }).waitFor();
});
