/** Payments that people make, and what becomes of them: a card pays at once, a bank debit takes days and may fail. */
import { Big } from "big.js";
import { byHand } from "./app.ts";
import { type Outcome, sumOf } from "./calculated.ts";
import { type Input, textIn, WrongInput } from "./control-input.ts";
import type { TypeName } from "./object-types.ts";
import { plainText } from "./plain-text.ts";
import { iso, type Portal, type Source, type StoredRecord } from "./portal.ts";
import { addLines, linesIn, type SoldLine } from "./sold-lines.ts";

const methods = ["card", "ach", "cash", "check", "wire_transfer", "other"] as const;
type Method = (typeof methods)[number];

/** What a payment is made of. */
export interface PaymentWish {
  /** Gross; null = what the line items come to, with tax. */
  amount: string | null;
  method: Method;
  lines: readonly SoldLine[];
  /** Where it came from; null = collected outside HubSpot. */
  source: "SALES_CHECKOUT" | "QUOTE" | "INVOICE" | "SUBSCRIPTION" | null;
  processor: string;
  /** The records it is associated with. */
  contact: StoredRecord | undefined;
  others: Partial<Record<Extract<TypeName, "deals" | "quotes" | "invoices">, StoredRecord>>;
  /** Further values, as HubSpot itself sets them. */
  values: Outcome;
}

const kindsPaid = { deal: "deals", quote: "quotes", invoice: "invoices" } as const;

/** Reads `{ amount?, method?, contact?, lineItems?, deal?, quote?, invoice?, source?, processor?, values? }`. */
export function paymentIn(portal: Portal, { amount, method = "card", contact, lineItems, source, processor, values = {}, ...records }: Input): PaymentWish {
  const known = methods.find((one) => one === method);
  if (known === undefined) throw new WrongInput(`There is no method ${plainText(method)}; there are ${methods.join(", ")}.`);
  if (amount !== undefined && !isAmount(plainText(amount))) throw new WrongInput("amount must be a positive number.");
  if (amount === undefined && lineItems === undefined) throw new WrongInput("A payment needs an amount or lineItems.");
  const others = Object.fromEntries(Object.entries(records).map(([name, id]) => paidRecord(portal, name, plainText(id))));
  const isOutside = known !== "card" && known !== "ach";
  return {
    amount: amount === undefined ? null : plainText(amount),
    method: known,
    lines: lineItems === undefined ? [] : linesIn(lineItems),
    source: source === undefined ? sourceOf(others, isOutside) : sourceIn(source),
    processor: processor === undefined ? (isOutside ? "none" : "hs_payments") : textIn(processor, "processor"),
    contact: contact === undefined ? undefined : contactIn(portal, textIn(contact, "contact")),
    others,
    values: values as Outcome,
  };
}

function isAmount(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text) && new Big(text).gt(0);
}

function paidRecord(portal: Portal, name: string, id: string): [TypeName, StoredRecord] {
  const type = Object.entries(kindsPaid).find(([one]) => one === name)?.[1];
  if (type === undefined) throw new WrongInput(`A payment is made of amount, method, contact, lineItems, deal, quote, invoice, source, processor and values, not of ${name}.`);
  const record = portal.find(type, id);
  if (record === undefined) throw new WrongInput(`There is no ${name} ${id}.`);
  return [type, record];
}

function sourceOf(others: PaymentWish["others"], isOutside: boolean): PaymentWish["source"] {
  if (others.invoices !== undefined) return "INVOICE";
  if (others.quotes !== undefined) return "QUOTE";
  return isOutside ? null : "SALES_CHECKOUT";
}

function sourceIn(source: unknown): PaymentWish["source"] {
  const known = (["SALES_CHECKOUT", "QUOTE", "INVOICE", "SUBSCRIPTION"] as const).find((one) => one === source);
  if (known === undefined) throw new WrongInput(`There is no source ${plainText(source)}.`);
  return known;
}

/** By e-mail; one that is not there is made, as HubSpot makes a contact of who pays. */
function contactIn(portal: Portal, email: string): StoredRecord {
  return portal.findBy("contacts", "email", email) ?? portal.create("contacts", { email, firstname: email.split("@")[0] ?? email }, byHand);
}

