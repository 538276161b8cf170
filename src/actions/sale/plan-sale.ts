/**
 * Plans what every sales document has: customer, lines, discount, shipping, tax, dates, texts. Pure; all look-ups were made
 * before, and every reason why not is told at once.
 */
import type { TaxMode } from "../../domain/books-settings.ts";
import type { LocalDate } from "../../domain/dates.ts";
import type { DocumentKind } from "../../domain/document/kind.ts";
import type { PlannedItemLine } from "../../domain/document/lines.ts";
import type { PlannedCustomer, PlannedItem } from "../../domain/document/references.ts";
import { plainSale, salesTotal, type PlannedDiscount, type SalesPlan } from "../../domain/document/sales.ts";
import type { Failure } from "../../domain/failure.ts";
import { compareDecimals, parseDecimal, percentOfMoney, sumMoney, type Decimal, type Money } from "../../domain/money.ts";
import type { PostalAddress } from "../../domain/postal-address.ts";
import type { Company, Contact, LineItem, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Found, Notes } from "../action.ts";
import { failuresOf } from "./chosen.ts";
import { planCustomer } from "./customer.ts";
import { transactionDateOf } from "./dates.ts";
import { type MissingItems, missingItems, planItem } from "./items.ts";
import { type Labels, labelsOf } from "./labels.ts";
import { priceOf, type PricedLine } from "./prices.ts";
import { type Refund, refundedPart } from "./refunded-part.ts";
import type { PartSettings, SaleSettings } from "./settings.ts";
import { type Sold, soldOf, wholeRecord } from "./sold.ts";
import { planTax, taxModeOf } from "./tax.ts";
import type { SaleTax } from "./taxable-sale.ts";
import { textsOf } from "./texts.ts";

/** What the action wants of the sale besides the settings. */
export interface SaleWish {
  kind: DocumentKind;
  /** Null = the whole record. */
  part: PartSettings | null;
  /** The document must come to exactly this, because it was paid; null = it comes to what it comes to. */
  paid: Money | null;
  /** What is given back of it; null = it is a sale. */
  refund: Refund | null;
  /** Goes before the settings' own; null = as set. */
  taxMode: TaxMode | null;
  /** Goes before the settings' own date; null = as set. */
  transactionDate: LocalDate | null;
}

export const usualSale: Omit<SaleWish, "kind"> = { part: null, paid: null, refund: null, taxMode: null, transactionDate: null };

/** The sale with whom it is made out to. */
export interface PlannedSale {
  sale: SalesPlan;
  contact: Contact | null;
  company: Company | null;
}

/** Everything at once, or every reason why not. */
export function planSale(settings: SaleSettings, wish: SaleWish, subject: Subject, found: Found, notes: Notes): Result<PlannedSale, Failure[]> {
  const customer = planCustomer(settings, subject, found, notes);
  const missing = missingItems(settings, found);
  const whole = soldOf(settings, wish.part ?? wholeRecord, wish.kind, subject, found, notes);
  const sold = whole.ok && wish.refund ? refundedPart(whole.value, wish.refund, found) : whole;
  const lineItems = sold.ok ? sold.value.lines.map(({ lineItem }) => lineItem) : subject.lineItems;
  const items = planItems(lineItems, missing.ok ? missing.value : noneCreated, found, notes);
  const tax = sold.ok && items.ok ? taxOf(settings, wish, sold.value, items.value, subject, found, notes) : null;
  const date = wish.transactionDate === null ? transactionDateOf(settings, subject, found, notes) : ok(wish.transactionDate);
  const labels = labelsOf(settings, subject.record, found);
  const rate = exchangeRateOf(settings, subject, found);
  const whom = customer.ok ? customer.value : { contact: null, company: null };
  const texts = textsOf(settings, { subject, contact: whom.contact, company: whom.company, today: found.today, outputs: found.outputs });
  const refusals = [...currencyRefusals(subject.currency, found), ...(customer.ok ? customerCurrency(customer.value.customer, subject.currency, found) : [])];
  const isPlanned = customer.ok && missing.ok && sold.ok && items.ok && tax?.ok && date.ok && labels.ok && rate.ok && texts.ok && refusals.length === 0;
  if (!isPlanned) return err([...failuresOf(customer, missing, sold, items, ...(tax ? [tax] : []), date, labels, rate, texts), ...refusals]);

  const sale: SalesPlan = {
    ...plainSale,
    customer: customer.value.customer,
    transactionDate: date.value,
    currency: subject.currency,
    exchangeRate: rate.value,
    lines: linesOf(sold.value.lines, items.value, tax.value, labels.value, found),
    discount: plannedDiscount(sold.value, tax.value, settings.discountTiming === "before-tax" || found.books.company.country !== "US"),
    shipping: tax.value.shippingAmount.amountMinor === 0 ? null : { ...tax.value.shipping, amount: tax.value.shippingAmount },
    tax: tax.value.tax,
    total: { amountMinor: 0, currency: subject.currency },
    ...texts.value,
    billingAddress: addressOf(settings.billingAddress, subject.billingAddress, whom),
    shippingAddress: addressOf(settings.shippingAddress, subject.shippingAddress, whom),
    class: found.books.company.classes === "per-document" ? labels.value.class : null,
    location: labels.value.location,
  };
  const total = salesTotal(sale);
  const totals = totalRefusals(wish, sale, total, found);
  return totals.length > 0 ? err(totals) : ok({ sale: { ...sale, total }, contact: whom.contact, company: whom.company });
}

const noneCreated: MissingItems = { create: null, defaultItem: null };

