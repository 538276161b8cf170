/** Who can act on a failure, and who did something. By itself, so that a page that only names people does not load every explanation. */
import type { Language } from "../language.ts";
import type { Explanation } from "./said.ts";

const people: Readonly<Record<Language, Record<Explanation["who"], string>>> = {
  en: {
    you: "You",
    bookkeeper: "Your bookkeeper",
    "books admin": "An admin of your QuickBooks company",
    "crm admin": "Your CRM admin",
    "server admin": "Whoever runs this server",
    "nobody needs to": "Nobody needs to",
  },
  nl: {
    you: "U",
    bookkeeper: "Uw boekhouder",
    "books admin": "Een beheerder van uw QuickBooks-bedrijf",
    "crm admin": "De beheerder van uw CRM",
    "server admin": "Wie deze server beheert",
    "nobody needs to": "Niemand hoeft iets te doen",
  },
};

/** Who can act on a failure, as people are told. */
export function whoInWords(who: string, language: Language = "en"): string {
  return people[language][who as Explanation["who"]] ?? who;
}

const apiKey = /^API key "(.*)"$/s;

/** Who did something, as it is kept (an address, `API key "..."` or `command line`): a person's address stays as it is. */
export function callerInWords(who: string, language: Language = "en"): string {
  if (language === "en") return who;
  return who === "command line" ? "opdrachtregel" : who.replace(apiKey, 'API-sleutel "$1"');
}
