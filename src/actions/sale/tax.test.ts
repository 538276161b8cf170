import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { BooksSettings, TaxMode } from "../../domain/books-settings.ts";
import type { InvoicePlan } from "../../domain/document/invoice.ts";
import { addedTax } from "../../domain/document/tax.ts";
import type { Decimal } from "../../domain/money.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import type { Adjustment, LineItemTax } from "../../domain/record.ts";
import { createInvoice } from "../create-invoice/create-invoice.ts";
import { aLine, aRow, aSubject, type FoundFacts, found, plannedBy, theDocument, theFailures, usualRows } from "./samples.ts";
import { taxModeOf } from "./tax.ts";

const dutchRows: readonly ReferenceRow[] = [
  ...usualRows.filter((row) => row.kind !== "tax-code"),
  aRow("tax-code", "21", "21% BTW hoog", { details: { salesRates: [{ rateId: "r21", base: "amount" }] } }),
  aRow("tax-code", "9", "9% BTW laag", { details: { salesRates: [{ rateId: "r9", base: "amount" }] } }),
  aRow("tax-code", "0", "0% BTW", { details: { salesRates: [{ rateId: "r0", base: "amount" }] } }),
  aRow("tax-code", "qc", "GST/QST QC", { details: { salesRates: [{ rateId: "gst", base: "amount" }, { rateId: "qst", base: "amount-and-taxes" }] } }),
  aRow("tax-rate", "r21", "21%", { details: { percent: "21" as Decimal } }),
  aRow("tax-rate", "r9", "9%", { details: { percent: "9" as Decimal } }),
  aRow("tax-rate", "r0", "0%", { details: { percent: "0" as Decimal } }),
  aRow("tax-rate", "gst", "GST", { details: { percent: "5" as Decimal } }),
  aRow("tax-rate", "qst", "QST", { details: { percent: "9.975" as Decimal } }),
];

const mappings = [
  { rate: "21", label: null, taxCode: "21" },
  { rate: "9", label: null, taxCode: "9" },
];

function dutch(settings: Partial<BooksSettings> = {}): FoundFacts {
  return { rows: dutchRows, company: { country: "NL", homeCurrency: "EUR", tax: "code-per-line" }, settings: { taxMappings: mappings, zeroTaxCode: "0", ...settings } };
}

function rate(percent: string | null, amount: string | null = null, label: string | null = null): LineItemTax {
  return { rate: percent as Decimal | null, amount: amount as Decimal | null, label };
}

function euros(lines: [price: string, tax: LineItemTax | null][], adjustments: Adjustment[] = []) {
  return aSubject({ currency: "EUR", adjustments, lineItems: lines.map(([price, tax], n) => aLine("Pendant light", "1", price, { id: String(n), currency: "EUR", tax })) });
}

function invoice(...args: Parameters<typeof theDocument> extends [unknown, ...infer Rest] ? Rest : never): InvoicePlan {
  return theDocument(createInvoice, ...args) as InvoicePlan;
}

describe("how a sale is taxed", () => {
  const { books } = found();
  const elsewhere = found(dutch()).books;
  test.each<[string, TaxMode | null, Parameters<typeof taxModeOf>[1], TaxMode]>([
    ["the step's choice goes first", "none", books, "none"],
    ["then the account's", null, { ...books, settings: { ...books.settings, taxMode: "as-charged" } }, "as-charged"],
    ["in the United States the books compute it", null, books, "automated"],
    ["a company without sales tax has none", null, { ...books, company: { ...books.company, tax: "none" } }, "none"],
    ["elsewhere it goes by codes", null, elsewhere, "codes"],
    ["elsewhere there is none before a code is chosen", null, { ...elsewhere, settings: books.settings }, "none"],
  ])("%s", (_, step, at, expected) => {
    expect(taxModeOf(step, at)).toBe(expected);
  });
});

