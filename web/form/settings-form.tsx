import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactNode, useEffect } from "react";
import type { FormFieldReply } from "#api/workflow.ts";
import { Notice } from "../parts/notice.tsx";
import { sentence } from "../parts/problems.ts";
import { Field, fieldId } from "./field.tsx";
import { isShown, missingValues, placeProblems, settingsOf, valuesOf, type FormValues } from "./settings.ts";

interface SettingsFormProps {
  form: readonly FormFieldReply[];
  settings: Readonly<Record<string, unknown>>;
  /** What the server said about the last save. */
  problems: readonly { field: string; problem: string }[];
  isSaving: boolean;
  onSave: (settings: Record<string, string | null>) => void;
  onCancel: () => void;
}

/** Draws any action's form from its fields. Problems stand at their fields, and the first one gets the focus. */
export function SettingsForm({ form: fields, settings, problems, isSaving, onSave, onCancel }: SettingsFormProps): ReactNode {
  const form = useForm<FormValues>({ initialValues: valuesOf(fields, settings), validate: (values) => missingValues(fields, values) });
  const placed = placeProblems(fields, form.values, problems);
  useEffect(() => {
    const { atFields } = placeProblems(fields, form.getValues(), problems);
    form.setErrors(atFields);
    focusFirst(Object.keys(atFields));
  }, [problems]);
  return (
    <form noValidate onSubmit={form.onSubmit((values) => onSave(settingsOf(fields, values)), (errors) => focusFirst(Object.keys(errors)))}>
      <Stack gap="lg">
        {fields
          .filter((field) => isShown(fields, field, form.values))
          .map((field) => (
            <Field key={field.name} field={field} input={form.getInputProps(field.name)} />
          ))}
        {placed.elsewhere.map((problem) => (
          <Notice key={problem} tone="danger" title={sentence(problem)} />
        ))}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={isSaving}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function focusFirst(names: readonly string[]): void {
  const [first] = names;
  const field = first === undefined ? null : document.getElementById(fieldId(first));
  const input = field instanceof HTMLInputElement ? field : field?.querySelector("input");
  input?.focus();
}