/** Adds the payment. A bank debit is only begun; everything else has succeeded at once. */
export function addPayment(portal: Portal, wish: PaymentWish, source: Source = byHand): StoredRecord {
  return portal.together(() => {
    const lines = addLines(portal, wish.lines, source);
    const amount = wish.amount ?? sumOf(lines.map(({ values }) => values["hs_post_tax_amount"] ?? values["amount"]));
    const number = portal.count("commerce_payments") + 1;
    const started = { hs_initial_amount: amount, hs_payment_method_type: wish.method };
    const payment = portal.create(
      "commerce_payments",
      {
        ...started, ...(wish.method === "ach" ? { hs_latest_status: "processing" } : success(portal, started)), hs_initiated_date: iso(portal.now()), hs_currency_code: portal.currency, hs_refunds_amount: "0",
        hs_customer_email: wish.contact?.values["email"] ?? null, hs_processor_type: wish.processor, hs_payment_source_app: wish.source,
        hs_payment_type: "one_time_or_initial", hs_reference_number: `PAY-${1_000 + number}`, hs_payment_id: `pay_${44_112_233 + number}`, ...wish.values,
      },
      source,
    );
    for (const line of lines) portal.associate("commerce_payments", payment.id, "line_items", line.id, [], source);
    if (wish.contact) portal.associate("commerce_payments", payment.id, "contacts", wish.contact.id, [], source);
    for (const companyId of wish.contact ? portal.links.ids("contacts", wish.contact.id, "companies") : []) portal.associate("commerce_payments", payment.id, "companies", companyId, [], source);
    for (const [type, record] of Object.entries(wish.others) as [TypeName, StoredRecord][]) portal.associate("commerce_payments", payment.id, type, record.id, [], source);
    return payment;
  });
}

export const paymentOutcomes = ["succeed", "fail", "refund", "dispute", "win-dispute", "lose-dispute"] as const;

/** What becomes of a payment. `amount` = how much of it is refunded; null = all that is left. */
export interface Settlement {
  outcome: (typeof paymentOutcomes)[number];
  amount: string | null;
}

/** Reads `{ outcome, amount? }`. */
export function settlementIn({ outcome, amount }: Input): Settlement {
  const known = paymentOutcomes.find((one) => one === outcome);
  if (known === undefined) throw new WrongInput(`There is no outcome ${plainText(outcome)}; there are ${paymentOutcomes.join(", ")}.`);
  const text = amount === undefined || amount === "" ? null : plainText(amount);
  if (text !== null && !isAmount(text)) throw new WrongInput("amount must be a positive number.");
  return { outcome: known, amount: text };
}

/** The states from which each outcome is possible. */
const possibleFrom: Record<Settlement["outcome"], readonly string[]> = {
  succeed: ["processing"],
  fail: ["processing"],
  refund: ["succeeded", "partially_refunded"],
  dispute: ["succeeded"],
  "win-dispute": ["disputed_awaiting_decision"],
  "lose-dispute": ["disputed_awaiting_decision"],
};

/** Whether the payment can come to this. */
export function canBecome({ values }: StoredRecord, outcome: Settlement["outcome"]): boolean {
  return possibleFrom[outcome].includes(values["hs_latest_status"] ?? "");
}

/** Brings the payment to this; a `WrongInput` says why it cannot. */
export function settle(portal: Portal, payment: StoredRecord, settlement: Settlement, source: Source = byHand): void {
  const { outcome } = settlement;
  const { values } = payment;
  if (!canBecome(payment, outcome)) throw new WrongInput(`A payment that is ${values["hs_latest_status"] ?? "new"} cannot ${outcome.replace("-", " ")}.`);
  portal.update("commerce_payments", payment, changeOf(portal, payment, settlement), source);
}

function changeOf(portal: Portal, payment: StoredRecord, { outcome, amount }: Settlement): Outcome {
  switch (outcome) {
    case "succeed":
      return success(portal, payment.values);
    case "fail":
      return { hs_latest_status: "failed" };
    case "refund":
      return refundOf(payment.values, amount);
    case "dispute":
      return { hs_latest_status: "disputed_awaiting_decision" };
    case "win-dispute":
      return { hs_latest_status: "disputed_won" };
    case "lose-dispute":
      return { hs_latest_status: "disputed_lost" };
  }
}

function success(portal: Portal, values: Record<string, string>): Outcome {
  return { hs_latest_status: "succeeded", ...feesOf(values), hs_payout_date: iso(portal.now() + 2 * 86_400_000) };
}

/** A card costs 2.9 %, a bank debit 0.8 % but at most 5.00; HubSpot itself takes 0.5 % of both. Elsewhere nothing is known. */
function feesOf(values: Record<string, string>): Outcome {
  const gross = new Big(values["hs_initial_amount"] ?? 0);
  const method = values["hs_payment_method_type"];
  if (method !== "card" && method !== "ach") return {};
  const debit = gross.times("0.008");
  const processing = method === "card" ? gross.times("0.029") : debit.gt(5) ? new Big(5) : debit;
  return { hs_fees_amount: processing.toFixed(2), hs_platform_fee: gross.times("0.005").toFixed(2) };
}

/** There are no refund objects: a refund is a change of the payment. */
function refundOf(values: Record<string, string>, amount: string | null): Outcome {
  const gross = new Big(values["hs_initial_amount"] ?? 0);
  const before = new Big(values["hs_refunds_amount"] ?? 0);
  const refunded = amount === null ? gross : before.plus(amount);
  if (refunded.gt(gross)) throw new WrongInput(`Only ${gross.minus(before).toFixed(2)} of the payment is left to refund.`);
  return { hs_latest_status: refunded.eq(gross) ? "refunded" : "partially_refunded", hs_refunds_amount: refunded.toFixed(2) };
}
