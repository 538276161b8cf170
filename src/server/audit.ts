/** The audit log: who did what to what, for everything that is changed by a person, a key or the command line. */
import { filled, textFinder } from "#domain/explanation/filled-text.ts";
import type { Caller, ServerParts } from "./context.ts";
import { deedTexts, deedWords } from "./dutch/deeds.ts";
import { languageNow } from "./language.ts";

type DeedText = keyof typeof deedTexts;
type PlacesIn<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}` ? Place | PlacesIn<Rest> : never;

/** What somebody did, as it is kept: in English, and made of a text that has a Dutch one. */
export type Deed = string & { readonly isDeed: unique symbol };

/** A deed, with the values of its text. */
export function deed<Text extends DeedText>(text: Text, ...[values]: [PlacesIn<Text>] extends [never] ? [] : [Readonly<Record<PlacesIn<Text>, string | number>>]): Deed {
  return filled(text, values) as Deed;
}

const textOf = textFinder(Object.keys(deedTexts) as DeedText[]);

/** What the log keeps of a deed, in the language of whoever is asking. */
export function deedNow(kept: string): string {
  const found = languageNow() === "nl" ? textOf(kept) : undefined;
  return found === undefined ? kept : filled(deedTexts[found.text], Object.fromEntries(Object.entries(found.values).map(([place, value]) => [place, valueNow(place, value)])));
}

const placesOfWords = ["type", "kind", "list", "version"];

function valueNow(place: string, value: string): string {
  return placesOfWords.includes(place) ? deedWordNow(value) : value;
}

/** A word of the log itself, such as the head of a column, in the language of whoever is asking. */
export function deedWordNow(word: string): string {
  return languageNow() === "nl" ? (deedWords[word] ?? word) : word;
}

/** What was there before and what is there now, where that is small; never a secret. */
export interface Difference {
  before?: unknown;
  after?: unknown;
}

/** The calls whose handler noted down what it did. */
const noted = new WeakSet<Caller>();

/** Notes down what the caller just did. `about` is the id of the thing. */
export function noteDown(parts: Pick<ServerParts, "store" | "clock">, caller: Caller, did: Deed, about: string, { before = null, after = null }: Difference = {}): Promise<void> {
  noted.add(caller);
  return parts.store.audit({ workspaceId: caller.workspaceId, who: caller.who, via: caller.via, did, about, before, after, now: parts.clock.now() });
}

/** The call changed nothing after all, such as a trial: no line of the log is about it. */
export function noteNothing(caller: Caller): void {
  noted.add(caller);
}

/** Whether something was noted down during this call. */
export function hasNotedDown(caller: Caller): boolean {
  return noted.has(caller);
}
