/** The app's pages for somebody who reads Dutch: no text of ours is English, whether the web or the server says it. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { startingTypes } from "#domain/record.ts";
import { rest } from "../stories/rest.ts";
import type { World } from "../stories/world.ts";
import { englishDetector, textsOf } from "./english-text.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;
let isEnglish: (text: string) => boolean;

openApp((opened) => ({ world, app } = opened), { browserContext: { locale: "nl-NL", reducedMotion: "reduce" }, prepare: (opened) => opened.turnOn() });

/** Waits until the page rests, and until what it says is no longer English; what stays so is told by the place. */
async function expectDutch(place: string): Promise<void> {
  await app.getByRole("status", { name: /^Laden/ }).first().waitFor({ state: "detached" });
  const english = async (): Promise<string[]> => (await textsOf(app)).filter(isEnglish);
  await expect.poll(english, { message: `${place} in Dutch`, timeout: 10_000, interval: 250 }).toEqual([]);
}

async function visit(path: string): Promise<void> {
  await app.goto(world.product.url + path);
  await app.getByRole("heading", { level: 1 }).waitFor();
  await expectDutch(path);
}

test("what was billed and what stopped is told in Dutch, down to each decision", { timeout: 240_000 }, async () => {
  const [billed, stopped] = [await world.hubspot.deal({ name: "Billed" }), await world.hubspot.deal({ name: "Stopped", lines: [{ name: "Living wall", quantity: "1", price: "100" }] })];
  for (const id of [billed, stopped]) await world.hubspot.moveTo(id, "closedwon");
  const [done, waiting] = [await world.enrollmentIn(billed, "completed"), await world.enrollmentIn(stopped, "needs-attention")];
  isEnglish = await englishDetector(await namesIn(world));
  for (const { id } of [done, waiting]) {
    await visit(`/enrollments/${id}`);
    await app.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true");
    await expectDutch("the opened history");
  }
  const [document] = await world.product.store.documents(world.product.workspaceId, { limit: 1 });
  await visit(`/documents/${document?.id}`);
});

test.each([
  "/", "/history", "/documents", "/records", "/records/import", "/unbilled", "/approvals", "/attention", "/performance?days=7", "/mapping", "/connections", "/connections/new", "/connections/new-hubspot",
  "/settings/members", "/settings/notifications", "/settings/api-keys", "/settings/workspace", "/settings/audit-log", "/setup", "/workflows/new", "/no/such/page", "/enrollments/none",
])("the page %s is in Dutch", { timeout: 120_000 }, (path) => visit(path));

test("a workflow is drawn, tried, reviewed and compared in Dutch", { timeout: 240_000 }, async () => {
  const { id } = world.workflow;
  for (const path of [`/workflows/${id}`, `/workflows/${id}/versions`, `/workflows/${id}/review`]) await visit(path);
  await visit(`/workflows/${id}/edit`);
  for (const name of [/^Een QuickBooks-factuur maken/, /^Instellingen/, /^Een stap toevoegen aan het begin/]) {
    await app.getByRole("button", { name }).first().click();
    for (const folded of await app.locator("aside summary, aside [aria-expanded=false]").all()) await folded.click({ timeout: 2_000 }).catch(() => undefined);
    await expectDutch(`the panel of ${name}`);
  }
});

test("a workflow is tried with many records and with one in Dutch", { timeout: 120_000 }, async () => {
  await visit(`/workflows/${world.workflow.id}`);
  await app.getByRole("link", { name: "Testen" }).click();
  await app.getByText("De laatste records").click();
  await app.getByRole("textbox", { name: "Of deze" }).fill("9023\n9026\n4242");
  await app.getByRole("button", { name: "Ze testen" }).click();
  await app.getByRole("region", { name: /geen product "Moss wall"/ }).waitFor();
  await expectDutch("the plan of many records");
  await app.getByRole("button", { name: "Warehouse office - Haddad Imports" }).click();
  await app.getByText("Task chair, gevonden op SKU FUR-420").waitFor();
  await expectDutch("the plan of one record");
});

