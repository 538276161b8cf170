/** Due dates by the two kinds of terms: so many days, or a day of the month. */
import type { Entity } from "../company.ts";

/** Both dates are YYYY-MM-DD; without a term the invoice is due on its date. */
export function dueDate(txnDate: string, term: Entity | undefined): string {
  if (!term) return txnDate;
  return term["DueDays"] === undefined ? dayOfMonth(txnDate, term) : plusDays(txnDate, Number(term["DueDays"]));
}

function plusDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Due on a day of the month; when that is nearer than the term's days, a month later. */
function dayOfMonth(txnDate: string, term: Entity): string {
  const day = Number(term["DayOfMonthDue"] ?? 1);
  const earliest = plusDays(txnDate, Number(term["DueNextMonthDays"] ?? 0));
  const [year = 0, month = 1] = txnDate.split("-").map(Number);
  const thisMonth = dayIn(year, month - 1, day);
  return thisMonth >= earliest && thisMonth >= txnDate ? thisMonth : dayIn(year, month, day);
}

function dayIn(year: number, month: number, day: number): string {
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, lastDay))).toISOString().slice(0, 10);
}
