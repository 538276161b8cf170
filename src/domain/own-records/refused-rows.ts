/** The rows of a file that were refused, as a CSV file: mend them there, and import it. */
import type { Language } from "../language.ts";
import type { RowGroup, RowProblem } from "./import-rows.ts";
import { problemInDutch } from "./problem-words.ts";

/** The first line. The mark in front makes spreadsheets read UTF-8. */
export function refusedHeader(headers: readonly string[], language: Language = "en"): string {
  return `\ufeff${line([...headers, language === "nl" ? "probleem" : "problem"])}`;
}

/** The lines of a record that was refused, each with what is wrong in it. */
export function refusedLines(headers: readonly string[], group: RowGroup, problems: readonly RowProblem[], language: Language = "en"): string {
  const said = language === "nl" ? problemInDutch : (words: string): string => words;
  const wrong = (row: number): string => problems.filter((one) => one.row === row).map(({ column, problem, fix }) => `${column} ${said(problem)}. ${said(fix)}`).join(" ");
  return group.rows.map((row) => line([...headers.map((_, index) => row.cells[index] ?? ""), wrong(row.number)])).join("");
}

function line(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`;
}
