/** Whether a payment is money that was received and may be booked, and what it is. */
import { later, localDateIn, type LocalDate } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import { roundToMoney, type Money } from "../../domain/money.ts";
import type { PaymentFacts, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Found, Notes } from "../action.ts";
import { openDate } from "../sale/dates.ts";

/** A pending payment is looked at again after this, when nothing says sooner that it changed. */
const pendingLookMs = 6 * 3_600_000;
/** QuickBooks keeps references of at most this length; a longer one is told in the note. */
const longestReference = 21;

export interface ReceivedPayment {
  facts: PaymentFacts;
  amount: Money;
  /** Null = it has none, or it is too long for the books. */
  reference: string | null;
}

/** A payment whose money was received, or every reason why it is not to be booked. */
export function receivedPayment(subject: Subject, found: Found): Result<ReceivedPayment, Failure[]> {
  const { record, payment } = subject;
  if (payment === null) throw new Error(`${record.objectType} ${record.id} is no payment`);
  const failures = [...originFailures(subject, payment), ...stateFailures(subject, payment, found)];
  const amount = payment.amount === null ? undefined : roundToMoney(payment.amount, subject.currency);
  if (!amount?.ok || amount.value.amountMinor <= 0) failures.push({ code: "payment-unreadable", recordName: record.name, missing: "amount" });
  if (!amount?.ok || failures.length > 0) return err(failures);
  const { reference } = payment;
  return ok({ facts: payment, amount: amount.value, reference: reference !== null && reference.length <= longestReference ? reference : null });
}

/** What the books have already, or get by another way. */
function originFailures({ record }: Subject, { isFromBooks }: PaymentFacts): Failure[] {
  return isFromBooks ? [{ code: "payment-from-books", recordName: record.name }] : [];
}

function stateFailures({ record }: Subject, { paymentState }: PaymentFacts, found: Found): Failure[] {
  switch (paymentState) {
    case "succeeded":
    case "partly-refunded":
    case "refunded":
    case "refund-pending":
      return [];
    case "pending":
      return [{ code: "payment-pending", recordName: record.name, retryAt: later(found.now, pendingLookMs) }];
    case "failed":
    case "disputed":
    case "dispute-lost":
      return [{ code: "payment-failed", recordName: record.name, paymentState }];
  }
}

/** Booking the payment of a CRM invoice as a sale would count the sale twice; the invoice is booked by itself. */
export function invoiceFailures({ record, payment }: Subject): Failure[] {
  return payment?.paysInvoice ? [{ code: "payment-pays-invoice", recordName: record.name }] : [];
}

/** The day the payer paid, where the books are open; today when the CRM does not say. */
export function paymentDate({ payment }: Subject, found: Found, notes: Notes): Result<LocalDate, Failure[]> {
  const paidAt = payment?.paidAt ?? null;
  if (paidAt === null) return openDate(found.today, { source: { from: "no-paid-at" }, days: 0 }, found, notes);
  return openDate(localDateIn(found.books.company.timeZone, paidAt), { source: { from: "paid-at" }, days: 0 }, found, notes);
}
