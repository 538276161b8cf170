/** What a review found, in the language of whoever is asking. */
import type { FindingReply } from "#api/workflow-life.ts";
import { findingInWords } from "#domain/explanation/finding.ts";
import type { FindingSaid } from "#domain/explanation/finding-words.ts";
import type { Finding, ReviewProblem } from "#domain/finding.ts";
import { languageNow, said, withOurTexts } from "./language.ts";

/** A finding in words. `overriddenWith` = the reason it was published with before. */
export function findingReply({ key, level, stepId, field, problem }: Finding, overriddenWith: string | null): FindingReply {
  return { key, level, stepId, field, ...problemInWords(problem), overriddenWith };
}

/** A problem in words. */
export function problemInWords(problem: ReviewProblem): FindingSaid {
  return findingInWords(inReadersTexts(problem), languageNow());
}

/** Labels and titles of ours are facts of a problem, and are said in the reader's language, too. */
function inReadersTexts(problem: ReviewProblem): ReviewProblem {
  switch (problem.code) {
    case "placeholder-unusable":
      return { ...problem, label: said(problem.label) };
    case "action-not-allowed":
      return { ...problem, title: said(problem.title) };
    case "setting-refused":
      return { ...problem, failure: withOurTexts(problem.failure) };
    default:
      return problem;
  }
}
