/** Cells of a file as people and spreadsheets write them, in the form in which properties are kept. */
import { labelInDutch } from "./dutch-labels.ts";
import type { OwnField } from "./fields.ts";
import { type Checked, checkValue } from "./values.ts";
import { problemWords } from "./problem-words.ts";

/** How numbers and days are written in the file. */
export interface CellFormats {
  decimalSign: "." | ",";
  dateOrder: "ymd" | "dmy" | "mdy";
}

/** The value of a cell; null = it is empty. */
export function readCell(field: OwnField, cell: string, formats: CellFormats): Checked<string | null> {
  const text = cell.trim();
  if (text === "") return { ok: true, value: null };
  switch (field.type) {
    case "number":
      return readNumber(text, formats.decimalSign);
    case "date":
      return readDay(text, formats.dateOrder);
    case "datetime":
      return readMoment(field, text, formats.dateOrder);
    case "boolean":
      return readBoolean(text);
    case "enumeration":
      return readChoice(field, text);
    default:
      return checkValue(field, text);
  }
}

/** Currency signs and letters around the number, and separators of thousands, are taken away. */
function readNumber(text: string, decimalSign: CellFormats["decimalSign"]): Checked<string> {
  const bare = text.replace(/^([^\d.,+-]*)/, "").replace(/[^\d.,]*$/, "").replaceAll(/[\s\u00a0\u202f']/g, "");
  const thousands = decimalSign === "." ? "," : "\\.";
  const decimal = decimalSign === "." ? "\\." : ",";
  const grouped = new RegExp(`^[+-]?\\d{1,3}(${thousands}\\d{3})+(${decimal}\\d+)?$`);
  const plain = new RegExp(`^[+-]?\\d+(${decimal}\\d*)?$`);
  if (!grouped.test(bare) && !plain.test(bare)) {
    const fix = decimalSign === "." ? "Give a number, for example {sample}; if the file writes decimals with a comma, say so." : "Give a number, for example {sample}; if the file writes decimals with a point, say so.";
    return { ok: false, problem: cannotBe(text), fix: problemWords(fix, { sample: decimalSign === "." ? "1,250.50" : "1.250,50" }) };
  }
  const separator = decimalSign === "." ? "," : ".";
  return { ok: true, value: bare.replaceAll(separator, "").replace(",", ".").replace(/\.$/, "").replace(/^\+/, "") };
}

const samples: Record<CellFormats["dateOrder"], string> = { ymd: "2026-11-30", dmy: "30-11-2026", mdy: "11/30/2026" };

function readDay(text: string, order: CellFormats["dateOrder"]): Checked<string> {
  const parts = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})$/.exec(text);
  const [first = "", second = "", third = ""] = parts?.slice(1) ?? [];
  const [year, month, day] = first.length === 4 || order === "ymd" ? [first, second, third] : order === "dmy" ? [third, second, first] : [third, first, second];
  const date = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const checked = checkValue({ type: "date", options: [], format: null }, date);
  if (parts !== null && checked.ok && checked.value !== null) return { ok: true, value: checked.value };
  return { ok: false, problem: cannotBe(text), fix: problemWords("Give a day like {sample}, or say in which order the file writes days.", { sample: samples[order] }) };
}

/** A day without a time is taken at noon in UTC, which is the same day nearly everywhere. */
function readMoment(field: OwnField, text: string, order: CellFormats["dateOrder"]): Checked<string | null> {
  const day = readDay(text, order);
  return day.ok ? { ok: true, value: `${day.value}T12:00:00.000Z` } : checkValue(field, text.replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})/, "$1T$2"));
}

function cannotBe(given: string): string {
  return problemWords('cannot be "{given}"', { given });
}

function readBoolean(text: string): Checked<string> {
  if (/^(true|yes|y|ja|j|1|x)$/i.test(text)) return { ok: true, value: "true" };
  if (/^(false|no|n|nee|0)$/i.test(text)) return { ok: true, value: "false" };
  return { ok: false, problem: cannotBe(text), fix: problemWords("Give yes or no.") };
}

/** An option's Dutch label, and without the pipeline before it: `verkoop: gewonnen`, `gewonnen`. */
function dutchNames(label: string): string[] {
  const dutch = labelInDutch(label)?.toLowerCase();
  return dutch === undefined ? [] : [dutch, dutch.replace(/^[^:]*: /, "")];
}

/** `Closed Won` means the option `won` when no other option is in the text. */
function readChoice(field: OwnField, text: string): Checked<string | null> {
  const checked = checkValue(field, text);
  if (checked.ok) return checked;
  const inDutch = field.options.find(({ label }) => dutchNames(label).includes(text.toLowerCase()));
  if (inDutch !== undefined) return { ok: true, value: inDutch.value };
  const words = text.toLowerCase().replaceAll(/[^a-z]+/g, "-").split("-");
  const meant = field.options.filter(({ value }) => words.includes(value));
  return meant.length === 1 && meant[0] !== undefined ? { ok: true, value: meant[0].value } : checked;
}
