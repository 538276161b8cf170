/**
 * Tax by codes, everywhere but in the United States: each line has the code that its CRM rate is mapped to, and the tax is
 * computed as QuickBooks does. Exclusive: once per rate over the document. Inclusive: taken out of each line by itself.
 */
import { Big } from "big.js";
import { untaxed, type LineTax } from "../../domain/document/lines.ts";
import type { BooksRef } from "../../domain/document/references.ts";
import type { Failure } from "../../domain/failure.ts";
import { matchingKey, taxRateKey } from "../../domain/matching.ts";
import { compareDecimals, percentOfMoney, sumMoney, type Decimal, type Money } from "../../domain/money.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import type { Adjustment, LineItemTax } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { shareOut } from "../../domain/shares.ts";
import type { Found, Notes } from "../action.ts";
import { activeRow, refOf } from "./chosen.ts";
import { chargedTax, type SaleTax, type TaxableLine, type TaxableSale } from "./taxable-sale.ts";

/** A tax code with its rates, ready to compute with. */
interface Code {
  ref: BooksRef;
  /** Tax per unit of net amount, by rate id in order. */
  factors: { rateId: string; factor: Big }[];
}

/** The sale with a code on every line, or every line whose rate has none. */
export function taxByCodes(sale: TaxableSale, found: Found, notes: Notes): Result<SaleTax, Failure[]> {
  const codes = sale.lines.map((line) => codeOfLine(line, sale.adjustments, found));
  const shipping = sale.shipping.amountMinor === 0 ? null : codeOfLine({ name: "Shipping", amount: sale.shipping, tax: null, isItemTaxable: null }, sale.adjustments, found);
  const failures = [...codes, ...(shipping ? [shipping] : [])].flatMap((code) => (code.ok ? [] : code.error));
  if (failures.length > 0) return err(unique(failures));
  const asked: CodedSale = { ...sale, codes: codes.flatMap((code) => (code.ok ? [code.value] : [])), shippingCode: shipping?.ok ? shipping.value : null };
  const coded = isSharedDiscount(asked) ? withFoldedDiscount(asked, notes) : asked;
  const priced = found.books.settings.crmPrices === "inclusive" ? inclusive(coded) : exclusive(coded);
  const whole = sale.paid === null || totalOf(priced) === sale.paid.amountMinor ? ok(priced) : asPaid(coded, priced, sale.paid);
  if (whole.ok) warnOfDifference(whole.value, sale, notes);
  return whole;
}

interface CodedSale extends TaxableSale {
  codes: Code[];
  shippingCode: Code | null;
}

/** A discount over several codes: how QuickBooks shares it between them is not documented, and a cent of tax hangs on it. */
function isSharedDiscount({ codes, discount }: CodedSale): boolean {
  return discount.amountMinor !== 0 && new Set(codes.map((code) => code.ref.id)).size > 1;
}

function withFoldedDiscount(sale: CodedSale, notes: Notes): CodedSale {
  const shares = discountShares(sale);
  notes.decisions.push({ code: "discount-in-prices", because: "several-tax-codes" });
  const lines = sale.lines.map((line, index) => ({ ...line, amount: { ...line.amount, amountMinor: line.amount.amountMinor + (shares[index] ?? 0) } }));
  return { ...sale, lines, discount: { ...sale.discount, amountMinor: 0 } };
}

/** What is taken off each line, below zero. */
function discountShares({ lines, discount }: TaxableSale): number[] {
  return shareOut(-discount.amountMinor, lines.map(({ amount }) => amount.amountMinor));
}

function unique(failures: readonly Failure[]): Failure[] {
  return [...new Map(failures.map((failure) => [JSON.stringify(failure), failure])).values()];
}

