/** The language of the person who is asking, from the first line of a request to the last. */
import { AsyncLocalStorage } from "node:async_hooks";
import { withTexts } from "#actions/failure-texts.ts";
import { type ExplainedFailure, explainedReply as replyIn } from "#api/failure.ts";
import { objectTypeWords } from "#domain/explanation/dutch/said.ts";
import { filled, type TextValues } from "#domain/explanation/filled-text.ts";
import { recordTypeWords } from "#domain/explanation/record-types.ts";
import type { Failure } from "#domain/failure.ts";
import { acceptedLanguage, type Language, languages } from "#domain/language.ts";
import type { ObjectType } from "#domain/record.ts";
import { dutchOf } from "./dutch/dutch.ts";
import type { replyTexts } from "./dutch/replies.ts";
import type { shapeTexts } from "./dutch/shapes.ts";
import type { workflowTexts } from "./dutch/workflows.ts";

/** What a person chose in the app; it goes before what the browser says. */
const chosenLanguage = "x-ledgerline-language";
const asked = new AsyncLocalStorage<Language>();

/** What the person chose in the app, or the app reads from the browser; null = the request is not the app's. */
export function languageChosenIn(headers: Headers): Language | null {
  const chosen = headers.get(chosenLanguage);
  return languages.find((one) => one === chosen) ?? null;
}

/** Runs with the language that the request asks for. */
export function inLanguageOf<Answer>(headers: Headers, run: () => Answer): Answer {
  return asked.run(acceptedLanguage(headers.get(chosenLanguage) ?? headers.get("accept-language")), run);
}

/** The language of the request under way; English outside of one. */
export function languageNow(): Language {
  return asked.getStore() ?? "en";
}

/** A failure in the language of whoever is asking. */
export function explainedReply(failure: Failure): ExplainedFailure {
  return replyIn(withOurTexts(failure), languageNow());
}

/** The failure with those of its facts that are fixed texts of ours, such as a field's label, in the language of whoever is asking. */
export function withOurTexts(failure: Failure): Failure {
  return withTexts(failure, said);
}

/** A fixed text of ours, such as a field's label, in the language of whoever is asking; what has no translation stays English. */
export function said(text: string): string {
  return languageNow() === "nl" ? (dutchOf(text) ?? text) : text;
}

/** Several records of a type, in the language of whoever is asking. */
export function recordTypesNow(objectType: ObjectType): string {
  return languageNow() === "nl" ? objectTypeWords[objectType].several : recordTypeWords[objectType].several;
}

/** Like {@link said}, with values put where the text has `{name}`. */
export function saidWith(text: keyof typeof workflowTexts | keyof typeof replyTexts | keyof typeof shapeTexts, values: TextValues = {}): string {
  return filled(said(text), values);
}