test("a file is imported in Dutch: its columns, its faults, and the refused rows to mend", { timeout: 240_000 }, async () => {
  const path = join(world.dataDirectory, "gewonnen deals.csv");
  await writeFile(path, "Dealnummer;Naam;Fase;E-mailadres;Artikel;Aantal;Prijs per stuk\r\nW-1;Bakkerij;Gewonnen;ada@northwind.example;Site survey;1;95,00\r\nW-2;Kiosk;Gewonnen;geen adres;Site survey;veel;95,00\r\n");
  await visit("/records/import");
  await app.locator("input[type=file]").setInputFiles(path);
  await app.getByRole("button", { name: "Verder: kolommen" }).click();
  await app.getByRole("table", { name: "Kolommen" }).waitFor();
  await app.getByRole("combobox", { name: /^Fase gaat naar/ }).click();
  await app.getByRole("option", { name: "Regel: Btw-tarief, procent" }).waitFor();
  await expectDutch("the columns of a file");
  await app.keyboard.press("Escape");
  await app.getByRole("button", { name: "Verder: controleren" }).click();
  await app.getByRole("row", { name: /Aantal kan niet "veel" zijn/ }).waitFor();
  await expectDutch("the check of a file");
  const waiting = app.waitForEvent("download");
  await app.getByRole("button", { name: "De geweigerde rijen downloaden" }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe("gewonnen deals-geweigerd.csv");
  const [header, ...rows] = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
  expect(header).toMatch(/,probleem$/);
  expect(rows).toEqual([expect.stringMatching(/Aantal kan niet ""veel"" zijn\. Geef een getal/)]);
  await app.getByRole("button", { name: "1 record importeren" }).click();
  await app.getByText("Het bestand is geïmporteerd.").waitFor();
  await expectDutch("the import of a file");
  const [own] = (await rest(world, "GET", "/own-records/deal")).body as { id: string }[];
  await visit(`/records/deal/${own?.id}`);
  await app.getByText("Verkoop: Gewonnen").waitFor();
});

test("what the component library says itself is in Dutch: the calendar, and how to close and reveal", { timeout: 120_000 }, async () => {
  await visit("/history");
  await app.getByRole("button", { name: "Elke dag" }).click();
  await app.getByRole("button", { name: "Volgende maand" }).waitFor();
  const days = await app.locator("table button").evaluateAll((buttons) => buttons.map((one) => one.getAttribute("aria-label") ?? ""));
  expect(days.length).toBeGreaterThan(27);
  expect(days.filter((day) => !/^\d{1,2} (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december) \d{4}$/.test(day))).toEqual([]);
  await visit("/settings/api-keys");
  await app.getByRole("button", { name: "Een sleutel maken" }).first().click();
  await app.getByRole("dialog").getByRole("button", { name: "Sluiten" }).waitFor();
  await expectDutch("a dialog");
  await visit("/connections/new");
  await app.getByRole("button", { name: "Tonen wat er staat" }).first().waitFor();
});

test("the settings of an account are in Dutch", { timeout: 120_000 }, async () => {
  const books = (await world.product.store.connections(world.product.workspaceId)).find(({ role }) => role === "books");
  await visit(`/connections/${books?.id}/settings`);
});

test("a link that was used and an address that is wrong are answered in Dutch", { timeout: 120_000 }, async () => {
  await visit("/sign-in?token=used-before");
  await app.context().clearCookies();
  await visit("/sign-in");
  await visit("/invitation#gone");
});

/** What people and other systems called things, and what documents say: it is shown as it is. */
async function namesIn({ product: { store, workspaceId }, hubspot }: World): Promise<string[]> {
  const [workflows, connections, workspaces] = await Promise.all([store.workflows(workspaceId), store.connections(workspaceId), store.workspaces()]);
  const crm = connections.find(({ role }) => role === "crm");
  const records = crm === undefined ? [] : await Promise.all(startingTypes.map((type) => store.recordsOfType(crm.id, type, { limit: 500 })));
  const properties = await Promise.all(["deals", "quotes", "commerce_payments", "contacts", "companies", "line_items", "products"].map((type) => hubspot.call("GET", `/crm/v3/properties/${type}`)));
  const labels = properties.flatMap(({ results }) => (results as { label: string; options: { label: string }[] }[]).flatMap(({ label, options }) => [label, ...options.map((option) => option.label)]));
  return [...[...workflows, ...connections, ...workspaces, ...records.flat()].map(({ name }) => name), ...labels, "Created by Ledgerline from"];
}
