import { describe, expect, test } from "vitest";
import { ownFieldOf, type OwnField } from "./fields.ts";
import { type CellFormats, readCell } from "./import-cells.ts";
import { columnTargets, guessColumns, targetName } from "./import-columns.ts";
import { readGroup, rowProblemOf } from "./import-rows.ts";
import { refusedHeader, refusedLines } from "./refused-rows.ts";

const named = (name: string): OwnField => ownFieldOf("deal", name)!;
const point: CellFormats = { decimalSign: ".", dateOrder: "ymd" };
const comma: CellFormats = { decimalSign: ",", dateOrder: "dmy" };

describe("cells", () => {
  test.each([
    ["amount", "1,250.50", point, "1250.50"],
    ["amount", "$1250.5", point, "1250.5"],
    ["amount", "€ 1.250,50", comma, "1250.50"],
    ["amount", "1 250,5", comma, "1250.5"],
    ["amount", "-12,00 EUR", comma, "-12.00"],
    ["amount", "1250", comma, "1250"],
    ["close_date", "30-11-2026", comma, "2026-11-30"],
    ["close_date", "1.2.26", comma, "2026-02-01"],
    ["close_date", "11/30/2026", { decimalSign: ".", dateOrder: "mdy" } as const, "2026-11-30"],
    ["close_date", "2026-11-30", comma, "2026-11-30"],
    ["stage", "Closed Won", point, "won"],
    ["stage", "LOST", point, "lost"],
    ["name", "  ", point, null],
  ])("%s %j", (name, cell, formats, value) => {
    expect(readCell(named(name), cell, formats)).toEqual({ ok: true, value });
  });

  test.each([
    ["amount", "1.250,50", point, "comma"],
    ["amount", "1,25,0", point, "number"],
    ["amount", "twelve", comma, "number"],
    ["close_date", "31-02-2026", comma, "day"],
    ["close_date", "11/30/2026", comma, "order"],
    ["stage", "won or lost", point, "one of"],
    ["currency", "dollars", point, "three letters"],
  ])("%s %j is refused with its fix", (name, cell, formats, fix) => {
    expect(readCell(named(name), cell, formats)).toMatchObject({ ok: false, fix: expect.stringContaining(fix) });
  });
});

test("columns are guessed from their headers, each target once", () => {
  const headers = ["Deal ID", "Deal Name", "Stage", "E-mail", "First name", "Company", "Product", "Qty", "Unit price", "Amount", "Close Date", "Name", "Notes"];
  const guessed = guessColumns(headers, columnTargets("deal", []));
  expect(guessed.map((target) => (target === null ? null : targetName(target)))).toEqual([
    "id", "name", "stage", "contact.email", "contact.first_name", "contact.company_name", "line.name", "line.quantity", "line.unit_price", "amount", "close_date", null, null,
  ]);
});

test.each(["Order", "order no.", "Order ID", "Deal ID"])("a column called %s is taken for the id", (header) => {
  expect(guessColumns([header], columnTargets("deal", [])).map((target) => target?.of)).toEqual(["id"]);
});

test("columns of line items are known by their long names, too", () => {
  const headers = ["Line item name", "Line item SKU", "Line item quantity", "Line item unit price", "Line item description"];
  expect(guessColumns(headers, columnTargets("deal", [])).map((target) => (target === null ? null : targetName(target)))).toEqual(["line.name", "line.sku", "line.quantity", "line.unit_price", "line.description"]);
});

test("rows with one id are one deal, and a problem is said at its row and column", () => {
  const headers = ["id", "name", "E-mail", "Item", "Qty", "Price"];
  const plan = { objectType: "deal" as const, headers, columns: guessColumns(headers, columnTargets("deal", [])), formats: comma };
  const rows = [
    { number: 2, cells: ["D-1", "Refit", "Ada@Example.com", "Survey", "1", "95,00"] },
    { number: 3, cells: ["D-1", "", "", "Lamp", "2,5", "10"] },
  ];
  expect(readGroup(plan, { externalId: "D-1", rows })).toEqual({
    ok: true,
    value: {
      record: {
        externalId: "D-1",
        properties: { name: "Refit" },
        lineItems: [{ properties: { name: "Survey", quantity: "1", unit_price: "95.00" } }, { properties: { name: "Lamp", quantity: "2.5", unit_price: "10" } }],
        contacts: [{ externalId: "ada@example.com" }],
      },
      contact: { externalId: "ada@example.com", properties: { email: "Ada@Example.com" } },
    },
  });
  const wrong = readGroup(plan, { externalId: "D-1", rows: [rows[0]!, { number: 3, cells: ["D-1", "", "", "Lamp", "two", "10"] }] });
  expect(wrong).toMatchObject({ ok: false, problems: [{ row: 3, column: "Qty", problem: 'cannot be "two"' }] });
  expect(rowProblemOf(plan, { externalId: "D-1", rows }, { field: "lineItems[1].name", problem: "is missing", fix: "Give it." })).toMatchObject({ row: 3, column: "Item" });
});

test("a file with Dutch headers and words is read like an English one", () => {
  const headers = ["Dealnummer", "Naam", "Fase", "Sluitdatum", "Valuta", "E-mailadres", "Voornaam", "Artikel", "Aantal", "Prijs per stuk", "Btw"];
  const columns = guessColumns(headers, columnTargets("deal", []));
  expect(columns.map((target) => target && targetName(target))).toEqual(["id", "name", "stage", "close_date", "currency", "contact.email", "contact.first_name", "line.name", "line.quantity", "line.unit_price", "line.tax_rate"]);
  for (const cell of ["Gewonnen", "verkoop: gewonnen", "Closed Won"]) expect(readCell(named("stage"), cell, comma)).toEqual({ ok: true, value: "won" });
});

test("refused rows are written with what is wrong in the reader's language", () => {
  const rows = [{ number: 2, cells: ["W-2", "veel"] }];
  const problems = [{ row: 2, column: "Aantal", problem: 'cannot be "veel"', fix: "Give yes or no." }];
  expect(refusedHeader(["Id", "Aantal"], "nl")).toBe("\ufeffId,Aantal,probleem\r\n");
  expect(refusedLines(["Id", "Aantal"], { externalId: "W-2", rows }, problems, "nl")).toBe('W-2,veel,"Aantal kan niet ""veel"" zijn. Geef ja of nee."\r\n');
  expect(refusedLines(["Id", "Aantal"], { externalId: "W-2", rows }, problems)).toBe('W-2,veel,"Aantal cannot be ""veel"". Give yes or no."\r\n');
});
