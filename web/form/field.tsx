import { Radio, Select, Stack, Text } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import type { FormFieldReply } from "#api/workflow.ts";
import { sentence } from "../parts/problems.ts";
import { optionsOf } from "./settings.ts";

interface FieldProps {
  field: FormFieldReply;
  input: GetInputPropsReturnType;
}

/** The id of a field: of its input, or of what holds its inputs. */
export function fieldId(name: string): string {
  return `field-${name}`;
}

/** One field: a choice shows its few options at once, a picker searches among many. */
export function Field({ field, input }: FieldProps): ReactNode {
  const error = typeof input.error === "string" ? sentence(input.error) : input.error;
  return field.kind === "choice" ? <Choice field={field} input={{ ...input, error }} /> : <Picker field={field} input={{ ...input, error }} />;
}

function Choice({ field, input }: FieldProps): ReactNode {
  const { value, onChange, error } = input;
  return (
    <Radio.Group id={fieldId(field.name)} name={field.name} label={field.label} description={field.help} withAsterisk={field.isRequired} error={error} value={value} onChange={onChange}>
      <Stack gap="xs" mt="xs" mb={4}>
        {optionsOf(field, value).map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} {...(option.detail === null ? {} : { description: option.detail })} />
        ))}
        {!field.isRequired && <Radio value="" label="Not set here: the account's own rule applies" />}
      </Stack>
    </Radio.Group>
  );
}

function Picker({ field, input }: FieldProps): ReactNode {
  const { value, onChange, onBlur, error } = input;
  const options = optionsOf(field, value);
  const details = new Map(options.map((option) => [option.value, option.detail]));
  return (
    <Select
      id={fieldId(field.name)}
      name={field.name}
      label={field.label}
      description={field.help}
      withAsterisk={field.isRequired}
      required={field.isRequired}
      error={error}
      data={options.map((option) => ({ value: option.value, label: option.label }))}
      value={value === "" ? null : value}
      onChange={(chosen) => onChange(chosen ?? "")}
      onBlur={onBlur}
      searchable
      clearable={!field.isRequired}
      clearButtonProps={{ "aria-label": `Clear ${field.label}` }}
      placeholder={field.isRequired ? "Choose" : "Not set"}
      nothingFoundMessage="Nothing found"
      maxDropdownHeight={280}
      renderOption={({ option }) => (
        <div>
          {option.label}
          {details.get(option.value) != null && (
            <Text size="xs" c="dimmed">
              {details.get(option.value)}
            </Text>
          )}
        </div>
      )}
    />
  );
}