/** The code of a line: by its own tax, else by the taxes on the whole record, else the one of untaxed lines. */
function codeOfLine(line: TaxableLine, adjustments: readonly Adjustment[], found: Found): Result<Code, Failure[]> {
  const { settings } = found.books;
  const tax = line.tax ?? taxOfRecord(adjustments);
  const rate = tax === null ? ("0" as Decimal) : rateOf(tax, line.amount, settings.taxMappings);
  const isUntaxed = compareDecimals(rate, "0" as Decimal) === 0;
  const label = tax?.label ?? null;
  const fitting = settings.taxMappings.filter((one) => compareDecimals(one.rate as Decimal, rate) === 0);
  const byLabel = fitting.find((one) => one.label !== null && label !== null && matchingKey(one.label) === matchingKey(label));
  const mapped = byLabel ?? fitting.find((one) => one.label === null);
  const id = mapped?.taxCode ?? (isUntaxed ? settings.zeroTaxCode : null) ?? settings.defaultTaxCode;
  if (id === null) return err([{ code: "tax-rate-unmapped", lineName: line.name, rate, label, candidates: codesOfRate(rate, found), crmKey: taxRateKey(rate, label) }]);
  const row = activeRow(found, "tax-code", id);
  return row ? ok({ ref: refOf(row), factors: factorsOf(row, found) }) : err([{ code: "reference-gone", kind: "tax-code", id, field: "taxMappings" }]);
}

/** The active codes that tax sales at this rate. */
function codesOfRate(rate: Decimal, found: Found): BooksRef[] {
  const wanted = new Big(rate).div(100);
  const codes = found.references.rows.filter((row) => row.kind === "tax-code" && row.isActive && (row.details.salesRates ?? []).length > 0);
  return codes.filter((row) => sumOfFactors({ factors: factorsOf(row, found) }).eq(wanted)).map(refOf);
}

/** Several taxes on the record are one rate for the lines, called by all their labels. */
function taxOfRecord(adjustments: readonly Adjustment[]): LineItemTax | null {
  const percentages = adjustments.filter(({ form }) => form === "percent");
  if (percentages.length === 0) return null;
  const rate = percentages.reduce((sum, { value }) => sum.plus(value), new Big(0)).toFixed() as Decimal;
  return { rate, label: percentages.map(({ label }) => label).join(" + "), amount: null };
}

/** Where the CRM tells only an amount, it is the mapped rate that comes to that amount. */
function rateOf({ rate, amount }: LineItemTax, net: Money, mappings: readonly { rate: string }[]): Decimal {
  if (rate !== null) return rate;
  if (amount === null || compareDecimals(amount, "0" as Decimal) === 0) return "0" as Decimal;
  const minor = new Big(amount).times(new Big(10).pow(minorDigitsOf(net)));
  const fitting = mappings.find((one) => minor.eq(percentOfMoney(net, one.rate as Decimal).amountMinor));
  if (fitting) return fitting.rate as Decimal;
  return net.amountMinor === 0 ? ("0" as Decimal) : (minor.times(100).div(net.amountMinor).round(3, Big.roundHalfUp).toFixed() as Decimal);
}

function minorDigitsOf({ currency }: Money): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Rates that are taken of the amount with the taxes before, or of those taxes alone, compound. */
function factorsOf(row: ReferenceRow, found: Found): Code["factors"] {
  let before = new Big(0);
  return (row.details.salesRates ?? []).map(({ rateId, base }) => {
    const percent = found.references.rows.find((one) => one.kind === "tax-rate" && one.id === rateId)?.details.percent ?? "0";
    const of = base === "amount" ? new Big(1) : base === "taxes" ? before : before.plus(1);
    const factor = of.times(percent).div(100);
    before = before.plus(factor);
    return { rateId, factor };
  });
}

function sumOfFactors({ factors }: Pick<Code, "factors">): Big {
  return factors.reduce((sum, { factor }) => sum.plus(factor), new Big(0));
}

function round(exact: Big): number {
  return Number(exact.round(0, Big.roundHalfUp).toFixed());
}

function lineTaxOf(code: Code, includedTax: Money | null): LineTax {
  return { ...untaxed, isTaxable: sumOfFactors(code).gt(0), taxCode: code.ref, includedTax };
}

/** Tax on top: each rate is rounded once over the document, after the discount. */
function exclusive(sale: CodedSale): SaleTax {
  const { currency } = sale;
  const money = (amountMinor: number): Money => ({ amountMinor, currency });
  const shares = discountShares(sale);
  const bases = sale.codes.map((code, index) => ({ code, base: (sale.lines[index]?.amount.amountMinor ?? 0) + (shares[index] ?? 0) }));
  const taxed = sale.shippingCode ? [...bases, { code: sale.shippingCode, base: sale.shipping.amountMinor }] : bases;
  const byRate = new Map<string, Big>();
  for (const { code, base } of taxed) for (const { rateId, factor } of code.factors) byRate.set(rateId, (byRate.get(rateId) ?? new Big(0)).plus(factor.times(base)));
  const expectedTax = money([...byRate.values()].reduce((sum, exact) => sum + round(exact), 0));
  return {
    tax: { mode: "codes", amounts: "exclusive", expectedTax },
    lines: sale.codes.map((code) => lineTaxOf(code, null)),
    amounts: sale.lines.map(({ amount }) => amount),
    discount: sale.discount,
    discountTaxCode: null,
    shipping: sale.shippingCode ? lineTaxOf(sale.shippingCode, null) : untaxed,
    shippingAmount: sale.shipping,
  };
}

