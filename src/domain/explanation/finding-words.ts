/** What a language has to say of the findings of a review. */
import type { ReviewProblem } from "../finding.ts";

/** A finding in words, each a sentence. */
export interface FindingSaid {
  happened: string;
  couldHappen: string;
  doThis: string;
}

/** The words of every finding, by code: a new code does not compile until it has words. */
export type FindingWords = { [Code in ReviewProblem["code"]]: (problem: Extract<ReviewProblem, { code: Code }>) => FindingSaid };
