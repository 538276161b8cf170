/** A spreadsheet of won deals in a browser: its columns chosen, its faults said, and an invoice made of a record in it. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { baselineIsTaken, patience, type World } from "../stories/world.ts";
import { rest } from "../stories/rest.ts";
import { accessibilityProblems } from "./browser.ts";
import { openApp } from "./opened-app.ts";

let world: World;
let app: Page;

openApp((opened) => ({ world, app } = opened), { prepare: addWorkflowOfOwnDeals });

async function addWorkflowOfOwnDeals(opened: World): Promise<void> {
  await baselineIsTaken(opened);
  // Own records are a source from the first question on, and a workflow is on only when a source has what it asks for.
  await rest(opened, "GET", "/own-records/deal");
  const { definition } = opened.workflow;
  const books = definition.steps[0]?.settings["books"];
  await opened.addWorkflow("Own deal to invoice", {
    ...definition,
    triggerGroups: [{ filters: [{ property: "stage", operator: "is-any-of", type: "enumeration", values: ["won"] }] }],
    steps: [{ id: "inv", action: "create-invoice", settings: { books, customerRule: "create-if-missing", createMissingItems: "no" } }],
  });
}

async function file(name: string, content: string): Promise<string> {
  const path = join(world.dataDirectory, name);
  await writeFile(path, content);
  return path;
}

async function chooseFile(path: string): Promise<void> {
  await app.locator("input[type=file]").setInputFiles(path);
  await app.getByRole("button", { name: "Next: columns" }).click();
  await app.getByRole("table", { name: "Columns" }).waitFor();
}

const goesTo = (column: string) => app.getByRole("combobox", { name: `${column} goes to` });
const invoicesOf = async (name: string) => (await world.quickbooks.invoices()).filter((one) => one.PrivateNote.includes(name));

test("won deals with line items are mapped, checked with every fault of a row, imported, and enrolled into an invoice", { timeout: 240_000 }, async () => {
  const path = await file(
    "won deals.csv",
    "Voucher;Name;Stage;E-mail;First name;Last name;Item;Qty;Price;Close date\r\n" +
      "W-1;Bakery refit;Closed Won;ada@northwind.example;Ada;Okoye;Design consultation;2;150,00;30-11-2026\r\n" +
      "W-1;;;;;;Site survey;1;95,00;\r\n" +
      "W-2;Kiosk;Closed Won;ada@northwind.example;Ada;Okoye;Site survey;many;95,00;30-11-2026\r\n" +
      "W-3;Stand;Closed Won;not an address;Ada;Okoye;Site survey;1;95,00;30-11-2026\r\n",
  );
  await app.goto(`${world.product.url}/records`);
  await app.getByRole("link", { name: "Import a CSV file" }).click();
  await app.getByRole("heading", { name: "Import a CSV file", level: 1 }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await chooseFile(path);

  // "Voucher" is nothing that is known: the record's id is chosen by hand; the decimal comma was found out.
  await app.getByText("No column is the record's id.").waitFor();
  expect(await app.getByRole("button", { name: "Next: check" }).isDisabled()).toBe(true);
  await goesTo("Voucher").click();
  await app.getByRole("option", { name: "Id of the record" }).click();
  expect(await app.getByRole("combobox", { name: "Numbers are written" }).inputValue()).toBe("1.250,50");
  expect(await goesTo("Price").inputValue()).toBe("Line item: Unit price");
  expect(await accessibilityProblems(app)).toEqual([]);
  await app.getByRole("button", { name: "Next: check" }).click();

  const problems = app.getByRole("table", { name: "Problems" });
  await problems.getByRole("row", { name: /4 Qty cannot be "many"/ }).waitFor();
  await problems.getByRole("row", { name: /5 E-mail cannot be "not an address"/ }).waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  const waiting = app.waitForEvent("download");
  await app.getByRole("button", { name: "Download the refused rows" }).click();
  const refused = await readFile(await (await waiting).path(), "utf8");
  expect(refused.trim().split("\r\n")).toEqual([expect.stringContaining("Voucher,Name,Stage"), expect.stringContaining('"Qty cannot be ""many""'), expect.stringContaining("W-3,Stand")]);

  await app.getByRole("button", { name: "Import 1 record" }).click();
  await app.getByText("The file is imported.").waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  expect(await invoicesOf("Bakery refit")).toEqual([]);
  await app.getByRole("link", { name: "Show the records" }).click();
  await app.getByRole("link", { name: "Bakery refit" }).click();
  await app.getByRole("heading", { name: "Bakery refit", level: 1 }).waitFor();
  await app.getByRole("button", { name: "Enroll…" }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Workflow" }).click();
  await app.getByRole("option", { name: "Own deal to invoice" }).click();
  await dialog.getByRole("button", { name: "Enroll", exact: true }).click();
  await dialog.getByText("1 record was enrolled.").waitFor();
  await expect.poll(async () => (await invoicesOf("Bakery refit")).map(({ TotalAmt }) => TotalAmt), patience).toEqual([395]);
});

test("the next file of the same kind needs no work, and a file that is there already changes nothing", { timeout: 120_000 }, async () => {
  const path = await file("again.csv", "Voucher;Name;Stage\r\nW-1;Bakery refit;Closed Won\r\n");
  await app.goto(`${world.product.url}/records/import`);
  await chooseFile(path);
  expect(await goesTo("Voucher").inputValue()).toBe("Id of the record");
  await app.getByRole("button", { name: "Next: check" }).click();
  await app.getByText("Everything in the file is there already.").waitFor();
  expect(await app.getByRole("button", { name: "Import", exact: true }).isDisabled()).toBe(true);
});

test("records that start workflows are invoiced without more ado, and the steps fit on a narrow window", { timeout: 120_000 }, async () => {
  const path = await file("start.csv", "Voucher;Name;Stage;E-mail;First name;Last name;Item;Qty;Price\r\nW-9;Pop-up shop;Closed Won;ada@northwind.example;Ada;Okoye;Site survey;3;95,00\r\n");
  await app.setViewportSize({ width: 390, height: 800 });
  await app.goto(`${world.product.url}/records/import`);
  await chooseFile(path);
  const overflow = await app.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  expect(overflow).toBe(0);
  await app.getByRole("button", { name: "Next: check" }).click();
  await app.getByRole("radio", { name: /Start workflows/ }).click();
  await app.getByRole("button", { name: "Import 1 record" }).click();
  await app.getByText("The file is imported.").waitFor();
  expect(await accessibilityProblems(app)).toEqual([]);
  await expect.poll(async () => (await invoicesOf("Pop-up shop")).map(({ TotalAmt }) => TotalAmt), patience).toEqual([285]);
});

test("a file that is empty or broken is said with its row", { timeout: 90_000 }, async () => {
  await app.goto(`${world.product.url}/records/import`);
  await app.locator("input[type=file]").setInputFiles(await file("empty.csv", ""));
  await app.getByRole("button", { name: "Next: columns" }).click();
  await app.getByText("The file is empty.").waitFor();
  await app.locator("input[type=file]").setInputFiles(await file("broken.csv", 'id,name\nB-1,Fine\nB-2,"never closed\n'));
  await app.getByRole("button", { name: "Next: columns" }).click();
  await app.getByText(/Row 3 cannot be read/).waitFor();
});
