/** A sale that was paid: what both the paid invoice and the sales receipt of a payment are made of. */
import type { TaxMode } from "../../domain/books-settings.ts";
import type { LocalDate } from "../../domain/dates.ts";
import type { DocumentKind } from "../../domain/document/kind.ts";
import type { BooksRef } from "../../domain/document/references.ts";
import type { SalesPlan } from "../../domain/document/sales.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Money } from "../../domain/money.ts";
import type { Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Found, Notes } from "../action.ts";
import { chosenRow, failuresOf, refOf } from "../sale/chosen.ts";
import { planSale, usualSale } from "../sale/plan-sale.ts";
import type { SaleSettings } from "../sale/settings.ts";
import { soldOf, wholeRecord } from "../sale/sold.ts";
import { taxModeOf } from "../sale/tax.ts";
import { chargedTax } from "../sale/taxable-sale.ts";
import { chosenDeposit } from "./money.ts";
import { paymentDate, receivedPayment, type ReceivedPayment } from "./received.ts";

/** Settings of a step on a payment. */
export type PaymentSettings = Omit<SaleSettings, "transactionDate"> & {
  transactionDate: "payment" | "today" | "property";
  depositAccount?: string | null;
  paymentMethod: string | null;
};

/** The sale with the money behind it. */
export interface PaidSale {
  sale: SalesPlan;
  payment: ReceivedPayment;
  depositAccount: BooksRef | null;
  paymentMethod: BooksRef | null;
}

/** The sale that comes to exactly what was paid, or every reason why not. */
export function planPaidSale(settings: PaymentSettings, kind: DocumentKind, subject: Subject, found: Found, notes: Notes): Result<PaidSale, Failure[]> {
  const payment = receivedPayment(subject, found);
  const date = dateOf(settings, subject, found, notes);
  const deposit = chosenDeposit(settings.depositAccount, found);
  const method = chosenRow(found, "payment-method", settings.paymentMethod, "paymentMethod");
  const plain = saleSettings(settings);
  const wish = { ...usualSale, kind, paid: payment.ok ? payment.value.amount : null, taxMode: paidTaxMode(plain, subject, found), transactionDate: date.ok ? date.value : found.today };
  const planned = planSale(plain, wish, subject, found, notes);
  if (!payment.ok || !date.ok || !deposit.ok || !method.ok || !planned.ok) return err(failuresOf(payment, date, deposit, method, planned));
  const sale = withLongReference(planned.value.sale, payment.value);
  return ok({ sale, payment: payment.value, depositAccount: deposit.value, paymentMethod: method.value && refOf(method.value) });
}

/** The settings as every sale has them; the payment's own date is told apart. */
export function saleSettings(settings: PaymentSettings): SaleSettings {
  return { ...settings, transactionDate: settings.transactionDate === "property" ? "property" : "today" };
}

/** Null = the settings say which. */
export function dateOf(settings: PaymentSettings, subject: Subject, found: Found, notes: Notes): Result<LocalDate | null, Failure[]> {
  return settings.transactionDate === "payment" ? paymentDate(subject, found, notes) : ok(null);
}

/** Tax that was charged is booked as it was: as an amount in the United States, by codes elsewhere. */
export function paidTaxMode(settings: SaleSettings, subject: Subject, found: Found): TaxMode {
  const usual = taxModeOf(settings.taxMode, found.books);
  if (found.books.company.country !== "US") return usual;
  return settings.taxMode ?? (taxPaid(settings, subject, found).amountMinor > 0 ? "as-charged" : "none");
}

/** The tax inside a payment, as the CRM says. */
export function taxPaid(settings: SaleSettings, subject: Subject, found: Found): Money {
  const { currency } = subject;
  const sold = soldOf(settings, wholeRecord, "payment", subject, found, { decisions: [], warnings: [] });
  if (!sold.ok) return { amountMinor: 0, currency };
  const lines = sold.value.lines.map(({ lineItem, amount }) => ({ name: lineItem.name, amount, tax: lineItem.tax, isItemTaxable: null }));
  return chargedTax({ lines, discount: sold.value.discount, adjustments: subject.adjustments.filter(({ kind }) => kind === "tax"), currency, charged: null });
}

/** A reference that the books cannot keep is told in the note, whole. */
function withLongReference(sale: SalesPlan, { facts, reference }: ReceivedPayment): SalesPlan {
  return facts.reference === null || reference !== null ? sale : { ...sale, privateNote: `${sale.privateNote} Payment reference ${facts.reference}` };
}