function planItems(lineItems: readonly LineItem[], missing: MissingItems, found: Found, notes: Notes): Result<PlannedItem[], Failure[]> {
  const items = lineItems.map((lineItem) => planItem(lineItem, missing, found, notes));
  const failures = failuresOf(...items);
  return failures.length > 0 ? err(failures) : ok(items.flatMap((item) => (item.ok ? [item.value] : [])));
}

function taxOf(settings: SaleSettings, wish: SaleWish, sold: Sold, items: readonly PlannedItem[], subject: Subject, found: Found, notes: Notes): Result<SaleTax, Failure[]> {
  // Unasked, only what the CRM taxes is taxed: the total is the one that was offered there.
  const asksItems = (settings.taxMode ?? found.books.settings.taxMode) === "automated";
  const lines = sold.lines.map(({ lineItem, amount }, index) => ({ tax: lineItem.tax, name: lineItem.name, amount, isItemTaxable: asksItems ? isTaxable(items[index], found) : null }));
  const adjustments = subject.adjustments.filter(({ kind }) => kind === "tax");
  return planTax(wish.taxMode ?? taxModeOf(settings.taxMode, found.books), { currency: subject.currency, lines, discount: sold.discount, shipping: sold.shipping, adjustments, paid: wish.paid, charged: sold.tax }, found, notes);
}

/** What the books say of an item; null = nothing. */
function isTaxable(item: PlannedItem | undefined, found: Found): boolean | null {
  if (item?.use !== "existing") return item?.isTaxable ?? null;
  return found.references.rows.find((row) => row.kind === "item" && row.id === item.id)?.details.isTaxable ?? null;
}

function linesOf(lines: readonly PricedLine[], items: readonly PlannedItem[], tax: SaleTax, labels: Labels, found: Found): PlannedItemLine[] {
  const lineClass = found.books.company.classes === "per-line" ? labels.class : null;
  return lines.flatMap(({ lineItem, quantity, unitPrice, amount }, index) => {
    const [item, lineTax, taxed = amount] = [items[index], tax.lines[index], tax.amounts[index]];
    if (item === undefined || lineTax === undefined) return [];
    const price = taxed.amountMinor === amount.amountMinor ? { quantity, unitPrice } : priceOf(quantity, taxed);
    const description = lineItem.description?.trim() || lineItem.name;
    return [{ kind: "item", lineItemId: lineItem.id, item, description, ...price, amount: taxed, ...lineTax, class: lineClass, serviceDate: lineItem.billingStart }];
  });
}

/** A percentage is told as one only where it comes to the very same amount. */
function plannedDiscount({ discountPercent, lines }: Sold, { discount, discountTaxCode, amounts }: SaleTax, isBeforeTax: boolean): PlannedDiscount | null {
  if (discount.amountMinor === 0) return null;
  const subtotal = sumMoney(amounts.length === lines.length ? amounts : lines.map((line) => line.amount), discount.currency);
  const isSame = discountPercent !== null && percentOfMoney(subtotal, discountPercent).amountMinor === discount.amountMinor;
  return { percent: isSame ? discountPercent : null, amount: discount, account: null, taxCode: discountTaxCode, isBeforeTax };
}

function addressOf(source: SaleSettings["billingAddress"], own: PostalAddress | null, { contact, company }: { contact: Contact | null; company: Company | null }): PostalAddress | null {
  switch (source) {
    case "books":
      return null;
    case "contact":
      return contact?.address ?? null;
    case "company":
      return company?.address ?? null;
    case "record":
      return own;
  }
}

function exchangeRateOf(settings: SaleSettings, { record, currency }: Subject, found: Found): Result<Decimal | null, Failure[]> {
  if (currency === found.books.company.homeCurrency || settings.exchangeRate === "books") return ok(null);
  if (settings.exchangeRate === "fixed") return ok(parseDecimal(settings.exchangeRateFixed ?? "") ?? null);
  const property = settings.exchangeRateProperty ?? "";
  const text = record.properties[property]?.trim();
  if (!text) return err([{ code: "property-empty", property, recordName: record.name }]);
  const rate = parseDecimal(text);
  return rate !== undefined && compareDecimals(rate, "0" as Decimal) > 0 ? ok(rate) : err([{ code: "property-unreadable", property, value: text, expected: "a rate above 0" }]);
}

function currencyRefusals(currency: string, found: Found): Failure[] {
  const { homeCurrency, multicurrency } = found.books.company;
  return !multicurrency && currency !== homeCurrency ? [{ code: "currency-not-used", currency, homeCurrency }] : [];
}

function customerCurrency(customer: PlannedCustomer, currency: string, found: Found): Failure[] {
  if (customer.use === "create" || !found.books.company.multicurrency) return [];
  const row = found.references.rows.find((one) => one.kind === "customer" && one.id === customer.id);
  const own = row?.currency ?? found.books.company.homeCurrency;
  return own === currency ? [] : [{ code: "customer-currency-differs", customerName: customer.name, customerCurrency: own, documentCurrency: currency }];
}

/** Money that was paid cannot be nothing, unless the account says that it may. */
function totalRefusals({ kind, paid }: SaleWish, { tax }: SalesPlan, total: Money, found: Found): Failure[] {
  const isKnown = tax.mode !== "automated" || tax.expectedTax !== null;
  if (paid !== null && isKnown && paid.amountMinor !== total.amountMinor) return [{ code: "paid-differs", paid, planned: total }];
  if (total.amountMinor < 0) return [{ code: "total-negative", total }];
  const movesMoney = kind === "sales-receipt" || kind === "refund-receipt" || kind === "payment";
  return total.amountMinor === 0 && movesMoney && !found.books.settings.takesZeroReceipts ? [{ code: "total-zero", kind }] : [];
}
