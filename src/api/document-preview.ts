/** What a plan of any kind shows to people, in the order of a printed form; web and command line lay it out. */
import type { z } from "zod";
import type { DocumentPlanReply, money, SalesPlanReply } from "./document-plan.ts";
import { type PreviewText, type Say, sayInEnglish } from "./preview-texts.ts";

type Money = z.infer<typeof money>;

/** Whom the document is with. */
export interface PreviewParty {
  label: string;
  name: string;
  isNew: boolean;
  companyName: string | null;
  email: string | null;
  /** The customer it is under; null = it stands by itself, or the books know. */
  parentName: string | null;
}

/** One fact of the head; `isDate` = the value is a calendar date. */
export interface PreviewFact {
  label: string;
  value: string;
  isDate?: boolean;
}

/** One line; what it does not have is null. */
export interface PreviewLine {
  key: string;
  name: string;
  isNew: boolean;
  description: string;
  /** Class, date of the service and how it is taxed. */
  details: string[];
  quantity: string | null;
  unitPrice: string | null;
  amount: Money | null;
}

/** One amount between the lines and the total. */
export interface PreviewSum {
  label: string;
  amount: Money;
}

const partyLabels: Record<DocumentPlanReply["kind"], PreviewText> = {
  invoice: "Bill to",
  estimate: "For",
  "sales-receipt": "Sold to",
  "refund-receipt": "Refund to",
  payment: "Received from",
  expense: "Paid to",
};

/** Null = the document names nobody. */
export function previewParty(plan: DocumentPlanReply, say = sayInEnglish): PreviewParty | null {
  const label = say(partyLabels[plan.kind]);
  if (plan.kind === "expense") return plan.payee && { label, name: plan.payee.name, isNew: false, companyName: null, email: null, parentName: null };
  const { customer } = plan;
  const isNew = customer.use === "create";
  return {
    label,
    name: customer.name,
    isNew,
    companyName: isNew ? customer.companyName : null,
    email: plan.kind === "payment" ? null : plan.billEmail,
    parentName: isNew ? (customer.parent?.name ?? null) : null,
  };
}

/** The facts beside the party, dates first. */
export function previewFacts(plan: DocumentPlanReply, say = sayInEnglish): PreviewFact[] {
  return [{ label: say("Date"), value: plan.transactionDate, isDate: true }, ...ownFacts(plan, say), ...(plan.kind === "payment" ? [] : named(say("Location"), plan.location)), ...salesFacts(plan, say), ...text(say("Exchange rate"), plan.exchangeRate)];
}

function salesFacts(plan: DocumentPlanReply, say: Say): PreviewFact[] {
  if (!isSales(plan)) return [];
  return [...named(say("Class"), plan.class), ...plan.customFields.map(({ name, value }) => ({ label: name, value }))];
}

function isSales(plan: DocumentPlanReply): plan is SalesPlanReply {
  return plan.kind !== "payment" && plan.kind !== "expense";
}

/** Addresses that go on the document; those not listed are the customer's own, as the books have them. */
export function previewAddresses(plan: DocumentPlanReply, say = sayInEnglish): { label: string; lines: string[] }[] {
  if (!isSales(plan)) return [];
  const { billingAddress, shippingAddress } = plan;
  return [
    ...(billingAddress ? [{ label: say("Billing address"), lines: addressLines(billingAddress) }] : []),
    ...(shippingAddress ? [{ label: say("Shipping address"), lines: addressLines(shippingAddress) }] : []),
  ];
}

/** An address as it is written on an envelope. */
export function addressLines({ lines, city, region, postalCode, country }: NonNullable<SalesPlanReply["billingAddress"]>): string[] {
  const place = [[city, region].filter((one) => one !== "").join(", "), postalCode].filter((one) => one !== "").join(" ");
  return [...lines, place, country].filter((line) => line !== "");
}

/** What is written under the lines, and whom it is mailed to. */
export function previewTexts(plan: DocumentPlanReply, say = sayInEnglish): PreviewFact[] {
  const memo = isSales(plan) && plan.customerMemo !== "" ? [{ label: say("Message to the customer"), value: plan.customerMemo }] : [];
  const note = plan.privateNote === "" ? [] : [{ label: say("Private note"), value: plan.privateNote }];
  return [...memo, ...note, ...(isSales(plan) ? mailing(plan, say) : [])];
}

function mailing({ emailing, billEmailCc, billEmailBcc }: SalesPlanReply, say: Say): PreviewFact[] {
  const copies = [...text(say("E-mail copies to"), billEmailCc.join(", ") || null), ...text(say("Hidden copies to"), billEmailBcc.join(", ") || null)];
  return emailing === "leave" ? copies : [{ label: say("E-mail"), value: say(emailingWords[emailing]) }, ...copies];
}

const emailingWords = { "mark-to-be-sent": "Put on QuickBooks' list of documents to be sent", send: "Sent by QuickBooks once it is posted" } as const;

function ownFacts(plan: DocumentPlanReply, say: Say): PreviewFact[] {
  switch (plan.kind) {
    case "invoice":
      return [
        plan.dueDate === null ? { label: say("Due"), value: say("On the invoice date") } : { label: say("Due"), value: plan.dueDate, isDate: true },
        ...named(say("Terms"), plan.terms),
        ...named(say("From estimate"), plan.fromEstimate),
      ];
    case "estimate":
      return [...date(say("Expires"), plan.expirationDate), ...(plan.acceptance ? [{ label: say("Accepted by"), value: plan.acceptance.by ?? say("the customer") }, ...date(say("Accepted"), plan.acceptance.on)] : [])];
    case "sales-receipt":
    case "payment":
      return [...named(say("Deposit to"), plan.depositAccount), ...named(say("Paid by"), plan.paymentMethod), ...text(say("Reference"), plan.paymentReference)];
    case "refund-receipt":
      return [{ label: say("Refund from"), value: plan.refundFrom.name }, ...named(say("Paid by"), plan.paymentMethod), ...text(say("Reference"), plan.paymentReference)];
    case "expense":
      return [{ label: say("Paid from"), value: plan.paidFrom.account.name }, ...named(say("Paid by"), plan.paymentMethod)];
  }
}

