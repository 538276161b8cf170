import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactNode, useEffect, useState } from "react";
import type { FormFieldReply } from "#api/workflow.ts";
import { Notice } from "../parts/notice.tsx";
import { sentence } from "../parts/problems.ts";
import { Field } from "./field.tsx";
import { fieldId } from "./field-props.ts";
import classes from "./form.module.css";
import { type FormValues, isChanged, isShown, missingValues, opensAdvanced, placeProblems, type Settings, settingsOf, textOf, valuesOf } from "./settings.ts";

interface SettingsFormProps {
  form: readonly FormFieldReply[];
  settings: Readonly<Record<string, unknown>>;
  /** What the server said about the last save. */
  problems: readonly { field: string; problem: string }[];
  isSaving: boolean;
  onSave: (settings: Settings) => void;
  onCancel: () => void;
}

/** Draws any action's form from its fields. Problems stand at their fields, and the first one gets the focus. */
export function SettingsForm({ form: fields, settings, problems, isSaving, onSave, onCancel }: SettingsFormProps): ReactNode {
  const form = useForm<FormValues>({ initialValues: valuesOf(fields, settings), validate: (values) => missingValues(fields, values) });
  const [isOpen, setIsOpen] = useState(() => opensAdvanced(fields, form.values, []));
  const placed = placeProblems(fields, form.values, problems);
  const show = (wrong: readonly string[]): void => {
    if (opensAdvanced(fields, form.getValues(), wrong)) setIsOpen(true);
    setTimeout(() => focusFirst(wrong));
  };
  useEffect(() => {
    const { atFields } = placeProblems(fields, form.getValues(), problems);
    form.setErrors(atFields);
    if (problems.length > 0) show(Object.keys(atFields));
  }, [problems]);
  const shown = fields.filter((field) => isShown(fields, field, form.values));
  const booksId = booksIn(fields, form.values);
  const draw = (field: FormFieldReply): ReactNode => <Field key={field.name} field={field} input={form.getInputProps(field.name)} booksId={booksId} />;
  const advanced = shown.filter((field) => field.section === "advanced");
  return (
    <form noValidate onSubmit={form.onSubmit((values) => onSave(settingsOf(fields, values)), (errors) => show(fields.map(({ name }) => name).filter((name) => name in errors)))}>
      <Stack gap="lg">
        {shown.filter((field) => field.section === "main").map(draw)}
        {advanced.length > 0 && (
          <details className={classes["fold"]} open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
            <summary>
              Advanced <small>{changedText(advanced.filter((field) => isChanged(field, form.values)).length)}</small>
            </summary>
            {isOpen && <Stack gap="lg">{advanced.map(draw)}</Stack>}
          </details>
        )}
        {placed.elsewhere.map((problem) => (
          <Notice key={problem} tone="danger" title={sentence(problem)} />
        ))}
      </Stack>
      <Group justify="flex-end" gap="sm" mt="lg" className={classes["actions"] ?? ""}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={isSaving}>
          Save
        </Button>
      </Group>
    </form>
  );
}

function changedText(count: number): string {
  return count === 0 ? "all as usual" : `${count} set`;
}

/** The set of books that is chosen; without such a field the one the server looked in. */
function booksIn(fields: readonly FormFieldReply[], values: FormValues): string | null {
  const chooser = fields.find((field) => field.choosesBooks);
  if (chooser !== undefined) return textOf(values, chooser.name) || null;
  return fields.flatMap(({ search }) => (search?.in === "books" ? [search.booksId] : [])).at(0) ?? null;
}

function focusFirst(names: readonly string[]): void {
  const [first] = names;
  const field = first === undefined ? null : document.getElementById(fieldId(first));
  const input = field?.matches("input, textarea") === true ? field : field?.querySelector<HTMLElement>("input, button");
  input?.focus();
}
