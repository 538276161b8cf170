/** Recipes: workflows to begin with, as data. Properties are named by what they mean, and looked up in the CRM at hand. */
import type { Filter, FilterGroup } from "../domain/trigger.ts";
import type { Meaning, ValueMeaning, WellKnownProperty } from "../domain/well-known.ts";
import { emptyDefinition, type WorkflowDefinition, type WorkflowObjectType, type WorkflowStep } from "../domain/workflow.ts";
import { stepActionOf } from "./index.ts";

/** A filter by meaning. `values` are options of the property, `texts` are texts. */
type FilterWish =
  | { meaning: Meaning; operator: "is-known" }
  | { meaning: Meaning; operator: "is-any-of" | "is-none-of"; values: readonly ValueMeaning[] }
  | { meaning: Meaning; operator: "contains-any-of"; texts: readonly string[] };

export interface Recipe {
  id: string;
  /** Also the name of the workflow, unless another is given. */
  title: string;
  description: string;
  objectType: WorkflowObjectType;
  /** The filters of its one group. */
  filters: readonly FilterWish[];
  allowsReenrollment?: boolean;
  steps: readonly WorkflowStep[];
}

const signed: FilterWish = { meaning: "signed-at", operator: "is-known" };
const succeeded: FilterWish = { meaning: "payment-state", operator: "is-any-of", values: ["succeeded"] };
/** Payments of a CRM invoice are booked with the invoice. */
const notOfAnInvoice: FilterWish = { meaning: "payment-source", operator: "is-none-of", values: ["from-invoice"] };
const won: FilterWish = { meaning: "deal-stage", operator: "is-any-of", values: ["won"] };

function step(id: string, action: string, settings: Record<string, unknown> = {}): WorkflowStep {
  return { id, action, settings };
}

export const recipes: readonly Recipe[] = [
  {
    id: "signed-quote-invoice", title: "Signed quote to invoice", description: "When a quote is signed, its line items are invoiced to the person who signed it.",
    objectType: "quote", filters: [signed], steps: [step("inv", "create-invoice", { contactChoice: ["signer", "first"] })],
  },
  {
    id: "signed-quote-estimate", title: "Signed quote to estimate", description: "When a quote is signed, it becomes an estimate in QuickBooks, to be invoiced there.",
    objectType: "quote", filters: [signed], steps: [step("est", "create-estimate", { contactChoice: ["signer", "first"] })],
  },
  {
    id: "won-deal-invoice", title: "Won deal to invoice", description: "When a deal is won, its line items are invoiced.",
    objectType: "deal", filters: [won], steps: [step("inv", "create-invoice")],
  },
  {
    id: "payment-link-receipt", title: "Deal paid by payment link to sales receipt", description: "Deals that a payment link makes are paid already: they become sales receipts.",
    objectType: "deal", filters: [{ meaning: "record-name", operator: "contains-any-of", texts: ["Payment link"] }], steps: [step("rec", "create-sales-receipt")],
  },
  {
    id: "deposit-and-rest", title: "Deposit, then the rest on delivery", description: "When a deal is won, half of it is invoiced; the rest follows on the date of delivery, which you choose among your deal's properties.",
    objectType: "deal", filters: [won],
    steps: [
      step("dep", "create-invoice", { part: "percent", partPercent: "50" }),
      step("wait", "delay", { until: "date" }),
      step("rest", "create-invoice", { part: "balance" }),
    ],
  },
  {
    id: "payment-paid-invoice", title: "Payment to paid invoice", description: "When a payment succeeds, an invoice is made together with the payment that settles it.",
    objectType: "payment", filters: [succeeded, notOfAnInvoice], steps: [step("paid", "create-paid-invoice")],
  },
  {
    id: "payment-receipt-fee", title: "Payment to sales receipt and fee", description: "When a payment succeeds, it becomes a sales receipt, and the processor's fee an expense.",
    objectType: "payment", filters: [succeeded, notOfAnInvoice], steps: [step("rec", "create-payment-sales-receipt"), step("fee", "create-expense")],
  },
  {
    id: "refund-receipt", title: "Refund to refund receipt", description: "Each refund of a payment, whole or in part, becomes a refund receipt.",
    objectType: "payment", filters: [{ meaning: "payment-state", operator: "is-any-of", values: ["refunded", "partly-refunded"] }], allowsReenrollment: true, steps: [step("ref", "create-refund-receipt")],
  },
];

/** What a recipe asks for. */
export function meaningsOf({ filters }: Recipe): Meaning[] {
  return [...new Set(filters.map(({ meaning }) => meaning))];
}

/**
 * The workflow that a recipe comes to in this CRM. `books` = the set of books to use; null = to be chosen. A property that the
 * CRM does not have leaves its filter out, which its `missing` names: the group is then too wide and left out as well.
 */
export function fromRecipe(recipe: Recipe, known: ReadonlyMap<Meaning, readonly WellKnownProperty[]>, books: string | null): { definition: WorkflowDefinition; missing: Meaning[] } {
  const filters = recipe.filters.map((wish) => ({ wish, filter: filterOf(wish, known.get(wish.meaning)?.[0]) }));
  const missing = filters.flatMap(({ wish, filter }) => (filter === undefined ? [wish.meaning] : []));
  const group: FilterGroup = { filters: filters.flatMap(({ filter }) => (filter === undefined ? [] : [filter])) };
  const definition = {
    ...emptyDefinition(recipe.objectType),
    allowsReenrollment: recipe.allowsReenrollment ?? false,
    triggerGroups: missing.length > 0 ? [] : [group],
    steps: recipe.steps.map((one) => ({ ...one, settings: { ...(takesBooks(one) && books !== null ? { books } : {}), ...one.settings } })),
  };
  return { definition, missing };
}

function takesBooks({ action }: WorkflowStep): boolean {
  return stepActionOf(action)?.settingNames.includes("books") ?? false;
}

function filterOf(wish: FilterWish, property: WellKnownProperty | undefined): Filter | undefined {
  if (property === undefined) return undefined;
  const { name, type } = property.definition;
  if (wish.operator === "is-known") return { property: name, operator: "is-known", type };
  if (wish.operator === "contains-any-of") return { property: name, operator: "contains-any-of", type: "text", values: [...wish.texts] };
  const values = wish.values.flatMap((meaning) => [property.values[meaning] ?? [], property.alike?.[meaning] ?? []].flat());
  return wish.values.some((meaning) => property.values[meaning] === undefined) ? undefined : { property: name, operator: wish.operator, type: "enumeration", values };
}
