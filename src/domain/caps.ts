/**
 * Caps: limits on what a workflow may do. They are counted where plans are recorded, so that nothing is posted beyond them; the
 * first plan that does not fit trips the cap, and from then on nothing of the workflow is recorded until a person resumes it.
 */
import { customerOf, type DocumentPlan } from "./document/plan.ts";
import type { Failure } from "./failure.ts";
import { compareDecimals, decimalText, parseDecimal } from "./money.ts";
import type { WorkflowCaps } from "./workflow.ts";

/** What a workflow did within the caps' windows: the hour and the day before, or since a person resumed it. */
export interface CapUse {
  documents: number;
  /** The keys of the customers that its documents had created (see `NewCustomer.crmKey`). */
  newCustomers: readonly string[];
}

/** What a step wants to record. */
export interface CapWish {
  plans: readonly DocumentPlan[];
  /** Whether it counts as a document: the rest of a unit of which the first one is in the books does not. */
  isNew: boolean;
}

export const documentsWindowMs = 3_600_000;
export const customersWindowMs = 24 * 3_600_000;

/** What trips a cap, and what waits because one was tripped: null = it is recorded. */
export interface CapVerdicts {
  verdicts: (Failure | null)[];
  /** Why the workflow is paused now; null = no cap was tripped. */
  tripped: Failure | null;
}

/** Decides in order. `halted` = a cap was tripped before: nothing is recorded. */
export function capVerdicts(caps: WorkflowCaps, use: CapUse, wishes: readonly CapWish[], halted: Failure | null): CapVerdicts {
  let documents = use.documents;
  const customers = new Set(use.newCustomers);
  let tripped: Failure | null = null;
  const verdicts = wishes.map(({ plans, isNew }): Failure | null => {
    if (halted !== null || tripped !== null) return { code: "workflow-halted" };
    const wanted = newCustomersOf(plans).filter((key) => !customers.has(key));
    const failure = beyondAmount(caps, plans) ?? beyondDocuments(caps, documents + (isNew ? 1 : 0)) ?? beyondCustomers(caps, customers.size + wanted.length, wanted.length);
    if (failure === null) {
      documents += isNew ? 1 : 0;
      wanted.forEach((key) => customers.add(key));
      return null;
    }
    tripped = failure;
    return failure.code === "cap-documents" || failure.code === "cap-customers" ? { code: "workflow-halted" } : failure;
  });
  return { verdicts, tripped };
}

/** The customers that documents would have created, parents too. */
export function newCustomersOf(plans: readonly DocumentPlan[]): string[] {
  const keys = plans.flatMap((plan) => {
    const customer = customerOf(plan);
    if (customer?.use !== "create") return [];
    return customer.parent?.use === "create" ? [customer.crmKey, customer.parent.crmKey] : [customer.crmKey];
  });
  return [...new Set(keys)];
}

/** An amount in another currency cannot be compared, so it does not pass either. */
function beyondAmount({ amountPerDocument: cap }: WorkflowCaps, plans: readonly DocumentPlan[]): Failure | null {
  const most = cap && parseDecimal(cap.amount);
  if (!cap || !most) return null;
  for (const { total, kind } of plans) {
    if (total.currency !== cap.currency) return { code: "cap-currency-differs", kind, total, capCurrency: cap.currency };
    if (compareDecimals(decimalText(total), most) > 0) return { code: "cap-amount", kind, total, cap: most };
  }
  return null;
}

function beyondDocuments({ documentsPerHour: cap }: WorkflowCaps, documents: number): Failure | null {
  return cap !== null && documents > cap ? { code: "cap-documents", cap } : null;
}

function beyondCustomers({ newCustomersPerDay: cap }: WorkflowCaps, customers: number, more: number): Failure | null {
  return cap !== null && more > 0 && customers > cap ? { code: "cap-customers", cap } : null;
}

/** Whether a workflow has any cap. */
export function isCapped(caps: WorkflowCaps): boolean {
  return Object.values(caps).some((cap) => cap !== null);
}
