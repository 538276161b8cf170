/** The language of the person who is asking, from the first line of a request to the last. */
import { AsyncLocalStorage } from "node:async_hooks";
import { type ExplainedFailure, explainedReply as replyIn } from "#api/failure.ts";
import type { Failure } from "#domain/failure.ts";
import { acceptedLanguage, type Language } from "#domain/language.ts";
import { dutchOf } from "./dutch/dutch.ts";
import { findingInDutch } from "./dutch/findings.ts";
import type { workflowTexts } from "./dutch/workflows.ts";

/** What a person chose in the app; it goes before what the browser says. */
const chosenLanguage = "x-ledgerline-language";
const asked = new AsyncLocalStorage<Language>();

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
  return replyIn(failure, languageNow());
}

/** A fixed text of ours, such as a field's label, in the language of whoever is asking; what has no translation stays English. */
export function said(text: string): string {
  return languageNow() === "nl" ? (dutchOf(text) ?? text) : text;
}

/** A sentence of a finding in the language of whoever is asking; what has no translation stays English. */
export function saidFinding(text: string): string {
  return languageNow() === "nl" ? (findingInDutch(text) ?? text) : text;
}

/** Like {@link said}, with values put where the text has `{name}`. */
export function saidWith(text: keyof typeof workflowTexts, values: Readonly<Record<string, string | number>> = {}): string {
  return said(text).replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
