/** What a review is decided on, and how its findings are made. */
import type { BooksConnection } from "../../domain/connection.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Finding, FindingLevel } from "../../domain/finding.ts";
import type { ObjectType, PropertyDefinition } from "../../domain/record.ts";
import type { WellKnownProperty } from "../../domain/well-known.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";

/** Another workflow of the workspace that is on. */
export interface OtherWorkflow {
  id: string;
  name: string;
  definition: WorkflowDefinition;
}

/** The facts, gathered beforehand. */
export interface ReviewFacts {
  /** What the steps' own checks said: settings missing or invalid, or naming something that is gone. */
  settingFailures: readonly { stepId: string; failure: Failure }[];
  /** The connected sets of books, by id. */
  books: ReadonlyMap<string, BooksConnection>;
  /** By type of records; absent = could not be asked for. */
  properties: ReadonlyMap<ObjectType, readonly PropertyDefinition[]>;
  /** Where the CRM keeps what a payment came from; null = could not be asked for. */
  paymentSource: readonly WellKnownProperty[] | null;
  /** Where it keeps whether a payment succeeded. */
  paymentState: readonly WellKnownProperty[] | null;
  /** The CRM account's currency; null = there is no CRM. */
  crmCurrency: string | null;
  others: readonly OtherWorkflow[];
}

type Words = Pick<Finding, "happened" | "couldHappen" | "doThis">;

/** A finding about the triggers or the whole workflow. */
export function ofWorkflow(level: FindingLevel, key: string, field: string | null, words: Words): Finding {
  return { key, level, stepId: null, field, ...words };
}

/** A finding about a step, or one of its settings. */
export function ofStep(level: FindingLevel, about: string, stepId: string, field: string | null, words: Words): Finding {
  return { key: [about, stepId, field ?? ""].filter((part) => part !== "").join(":"), level, stepId, field, ...words };
}

/** Some names in one text: `A, B or C`. */
export function oneOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
