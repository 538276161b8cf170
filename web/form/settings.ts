/** A form's values while they are edited, and the settings they become. No action is known here: fields are data. */
import type { FormFieldReply } from "#api/workflow.ts";

/** A field's value: text ("" = nothing chosen), or a list in its order. */
export type FieldValue = string | string[];
export type FormValues = Record<string, FieldValue>;

/** What is saved: nothing chosen is null. */
export type Settings = Record<string, string | string[] | null>;

type Fields = readonly FormFieldReply[];
type Saved = Readonly<Record<string, unknown>>;

/** The values a form starts with: what was saved, else the usual. */
export function valuesOf(form: Fields, settings: Saved): FormValues {
  return Object.fromEntries(form.map((field) => [field.name, valueOf(field, settings[field.name] === undefined ? field.usual : settings[field.name])]));
}

function valueOf(field: FormFieldReply, setting: unknown): FieldValue {
  if (field.kind === "ordered-choices") return Array.isArray(setting) ? setting.filter((one) => typeof one === "string") : [];
  return typeof setting === "string" ? setting : "";
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
  const has = [values[name] ?? ""].flat();
  return equals.some((wanted) => has.includes(wanted)) && (other === undefined || other === field || isShown(form, other, values));
}

/** What is missing, by field; {} = the form may be sent. */
export function missingValues(form: Fields, values: FormValues): Record<string, string> {
  const missing = form.filter((field) => field.isRequired && isShown(form, field, values) && isEmpty(values[field.name]));
  return Object.fromEntries(missing.map((field) => [field.name, `${field.kind === "text" ? "Give" : "Choose"} ${lowerFirst(field.label)}.`]));
}

function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || (typeof value === "string" ? value.trim() === "" : value.length === 0);
}

/** The settings to save: what is not chosen is null, what is hidden is as usual. */
export function settingsOf(form: Fields, values: FormValues): Settings {
  return Object.fromEntries(
    form.map((field) => {
      const value = values[field.name];
      if (!isShown(form, field, values)) return [field.name, field.usual];
      return [field.name, value === undefined || isEmpty(value) ? null : value];
    }),
  );
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
    const field = form.find((one) => one.name === name);
    if (field !== undefined && isShown(form, field, values)) atFields[name] = problem;
    else elsewhere.push(problem);
  }
  return { atFields, elsewhere };
}

/** The options of a field; a chosen value that is no longer offered stays visible, or nobody would see what is wrong. */
export function optionsOf(field: Pick<FormFieldReply, "options">, value: string): FormFieldReply["options"] {
  if (value === "" || field.options.some((option) => option.value === value)) return field.options;
  return [...field.options, { value, label: `${value} (no longer available)`, detail: null }];
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
  if (typeof value !== "string") return value.map((one) => shortWords(field, one)).join(", then ");
  return field.kind === "text" ? value : labelOf(field, value);
}

function labelOf(field: FormFieldReply, value: string): string {
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
