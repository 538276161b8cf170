/** What the Dutch words of a failure are made of: only the texts; who acts, and whether it passes by itself, is no matter of language. */
import type { Instant } from "../../dates.ts";
import type { DocumentKind, DocumentStatus } from "../../document/kind.ts";
import type { Failure } from "../../failure.ts";
import { decimalText, type Money } from "../../money.ts";
import type { ObjectType } from "../../record.ts";
import type { Explanation } from "../said.ts";

export type DutchSaid = Pick<Explanation, "happened" | "why" | "doThis">;

/** The words of a group of failures, by code. */
export type DutchWords<Group extends Failure> = { [Code in Group["code"]]: (failure: Extract<Group, { code: Code }>) => DutchSaid };

export const objectTypeWords: Readonly<Record<ObjectType, { one: string; several: string; article: "de" | "het" }>> = {
  deal: { one: "deal", several: "deals", article: "de" },
  quote: { one: "offerte", several: "offertes", article: "de" },
  payment: { one: "betaling", several: "betalingen", article: "de" },
  contact: { one: "contact", several: "contacten", article: "het" },
  company: { one: "bedrijf", several: "bedrijven", article: "het" },
  "line-item": { one: "regel", several: "regels", article: "de" },
  invoice: { one: "factuur", several: "facturen", article: "de" },
  subscription: { one: "abonnement", several: "abonnementen", article: "het" },
  product: { one: "product", several: "producten", article: "het" },
};

/** For example `De deal`, at the beginning of a sentence. */
export function withArticle(objectType: ObjectType): string {
  const words = objectTypeWords[objectType];
  return `${words.article === "de" ? "De" : "Het"} ${words.one}`;
}

/** The kinds of documents with their article, at the beginning of a sentence. */
export const documentNouns: Record<DocumentKind, string> = {
  invoice: "De factuur",
  estimate: "De offerte",
  "sales-receipt": "De verkoopbon",
  "refund-receipt": "De terugbetalingsbon",
  payment: "De betaling",
  expense: "De uitgave",
};

/** A document by its number; without one the kind alone. */
export function documentName(kind: DocumentKind, number: string | null): string {
  const noun = documentNouns[kind].replace(/^(De|Het) /, "");
  return number === null || number === "" ? noun : `${noun} ${number}`;
}

const statusNames: Record<DocumentStatus, string> = {
  open: "open",
  sent: "verzonden",
  viewed: "bekeken",
  "partly-paid": "deels betaald",
  overdue: "te laat",
  paid: "betaald",
  pending: "in behandeling",
  accepted: "geaccepteerd",
  rejected: "afgewezen",
  closed: "gesloten",
  refunded: "terugbetaald",
  unapplied: "niet toegepast",
  "partly-applied": "deels toegepast",
  applied: "toegepast",
  voided: "nietig verklaard",
  deleted: "verwijderd",
};

/** Where a document stands in the books, inside a sentence. */
export function statusName(status: DocumentStatus): string {
  return statusNames[status];
}

/** An amount without its currency, as Dutch people write it. */
export function amountText(money: Money): string {
  const [whole = "", cents] = decimalText(money).split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, "."), ...(cents === undefined ? [] : [cents])].join(",");
}

/** A day, as Dutch people write it. `day` is YYYY-MM-DD. */
export function dateText(day: string): string {
  return day.split("-").reverse().join("-");
}

/** A moment, as Dutch people write it. */
export function momentText(moment: Instant): string {
  const [date = "", time = ""] = moment.slice(0, 16).split("T");
  return `${dateText(date)} ${time} UTC`;
}

/** A whole number with points between the thousands. */
export function wholeText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ".");
}
