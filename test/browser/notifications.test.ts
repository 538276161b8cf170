/** Notifications in a browser: what a person is mailed about, and webhooks with their deliveries. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailServer, startMailServer } from "../stories/mail-server.ts";
import { type Receiver, startReceiver } from "../stories/webhook-receiver.ts";
import type { World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let mail: MailServer;
let receiver: Receiver;
let app: Page;

beforeAll(async () => {
  [mail, receiver] = await Promise.all([startMailServer(), startReceiver()]);
});

afterAll(() => {
  mail?.stop();
  receiver?.stop();
});

openApp((opened) => ({ world, app } = opened), {
  world: () => ({ mail: { smtpUrl: mail.url, from: "Ledgerline <billing@harbor.example>" } }),
  browserContext: { locale: "en-US" },
});

test("a person chooses what they are mailed about, and the choice is still there after a reload", { timeout: 120_000 }, async () => {
  await app.goto(`${world.product.url}/settings/members`);
  await app.getByRole("tab", { name: "Notifications" }).click();
  await app.getByRole("combobox", { name: "Workflow stopped" }).selectOption("In a digest");
  await app.getByLabel("A digest goes out after").selectOption("An hour");
  await app.getByRole("button", { name: "Save" }).click();
  await app.getByText("Saved.").waitFor();
  await app.reload();
  await app.getByRole("combobox", { name: "Workflow stopped" }).waitFor();
  expect(await app.getByRole("combobox", { name: "Workflow stopped" }).inputValue()).toBe("digest");
  expect(await app.getByLabel("A digest goes out after").inputValue()).toBe("60");
  expect(await app.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  expect(await accessibilityProblems(app)).toEqual([]);
});

test("an admin adds a webhook, sends a test that arrives, and removes it after being asked", { timeout: 120_000 }, async () => {
  await app.goto(`${world.product.url}/settings/notifications`);
  await app.getByText("No webhooks yet").waitFor();
  await app.getByRole("button", { name: "Add a webhook" }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByText(/^whsec_/).waitFor();
  await dialog.getByLabel("Address").fill(receiver.url);
  await dialog.getByRole("checkbox", { name: "Needs attention" }).check();
  expect(await accessibilityProblems(app)).toEqual([]);
  await dialog.getByRole("button", { name: "Add it" }).click();

  const card = app.getByRole("article", { name: receiver.url });
  await card.getByText("Needs attention · Document posted").or(card.getByText("Document posted · Needs attention")).waitFor();
  await card.getByText("Nothing was sent yet").waitFor();
  await card.getByRole("button", { name: "Send a test" }).click();
  const deliveries = card.getByRole("table", { name: "Last deliveries" });
  await deliveries.getByText("Delivered").waitFor();
  await deliveries.getByText("200 thank you").waitFor();
  expect(receiver.calls.map(({ body }) => body["type"])).toEqual(["test"]);
  expect(await accessibilityProblems(app)).toEqual([]);

  await card.getByRole("button", { name: "Remove" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await app.getByText("No webhooks yet").waitFor();
});
