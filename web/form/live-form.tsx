import { Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { FormFieldReply } from "#api/form.ts";
import { Notice } from "../parts/notice.tsx";
import { sentence } from "../parts/problems.ts";
import { Fields } from "./fields.tsx";
import { type FormValues, placeProblems, type Settings, settingsOf, valuesOf } from "./settings.ts";
import { type FieldProblems, focusOnField } from "./use-settings-form.ts";

interface LiveFormProps {
  form: readonly FormFieldReply[];
  settings: Readonly<Record<string, unknown>>;
  /** What the checks found, by field. */
  problems: FieldProblems;
  /** The field that gets the focus at first. */
  focusOn: string | undefined;
  isReadOnly: boolean;
  onChange: (settings: Settings) => void;
}

/** A step's form without a save button: what is filled in is handed on at once. */
export function LiveForm({ form: fields, settings, problems, focusOn, isReadOnly, onChange }: LiveFormProps): ReactNode {
  const [wrong, setWrong] = useState<readonly string[]>(focusOn === undefined ? [] : [focusOn]);
  // The fields change when another account is chosen; what is handed on follows those that are shown.
  const current = useRef(fields);
  current.current = fields;
  const form = useForm<FormValues>({ initialValues: valuesOf(fields, settings), onValuesChange: (values) => onChange(settingsOf(current.current, values)) });
  const { atFields, elsewhere } = placeProblems(fields, form.values, problems);
  const found = JSON.stringify(atFields);
  useEffect(() => form.setErrors(JSON.parse(found) as Record<string, string>), [found]);
  useEffect(() => {
    if (focusOn === undefined) return;
    setWrong([focusOn]);
    const timer = setTimeout(() => focusOnField(focusOn), 120);
    return () => clearTimeout(timer);
  }, [focusOn]);
  return (
    <fieldset disabled={isReadOnly} style={{ display: "contents" }}>
      <Stack gap="lg">
        <Fields all={fields} fields={fields} form={form} wrong={wrong} />
        {elsewhere.map((problem) => (
          <Notice key={problem} tone="danger" title={sentence(problem)} />
        ))}
      </Stack>
    </fieldset>
  );
}
