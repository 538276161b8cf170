import { Button, Group, Select, Stack } from "@mantine/core";
import { useState } from "react";
import type { FormFieldReply } from "../../src/api/workflow.ts";
import { missingFields, type Settings, settingsToSave, shownFields } from "./visibility.ts";

interface ActionFormProps {
  form: FormFieldReply[];
  settings: Settings;
  /** Problems the server found, by field. */
  problems: Record<string, string>;
  isSaving: boolean;
  onSave: (settings: Settings) => void;
  onCancel: () => void;
}

/** Draws any action's form from its data: a new action needs nothing here. */
export function ActionForm({ form, settings, problems, isSaving, onSave, onCancel }: ActionFormProps) {
  const [values, setValues] = useState<Settings>(settings);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const errors = { ...problems, ...missing };

  function save(): void {
    const found = missingFields(form, values);
    setMissing(found);
    if (Object.keys(found).length === 0) onSave(settingsToSave(form, values));
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="md">
        {shownFields(form, values).map((field) => (
          <Select
            key={field.name}
            name={field.name}
            label={field.label}
            description={field.help}
            data={field.options.map(({ value, label, detail }) => ({ value, label: detail ? `${label} (${detail})` : label }))}
            value={(values[field.name] as string | null | undefined) ?? null}
            onChange={(value) => setValues({ ...values, [field.name]: value })}
            error={errors[field.name]}
            required={field.isRequired}
            withAsterisk={field.isRequired}
            clearable={!field.isRequired}
            searchable={field.options.length > 6}
            placeholder={field.isRequired ? "Choose" : "Not set"}
            nothingFoundMessage="Nothing found"
          />
        ))}
        <Group justify="flex-end">
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
