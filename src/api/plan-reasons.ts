/** What a plan creates in the books before the document, and where on the document each reason belongs. */
import type { DecisionTopic } from "../domain/decision.ts";
import type { DocumentPlanReply } from "./document-plan.ts";
import { addressLines, type PreviewFact, previewLines } from "./document-preview.ts";
import type { DecisionReply } from "./enrollment.ts";
import { type Say, sayInEnglish } from "./preview-texts.ts";

/** Something the books do not have yet. */
export interface CreatedFirst {
  what: "Customer" | "Product";
  name: string;
  facts: PreviewFact[];
}

type Customer = Exclude<DocumentPlanReply, { kind: "expense" }>["customer"];
type NewCustomer = Extract<Customer, { use: "create" }>;
type Item = Extract<Exclude<DocumentPlanReply, { kind: "expense" | "payment" }>["lines"][number], { kind: "item" }>["item"];
type NewItem = Extract<Item, { use: "create" }>;

/** In the order they are created: what a customer is under, the customer, the products; each once over all the plans of a step. */
export function createdFirst(plans: readonly DocumentPlanReply[], say = sayInEnglish): CreatedFirst[] {
  const created = plans.flatMap((plan) => (plan.kind === "expense" ? [] : [...newCustomers(plan.customer, say), ...newItems(plan, say)]));
  return created.filter(({ what, name }, at) => created.findIndex((one) => one.what === what && one.name === name) === at);
}

function newCustomers(customer: Customer, say: Say): CreatedFirst[] {
  if (customer.use === "existing") return [];
  const parent = customer.parent?.use === "create" ? newCustomers(customer.parent, say) : [];
  return [...parent, { what: "Customer", name: customer.name, facts: customerFacts(customer, say) }];
}

function customerFacts({ firstName, lastName, companyName, email, phone, address, parent }: NewCustomer, say: Say): PreviewFact[] {
  return [
    ...given(say("Under"), parent?.name),
    ...given(say("Person"), [firstName, lastName].filter((one) => one !== null).join(" ")),
    ...given(say("Company"), companyName),
    ...given(say("E-mail"), email),
    ...given(say("Phone"), phone),
    ...given(say("Address"), address && addressLines(address).join(", ")),
  ];
}

function newItems(plan: Exclude<DocumentPlanReply, { kind: "expense" }>, say: Say): CreatedFirst[] {
  if (plan.kind === "payment") return [];
  return plan.lines.flatMap((line) => (line.kind === "item" && line.item.use === "create" ? [{ what: "Product" as const, name: line.item.name, facts: itemFacts(line.item, say) }] : []));
}

function itemFacts({ sku, type, incomeAccount, category, isTaxable }: NewItem, say: Say): PreviewFact[] {
  return [
    { label: say("Type"), value: say(type === "service" ? "Service" : "Product without stock") },
    { label: say("Income account"), value: incomeAccount.name },
    ...given(say("Category"), category?.name),
    ...given(say("SKU"), sku),
    { label: say("Taxable"), value: say(isTaxable ? "Yes" : "No") },
  ];
}

function given(label: string, value: string | null | undefined): PreviewFact[] {
  return value ? [{ label, value }] : [];
}

/** Reasons by what they are about; `lines` by the key of the line. */
export interface PlacedReasons {
  party: string[];
  facts: string[];
  sums: string[];
  lines: ReadonlyMap<string, string[]>;
  /** Those that are about nothing on this document. */
  elsewhere: DecisionReply[];
}

const placeOf: Readonly<Partial<Record<DecisionTopic, "party" | "facts" | "sums">>> = {
  contact: "party",
  company: "party",
  customer: "party",
  "transaction-date": "facts",
  part: "facts",
  refund: "facts",
  amount: "facts",
  discount: "sums",
};

/** Puts each decision next to what it is about. */
export function placeReasons(plan: DocumentPlanReply, decisions: readonly DecisionReply[]): PlacedReasons {
  const keys = new Set(previewLines(plan).map(({ key }) => key));
  const lines = new Map<string, string[]>();
  const placed: PlacedReasons = { party: [], facts: [], sums: [], lines, elsewhere: [] };
  for (const decision of decisions) {
    const { topic, about, decided, lineItemId } = decision;
    const place = placeOf[topic];
    if (lineItemId !== undefined && keys.has(lineItemId)) lines.set(lineItemId, [...(lines.get(lineItemId) ?? []), decided]);
    else if (place !== undefined && !(place === "party" && plan.kind === "expense")) placed[place].push(`${about}: ${decided}`);
    else placed.elsewhere.push(decision);
  }
  return placed;
}

/** Decisions that no document of the step has a place for. */
export function otherReasons(plans: readonly DocumentPlanReply[], decisions: readonly DecisionReply[]): DecisionReply[] {
  const elsewhere = plans.map((plan) => new Set(placeReasons(plan, decisions).elsewhere));
  return decisions.filter((decision) => elsewhere.every((one) => one.has(decision)));
}
