/** Failures hold some of our fixed texts as facts, such as a field's label. */
import type { Failure } from "../domain/failure.ts";
import type { Language } from "../domain/language.ts";
import { actionTextInDutch } from "./dutch/dutch.ts";

/** The failure with those texts as `said` puts them. */
export function withTexts(failure: Failure, said: (text: string) => string): Failure {
  switch (failure.code) {
    case "setting-missing":
      return { ...failure, label: said(failure.label) };
    case "setting-invalid":
      return { ...failure, label: said(failure.label), reason: said(failure.reason) };
    case "object-type-not-allowed":
      return { ...failure, action: said(failure.action) };
    default:
      return failure;
  }
}

/** The failure with those texts in a language. */
export function withTextsIn(failure: Failure, language: Language): Failure {
  return language === "nl" ? withTexts(failure, actionTextInDutch) : failure;
}
