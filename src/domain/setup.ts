/** The first set-up of a workspace: which of the bookkeeper's questions were looked at, and whether it is put away. */

/** The bookkeeper's questions, in their order. */
export const setupQuestions = ["customers-found", "customers-created", "products-found", "products-created", "tax", "money", "closed-period", "differing-total"] as const;
export type SetupQuestion = (typeof setupQuestions)[number];

/** Most of how far a set-up is can be seen from what is connected and set; this is the rest. */
export interface Setup {
  /** Questions that were answered or skipped, in any order. One that is no question any more does no harm. */
  lookedAt: readonly string[];
  /** True = nobody wants to be led to it any more. */
  isPutAway: boolean;
}
