/** A form's values while they are edited, and the settings they become. No action is known here: fields are data. */
import { t } from "@lingui/core/macro";
import type { FieldValueReply, FormFieldReply } from "#api/form.ts";

/** One row of a table, by column. */
export type FormRow = Record<string, string>;

/** A field's value: text ("" = nothing chosen), a list in its order, or rows. */
export type FieldValue = string | string[] | FormRow[];
export type FormValues = Record<string, FieldValue>;

/** What is saved: nothing chosen is null. */
export type Settings = Record<string, FieldValueReply>;

type Fields = readonly FormFieldReply[];
type Saved = Readonly<Record<string, unknown>>;

/** The values a form starts with: what was saved, else the usual. */
export function valuesOf(form: Fields, settings: Saved): FormValues {
  return Object.fromEntries(form.map((field) => [field.name, valueOf(field, settings[field.name] === undefined ? field.usual : settings[field.name])]));
}

function valueOf(field: FormFieldReply, setting: unknown): FieldValue {
  if (field.kind === "rows") return Array.isArray(setting) ? setting.map((row: unknown) => rowOf(field, row)) : [];
  if (field.kind === "ordered-choices") return Array.isArray(setting) ? setting.filter((one) => typeof one === "string") : [];
  return typeof setting === "string" ? setting : "";
}

/** A row with every column as text. */
export function rowOf(field: Pick<FormFieldReply, "columns">, row: unknown): FormRow {
  const given: Readonly<Record<string, unknown>> = typeof row === "object" && row !== null ? { ...row } : {};
  return Object.fromEntries(field.columns.map(({ name }) => [name, typeof given[name] === "string" ? given[name] : ""]));
}

/** The value of a field that is one text. */
export function textOf(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value : "";
}

/** A field shows, and counts, only while the field it hangs on shows and has one of the wanted values. */
export function isShown(form: Fields, field: FormFieldReply, values: FormValues): boolean {
  if (field.shownWhen === null) return true;
  const { field: name, equals } = field.shownWhen;
  const other = form.find((one) => one.name === name);
  const has: unknown[] = [values[name] ?? ""].flat();
  return equals.some((wanted) => has.includes(wanted)) && (other === undefined || other === field || isShown(form, other, values));
}

/** What is missing, by field; {} = the form may be sent. */
export function missingValues(form: Fields, values: FormValues): Record<string, string> {
  const shown = form.filter((field) => isShown(form, field, values));
  const missing = shown.filter((field) => field.isRequired && isEmpty(values[field.name])).map((field) => [field.name, ask(field)]);
  return Object.fromEntries([...missing, ...shown.flatMap((field) => missingCells(field, values[field.name]))]);
}

function missingCells(field: FormFieldReply, value: FieldValue | undefined): [string, string][] {
  const required = field.columns.filter((column) => column.isRequired);
  return rowsIn(value).flatMap((row, index) =>
    required.filter(({ name }) => isEmpty(row[name])).map((column): [string, string] => [cellName(field.name, index, column.name), ask(column)]),
  );
}

function ask({ kind, label }: Pick<FormFieldReply, "kind" | "label">): string {
  const name = lowerFirst(label);
  return kind === "text" ? t`Give ${name}.` : t`Choose ${name}.`;
}

/** Under what name problems of a table's cell go. */
export function cellName(field: string, index: number, column: string): string {
  return `${field}.${index}.${column}`;
}

/** The rows of a table's value. */
export function rowsIn(value: unknown): FormRow[] {
  return Array.isArray(value) ? value.filter((row) => typeof row === "object" && row !== null) : [];
}

function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || (typeof value === "string" ? value.trim() === "" : value.length === 0);
}

/** The settings to save: what is not chosen is null, what is hidden is as usual. Of fields that share a setting the shown one counts. */
export function settingsOf(form: Fields, values: FormValues): Settings {
  return { ...Object.fromEntries(form.map((field) => [field.name, field.usual])), ...shownSettingsOf(form, values) };
}