/** The tax that is inside an amount. */
function includedIn(gross: number, code: Code): number {
  return gross - round(new Big(gross).div(sumOfFactors(code).plus(1)));
}

/** Amounts contain their tax: the discount is taken off the lines, so that each line's tax is its own. */
function inclusive(sale: CodedSale): SaleTax {
  const shares = discountShares(sale);
  return withGross(sale, sale.lines.map(({ amount }, index) => amount.amountMinor + (shares[index] ?? 0)), sale.shipping.amountMinor);
}

function withGross(sale: CodedSale, grosses: readonly number[], shipping: number): SaleTax {
  const money = (amountMinor: number): Money => ({ amountMinor, currency: sale.currency });
  const taxes = sale.codes.map((code, index) => includedIn(grosses[index] ?? 0, code));
  const shippingTax = sale.shippingCode ? includedIn(shipping, sale.shippingCode) : 0;
  return {
    tax: { mode: "codes", amounts: "inclusive", expectedTax: money(taxes.reduce((sum, tax) => sum + tax, shippingTax)) },
    lines: sale.codes.map((code, index) => lineTaxOf(code, money(taxes[index] ?? 0))),
    amounts: grosses.map(money),
    discount: money(0),
    discountTaxCode: null,
    shipping: sale.shippingCode ? lineTaxOf(sale.shippingCode, money(shippingTax)) : untaxed,
    shippingAmount: money(shipping),
  };
}

function totalOf({ tax, amounts, discount, shippingAmount }: SaleTax): number {
  const sum = amounts.reduce((total, { amountMinor }) => total + amountMinor, 0) - discount.amountMinor + shippingAmount.amountMinor;
  return tax.mode === "codes" && tax.amounts === "exclusive" ? sum + tax.expectedTax.amountMinor : sum;
}

/**
 * What was paid is what the document must come to. The CRM rounds tax per line and QuickBooks per rate: such cents are put
 * into amounts with tax, which QuickBooks keeps as they are. A larger difference is none of rounding.
 */
function asPaid(sale: CodedSale, priced: SaleTax, paid: Money): Result<SaleTax, Failure[]> {
  const planned = { amountMinor: totalOf(priced), currency: sale.currency };
  const mostCents = sale.lines.length + 1;
  if (Math.abs(planned.amountMinor - paid.amountMinor) > mostCents) return err([{ code: "paid-differs", paid, planned }]);
  const isExclusive = priced.tax.mode === "codes" && priced.tax.amounts === "exclusive";
  const net = discountShares({ ...sale, discount: priced.discount });
  const gross = (amount: number, code: Code | null): number => (isExclusive && code ? round(new Big(amount).times(sumOfFactors(code).plus(1))) : amount);
  const exact = [...sale.lines.map(({ amount }, index) => gross(amount.amountMinor + (net[index] ?? 0), sale.codes[index]!)), gross(sale.shipping.amountMinor, sale.shippingCode)];
  const left = paid.amountMinor - exact.reduce((sum, amount) => sum + amount, 0);
  const cents = shareOut(left, exact);
  const amounts = exact.map((amount, index) => amount + (cents[index] ?? 0));
  return ok(withGross(sale, amounts.slice(0, sale.lines.length), amounts.at(-1) ?? 0));
}

/** The CRM's own tax amounts are told when they are others. */
function warnOfDifference({ tax }: SaleTax, sale: TaxableSale, notes: Notes): void {
  const saysAmounts = sale.lines.some((line) => line.tax !== null && line.tax.amount !== null);
  const charged = chargedTax(sale);
  if (!saysAmounts || tax.mode !== "codes" || tax.expectedTax.amountMinor === charged.amountMinor) return;
  notes.warnings.push({ code: "tax-differs", planned: tax.expectedTax, charged: sumMoney([charged], sale.currency) });
}
