/** Checks the values that people give for properties of own records, and puts them in the one form in which they are kept. */
import { parseInstant, parseLocalDate } from "../dates.ts";
import { parseDecimal } from "../money.ts";
import type { OwnField } from "./fields.ts";
import { type ProblemText, problemWords } from "./problem-words.ts";

/** What is wrong with a field, and what to do about it. `field` is a path, for example `lineItems[0].quantity`. */
export interface FieldProblem {
  field: string;
  problem: string;
  fix: string;
}

export type Checked<T> = { ok: true; value: T } | { ok: false; problem: string; fix: string };

/** Longer texts are no property of anything. */
const longestText = 20_000;
const email = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;
const instantWithZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** The value as it is kept: text, or null for "empty". */
export function checkValue(field: Pick<OwnField, "type" | "options" | "format">, given: unknown): Checked<string | null> {
  if (Array.isArray(given)) return field.type === "multi-select" ? checkSeveral(field, given) : wrong(given, "Give a single value.");
  if (given === null || given === "") return { ok: true, value: null };
  if (typeof given !== "string" && typeof given !== "number" && typeof given !== "boolean") return wrong(given, "Give a text, a number, true, false or null.");
  const text = String(given).trim();
  return text === "" ? { ok: true, value: null } : checkText(field, text);
}

function checkText(field: Pick<OwnField, "type" | "options" | "format">, text: string): Checked<string> {
  switch (field.type) {
    case "text":
      return checkFormat(field.format, text);
    case "number": {
      const decimal = parseDecimal(text);
      return decimal === undefined ? wrong(text, "Give a plain decimal number with a point, for example 1250.50.") : fine(decimal);
    }
    case "boolean":
      return /^(true|false)$/i.test(text) ? fine(text.toLowerCase()) : wrong(text, "Give true or false.");
    case "date":
      return parseLocalDate(text) === undefined ? wrong(text, "Give a date as YYYY-MM-DD, for example 2026-11-30.") : fine(text);
    case "datetime": {
      const instant = instantWithZone.test(text) ? parseInstant(text) : undefined;
      return instant === undefined ? wrong(text, "Give a moment with its zone, for example 2026-11-30T14:00:00Z.") : fine(instant);
    }
    case "enumeration":
      return checkOption(field, text);
    case "multi-select":
      return checkSeveral(field, text.split(";"));
  }
}

function checkFormat(format: OwnField["format"], text: string): Checked<string> {
  if (text.length > longestText) return { ok: false, problem: problemWords("has {count} characters", { count: text.length }), fix: problemWords("Give at most {count}.", { count: longestText }) };
  if (format === "currency") return /^[a-z]{3}$/i.test(text) ? fine(text.toUpperCase()) : wrong(text, "Give the three letters of the currency, for example USD.");
  if (format === "email") return email.test(text) ? fine(text) : wrong(text, "Give one e-mail address, for example ada@example.com.");
  return fine(text);
}

function checkOption({ options }: Pick<OwnField, "options">, text: string): Checked<string> {
  const option = options.find(({ value }) => value.toLowerCase() === text.toLowerCase()) ?? options.find(({ label }) => label.toLowerCase() === text.toLowerCase());
  return option === undefined ? wrong(text, "Give one of: {values}.", { values: options.map(({ value }) => value).join(", ") }) : fine(option.value);
}

function checkSeveral(field: Pick<OwnField, "options">, given: readonly unknown[]): Checked<string> {
  const values: string[] = [];
  for (const one of given) {
    const checked = checkOption(field, String(one).trim());
    if (!checked.ok) return checked;
    values.push(checked.value);
  }
  return fine([...new Set(values)].join(";"));
}

function fine(value: string): Checked<string> {
  return { ok: true, value };
}

function wrong(given: unknown, fix: ProblemText, values: Readonly<Record<string, string>> = {}): { ok: false; problem: string; fix: string } {
  const shown = typeof given === "string" ? given : JSON.stringify(given);
  return { ok: false, problem: problemWords('cannot be "{given}"', { given: shown.length > 80 ? `${shown.slice(0, 79)}…` : shown }), fix: problemWords(fix, values) };
}