/** The settings of the fields that show; the others stay what they were. */
export function shownSettingsOf(form: Fields, values: FormValues): Settings {
  return Object.fromEntries(form.filter((field) => isShown(form, field, values)).map((field) => [field.name, settingOf(field, values[field.name])]));
}

function settingOf(field: FormFieldReply, value: FieldValue | undefined): FieldValueReply {
  if (field.kind === "rows") return rowsIn(value).map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, isEmpty(cell) ? null : cell.trim()])));
  return value === undefined || isEmpty(value) ? null : value;
}

/** The server's problems put at their fields; those of no shown field apart. */
export function placeProblems(
  form: Fields,
  values: FormValues,
  problems: readonly { field: string; problem: string }[],
): { atFields: Record<string, string>; elsewhere: string[] } {
  const atFields: Record<string, string> = {};
  const elsewhere: string[] = [];
  for (const { field: name, problem } of problems) {
    const isShownHere = form.some((one) => (one.name === name || (one.kind === "rows" && name.startsWith(`${one.name}.`))) && isShown(form, one, values));
    if (isShownHere) atFields[name] = problem;
    else elsewhere.push(problem);
  }
  return { atFields, elsewhere };
}

/** The options of a field; a chosen value that is no longer offered stays visible, or nobody would see what is wrong. */
export function optionsOf(field: Pick<FormFieldReply, "options">, value: string): FormFieldReply["options"] {
  if (value === "" || field.options.some((option) => option.value === value)) return field.options;
  return [...field.options, { value, label: t`${value} (no longer available)`, detail: null }];
}

/** True when a person chose something else than the usual. */
export function isChanged(field: FormFieldReply, values: FormValues): boolean {
  return JSON.stringify(values[field.name] ?? "") !== JSON.stringify(valueOf(field, field.usual));
}

/** Advanced fields are folded away unless something in them is set or wrong. */
export function opensAdvanced(form: Fields, values: FormValues, wrong: readonly string[]): boolean {
  return form.some((field) => field.section === "advanced" && (wrong.includes(field.name) || (isShown(form, field, values) && isChanged(field, values))));
}

/** Shown fields with the chosen options' words, to read the settings without editing them; of advanced ones only what was changed. */
export function settingsInWords(form: Fields, settings: Saved): { label: string; chosen: string | null }[] {
  const values = valuesOf(form, settings);
  return form
    .filter((field) => isShown(form, field, values) && (field.section === "main" || isChanged(field, values)))
    .map((field) => ({ label: field.label, chosen: wordsOf(field, values[field.name] ?? "") }));
}

function wordsOf(field: FormFieldReply, value: FieldValue): string | null {
  if (isEmpty(value)) return null;
  if (typeof value !== "string") return value.map((one) => (typeof one === "string" ? shortWords(field, one) : rowWords(field, one))).join(field.kind === "rows" ? "; " : t`, then `);
  return field.kind === "text" ? value : labelOf(field, value);
}

function rowWords(field: FormFieldReply, row: FormRow): string {
  return field.columns.map((column) => (column.kind === "text" ? row[column.name] : labelOf(column, row[column.name] ?? ""))).filter((cell) => cell !== "").join(" ");
}

function labelOf(field: Pick<FormFieldReply, "options">, value: string): string {
  return optionsOf(field, value).find((one) => one.value === value)?.label ?? value;
}

/** What follows a colon explains the choice; in a list it would be too much. */
function shortWords(field: FormFieldReply, value: string): string {
  return labelOf(field, value).split(":")[0] ?? value;
}

/** A list with one of its values moved by so many places; its ends hold it. */
export function moved(list: readonly string[], value: string, by: number): string[] {
  const from = list.indexOf(value);
  const to = from + by;
  if (from < 0 || to < 0 || to >= list.length) return [...list];
  const rest = list.filter((one) => one !== value);
  return [...rest.slice(0, to), value, ...rest.slice(to)];
}

function lowerFirst(label: string): string {
  // "QuickBooks account" keeps its capital, "Payment terms" does not.
  return /^[A-Z][a-z-]+(\s|$)/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
