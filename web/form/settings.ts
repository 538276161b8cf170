/** A form's values while they are edited, and the settings they become. No action is known here: fields are data. */
import type { FormFieldReply } from "#api/workflow.ts";

/** Every field as text; "" = nothing chosen. */
export type FormValues = Record<string, string>;

/** The values a form starts with. */
export function valuesOf(form: readonly FormFieldReply[], settings: Readonly<Record<string, unknown>>): FormValues {
  return Object.fromEntries(
    form.map(({ name }) => {
      const setting = settings[name];
      return [name, typeof setting === "string" ? setting : ""];
    }),
  );
}

/** A field shows, and counts, only while the field it hangs on shows and has the wanted value. */
export function isShown(form: readonly FormFieldReply[], field: FormFieldReply, values: FormValues): boolean {
  if (field.shownWhen === null) return true;
  const { field: name, equals } = field.shownWhen;
  const other = form.find((one) => one.name === name);
  return equals.includes(values[name] ?? "") && (other === undefined || other === field || isShown(form, other, values));
}

/** What is missing, by field; {} = the form may be sent. */
export function missingValues(form: readonly FormFieldReply[], values: FormValues): Record<string, string> {
  const missing = form.filter((field) => field.isRequired && isShown(form, field, values) && (values[field.name] ?? "") === "");
  return Object.fromEntries(missing.map((field) => [field.name, `Choose ${lowerFirst(field.label)}.`]));
}

/** The settings to save: what is hidden or not chosen is null. */
export function settingsOf(form: readonly FormFieldReply[], values: FormValues): Record<string, string | null> {
  return Object.fromEntries(
    form.map((field) => {
      const value = values[field.name] ?? "";
      return [field.name, value !== "" && isShown(form, field, values) ? value : null];
    }),
  );
}

/** The server's problems put at their fields; those of no shown field apart. */
export function placeProblems(
  form: readonly FormFieldReply[],
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
export function optionsOf(field: FormFieldReply, value: string): FormFieldReply["options"] {
  if (value === "" || field.options.some((option) => option.value === value)) return field.options;
  return [...field.options, { value, label: `${value} (no longer available)`, detail: null }];
}

/** Shown fields with the chosen option's words, to read the settings without editing them. */
export function settingsInWords(form: readonly FormFieldReply[], settings: Readonly<Record<string, unknown>>): { label: string; chosen: string | null }[] {
  const values = valuesOf(form, settings);
  return form
    .filter((field) => isShown(form, field, values))
    .map((field) => {
      const value = values[field.name] ?? "";
      const option = optionsOf(field, value).find((one) => one.value === value);
      return { label: field.label, chosen: option?.label ?? null };
    });
}

function lowerFirst(label: string): string {
  // "QuickBooks account" keeps its capital, "Payment terms" does not.
  return /^[A-Z][a-z]+(\s|$)/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
