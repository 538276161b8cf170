/**
 * Why a step did what it did, for example how the customer was matched: a code and its facts, never prose. The words are in
 * `explanation/decision.ts`.
 */
import type { CustomerKey, ItemKey } from "./books-settings.ts";
import type { Instant, LocalDate } from "./dates.ts";
import type { DocumentKind, DocumentStatus } from "./document/kind.ts";
import type { Money } from "./money.ts";

/** How a contact or a company is chosen among those of a record. */
export type PartyWay = { by: "billing" | "signer" | "payer" | "primary" | "first" } | { by: "label"; label: string };

/** How a customer is looked for. `property` = the one that holds the books' id. */
export interface CustomerWay {
  key: CustomerKey;
  party: "contact" | "company";
  property: string | null;
}

/** Where a date comes from. Days are added to it, or taken off. */
export type DateSource = { from: "today" | "paid-at" | "no-paid-at" } | { from: "property"; property: string };

/** What was decided about a document. */
export type DocumentDecision =
  | { code: "party-chosen"; objectType: "contact" | "company"; name: string; way: PartyWay; of: number }
  | { code: "customer-matched"; as: "customer" | "company"; name: string; way: CustomerWay }
  /** `takenName` = the name it would have had. */
  | { code: "customer-created"; as: "customer" | "company"; name: string; under: string | null; tried: CustomerWay[]; takenName: string | null }
  | { code: "item-matched"; lineName: string; name: string; key: ItemKey; sku: string | null }
  | { code: "item-created"; lineName: string; name: string; incomeAccount: string }
  | { code: "item-by-default"; lineName: string; name: string }
  | { code: "dated"; date: LocalDate; source: DateSource; days: number }
  | { code: "date-moved"; date: LocalDate; closed: LocalDate }
  | { code: "part-billed"; part: Money; whole: Money; before: Money; left: Money }
  | { code: "refund-booked"; amounts: Money[]; together: Money; paid: Money; before: Money }
  | { code: "fee-booked" }
  | { code: "discount-in-prices"; because: "several-tax-codes" | "switched-off" }
  | { code: "billed-before"; kind: DocumentKind; number: string | null; date: string }
  /** In a dry run. */
  | { code: "would-not-bill-again"; kind: DocumentKind; number: string | null; date: string }
  /** In a dry run. */
  | { code: "earlier-on-its-way" };

/** A property's value by internal names, and by the CRM's labels where it told them at the time. */
interface NamedValue {
  property: string;
  value: string;
  labels?: { property: string; value: string };
}

/** What was decided in a step that makes no document. */
export type FlowDecided =
  | { code: "branch-taken"; branch: string; because: { is: "filters" } | ({ is: "value" } & NamedValue) | { is: "no-other" } }
  | { code: "no-branch-taken" }
  | { code: "waiting-until"; until: Instant }
  | { code: "waited-until"; until: Instant }
  | { code: "waiting-for-payment"; kind: DocumentKind; number: string | null; status: DocumentStatus; until: Instant }
  | { code: "payment-waited-for"; kind: DocumentKind; number: string | null; status: DocumentStatus; isPaid: boolean }
  | { code: "no-document-to-wait-for" }
  /** In a dry run. */
  | { code: "payment-expected" }
  | { code: "ended" }
  | ({ code: "property-set"; of: string } & NamedValue)
  | { code: "note-written" }
  | { code: "email-sent"; to: string[] }
  | { code: "webhook-called"; host: string }
  | { code: "approval-asked"; because: { is: "always" } | { is: "amount"; amount: string } | { is: "new-customer" } }
  | { code: "approval-not-needed" }
  | { code: "nothing-to-approve" }
  /** In a dry run. */
  | { code: "approval-possible" }
  | { code: "approval-answered"; approves: boolean; by: string; note: string };

/** A decision by its facts. */
export type DecisionFacts = DocumentDecision | FlowDecided;

/** A decision that was kept as a sentence, before decisions were kept by their facts. */
export interface SaidDecision {
  about: string;
  decided: string;
}

/** A decision, as it is kept. `lineItemId` = the CRM line item it is about; absent = it is about the document. */
export type Decision = (DecisionFacts | SaidDecision) & { lineItemId?: string };

/** What a decision is about, which says where on a document it is shown. */
export const decisionTopics = [
  "contact", "company", "customer", "product", "transaction-date", "part", "refund", "amount", "discount", "billing-again", "approval", "branch", "delay", "end", "property", "note",
  "e-mail", "webhook", "other",
] as const;
export type DecisionTopic = (typeof decisionTopics)[number];

const topics: Readonly<Record<Exclude<DecisionFacts["code"], "party-chosen" | "customer-matched" | "customer-created">, DecisionTopic>> = {
  "item-matched": "product",
  "item-created": "product",
  "item-by-default": "product",
  dated: "transaction-date",
  "date-moved": "transaction-date",
  "part-billed": "part",
  "refund-booked": "refund",
  "fee-booked": "amount",
  "discount-in-prices": "discount",
  "billed-before": "billing-again",
  "would-not-bill-again": "billing-again",
  "earlier-on-its-way": "billing-again",
  "branch-taken": "branch",
  "no-branch-taken": "branch",
  "waiting-until": "delay",
  "waited-until": "delay",
  "waiting-for-payment": "delay",
  "payment-waited-for": "delay",
  "no-document-to-wait-for": "delay",
  "payment-expected": "delay",
  ended: "end",
  "property-set": "property",
  "note-written": "note",
  "email-sent": "e-mail",
  "webhook-called": "webhook",
  "approval-asked": "approval",
  "approval-not-needed": "approval",
  "nothing-to-approve": "approval",
  "approval-possible": "approval",
  "approval-answered": "approval",
};

/** What sentences were kept as being about. */
const saidTopics: Readonly<Record<string, DecisionTopic>> = {
  contact: "contact", company: "company", customer: "customer", "transaction date": "transaction-date", "part of the record": "part", refund: "refund", amount: "amount", discount: "discount",
  "billing again": "billing-again", approval: "approval",
};

/** The topic of a decision, kept in whichever form. */
export function topicOf(decision: Decision): DecisionTopic {
  if (!("code" in decision)) return saidTopics[decision.about] ?? (decision.about.startsWith("product for ") ? "product" : "other");
  switch (decision.code) {
    case "party-chosen":
      return decision.objectType;
    case "customer-matched":
    case "customer-created":
      return decision.as;
    default:
      return topics[decision.code];
  }
}

/** Whether it is a person's answer to the question whether a document is posted. */
export function isApprovalAnswer(decision: Decision): boolean {
  return "code" in decision ? decision.code === "approval-answered" : decision.about === "approval";
}
