/** "Create a QuickBooks refund receipt": money of a payment that went back, in full or in part, each refund once. */
import { later } from "../../domain/dates.ts";
import type { ExistingCustomer } from "../../domain/document/references.ts";
import type { RefundReceiptPlan } from "../../domain/document/refund-receipt.ts";
import { planRefusals } from "../../domain/document/refusals.ts";
import type { Failure } from "../../domain/failure.ts";
import { roundToMoney, sumMoney, type Money } from "../../domain/money.ts";
import type { EnrollmentId } from "../../domain/ids.ts";
import type { PaymentFacts, Subject } from "../../domain/record.ts";
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
  description: "What was given back of the payment, whole or in part, each refund once.",
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
    return { plan: planRefunds(settings, subject, found, notes), ...notes };
  },
});

/** A document for each refund; one that is planned counts as booked for the next. */
function planRefunds(settings: CreateRefundReceiptSettings, subject: Subject, found: Found, notes: Notes): Result<RefundReceiptPlan[], Failure[]> {
  const payment = receivedPayment(subject, found);
  const refunds = payment.ok ? refundsOf(subject, payment.value, found, notes) : null;
  const [first, ...others] = refunds?.ok ? refunds.value : [];
  const planned = planRefund(settings, subject, found, notes, { payment, refund: first ?? null });
  if (!planned.ok || !refunds?.ok) return err(failuresOf(...(refunds ? [refunds] : []), planned));
  const plans = [planned.value];
  for (const refund of others) {
    const next = planRefund(settings, subject, withPlanned(found, plans), { decisions: [], warnings: [] }, { payment, refund });
    if (!next.ok) return next;
    plans.push(next.value);
  }
  return ok(plans);
}

function withPlanned(found: Found, plans: readonly RefundReceiptPlan[]): Found {
  const earlier = plans.map((plan) => ({ kind: plan.kind, booksId: null, total: plan.total, party: null, plan, enrollmentId: "" as EnrollmentId }));
  return { ...found, earlier: [...found.earlier, ...earlier] };
}

/** `refund` null = there is none to plan; what else stops it is told all the same. */
interface Wanted {
  payment: Result<ReceivedPayment, Failure[]>;
  refund: Refund | null;
}

function planRefund(settings: CreateRefundReceiptSettings, subject: Subject, found: Found, notes: Notes, { payment, refund }: Wanted): Result<RefundReceiptPlan, Failure[]> {
  const account = chosenRefundAccount(settings.refundFrom, found);
  const method = chosenRow(found, "payment-method", settings.paymentMethod, "paymentMethod");
  const taxMode = paidTaxMode(settings, subject, found);
  const wish = { ...usualSale, kind: "refund-receipt" as const, paid: refund?.amount ?? null, refund, taxMode };
  const planned = planSale(settings, wish, subject, found, notes);
  if (!payment.ok || !account.ok || !method.ok || !planned.ok) return err(failuresOf(payment, account, method, planned));
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
function refundsOf(subject: Subject, { facts, amount: paid }: ReceivedPayment, found: Found, notes: Notes): Result<Refund[], Failure[]> {
  const { record, currency } = subject;
  const refunded = roundToMoney(facts.refunded, currency);
  if (!refunded.ok) return err([{ code: "payment-unreadable", recordName: record.name, missing: "amount" }]);
  if (refunded.value.amountMinor > paid.amountMinor) return err([{ code: "refund-too-large", refunded: refunded.value, paid }]);
  const booked = bookedRefunds(found, currency);
  const amounts = notBooked(facts, refunded.value, booked);
  if (amounts.length === 0) return err([nothingYet(subject, refunded.value, found)]);
  notes.decisions.push({ code: "refund-booked", amounts, together: sumMoney(amounts, currency), paid, before: booked });
  return ok(amounts.map((amount) => ({ amount, paid })));
}

/** The refunds beyond what is booked, one by one where the CRM tells them apart. */
function notBooked({ refunds }: PaymentFacts, refunded: Money, booked: Money): Money[] {
  const { currency } = refunded;
  const each = refunds.map((one) => roundToMoney(one, currency)).flatMap((one) => (one.ok ? [one.value.amountMinor] : []));
  const isWhole = each.reduce((sum, one) => sum + one, 0) === refunded.amountMinor;
  let before = 0;
  const amounts = (isWhole ? each : [refunded.amountMinor]).map((one) => {
    const left = before + one - Math.max(before, booked.amountMinor);
    before += one;
    return { amountMinor: Math.max(0, left), currency };
  });
  return amounts.filter(({ amountMinor }) => amountMinor > 0);
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
