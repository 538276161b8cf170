/** The kinds of documents as series of a chart: their words and colours. */
import { parseLocalDate } from "#domain/dates.ts";
import type { DocumentKind } from "#domain/document/kind.ts";
import { shownLocale } from "../../language/language.ts";
import { documentKindName } from "../../parts/document-words.ts";

const colors: Record<DocumentKind, string> = {
  invoice: "accent.6",
  estimate: "cyan.7",
  "sales-receipt": "teal.7",
  "refund-receipt": "orange.7",
  payment: "lime.8",
  expense: "grape.6",
};

/** What a chart needs of a kind. */
export function seriesOf(kinds: readonly DocumentKind[]): { name: DocumentKind; label: string; color: string }[] {
  return kinds.map((kind) => ({ name: kind, label: documentKindName(kind), color: colors[kind] }));
}

/** The day under a bar: short, in the reader's way. A chart without a chosen bar asks for the text of no day. */
export function shortDay(day: unknown): string {
  if (typeof day !== "string" || parseLocalDate(day) === undefined) return "";
  return new Intl.DateTimeFormat(shownLocale(), { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}
