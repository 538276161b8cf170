/** "Create a QuickBooks refund receipt": money of a payment that went back, in full or in part, each refund once. */
import { later } from "../../domain/dates.ts";
import type { ExistingCustomer } from "../../domain/document/references.ts";
import type { RefundReceiptPlan } from "../../domain/document/refund-receipt.ts";
import { planRefusals } from "../../domain/document/refusals.ts";
import type { Failure } from "../../domain/failure.ts";
import { decimalText, roundToMoney, sumMoney, type Money } from "../../domain/money.ts";
import type { Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { type Action, defineAction, type Found, type Notes } from "../action.ts";
import { paymentMethodField } from "../payment/fields.ts";
import { chosenRefundAccount, moneyIds, moneySettingFailures } from "../payment/money.ts";
import { paidTaxMode } from "../payment/paid-sale.ts";
import { receivedPayment, type ReceivedPayment } from "../payment/received.ts";
import { chosenRow, failuresOf, refOf } from "../sale/chosen.ts";
import { advancedFields, booksField, customerFields, itemFields } from "../sale/fields.ts";
import { saleIds, saleNeeds } from "../sale/needs.ts";
import { planSale, usualSale } from "../sale/plan-sale.ts";
import type { Refund } from "../sale/refunded-part.ts";
import { saleSettingFailures } from "../sale/setting-checks.ts";
import { createRefundReceiptSettings, type CreateRefundReceiptSettings } from "./settings.ts";

/** A refund under way is looked at again after this, when nothing says sooner that it changed. */
const pendingLookMs = 6 * 3_600_000;

export const createRefundReceipt: Action = defineAction<CreateRefundReceiptSettings>({
  kind: "create-refund-receipt",
  title: "Create a QuickBooks refund receipt",
  documents: ["refund-receipt"],
  objectTypes: ["payment"],

  settings: createRefundReceiptSettings,

  form: [
    booksField("refund receipt"),
    { kind: "picker", name: "refundFrom", label: "Refund from", help: "The account that the money leaves.", isRequired: true, source: "refund-accounts" },
    paymentMethodField,
    ...customerFields,
    ...itemFields("refund receipt"),
    ...advancedFields,
  ],

  booksConnection: (settings) => settings.books,
  needs: (settings, subject, books) => saleNeeds(settings, subject, books, moneyIds(settings)),
  looksBack: () => true,
  settingsNeeds: (settings, books) => [...saleIds(settings, books), ...moneyIds(settings)],
  checkSettings: (settings, found) => [...saleSettingFailures(settings, found), ...moneySettingFailures(settings, found)],

  plan: (settings, subject, found) => {
    const notes: Notes = { decisions: [], warnings: [] };
    const planned = planRefund(settings, subject, found, notes);
    return { plan: planned.ok ? ok([planned.value]) : planned, ...notes };
  },
});

function planRefund(settings: CreateRefundReceiptSettings, subject: Subject, found: Found, notes: Notes): Result<RefundReceiptPlan, Failure[]> {
  const payment = receivedPayment(subject, found);
  const refund = payment.ok ? refundOf(subject, payment.value, found, notes) : null;
  const account = chosenRefundAccount(settings.refundFrom, found);
  const method = chosenRow(found, "payment-method", settings.paymentMethod, "paymentMethod");
  const taxMode = paidTaxMode(settings, subject, found);
  const wish = { ...usualSale, kind: "refund-receipt" as const, paid: refund?.ok ? refund.value.amount : null, refund: refund?.ok ? refund.value : null, taxMode };
  const planned = planSale(settings, wish, subject, found, notes);
  if (!payment.ok || !refund?.ok || !account.ok || !method.ok || !planned.ok) return err(failuresOf(payment, ...(refund ? [refund] : []), account, method, planned));
  const plan: RefundReceiptPlan = {
    ...planned.value.sale,
    kind: "refund-receipt",
    customer: customerOfSale(found) ?? planned.value.sale.customer,
    refundFrom: account.value,
    paymentMethod: method.value && refOf(method.value),
    paymentReference: payment.value.reference,
  };
  const refusals = planRefusals(plan, found.books.company);
  return refusals.length > 0 ? err(refusals) : ok(plan);
}

/** What was refunded and is not booked yet: each refund of a payment once, and never more than was paid. */
function refundOf(subject: Subject, { facts, amount: paid }: ReceivedPayment, found: Found, notes: Notes): Result<Refund, Failure[]> {
  const { record, currency } = subject;
  const refunded = roundToMoney(facts.refunded, currency);
  if (!refunded.ok) return err([{ code: "payment-unreadable", recordName: record.name, missing: "amount" }]);
  if (refunded.value.amountMinor > paid.amountMinor) return err([{ code: "refund-too-large", refunded: refunded.value, paid }]);
  const booked = bookedRefunds(found, currency);
  const amount = { amountMinor: refunded.value.amountMinor - booked.amountMinor, currency };
  if (amount.amountMinor <= 0) return err([nothingYet(subject, refunded.value, found)]);
  notes.decisions.push({ about: "refund", decided: `${decimalText(amount)} of ${decimalText(paid)} ${currency} paid; booked before: ${decimalText(booked)}` });
  return ok({ amount, paid });
}

function bookedRefunds({ earlier }: Found, currency: string): Money {
  return sumMoney(earlier.filter(({ kind }) => kind === "refund-receipt").map(({ total }) => total), currency);
}

function nothingYet({ record, payment }: Subject, refunded: Money, found: Found): Failure {
  if (payment?.paymentState === "refund-pending") return { code: "refund-pending", recordName: record.name, retryAt: later(found.now, pendingLookMs) };
  return { code: "nothing-refunded", recordName: record.name, refunded };
}

/** The customer that the payment was booked with is the one that gets it back. */
function customerOfSale({ earlier }: Found): ExistingCustomer | null {
  const sale = earlier.find(({ kind }) => kind === "sales-receipt" || kind === "invoice");
  return sale?.party ? { use: "existing", id: sale.party.id, name: sale.party.name, matchedBy: "earlier-document" } : null;
}
