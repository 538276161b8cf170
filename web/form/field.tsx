import { t } from "@lingui/core/macro";
import { Radio, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { sentence } from "../parts/problems.ts";
import { type FieldProps, fieldId } from "./field-props.ts";
import { FormRows } from "./form-rows.tsx";
import { OrderedChoices } from "./ordered-choices.tsx";
import { Picker } from "./picker.tsx";
import { optionsOf } from "./settings.ts";
import { TextField } from "./text-field.tsx";

interface AnyFieldProps extends FieldProps {
  /** The set of books that is chosen in the form; null = none. */
  booksId: string | null;
  /** Of the whole form, by field or cell. */
  errors: Readonly<Record<string, ReactNode>>;
}

/** One field: a choice shows its few options at once, a picker searches among many. */
export function Field({ field, input: given, booksId, errors }: AnyFieldProps): ReactNode {
  const input = { ...given, error: typeof given.error === "string" ? sentence(given.error) : given.error };
  switch (field.kind) {
    case "choice":
      return <Choice field={field} input={input} />;
    case "ordered-choices":
      return <OrderedChoices field={field} input={input} />;
    case "picker":
    case "property":
      return <Picker field={field} input={input} booksId={booksId} />;
    case "rows":
      return <FormRows field={field} input={input} booksId={booksId} errors={errors} />;
    case "text":
      return <TextField field={field} input={input} />;
  }
}

function Choice({ field, input }: FieldProps): ReactNode {
  const { value, onChange, error } = input;
  return (
    <Radio.Group id={fieldId(field.name)} name={field.name} label={field.label} description={field.help} withAsterisk={field.isRequired && value === ""} error={error} value={value} onChange={onChange}>
      <Stack gap="xs" mt="xs" mb={4}>
        {optionsOf(field, value).map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} {...(option.detail === null ? {} : { description: option.detail })} />
        ))}
        {!field.isRequired && <Radio value="" label={t`Not set here: the account's own rule applies`} />}
      </Stack>
    </Radio.Group>
  );
}
