/** What a review is decided on, and how its findings are made. */
import type { BooksConnection } from "../../domain/connection.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Finding, FindingLevel, ReviewProblem } from "../../domain/finding.ts";
import type { ObjectType, PropertyDefinition } from "../../domain/record.ts";
import type { WellKnownProperty } from "../../domain/well-known.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";

/** Another workflow of the workspace that is on. */
export interface OtherWorkflow {
  id: string;
  name: string;
  definition: WorkflowDefinition;
}

/** What one CRM keeps of payments. */
export interface PaymentProperties {
  /** The names of all their properties. */
  names: readonly string[];
  /** Where it keeps what a payment came from. */
  source: readonly WellKnownProperty[];
}

/** The facts, gathered beforehand. */
export interface ReviewFacts {
  /** What the steps' own checks said: settings missing or invalid, or naming something that is gone. */
  settingFailures: readonly { stepId: string; failure: Failure }[];
  /** The connected sets of books, by id. */
  books: ReadonlyMap<string, BooksConnection>;
  /** By type of records; absent = could not be asked for. */
  properties: ReadonlyMap<ObjectType, readonly PropertyDefinition[]>;
  /** Of each CRM, since each keeps what a payment came from in its own way; null = some could not be asked for. */
  payments: readonly PaymentProperties[] | null;
  /** Where it keeps whether a payment succeeded. */
  paymentState: readonly WellKnownProperty[] | null;
  /** The CRM account's currency; null = there is no CRM. */
  crmCurrency: string | null;
  others: readonly OtherWorkflow[];
}

/** A finding about the triggers or the whole workflow. */
export function ofWorkflow(level: FindingLevel, key: string, field: string | null, problem: ReviewProblem): Finding {
  return { key, level, stepId: null, field, problem };
}

/** A finding about a step, or one of its settings. */
export function ofStep(level: FindingLevel, about: string, stepId: string, field: string | null, problem: ReviewProblem): Finding {
  return { key: [about, stepId, field ?? ""].filter((part) => part !== "").join(":"), level, stepId, field, problem };
}
