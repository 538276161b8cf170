/** The state of a settings form: its values, what is wrong with them, and where the focus goes then. */
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useEffect } from "react";
import type { FormFieldReply } from "#api/form.ts";
import { fieldId } from "./field-props.ts";
import { type FormValues, missingValues, placeProblems, textOf, valuesOf } from "./settings.ts";

/** What a save was refused for, by field. */
export type FieldProblems = readonly { field: string; problem: string }[];

export interface SettingsFormState {
  form: UseFormReturnType<FormValues>;
  /** Problems of no field that shows. */
  elsewhere: string[];
  /** For the form's onSubmit. */
  submit: (save: (values: FormValues) => void) => ReturnType<UseFormReturnType<FormValues>["onSubmit"]>;
}

/** `onWrong` is told which fields are wrong before the first of them gets the focus, to unfold what hides them. */
export function useSettingsForm(
  fields: readonly FormFieldReply[],
  settings: Readonly<Record<string, unknown>>,
  problems: FieldProblems,
  onWrong: (names: readonly string[]) => void,
): SettingsFormState {
  const form = useForm<FormValues>({ initialValues: valuesOf(fields, settings), validate: (values) => missingValues(fields, values) });
  const show = (names: readonly string[]): void => {
    onWrong(names);
    setTimeout(() => focusOnField(names[0]));
  };
  useEffect(() => {
    const { atFields } = placeProblems(fields, form.getValues(), problems);
    form.setErrors(atFields);
    if (problems.length > 0) show(Object.keys(atFields));
  }, [problems]);
  return {
    form,
    elsewhere: placeProblems(fields, form.values, problems).elsewhere,
    submit: (save) => form.onSubmit(save, (errors) => show(inOrder(fields, Object.keys(errors)))),
  };
}

function inOrder(fields: readonly FormFieldReply[], wrong: readonly string[]): string[] {
  return fields.flatMap(({ name }) => wrong.filter((one) => one === name || one.startsWith(`${name}.`)));
}

/** The set of books that is chosen; without such a field the one the server looked in. */
export function booksIn(fields: readonly FormFieldReply[], values: FormValues): string | null {
  const chooser = fields.find((field) => field.choosesBooks);
  if (chooser !== undefined) return textOf(values, chooser.name) || null;
  return fields.flatMap(({ search, columns }) => [search, ...columns.map((column) => column.search)]).flatMap((search) => (search?.in === "books" ? [search.booksId] : [])).at(0) ?? null;
}

/** Gives the focus to a field, or to its first control. */
export function focusOnField(name: string | undefined): void {
  const field = name === undefined ? null : document.getElementById(fieldId(name));
  const input = field?.matches("input, textarea") === true ? field : field?.querySelector<HTMLElement>("input, button");
  input?.focus();
}
