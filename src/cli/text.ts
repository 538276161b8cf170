/** Plain text for the terminal: tables, amounts and failures. */
import type { ExplainedFailure } from "#api/failure.ts";
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

/** What happened, why, and what to do: three lines. */
export function failureText(failure: ExplainedFailure): string {
  const lines = [`✗ ${failure.happened}`, `  Why: ${failure.why}`, `  Do:  ${failure.doThis}`];
  return failure.link === null ? lines.join("\n") : [...lines, `  See: ${failure.link}`].join("\n");
}
