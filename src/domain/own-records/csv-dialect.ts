/** How a CSV file is written, found out from its beginning. */
import type { ColumnTarget } from "./import-columns.ts";
import type { CellFormats } from "./import-cells.ts";

export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

/** So much of a file is looked at to find out how it is written. */
export const sampleBytes = 64 * 1024;
const delimiters = [",", ";", "\t", "|"];

/** A byte order mark says it; otherwise what is valid UTF-8 is UTF-8, and the rest comes from an older Windows program. */
export function encodingOf(sample: Uint8Array): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
  if (sample[0] === 0xfe && sample[1] === 0xff) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** The one that stands most often in the first line, outside of quotes. */
export function delimiterOf(text: string): string {
  const line = (text.replace(/^\ufeff/, "").split(/\r?\n/)[0] ?? "").replaceAll(/"[^"]*"/g, "");
  const count = (one: string): number => line.split(one).length;
  return delimiters.toSorted((a, b) => count(b) - count(a))[0] ?? ",";
}

/** How the cells of number and day columns are most likely written. */
export function guessFormats(columns: readonly (ColumnTarget | null)[], rows: readonly (readonly string[])[]): CellFormats {
  const cellsOf = (...types: string[]): string[] =>
    columns.flatMap((target, index) => (target !== null && target.of !== "id" && types.includes(target.field.type) ? rows.map((row) => (row[index] ?? "").trim()) : []));
  const numbers = cellsOf("number");
  const commas = numbers.filter((cell) => /,\d{1,2}\D*$/.test(cell)).length;
  const points = numbers.filter((cell) => /\.\d{1,2}\D*$/.test(cell)).length;
  return { decimalSign: commas > points ? "," : ".", dateOrder: dateOrderOf(cellsOf("date", "datetime")) };
}

/** Slashes with no day beyond the twelfth may mean either; people who write them mostly put the month first. */
function dateOrderOf(cells: readonly string[]): CellFormats["dateOrder"] {
  const days = cells.flatMap((cell) => {
    const [, first = "", sign = "", second = ""] = /^(\d{1,2})([-/. ])(\d{1,2})\2\d{2,4}$/.exec(cell) ?? [];
    return first === "" ? [] : [{ first: Number(first), sign, second: Number(second) }];
  });
  if (days.length === 0) return "ymd";
  if (days.some(({ first }) => first > 12)) return "dmy";
  if (days.some(({ second }) => second > 12)) return "mdy";
  return days.some(({ sign }) => sign === "/") ? "mdy" : "dmy";
}
