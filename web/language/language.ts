/** The language of the app: what the person chose, else what the browser asks for. Texts in it are loaded before the first page. */
import { i18n, type Messages } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";

export const languages = { en: "English", nl: "Nederlands" } as const;
export type Language = keyof typeof languages;

const storageKey = "ledgerline-language";

/** English needs none: its texts are in the code. */
const catalogs: Record<Exclude<Language, "en">, () => Promise<{ messages: Messages }>> = {
  nl: () => import("../locales/nl.po"),
};

/** The language to show: the choice when there is one, else the first of the browser's that we have, else English. */
export function wantedLanguage(chosen: string | null, browser: readonly string[]): Language {
  const candidates = [chosen ?? "", ...browser.map((tag) => tag.slice(0, 2).toLowerCase())];
  return candidates.find(isLanguage) ?? "en";
}

function isLanguage(text: string): text is Language {
  return Object.hasOwn(languages, text);
}

/** Loads and shows the language this browser wants. */
export async function startLanguage(): Promise<void> {
  i18n.setMessagesCompiler(compileMessage);
  await show(wantedLanguage(localStorage.getItem(storageKey), navigator.languages));
}

/** Remembers the choice in this browser and loads anew: what the server said is in the language it was asked in. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
  location.reload();
}

/** The language that is shown. */
export function shownLanguage(): Language {
  return isLanguage(i18n.locale) ? i18n.locale : "en";
}

/** The way to write numbers, money and dates: the browser's own for the shown language (`nl-BE`), else the language's usual one. */
export function shownLocale(): string {
  const language = shownLanguage();
  const own = typeof navigator === "undefined" ? undefined : navigator.languages.find((tag) => tag.toLowerCase().startsWith(language) && isLocale(tag));
  return own ?? language;
}

async function show(language: Language): Promise<void> {
  const messages = language === "en" ? {} : (await catalogs[language]()).messages;
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
}

/** Some systems hand over tags that are none, such as `en-US@posix`. */
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
