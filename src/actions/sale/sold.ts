/** What is sold: the record's line items, as far as the step wants them, priced and in the part that is billed. */
import type { LineDiscounts } from "../../domain/books-settings.ts";
import type { DocumentKind } from "../../domain/document/kind.ts";
import { addedTax } from "../../domain/document/tax.ts";
import type { Failure } from "../../domain/failure.ts";
import { parseDecimal, roundToMoney, sumMoney, type Decimal, type Money } from "../../domain/money.ts";
import type { LineItem, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { shareOut } from "../../domain/shares.ts";
import type { EarlierDocument, Found, Notes } from "../action.ts";
import { discountOf, type Fee, feesOf } from "./adjustments.ts";
import { type Billed, takePart } from "./part.ts";
import { priceLines, priceOf, type PricedLine } from "./prices.ts";
import type { PartSettings, SaleSettings } from "./settings.ts";
import { chargedTax } from "./taxable-sale.ts";

/** What is sold in all, before items and tax. */
export interface Sold extends Billed {
  /** Set when the discount is one percentage of the whole. */
  discountPercent: Decimal | null;
  /** The tax that was charged on it; null = as lines and taxes say. */
  tax: Money | null;
}

export const wholeRecord: PartSettings = { part: "all", partPercent: null, partAmount: null, partLines: null };

/** The lines, discount and shipping of the document, or every reason why not. Lines without a CRM line item are made here. */
export function soldOf(settings: SaleSettings, part: PartSettings, kind: DocumentKind, subject: Subject, found: Found, notes: Notes): Result<Sold, Failure[]> {
  const { currency } = subject;
  const lineItems = chosenLineItems(settings, subject);
  if (!lineItems.ok) return lineItems;
  const priced = priceLines(lineItems.value, currency, discountsBooked(settings, found));
  if (!priced.ok) return priced;
  const discount = discountOf(priced.value, subject.adjustments, currency);
  const fees = feesOf(priced.value, subject.adjustments, discount, currency);
  const shipping = shippingOf(settings, subject, fees, found);
  if (!shipping.ok) return shipping;
  const lines = settings.shipping === "fees" ? priced.value : [...priced.value, ...fees.map((fee) => feeLine(fee, subject))];
  const whole = { lines, discount: discount.amount, shipping: shipping.value };
  const earlier = kind === "estimate" ? [] : found.earlier;
  const billed = takePart(part, whole, earlier, subject.record.name, notes);
  if (!billed.ok) return billed;
  if (part.part === "all") return ok(foldedWhereRefused({ ...billed.value, discountPercent: discount.percent, tax: null }, found, notes));
  const tax = partOfTax(chargedOn(whole, subject), netOf(whole), netOf(billed.value), earlier);
  return ok(foldedWhereRefused({ ...billed.value, discountPercent: null, tax }, found, notes));
}

/** The tax that the CRM charged on what is sold. */
function chargedOn({ lines, discount }: Billed, { adjustments, currency }: Subject): Money {
  const taxed = lines.map(({ lineItem, amount }) => ({ name: lineItem.name, amount, tax: lineItem.tax, isItemTaxable: null }));
  return chargedTax({ lines: taxed, discount, adjustments: adjustments.filter(({ kind }) => kind === "tax"), currency, charged: null });
}

function netOf({ lines, discount, shipping }: Billed): number {
  return lines.reduce((sum, { amount }) => sum + amount.amountMinor, 0) - discount.amountMinor + shipping.amountMinor;
}

/** The part's share of the charged tax; the last part has what is left of it. */
function partOfTax(charged: Money, whole: number, part: number, earlier: readonly EarlierDocument[]): Money {
  const before = earlier.flatMap(({ plan }) => ("lines" in plan && plan.kind !== "expense" && plan.kind !== "estimate" ? [plan] : []));
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
  const taxBefore = sum(before.map(({ tax }) => addedTax(tax)?.amountMinor ?? 0));
  const netBefore = sum(before.map(({ total, tax }) => total.amountMinor - (addedTax(tax)?.amountMinor ?? 0)));
  const [share = 0] = shareOut(charged.amountMinor - taxBefore, [part, Math.max(0, whole - netBefore - part)]);
  return { ...charged, amountMinor: share };
}

function discountsBooked(settings: SaleSettings, { books }: Found): LineDiscounts {
  return settings.lineDiscounts ?? books.settings.lineDiscounts;
}

function chosenLineItems(settings: SaleSettings, subject: Subject): Result<LineItem[], Failure[]> {
  const { record, lineItems } = subject;
  const chosen = lineItems.filter(({ isRecurring }) => settings.whichLines === "all" || (settings.whichLines === "recurring") === isRecurring);
  if (chosen.length > 0) return ok(chosen);
  if (lineItems.length > 0) return err([{ code: "no-chosen-lines", recordName: record.name, which: settings.whichLines === "recurring" ? "recurring" : "one-time" }]);
  if (settings.withoutLines === "stop") return err([{ code: "no-line-items", recordName: record.name }]);
  return subject.amount === null ? err([{ code: "amount-missing", recordName: record.name }]) : ok([madeLine(subject, "record", record.name, subject.amount)]);
}

function feeLine({ label, amount }: Fee, subject: Subject): PricedLine {
  const quantity = "1" as Decimal;
  const { unitPrice } = priceOf(quantity, amount);
  return { lineItem: madeLine(subject, `fee:${label}`, label, unitPrice), quantity, unitPrice, amount, discount: { ...amount, amountMinor: 0 } };
}

/** A line that the CRM has no line item for; only the default item, or one of its name, can stand on it. */
function madeLine({ record, currency }: Subject, id: string, name: string, price: Decimal): LineItem {
  const none = { productId: null, sku: null, description: null, netAmount: null, discountPercent: null, isRecurring: false, billingStart: null, tax: null, position: null };
  return { ...record, objectType: "line-item", id, name, properties: {}, currency, quantity: "1" as Decimal, unitPrice: price, ...none };
}

function shippingOf(settings: SaleSettings, { record, currency }: Subject, fees: readonly Fee[], found: Found): Result<Money, Failure[]> {
  const none = { amountMinor: 0, currency };
  const amount = settings.shipping === "none" ? ok(none) : settings.shipping === "fees" ? ok(sumMoney(fees.map((fee) => fee.amount), currency)) : propertyAmount(settings.shippingProperty ?? "", record.properties, currency);
  if (!amount.ok || amount.value.amountMinor === 0 || found.books.company.allows.shipping) return amount;
  return err([{ code: "feature-not-used", feature: "shipping", field: "shipping" }]);
}

function propertyAmount(property: string, properties: Readonly<Record<string, string | null>>, currency: string): Result<Money, Failure[]> {
  const text = properties[property]?.trim();
  if (!text) return ok({ amountMinor: 0, currency });
  const decimal = parseDecimal(text);
  const money = decimal === undefined ? undefined : roundToMoney(decimal, currency);
  return money?.ok ? money : err([{ code: "property-unreadable", property, value: text, expected: "an amount" }]);
}

/** A company without discounts on its forms gets them in the prices. */
function foldedWhereRefused(sold: Sold, found: Found, notes: Notes): Sold {
  const { discount, lines } = sold;
  if (discount.amountMinor === 0 || found.books.company.allows.discounts) return sold;
  const shares = shareOut(-discount.amountMinor, lines.map(({ amount }) => amount.amountMinor));
  notes.decisions.push({ code: "discount-in-prices", because: "switched-off" });
  const folded = lines.map((line, index) => {
    const amount = { ...line.amount, amountMinor: line.amount.amountMinor + (shares[index] ?? 0) };
    return shares[index] === 0 ? line : { ...line, ...priceOf(line.quantity, amount), amount };
  });
  return { ...sold, lines: folded, discount: { ...discount, amountMinor: 0 }, discountPercent: null };
}
