/** What a plan of any kind shows to people, in the order of a printed form; web and command line lay it out. */
import type { z } from "zod";
import type { DocumentPlanReply, money, SalesPlanReply } from "./document-plan.ts";

type Money = z.infer<typeof money>;

/** Whom the document is with. */
export interface PreviewParty {
  label: string;
  name: string;
  isNew: boolean;
  companyName: string | null;
  email: string | null;
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
  quantity: string | null;
  unitPrice: string | null;
  amount: Money | null;
}

/** One amount between the lines and the total. */
export interface PreviewSum {
  label: string;
  amount: Money;
}

const partyLabels: Record<DocumentPlanReply["kind"], string> = {
  invoice: "Bill to",
  estimate: "For",
  "sales-receipt": "Sold to",
  "refund-receipt": "Refund to",
  payment: "Received from",
  expense: "Paid to",
};

/** Null = the document names nobody. */
export function previewParty(plan: DocumentPlanReply): PreviewParty | null {
  const label = partyLabels[plan.kind];
  if (plan.kind === "expense") return plan.payee && { label, name: plan.payee.name, isNew: false, companyName: null, email: null };
  const { customer } = plan;
  const isNew = customer.use === "create";
  return { label, name: customer.name, isNew, companyName: isNew ? customer.companyName : null, email: plan.kind === "payment" ? null : plan.billEmail };
}

/** The facts beside the party, dates first. */
export function previewFacts(plan: DocumentPlanReply): PreviewFact[] {
  return [{ label: "Date", value: plan.transactionDate, isDate: true }, ...ownFacts(plan), ...(plan.kind === "payment" ? [] : named("Location", plan.location))];
}

function ownFacts(plan: DocumentPlanReply): PreviewFact[] {
  switch (plan.kind) {
    case "invoice":
      return [
        plan.dueDate === null ? { label: "Due", value: "On the invoice date" } : { label: "Due", value: plan.dueDate, isDate: true },
        ...named("Terms", plan.terms),
        ...named("From estimate", plan.fromEstimate),
      ];
    case "estimate":
      return [...date("Expires", plan.expirationDate), ...(plan.acceptance ? [{ label: "Accepted by", value: plan.acceptance.by ?? "the customer" }, ...date("Accepted", plan.acceptance.on)] : [])];
    case "sales-receipt":
    case "payment":
      return [...named("Deposit to", plan.depositAccount), ...named("Paid by", plan.paymentMethod), ...text("Reference", plan.paymentReference)];
    case "refund-receipt":
      return [{ label: "Refund from", value: plan.refundFrom.name }, ...named("Paid by", plan.paymentMethod), ...text("Reference", plan.paymentReference)];
    case "expense":
      return [{ label: "Paid from", value: plan.paidFrom.account.name }, ...named("Paid by", plan.paymentMethod)];
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
export const lineHeadings: Record<DocumentPlanReply["kind"], string> = {
  invoice: "Product or service",
  estimate: "Product or service",
  "sales-receipt": "Product or service",
  "refund-receipt": "Product or service",
  payment: "Applied to",
  expense: "Category",
};

/** The lines; a payment's are the invoices it pays. */
export function previewLines(plan: DocumentPlanReply): PreviewLine[] {
  const empty = { isNew: false, description: "", quantity: null, unitPrice: null, amount: null };
  switch (plan.kind) {
    case "payment":
      return plan.applied.map(({ invoice, amount }, index) => ({ ...empty, key: String(index), name: invoiceName(invoice), amount }));
    case "expense":
      return plan.lines.map(({ category, description, amount }, index) => ({ ...empty, key: String(index), name: category.name, description, amount }));
    default:
      return plan.lines.map((line, index) =>
        line.kind === "text"
          ? { ...empty, key: String(index), name: "", description: line.description }
          : { ...line, key: line.lineItemId, name: line.item.name, isNew: line.item.use === "create" },
      );
  }
}

function invoiceName(invoice: Extract<DocumentPlanReply, { kind: "payment" }>["applied"][number]["invoice"]): string {
  return invoice.use === "posted-before" ? "The invoice made before it" : `Invoice ${invoice.number ?? invoice.id}`;
}

/** What lies between lines and total: discount, shipping and tax; and what was paid before. */
export function previewSums(plan: DocumentPlanReply): PreviewSum[] {
  if (plan.kind === "payment") return [];
  if (plan.kind === "expense") return taxSums(plan.tax);
  const { discount, shipping } = plan;
  return [
    ...(discount ? [{ label: discount.percent === null ? "Discount" : `Discount ${discount.percent} %`, amount: { ...discount.amount, amountMinor: -discount.amount.amountMinor } }] : []),
    ...(shipping ? [{ label: "Shipping", amount: shipping.amount }] : []),
    ...taxSums(plan.tax),
    ...(plan.kind === "invoice" && plan.prepayment ? [{ label: "Paid before", amount: plan.prepayment.amount }] : []),
  ];
}

function taxSums(tax: SalesPlanReply["tax"]): PreviewSum[] {
  switch (tax.mode) {
    case "none":
      return [];
    case "automated":
      return tax.expectedTax ? [{ label: "Tax, as expected", amount: tax.expectedTax }] : [];
    case "as-charged":
      return [{ label: "Tax, as charged", amount: tax.tax }];
    case "codes":
      return [{ label: tax.amounts === "inclusive" ? "Tax, included" : "Tax", amount: tax.expectedTax }];
  }
}

/** What the total does not have in it yet; null = it is whole. */
export function totalNote(plan: DocumentPlanReply): string | null {
  return plan.kind !== "payment" && plan.tax.mode === "automated" && plan.tax.expectedTax === null ? "Sales tax is added by QuickBooks" : null;
}
