import { t } from "@lingui/core/macro";
import { Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { FormFieldReply } from "#api/form.ts";
import { type FieldProps, fieldId } from "./field-props.ts";
import { PlaceholderHint } from "./placeholder-hint.tsx";
import { PlaceholderPicker } from "./placeholder-picker.tsx";

type Format = NonNullable<FormFieldReply["format"]>;

/** What stands beside the text, and which keyboard a telephone shows. */
const looks: Record<Format, { after: string | null; inputMode: "text" | "decimal" | "numeric"; narrow: boolean }> = {
  text: { after: null, inputMode: "text", narrow: false },
  template: { after: null, inputMode: "text", narrow: false },
  "long-template": { after: null, inputMode: "text", narrow: false },
  lines: { after: null, inputMode: "text", narrow: false },
  // A telephone's numeric keyboard has no minus.
  days: { after: "days", inputMode: "text", narrow: true },
  count: { after: null, inputMode: "numeric", narrow: true },
  time: { after: null, inputMode: "text", narrow: true },
  percent: { after: "%", inputMode: "decimal", narrow: true },
  amount: { after: null, inputMode: "decimal", narrow: true },
  rate: { after: null, inputMode: "decimal", narrow: true },
};

/** A text in one line, or in several; templates say which placeholders they may hold. */
export function TextField({ field, input, placeholder = "" }: FieldProps & { placeholder?: string }): ReactNode {
  const format = field.format ?? "text";
  const { after, inputMode, narrow } = looks[format];
  const common = {
    id: fieldId(field.name),
    name: field.name,
    label: field.label,
    description: format === "long-template" ? <PlaceholderHint help={field.help} /> : field.help,
    withAsterisk: field.isRequired,
    required: field.isRequired,
    error: input.error,
    placeholder,
    value: input.value,
    onChange: input.onChange,
    onBlur: input.onBlur,
    autoComplete: "off",
  };
  const isTemplate = format === "template" || format === "long-template";
  const picker = isTemplate ? { rightSection: <PlaceholderPicker inputId={common.id} label={field.label} value={String(input.value)} onChange={input.onChange} />, rightSectionProps: { style: { alignItems: "flex-start", paddingTop: 6 } } } : {};
  if (format === "long-template" || format === "lines") return <Textarea {...common} {...picker} autosize minRows={format === "lines" ? 2 : 3} maxRows={12} />;
  const unit = after === "days" ? t`days` : after;
  return (
    <TextInput
      {...common}
      {...picker}
      inputMode={inputMode}
      {...(narrow ? { styles: { wrapper: { maxWidth: 200 } } } : {})}
      {...(unit === null ? {} : { rightSection: <span aria-hidden>{unit}</span>, rightSectionWidth: unit.length > 1 ? 60 : 34, rightSectionProps: { style: { color: "var(--mantine-color-dimmed)" } } })}
    />
  );
}
