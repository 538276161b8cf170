/** Who did something, in the language that is shown. */
import { callerInWords } from "#domain/explanation/who.ts";
import { shownLanguage } from "../language/language.ts";

/** A person's address stays as it is; a key and the command line are put in words. */
export function callerName(who: string): string {
  return callerInWords(who, shownLanguage());
}