describe("in the United States", () => {
  const taxed = (tax: LineItemTax | null) => aSubject({ lineItems: [aLine("Pendant light", "1", "100", { id: "a", tax }), aLine("Design consultation", "1", "50", { id: "b" })] });

  test("lines say taxable or not as the CRM does, and what it charged is expected of the books", () => {
    const plan = invoice({}, taxed(rate("8.875", "8.88")));
    expect([plan.tax, plan.total.amountMinor]).toEqual([{ mode: "automated", expectedTax: { amountMinor: 888, currency: "USD" } }, 15_888]);
    expect(plan.lines).toMatchObject([{ isTaxable: true }, { isTaxable: false }]);
  });

  test("a rate without an amount leaves the tax to the books", () => {
    expect(invoice({}, taxed(rate("8.875"))).tax).toEqual({ mode: "automated", expectedTax: null });
  });

  test("without any tax in the CRM the document has none, whatever the item says, unless automated tax was chosen", () => {
    const rows = usualRows.map((row) => (row.kind === "item" ? { ...row, details: { isTaxable: true } } : row));
    expect(invoice({}, taxed(null), { rows }).tax).toEqual({ mode: "none" });
    expect(invoice({ taxMode: "automated" }, taxed(null), { rows }).tax).toEqual({ mode: "automated", expectedTax: null });
  });

  test("tax as charged is booked as it is, under the account's code", () => {
    const plan = invoice({ taxMode: "as-charged" }, taxed(rate("8.875", "8.88")), { settings: { chargedTaxCode: "9" } });
    expect([plan.tax, plan.total.amountMinor]).toEqual([{ mode: "as-charged", tax: { amountMinor: 888, currency: "USD" }, code: { id: "9", name: "California" } }, 15_888]);
    expect(theFailures(createInvoice, { taxMode: "as-charged" }, taxed(rate("8", "8")))).toMatchObject([{ code: "charged-tax-code-missing" }]);
  });

  test("a tax on the whole record counts, too", () => {
    const subject = { ...taxed(null), adjustments: [{ kind: "tax" as const, label: "Sales tax", form: "percent" as const, value: "10" as Decimal }] };
    expect(invoice({ taxMode: "as-charged" }, subject, { settings: { chargedTaxCode: "9" } }).total.amountMinor).toBe(16_500);
  });

  test("codes are refused", () => {
    expect(theFailures(createInvoice, { taxMode: "codes" }, taxed(rate("21")))).not.toEqual([]);
  });
});

