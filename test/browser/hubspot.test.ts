/** A portal's life in a browser: disconnected, reconnected with a service key whose scopes are shown first. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;

openApp((opened) => ({ world, app } = opened));

test("a portal is checked, disconnected, and reconnected with a service key after its scopes were shown", { timeout: 120_000 }, async () => {
  await world.hubspot.control("scopes", { withheld: ["crm.objects.quotes.read"] });
  await app.goto(`${world.product.url}/connections`);
  const card = app.getByRole("article", { name: /HubSpot/ });
  await card.getByRole("button", { name: "Check now" }).click();
  await card.getByText("Quotes cannot start workflows.").waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);

  await card.getByRole("switch", { name: "A note on the record for each document" }).press("Space");
  await expect.poll(async () => (await world.product.store.connections(world.product.workspaceId)).some((one) => one.role === "crm" && one.settings.notesOnRecords), { timeout: 45_000 }).toBe(true);
  expect(await card.getByRole("switch", { name: "A note on the record for each document" }).isChecked()).toBe(true);

  const version = card.getByRole("combobox", { name: "API version" });
  expect(await version.inputValue()).toBe("Usual: 2026-09");
  await version.click();
  await app.getByRole("option", { name: /^v3/ }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Change the version" }).click();
  await app.getByText("HubSpot answers in it.").first().waitFor();
  await card.getByText("The portal is asked in an older version").waitFor();
  expect((await world.product.store.connections(world.product.workspaceId)).find((one) => one.role === "crm")?.settings).toEqual({ apiVersion: "v3", notesOnRecords: true });
  expect(await accessibilityProblems(app)).toEqual([]);

  await card.getByRole("button", { name: "Disconnect" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await card.getByText("Disconnected by a person").waitFor();

  await card.getByRole("link", { name: "Reconnect the portal" }).click();
  await app.getByRole("heading", { name: "Reconnect HubSpot", level: 1 }).waitFor();
  await app.getByRole("radio", { name: "Service key" }).click();
  await app.getByRole("button", { name: "Check the token" }).click();
  await app.getByText("Give the token.").waitFor();
  await app.getByRole("button", { name: "Fill in the simulator's" }).click();
  await app.getByRole("button", { name: "Check the token" }).click();
  await app.getByRole("heading", { name: "Portal 44112233" }).waitFor();
  await app.getByText("Quotes cannot start workflows.").waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.getByRole("button", { name: "Connect", exact: true }).click();
  await app.getByText("is connected").waitFor();
  await card.getByText("Connected", { exact: true }).waitFor();
});
