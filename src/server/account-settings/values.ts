/** Between the settings of a set of books and the flat values of their form. */
import { reasonOf } from "#actions/setting-reason.ts";
import type { FieldValueReply } from "#api/form.ts";
import { booksSettings, type BooksSettings } from "#domain/books-settings.ts";
import { matchingKey } from "#domain/matching.ts";
import { settingFields } from "./fields.ts";

export type SettingValues = Record<string, FieldValueReply>;

/** A value that cannot be taken. */
export interface SettingProblem {
  field: string;
  problem: string;
}

/** Where each field's setting is; absent = under the same name. */
const places: Record<string, readonly [keyof BooksSettings, string]> = {
  syncProperty: ["customerSyncFilter", "property"],
  syncValues: ["customerSyncFilter", "values"],
  contactIdProperty: ["booksIdProperties", "contact"],
  companyIdProperty: ["booksIdProperties", "company"],
  lineItemIdProperty: ["booksIdProperties", "lineItem"],
  newItemType: ["newItems", "type"],
  newItemIncomeAccount: ["newItems", "incomeAccount"],
  newItemTaxable: ["newItems", "isTaxable"],
  newItemCategory: ["newItems", "category"],
};
const yesNoFields = ["newItemTaxable", "takesTaxedPayments", "takesZeroReceipts"];

/** The settings as the form has them. */
export function valuesOf(settings: BooksSettings): SettingValues {
  return Object.fromEntries(settingFields.map(({ name }) => [name, valueOf(name, settings)]));
}

/** What nobody chose anything for. */
export const usualValues: SettingValues = valuesOf(booksSettings.parse({}));

function valueOf(name: string, settings: BooksSettings): FieldValueReply {
  const [key, inner] = places[name] ?? [name as keyof BooksSettings, null];
  const setting: unknown = inner === null ? settings[key] : (settings[key] as Record<string, unknown> | null)?.[inner];
  if (name === "taxMode") return settings.taxMode ?? "usual";
  if (name === "syncValues") return settings.customerSyncFilter?.values.join("\n") ?? null;
  if (typeof setting === "boolean") return setting ? "yes" : "no";
  return (setting ?? null) as FieldValueReply;
}

/** The settings with the given values put in place, or what is wrong with them. Names that are no setting are problems, too. */
export function settingsFrom(before: BooksSettings, given: SettingValues): { settings: BooksSettings } | { problems: SettingProblem[] } {
  const known = new Set(settingFields.map(({ name }) => name));
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  if (unknown.length > 0) return { problems: unknown.map((field) => ({ field, problem: "there is no such setting" })) };
  const values = { ...valuesOf(before), ...given };
  const problems = [...filterProblems(values), ...yesNoProblems(values), ...repeatedRates(values), ...repeatedTermNames(values)];
  if (problems.length > 0) return { problems };
  const parsed = booksSettings.safeParse({ ...before, ...nested(values) });
  return parsed.success ? { settings: parsed.data } : { problems: parsed.error.issues.map((issue) => ({ field: fieldAt(issue.path), problem: reasonOf(issue.message) })) };
}

function filterProblems({ syncProperty, syncValues }: SettingValues): SettingProblem[] {
  const hasValues = linesOf(syncValues).length > 0;
  if (syncProperty && !hasValues) return [{ field: "syncValues", problem: "give at least one value, or no property" }];
  return hasValues && !syncProperty ? [{ field: "syncProperty", problem: "choose the property that has these values" }] : [];
}

function yesNoProblems(values: SettingValues): SettingProblem[] {
  return yesNoFields.filter((name) => values[name] !== "yes" && values[name] !== "no").map((field) => ({ field, problem: "say yes or no" }));
}

function repeatedRates({ taxMappings }: SettingValues): SettingProblem[] {
  const rows = Array.isArray(taxMappings) ? taxMappings.map((row) => (typeof row === "string" ? row : `${Number(row["rate"])} ${row["label"] ?? ""}`)) : [];
  return rows.flatMap((row, index) => (rows.indexOf(row) < index ? [{ field: `taxMappings.${index}.rate`, problem: "this rate with this label is in the list already" }] : []));
}

function repeatedTermNames({ termMappings }: SettingValues): SettingProblem[] {
  const names = Array.isArray(termMappings) ? termMappings.map((row) => (typeof row === "string" ? row : matchingKey(row["name"] ?? ""))) : [];
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [{ field: `termMappings.${index}.name`, problem: "this name is in the list already" }] : []));
}

function nested(values: SettingValues): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { name } of settingFields) {
    const [key, inner] = places[name] ?? [name, null];
    if (inner === null) result[key] = settingOf(name, values);
    else result[key] = { ...(result[key] as object | undefined), [inner]: settingOf(name, values) };
  }
  return { ...result, customerSyncFilter: values["syncProperty"] ? result["customerSyncFilter"] : null };
}

function settingOf(name: string, values: SettingValues): unknown {
  const value = values[name] ?? null;
  if (yesNoFields.includes(name)) return value === "yes";
  if (name === "taxMode") return value === "usual" ? null : value;
  if (name === "syncValues") return linesOf(value);
  return name === "taxMappings" || name === "termMappings" ? (value ?? []) : value;
}

function linesOf(value: FieldValueReply | undefined): string[] {
  return typeof value === "string" ? value.split("\n").map((line) => line.trim()).filter((line) => line !== "") : [];
}

/** `["newItems", "type"]` is the field `newItemType`; `["taxMappings", 0, "rate"]` is a cell. */
function fieldAt(path: readonly PropertyKey[]): string {
  const [key, inner] = path;
  const placed = Object.entries(places).find(([, [outer, at]]) => outer === key && at === inner);
  if (placed !== undefined) return placed[0];
  const isTable = settingFields.some(({ name, kind }) => name === key && kind === "rows");
  return isTable ? path.map(String).join(".") : String(key);
}