describe("elsewhere", () => {
  test("each rate becomes the code it is mapped to, and tax is rounded once per rate", () => {
    const plan = invoice({}, euros([["0.10", rate("21")], ["0.13", rate("21")], ["10", rate("9")], ["5", null]]), dutch());
    expect(plan.lines.map((line) => (line.kind === "item" ? line.taxCode?.id : null))).toEqual(["21", "21", "9", "0"]);
    // 21 % of 0.23 is 0.0483 (rounded line by line it would be 0.02 + 0.03), 9 % of 10 is 0.90.
    expect([plan.tax, plan.total.amountMinor]).toEqual([{ mode: "codes", amounts: "exclusive", expectedTax: { amountMinor: 95, currency: "EUR" } }, 1_618]);
  });

  test("prices that include tax keep their total, and each line says what is inside", () => {
    const plan = invoice({}, euros([["121", rate("21")], ["109", rate("9")]]), dutch({ crmPrices: "inclusive" }));
    expect([plan.total.amountMinor, plan.tax]).toEqual([23_000, { mode: "codes", amounts: "inclusive", expectedTax: { amountMinor: 3_000, currency: "EUR" } }]);
    expect(plan.lines).toMatchObject([{ includedTax: { amountMinor: 2_100 } }, { includedTax: { amountMinor: 900 } }]);
  });

  test("a rate that is of the amount with the tax before compounds", () => {
    const facts = dutch({ taxMappings: [{ rate: "15.47", label: "GST/QST QC", taxCode: "qc" }] });
    const plan = invoice({}, euros([["100", rate("15.47", null, "gst/qst  qc")]]), facts);
    expect(addedTax(plan.tax)?.amountMinor).toBe(500 + 1_047);
  });

  test("rates of one percentage are told apart by their label", () => {
    const facts = dutch({ taxMappings: [...mappings, { rate: "21", label: "Verlegd", taxCode: "0" }] });
    const plan = invoice({}, euros([["100", rate("21", null, "verlegd")], ["100", rate("21")]]), facts);
    expect(plan.lines).toMatchObject([{ taxCode: { id: "0" } }, { taxCode: { id: "21" } }]);
  });

  test("an amount of tax alone is the mapped rate that comes to it", () => {
    expect(invoice({}, euros([["100", rate(null, "9")]]), dutch()).lines).toMatchObject([{ taxCode: { id: "9" } }]);
  });

  test("a rate that is not mapped stops with all such lines, or takes the default code", () => {
    const subject = euros([["100", rate("6", null, "oud")], ["100", rate("12")]]);
    expect(theFailures(createInvoice, {}, subject, dutch())).toMatchObject([{ code: "tax-rate-unmapped", rate: "6", label: "oud" }, { code: "tax-rate-unmapped", rate: "12" }]);
    expect(invoice({}, subject, dutch({ defaultTaxCode: "21" })).lines).toMatchObject([{ taxCode: { id: "21" } }, { taxCode: { id: "21" } }]);
  });

  test("a code that is gone from the books stops", () => {
    const facts = { ...dutch(), rows: dutchRows.filter((row) => row.id !== "21") };
    expect(theFailures(createInvoice, {}, euros([["100", rate("21")]]), facts)).toMatchObject([{ code: "reference-gone", kind: "tax-code", id: "21" }]);
  });

  test("a discount over one code is on the document, over several it is in the prices", () => {
    const off: Adjustment[] = [{ kind: "discount", label: "Loyal", form: "percent", value: "10" as Decimal }];
    const one = invoice({}, euros([["100", rate("21")]], off), dutch());
    expect([one.discount?.amount.amountMinor, one.total.amountMinor]).toEqual([1_000, 10_890]);
    const several = invoice({}, euros([["100", rate("21")], ["100", rate("9")]], off), dutch());
    expect([several.discount, several.total.amountMinor]).toEqual([null, 20_700]);
  });

  test("a tax that the CRM puts at another amount is told with both", () => {
    const { warnings } = plannedBy(createInvoice, {}, euros([["0.10", rate("21", "0.03")], ["0.13", rate("21", "0.03")]]), dutch());
    expect(warnings).toEqual([{ code: "tax-differs", planned: { amountMinor: 5, currency: "EUR" }, charged: { amountMinor: 6, currency: "EUR" } }]);
  });
});

const cents = fc.integer({ min: 0, max: 1_000_000 });
const someRate = fc.constantFrom("21", "9", "0");

property.prop([fc.array(fc.tuple(cents, someRate), { minLength: 1, maxLength: 12 }), fc.constantFrom("exclusive" as const, "inclusive" as const)])(
  "net and tax are the total, the lines' taxes are the tax inside, and the same facts give the same plan",
  (rows, crmPrices) => {
    const subject = euros(rows.map(([price, percent]) => [(price / 100).toFixed(2), rate(percent)]));
    const plan = invoice({}, subject, dutch({ crmPrices }));
    const amounts = plan.lines.flatMap((line) => (line.kind === "item" ? [line.amount.amountMinor] : []));
    const inside = plan.lines.flatMap((line) => (line.kind === "item" ? [line.includedTax?.amountMinor ?? 0] : []));
    const sum = (all: number[]): number => all.reduce((total, one) => total + one, 0);
    expect(plan.total.amountMinor).toBe(sum(amounts) + (addedTax(plan.tax)?.amountMinor ?? 0));
    if (plan.tax.mode === "codes" && plan.tax.amounts === "inclusive") expect(sum(inside)).toBe(plan.tax.expectedTax.amountMinor);
    expect(invoice({}, subject, dutch({ crmPrices }))).toEqual(plan);
  },
);
