/** Tax as the adapter sends it, against the simulator's companies: what comes back is what was planned. */
import { describe, expect, test } from "vitest";
import type { PlannedItemLine } from "#domain/document/lines.ts";
import type { BooksRef } from "#domain/document/references.ts";
import { type SalesPlan, salesTotal } from "#domain/document/sales.ts";
import type { PlannedTax } from "#domain/document/tax.ts";
import type { Decimal, Money } from "#domain/money.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import { everything, freshId, postedValue, sampleDocument } from "./document-samples.ts";
import { openBench, type QuickBooksBench } from "./quickbooks-bench.ts";

type Parts = Partial<Pick<SalesPlan, "discount" | "shipping">> & { tax: PlannedTax; onLine: Partial<PlannedItemLine> };

/** Posts an invoice of these lines with the tax and discount given. */
async function posted(bench: QuickBooksBench, lines: [string, string][], { tax, onLine, discount = null, shipping = null }: Parts): Promise<{ planned: Money; document: PostedDocument }> {
  const sample = await sampleDocument(bench, lines);
  const plan = { ...sample.plan, tax, discount, shipping, lines: sample.plan.lines.map((line) => (line.kind === "item" ? { ...line, ...onLine } : line)) };
  const planned = salesTotal(plan);
  return { planned, document: postedValue(await bench.books.postDocument({ ...sample, plan: { ...plan, total: planned } }, freshId())) };
}

async function taxCode(bench: QuickBooksBench, name: string): Promise<BooksRef> {
  const row = (await everything(bench.books)).rows.find((one) => one.kind === "tax-code" && one.name === name);
  if (!row) throw new Error(`there is no tax code ${name}`);
  return { id: row.id, name: row.name };
}

describe("in the United States", () => {
  const taxable = { isTaxable: true };

  test("tax is added by QuickBooks for taxable lines, and not for others", async () => {
    await using bench = await openBench({ limits: "off" });
    const tax = { mode: "automated" as const, expectedTax: null };
    const { planned, document } = await posted(bench, [["2", "100"]], { tax, onLine: taxable });
    expect(document.total.amountMinor).toBeGreaterThan(planned.amountMinor);
    expect((await posted(bench, [["2", "100"]], { tax, onLine: { isTaxable: false } })).document.total).toEqual(planned);
    expect((await posted(bench, [["2", "100"]], { tax: { mode: "none" }, onLine: taxable })).document.total).toEqual(planned);
  });

  test("tax as it was charged is kept to the cent", async () => {
    await using bench = await openBench({ limits: "off" });
    const tax = { mode: "as-charged" as const, tax: { amountMinor: 1_999, currency: "USD" }, code: { id: "2", name: "California" } };
    const { planned, document } = await posted(bench, [["2", "100"]], { tax, onLine: taxable });
    expect([planned.amountMinor, document.total.amountMinor]).toEqual([21_999, 21_999]);
  });

  test.for([
    ["a tenth, by percentage", "10", 2_001],
    ["an amount", null, 1_234],
  ] as const)("a discount of %s is taken off", async ([, percent, amountMinor]) => {
    await using bench = await openBench({ limits: "off" });
    const discount = { percent: percent as Decimal | null, amount: { amountMinor, currency: "USD" }, account: null, taxCode: null, isBeforeTax: false };
    const { planned, document } = await posted(bench, [["1", "200.13"]], { tax: { mode: "none" }, onLine: {}, discount });
    expect(planned.amountMinor).toBe(20_013 - amountMinor);
    expect(document.total).toEqual(planned);
  });
});

describe("in the United Kingdom", () => {
  const pounds = (amountMinor: number): Money => ({ amountMinor, currency: "GBP" });

  test("tax goes on top of amounts without it", async () => {
    await using bench = await openBench({ limits: "off", profile: "uk" });
    const code = await taxCode(bench, "20.0% S");
    const { planned, document } = await posted(bench, [["2", "120"]], { tax: { mode: "codes", amounts: "exclusive", expectedTax: pounds(4_800) }, onLine: { taxCode: code } });
    expect(planned).toEqual(pounds(28_800));
    expect(document.total).toEqual(planned);
  });

  test("tax inside the amounts leaves the total as it was charged", async () => {
    await using bench = await openBench({ limits: "off", profile: "uk" });
    const code = await taxCode(bench, "20.0% S");
    const onLine = { taxCode: code, includedTax: pounds(333) };
    const { planned, document } = await posted(bench, [["3", "6.6666667"], ["1", "20"]], { tax: { mode: "codes", amounts: "inclusive", expectedTax: pounds(666) }, onLine });
    expect(planned).toEqual(pounds(4_000));
    expect(document.total).toEqual(planned);
  });

  test("a document without tax is taken without tax codes", async () => {
    await using bench = await openBench({ limits: "off", profile: "uk" });
    const { planned, document } = await posted(bench, [["2", "120"]], { tax: { mode: "none" }, onLine: {} });
    expect(document.total).toEqual(planned);
  });
});