function named(label: string, ref: { name: string } | null): PreviewFact[] {
  return ref === null ? [] : [{ label, value: ref.name }];
}

function date(label: string, value: string | null): PreviewFact[] {
  return value === null ? [] : [{ label, value, isDate: true }];
}

function text(label: string, value: string | null): PreviewFact[] {
  return value === null ? [] : [{ label, value }];
}

/** What the lines of a kind are, as the heading of their column. */
export const lineHeadings: Record<DocumentPlanReply["kind"], PreviewText> = {
  invoice: "Product or service",
  estimate: "Product or service",
  "sales-receipt": "Product or service",
  "refund-receipt": "Product or service",
  payment: "Applied to",
  expense: "Category",
};

/** The lines; a payment's are the invoices it pays. */
export function previewLines(plan: DocumentPlanReply, say = sayInEnglish): PreviewLine[] {
  const empty = { isNew: false, description: "", details: [], quantity: null, unitPrice: null, amount: null };
  switch (plan.kind) {
    case "payment":
      return plan.applied.map(({ invoice, amount }, index) => ({ ...empty, key: String(index), name: invoiceName(invoice, say), amount }));
    case "expense":
      return plan.lines.map((line, index) => ({ ...empty, key: String(index), name: line.category.name, description: line.description, details: lineDetails(line, plan.tax, say), amount: line.amount }));
    default:
      return plan.lines.map((line, index) =>
        line.kind === "text"
          ? { ...empty, key: String(index), name: "", description: line.description }
          : { ...line, key: line.lineItemId, name: line.item.name, isNew: line.item.use === "create", details: lineDetails(line, plan.tax, say) },
      );
  }
}

interface LineFacts {
  isTaxable: boolean;
  taxCode: { name: string } | null;
  class: { name: string } | null;
  serviceDate?: string | null;
}

function lineDetails(line: LineFacts, tax: SalesPlanReply["tax"], say: Say): string[] {
  return [
    ...(line.class ? [say("Class: {0}", line.class.name)] : []),
    ...(line.serviceDate ? [say("Date of service: {0}", line.serviceDate)] : []),
    ...(tax.mode === "codes" ? [say("Tax: {0}", line.taxCode?.name ?? say("no code"))] : []),
    ...((tax.mode === "automated" || tax.mode === "as-charged") && !line.isTaxable ? [say("Not taxed")] : []),
  ];
}

function invoiceName(invoice: Extract<DocumentPlanReply, { kind: "payment" }>["applied"][number]["invoice"], say: Say): string {
  return invoice.use === "posted-before" ? say("The invoice made before it") : say("Invoice {0}", invoice.number ?? invoice.id);
}

/** What lies between lines and total: discount, shipping and tax; and what was paid before. */
export function previewSums(plan: DocumentPlanReply, say = sayInEnglish): PreviewSum[] {
  if (plan.kind === "payment") return [];
  const sums = plan.kind === "expense" ? taxSums(plan.tax, say) : saleSums(plan, say);
  const priced = plan.lines.flatMap((line) => ("amount" in line ? [line.amount.amountMinor] : []));
  const subtotal = { label: say("Subtotal"), amount: { amountMinor: priced.reduce((sum, one) => sum + one, 0), currency: plan.currency } };
  return sums.length === 0 ? [] : [subtotal, ...sums];
}

function saleSums(plan: SalesPlanReply, say: Say): PreviewSum[] {
  const { discount, shipping } = plan;
  return [
    ...(discount ? [{ label: discountLabel(discount, say), amount: { ...discount.amount, amountMinor: -discount.amount.amountMinor } }] : []),
    ...(shipping ? [{ label: say("Shipping"), amount: shipping.amount }] : []),
    ...taxSums(plan.tax, say),
    ...(plan.kind === "invoice" && plan.prepayment ? [{ label: say("Paid before"), amount: plan.prepayment.amount }] : []),
  ];
}

function discountLabel({ percent, account, taxCode }: NonNullable<SalesPlanReply["discount"]>, say: Say): string {
  const facts = [account?.name, taxCode?.name].filter((one) => one !== undefined);
  return `${percent === null ? say("Discount") : say("Discount {0} %", percent)}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}`;
}

function taxSums(tax: SalesPlanReply["tax"], say: Say): PreviewSum[] {
  switch (tax.mode) {
    case "none":
      return [];
    case "automated":
      return tax.expectedTax ? [{ label: say("Tax, as expected"), amount: tax.expectedTax }] : [];
    case "as-charged":
      return [{ label: say("Tax, as charged ({0})", tax.code.name), amount: tax.tax }];
    case "codes":
      return [{ label: say(tax.amounts === "inclusive" ? "Tax, included" : "Tax"), amount: tax.expectedTax }];
  }
}

/** What the total does not have in it yet; null = it is whole. */
export function totalNote(plan: DocumentPlanReply, say = sayInEnglish): string | null {
  return plan.kind !== "payment" && plan.tax.mode === "automated" && plan.tax.expectedTax === null ? say("Sales tax is added by QuickBooks") : null;
}
