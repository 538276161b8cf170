/** The facts a step was decided on, as labels and values; whatever shape an action gives them. */
import type { MessageDescriptor } from "@lingui/core";
import { i18n } from "@lingui/core";
import { msg, t } from "@lingui/core/macro";
import { quantityText } from "../../parts/amounts.ts";
import { wholeMomentText } from "../../parts/moments.ts";
import { objectTypeWords } from "../../parts/states.ts";

export interface InputInWords {
  label: string;
  /** One line each. */
  lines: string[];
}

/** What the engine keeps, as people call it; what else comes is called by its own name. */
const names: Readonly<Record<string, MessageDescriptor>> = {
  record: msg`Record`,
  type: msg`Type`,
  id: msg`ID`,
  modifiedAt: msg`Modified`,
  currency: msg`Currency`,
  contact: msg`Contact`,
  email: msg`E-mail`,
  contactsAssociated: msg`Associated contacts`,
  lineItems: msg`Line items`,
  sku: msg`SKU`,
  quantity: msg`Quantity`,
  unitPrice: msg`Unit price`,
  netAmount: msg`Net amount`,
};

/**
 * Each input as one or more lines: a list has a line per entry, an object is one line of its filled fields, its name first. The
 * step's settings are given in words already.
 */
export function inputsInWords(inputs: Readonly<Record<string, unknown>>, settings: readonly { label: string; value: string }[]): InputInWords[] {
  const facts = Object.entries(inputs).filter(([name]) => name !== "settings").map(([name, value]) => ({ label: labelOf(name), lines: linesOf(value) }));
  return settings.length === 0 ? facts : [...facts, { label: t`Settings`, lines: settings.map(({ label, value }) => `${label}: ${value}`) }];
}

/** `shippingFees` is "Shipping fees", where it has no name of ours. */
function labelOf(name: string): string {
  const known = names[name];
  if (known !== undefined) return i18n._(known);
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
  return fields.map(([name, field]) => (name === "name" ? String(field) : `${labelOf(name)}: ${fieldText(name, field)}`)).join(" · ");
}

const decimals = ["quantity", "unitPrice", "netAmount"];

function fieldText(name: string, field: unknown): string {
  if (decimals.includes(name) && typeof field === "string") return quantityText(field);
  if (name === "type" && typeof field === "string") return objectTypeWords(field);
  return name === "modifiedAt" && typeof field === "string" ? wholeMomentText(field) : lineOf(field);
}
