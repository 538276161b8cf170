/** Plain text for the terminal: tables, amounts and failures. */
import type { ExplainedFailure } from "#api/failure.ts";
import { whoInWords } from "#domain/explanation/who.ts";
import { decimalText, type Money } from "#domain/money.ts";

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A column's alignment: numbers end at the right. */
export type Column = { title: string; align?: "left" | "right" };

/** A table with a header line; empty when there are no rows. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, at) => Math.max(widthOf(column.title), ...rows.map((row) => widthOf(row[at] ?? ""))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => pad(cell, widths[at] ?? 0, columns[at]?.align ?? "left"))
      .join("  ")
      .trimEnd();
  return [line(columns.map((column) => column.title)), ...rows.map(line)].join("\n");
}

function pad(cell: string, width: number, align: "left" | "right"): string {
  const space = " ".repeat(Math.max(0, width - widthOf(cell)));
  return align === "right" ? space + cell : cell + space;
}

/** What people see as one character counts as one. */
function widthOf(text: string): number {
  return Array.from(characters.segment(text)).length;
}

/** For example `1,200.00 USD`. */
export function moneyText(money: Money): string {
  return `${grouped(decimalText(money))} ${money.currency}`;
}

/** The amount alone, for columns that share a currency. */
export function amountText(money: Money): string {
  return grouped(decimalText(money));
}

function grouped(decimal: string): string {
  const [whole = "", fraction] = decimal.split(".");
  const withCommas = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`;
}

/** What happened, why, what to do, who can, and what the vendor said where it said something. */
export function failureText(failure: ExplainedFailure): string {
  const lines = [`✗ ${failure.happened}`, `  Why: ${failure.why}`, `  Do:  ${failure.doThis}`, `  Who: ${whoInWords(failure.who)}`];
  if (failure.link !== null) lines.push(`  See: ${failure.link}`);
  if (failure.vendor !== null) lines.push(`  ${vendorText(failure.vendor)}`);
  return lines.join("\n");
}

/** For support: the vendor's own words with everything it can be found by. */
function vendorText({ system, status, code, message, traceId }: NonNullable<ExplainedFailure["vendor"]>): string {
  const facts = [status === null ? null : `HTTP ${status}`, code === null ? null : `code ${code}`, traceId === null ? null : `trace ${traceId}`];
  return `(${system}: ${[...facts.filter((fact) => fact !== null), message].join(", ")})`;
}
