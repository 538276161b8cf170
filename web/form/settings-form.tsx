import { Button, Group, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { FormFieldReply } from "#api/form.ts";
import { Notice } from "../parts/notice.tsx";
import { sentence } from "../parts/problems.ts";
import { Fields } from "./fields.tsx";
import classes from "./form.module.css";
import { type Settings, settingsOf } from "./settings.ts";
import { type FieldProblems, useSettingsForm } from "./use-settings-form.ts";

interface SettingsFormProps {
  form: readonly FormFieldReply[];
  settings: Readonly<Record<string, unknown>>;
  /** What the server said about the last save. */
  problems: FieldProblems;
  isSaving: boolean;
  onSave: (settings: Settings) => void;
  onCancel: () => void;
}

/** Draws any action's form from its fields. Problems stand at their fields, and the first one gets the focus. */
export function SettingsForm({ form: fields, settings, problems, isSaving, onSave, onCancel }: SettingsFormProps): ReactNode {
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const { form, elsewhere, submit } = useSettingsForm(fields, settings, problems, setWrong);
  return (
    <form noValidate onSubmit={submit((values) => onSave(settingsOf(fields, values)))}>
      <Stack gap="lg">
        <Fields all={fields} fields={fields} form={form} wrong={wrong} />
        {elsewhere.map((problem) => (
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
