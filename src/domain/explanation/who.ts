/** Who can act on a failure. By itself, so that a page that only names people does not load every explanation. */
import type { Explanation } from "./said.ts";

const people: Readonly<Record<Explanation["who"], string>> = {
  you: "You",
  bookkeeper: "Your bookkeeper",
  "books admin": "An admin of your QuickBooks company",
  "crm admin": "Your CRM admin",
  "server admin": "Whoever runs this server",
  "nobody needs to": "Nobody needs to",
};

/** Who can act on a failure, as people are told. */
export function whoInWords(who: string): string {
  return people[who as Explanation["who"]] ?? who;
}
