/** What a review of a workflow finds, before it is published. */

/**
 * - error: cannot be published.
 * - money-risk: is published only with a written reason, which the version keeps.
 * - warning: should be looked at.
 * - hint: could be better.
 */
export const findingLevels = ["error", "money-risk", "warning", "hint"] as const;
export type FindingLevel = (typeof findingLevels)[number];

/** One finding: what is wrong, what could happen, what to do, and where. */
export interface Finding {
  /** The same as long as the same is wrong in the same place: an override names it. */
  key: string;
  level: FindingLevel;
  /** Null = it is about the triggers or the whole workflow. */
  stepId: string | null;
  /** The setting of the step, or the part of the workflow, for example `triggerGroups.0`. */
  field: string | null;
  happened: string;
  couldHappen: string;
  doThis: string;
}
