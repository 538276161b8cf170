/** The facts a step was decided on, as labels and values; whatever shape an action gives them. */
import { t } from "@lingui/core/macro";

export interface InputInWords {
  label: string;
  /** One line each. */
  lines: string[];
}

/** Each input as one or more lines: a list has a line per entry, an object is one line of its filled fields, its name first. */
export function inputsInWords(inputs: Readonly<Record<string, unknown>>): InputInWords[] {
  return Object.entries(inputs).map(([name, value]) => ({ label: labelOf(name), lines: linesOf(value) }));
}

/** `lineItems` is "Line items". */
export function labelOf(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [t`None`] : value.map(lineOf);
  return [lineOf(value)];
}

function lineOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return t`None`;
  if (typeof value === "string") return value;
  if (typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined && field !== "");
  fields.sort(([a], [b]) => Number(b === "name") - Number(a === "name"));
  return fields.map(([name, field]) => (name === "name" ? String(field) : `${labelOf(name).toLowerCase()} ${lineOf(field)}`)).join(", ");
}
