/** The tour of the README in a browser: turn on, win a deal, see the invoice on all three sides; stop, fix, retry. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { World } from "../stories/world.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;
let consoleErrors: string[];

openApp((opened) => ({ world, app, consoleErrors } = opened), { signedIn: false });

/** Moves a deal on the HubSpot simulator's board, as a person would. */
async function moveDeal(name: string, stage: string): Promise<void> {
  const board = await app.context().newPage();
  await board.goto(world.hubspot.url);
  await board.getByRole("combobox", { name: `Stage of ${name}` }).selectOption({ label: stage });
  await board.getByRole("region", { name: stage }).getByRole("link", { name }).waitFor();
  await board.close();
}

test("without a session the app says how to sign in, and the one-time link signs in once", { timeout: 90_000 }, async () => {
  await app.goto(world.product.url);
  await app.getByText("sign-in-link").first().waitFor();
  const link = await world.product.signInLink();
  await app.goto(link);
  await app.getByRole("heading", { name: "Workflows", level: 1 }).waitFor();
  expect((await fetch(link)).status).toBe(401);
});

test("the workflow is turned on, a deal is won, and its invoice is on all three sides", { timeout: 120_000 }, async () => {
  await app.goto(world.product.url);
  await app.getByRole("switch", { name: /Won deal to invoice/ }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Turn on", exact: true }).click();
  await app.getByRole("switch", { name: "Won deal to invoice is on" }).waitFor();

  await app.getByRole("link", { name: "Won deal to invoice" }).first().click();
  await app.getByRole("heading", { name: "Won deal to invoice", level: 1 }).waitFor();
  await moveDeal("Warehouse office - Haddad Imports", "Closed Won");
  // Nothing is reloaded: the page follows by itself.
  await app.getByRole("link", { name: "Warehouse office - Haddad Imports" }).first().click();
  await app.getByText("Completed").first().waitFor();

  const [invoice] = await world.quickbooks.invoices();
  expect(invoice).toMatchObject({ TotalAmt: 2815, CustomerRef: { name: "Omar Haddad" } });
  await app.getByText(invoice!.DocNumber).first().waitFor();
  const books = await app.context().newPage();
  await books.goto(`${world.quickbooks.url}/app/invoice?txnId=${invoice!.Id}`);
  await books.getByText("Omar Haddad").first().waitFor();
  await books.goto(`${world.hubspot.url}/`);
  await books.getByRole("link", { name: "Warehouse office - Haddad Imports" }).click();
  await books.getByText(invoice!.DocNumber).first().waitFor();
  await books.close();
  expect(await accessibilityProblems(app)).toEqual([]);
});

test("a deal that cannot be billed says why, and completes after the fix and a retry", { timeout: 120_000 }, async () => {
  await moveDeal("Green reception wall - Kim Tech", "Closed Won");
  await app.getByRole("link", { name: "Needs attention" }).first().click();
  await app.getByText(/no product "Moss wall"/).first().waitFor();
  await app.getByText("Green reception wall - Kim Tech").first().waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);

  await world.quickbooks.call("POST", "/item", { Name: "Moss wall", Sku: "FUR-490", Type: "Service", UnitPrice: 860, IncomeAccountRef: { value: "79" } });
  await app.getByRole("button", { name: /retry/i }).first().click();
  await expect.poll(async () => (await world.quickbooks.invoices()).length, { timeout: 45_000 }).toBe(2);
  await app.getByText(/nothing needs attention/i).waitFor();
});

test("a company is reconnected on QuickBooks' own page, and nobody else's answer counts", { timeout: 90_000 }, async () => {
  const { store, workspaceId, url } = world.product;
  const books = (await store.connections(workspaceId)).find((one) => one.role === "books")!;
  const before = await store.readSecret(books.id);
  await app.goto(`${url}/connections`);
  await app.getByRole("link", { name: "Reconnect the company" }).click();
  await app.getByRole("button", { name: /connect|allow/i }).first().click();
  await app.getByRole("heading", { name: "Connections", level: 1 }).waitFor();
  const after = await store.readSecret(books.id);
  expect(after).not.toEqual(before);

  const forged = await app.request.get(`${url}/connect/quickbooks/callback?state=${books.id}.made-up&code=x&realmId=${books.externalId}`);
  expect(forged.status()).toBe(400);
  const start = await app.request.get(`${url}/connect/quickbooks/${books.id}`, { maxRedirects: 0 });
  const state = new URL(start.headers()["location"] ?? "").searchParams.get("state") ?? "";
  const other = await app.request.get(`${url}/connect/quickbooks/callback?state=${state}&code=x&realmId=9341452000000002`);
  expect([other.status(), await other.text()]).toEqual([400, expect.stringContaining("another QuickBooks company")]);
  expect(await store.readSecret(books.id)).toEqual(after);
  expect((await fetch(`${url}/connect/quickbooks/${books.id}`, { redirect: "manual" })).headers.get("location")).toBe("/");
});

test("every page is accessible, works on a narrow window, and logs no error", { timeout: 120_000 }, async () => {
  await app.setViewportSize({ width: 375, height: 760 });
  for (const path of ["/", "/documents", "/attention", "/connections"]) {
    await app.goto(world.product.url + path);
    await app.getByRole("heading", { level: 1 }).waitFor();
    await app.waitForTimeout(300);
    expect({ path, problems: await accessibilityProblems(app) }).toEqual({ path, problems: [] });
    const overflow = await app.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect({ path, overflow }).toEqual({ path, overflow: 0 });
  }
  // Before the sign-in the API says 401, which the browser prints.
  expect(consoleErrors.filter((error) => !error.includes("401"))).toEqual([]);
});
