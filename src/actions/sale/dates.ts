/** The dates of a document: transaction date, due date, and what a closed period does to them. */
import { addDays, type LocalDate, localDateIn, parseInstant, parseLocalDate } from "../../domain/dates.ts";
import type { DateSource } from "../../domain/decision.ts";
import type { Failure } from "../../domain/failure.ts";
import { matchingKey, termKey } from "../../domain/matching.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import type { CrmRecord, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Found, Notes } from "../action.ts";
import { activeRow, rowsNamed } from "./chosen.ts";
import type { DueSettings, SaleSettings } from "./settings.ts";

type DateSettings = Pick<SaleSettings, "transactionDate" | "transactionDateProperty" | "transactionDateOffset">;

/** The date in the books, open for documents. */
export function transactionDateOf(settings: DateSettings, { record }: Pick<Subject, "record">, found: Found, notes: Notes): Result<LocalDate, Failure[]> {
  const offset = Number(settings.transactionDateOffset ?? 0);
  const from = settings.transactionDate === "today" ? ok(found.today) : requiredDate(record, settings.transactionDateProperty ?? "", found);
  if (!from.ok) return from;
  const source: DateSource = settings.transactionDate === "today" ? { from: "today" } : { from: "property", property: settings.transactionDateProperty ?? "" };
  return openDate(addDays(from.value, offset), { source, days: offset }, found, notes);
}

/** A date in a closed period is refused, or moved to the first open day when the account says so. */
export function openDate(date: LocalDate, origin: { source: DateSource; days: number }, found: Found, notes: Notes): Result<LocalDate, Failure[]> {
  const { closedThrough } = found.books.company;
  const isClosed = closedThrough !== null && date <= closedThrough;
  if (isClosed && found.books.settings.closedPeriod === "refuse") return err([{ code: "period-closed", date, closedThrough }]);
  const open = isClosed ? addDays(closedThrough, 1) : date;
  notes.decisions.push(isClosed ? { code: "date-moved", date: open, closed: date } : { code: "dated", date, ...origin });
  return ok(open);
}

/** The date in a property; null = it is empty there. */
export function dateIn(record: CrmRecord, property: string, found: Pick<Found, "books">): Result<LocalDate | null, Failure[]> {
  const text = record.properties[property]?.trim();
  if (!text) return ok(null);
  const date = parseLocalDate(text);
  if (date !== undefined) return ok(date);
  const instant = parseInstant(text);
  return instant === undefined ? err([{ code: "property-unreadable", property, value: text, expected: "a date" }]) : ok(localDateIn(found.books.company.timeZone, instant));
}

function requiredDate(record: CrmRecord, property: string, found: Found): Result<LocalDate, Failure[]> {
  const date = dateIn(record, property, found);
  if (!date.ok) return date;
  return date.value === null ? err([{ code: "property-empty", property, recordName: record.name }]) : ok(date.value);
}

/** When an invoice is due, and by which terms. */
export interface Due {
  terms: ReferenceRow | null;
  dueDate: LocalDate | null;
}

/** A due date of the record goes before terms of the record, those before the chosen terms. */
export function dueOf(settings: DueSettings, { record }: Pick<Subject, "record">, transactionDate: LocalDate, found: Found): Result<Due, Failure[]> {
  const date = settings.dueDateProperty === null ? ok(null) : dateIn(record, settings.dueDateProperty, found);
  const terms = termsOf(settings, record, found);
  if (!date.ok || !terms.ok) return err([...(date.ok ? [] : date.error), ...(terms.ok ? [] : terms.error)]);
  const byTerms = terms.value?.dueDays == null ? null : addDays(transactionDate, terms.value.dueDays);
  return ok({ terms: terms.value, dueDate: date.value ?? byTerms });
}

function termsOf(settings: DueSettings, record: CrmRecord, found: Found): Result<ReferenceRow | null, Failure[]> {
  const name = settings.termsProperty === null ? undefined : record.properties[settings.termsProperty]?.trim();
  if (name) {
    const row = termsNamed(name, found);
    return row ? ok(row) : err([{ code: "terms-unknown", name, property: settings.termsProperty ?? "", crmKey: termKey(name) }]);
  }
  return chosenTerms(settings.terms, found);
}

/** What the account says is meant by the name goes before terms that are called so. */
function termsNamed(name: string, found: Found): ReferenceRow | undefined {
  const mapped = found.books.settings.termMappings.find((one) => matchingKey(one.name) === matchingKey(name));
  return mapped === undefined ? rowsNamed(found, "term", name)[0] : activeRow(found, "term", mapped.term);
}

/** Null = none are chosen. */
export function chosenTerms(id: string | null, found: Pick<Found, "references">): Result<ReferenceRow | null, Failure[]> {
  if (id === null) return ok(null);
  const terms = activeRow(found, "term", id);
  return terms ? ok(terms) : err([{ code: "terms-gone", termsId: id, field: "terms" }]);
}
