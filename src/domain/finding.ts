/** What a review of a workflow finds, before it is published. The words are in `explanation/finding.ts`. */
import type { Failure } from "./failure.ts";
import type { ObjectType } from "./record.ts";

/**
 * - error: cannot be published.
 * - money-risk: is published only with a written reason, which the version keeps.
 * - warning: should be looked at.
 * - hint: could be better.
 */
export const findingLevels = ["error", "money-risk", "warning", "hint"] as const;
export type FindingLevel = (typeof findingLevels)[number];

/** What is wrong: a code and its facts, never prose. Labels are the CRM's own, unless they are said to be ours. */
export type ReviewProblem =
  | { code: "no-triggers" }
  /** Counted from 1. */
  | { code: "empty-group"; group: number }
  | { code: "property-unknown"; use: "filter" | "setting"; property: string; objectType: ObjectType }
  | { code: "event-property-unknown"; property: string }
  | { code: "event-property-own"; property: string }
  | { code: "option-unknown"; label: string; values: readonly string[] }
  | { code: "wider-than-sync-filter"; accountName: string; property: string; values: readonly string[] }
  | { code: "payment-not-settled"; group: number; label: string }
  /** `group` null = the triggers have no group; "only" = there is one alone. */
  | { code: "source-filter-missing"; group: number | "only" | null; label: string }
  | { code: "source-not-known" }
  | { code: "second-workflow"; name: string; isCertain: boolean }
  | { code: "cap-in-another-currency"; currency: string; usual: readonly string[] }
  | { code: "bills-again" }
  /** `through` = other workflows, by name, in the order that documents start them; [] = it starts itself. */
  | { code: "billing-loop"; through: readonly string[] }
  | { code: "no-hourly-cap" }
  | { code: "delay-without-unenrollment" }
  | { code: "no-steps" }
  | { code: "action-unknown"; stepId: string; action: string }
  /** The title is ours. */
  | { code: "action-not-allowed"; stepId: string; title: string; objectType: ObjectType }
  | { code: "step-id-repeated"; stepId: string }
  | { code: "setting-refused"; failure: Failure }
  | { code: "setting-unknown"; name: string }
  | { code: "step-unreachable" }
  | { code: "branches-unused" }
  | { code: "branches-empty" }
  | { code: "branch-by-value"; name: string }
  | { code: "branch-by-filter"; name: string }
  | { code: "branch-without-filter"; name: string }
  | { code: "branch-without-value"; name: string }
  | { code: "branch-for-others-twice"; name: string }
  | { code: "nothing-to-approve" }
  | { code: "nothing-to-wait-for" }
  /** The label is ours. */
  | { code: "placeholder-unusable"; label: string; placeholder: string; because: PlaceholderProblem };

/** Why a placeholder stands for nothing. */
export type PlaceholderProblem =
  | { is: "property-unknown"; property: string; objectType: ObjectType }
  | { is: "step-unknown"; stepId: string }
  | { is: "step-later"; stepId: string }
  | { is: "output-unknown"; stepId: string; output: string };

/** One finding: what is wrong, and where. */
export interface Finding {
  /** The same as long as the same is wrong in the same place: an override names it. */
  key: string;
  level: FindingLevel;
  /** Null = it is about the triggers or the whole workflow. */
  stepId: string | null;
  /** The setting of the step, or the part of the workflow, for example `triggerGroups.0`. */
  field: string | null;
  problem: ReviewProblem;
}
