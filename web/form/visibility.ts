/** Which fields of an action's form count: one that depends on another shows only while that one has its value. */
import type { FormFieldReply } from "../../src/api/workflow.ts";

export type Settings = Record<string, unknown>;

/** The fields to show for these settings. */
export function shownFields(form: readonly FormFieldReply[], settings: Settings): FormFieldReply[] {
  return form.filter((field) => field.shownWhen === null || settings[field.shownWhen.field] === field.shownWhen.equals);
}

/** The settings to save: what is hidden or empty is null. */
export function settingsToSave(form: readonly FormFieldReply[], settings: Settings): Settings {
  const shown = new Set(shownFields(form, settings).map((field) => field.name));
  return Object.fromEntries(form.map(({ name }) => [name, shown.has(name) && settings[name] ? settings[name] : null]));
}

/** Required fields that are still empty, as `field -> problem`. */
export function missingFields(form: readonly FormFieldReply[], settings: Settings): Record<string, string> {
  const missing = shownFields(form, settings).filter((field) => field.isRequired && !settings[field.name]);
  return Object.fromEntries(missing.map((field) => [field.name, `Choose a value for "${field.label}".`]));
}
