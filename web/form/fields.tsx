import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type ReactNode, useEffect, useState } from "react";
import type { FormFieldReply } from "#api/form.ts";
import { Field } from "./field.tsx";
import classes from "./form.module.css";
import { type FormValues, isChanged, isShown, opensAdvanced } from "./settings.ts";
import { booksIn } from "./use-settings-form.ts";

interface FieldsProps {
  /** The whole form: a field may hang on any other. */
  all: readonly FormFieldReply[];
  /** Those to draw here. */
  fields: readonly FormFieldReply[];
  form: UseFormReturnType<FormValues>;
  /** What is wrong is never folded away. */
  wrong: readonly string[];
}

/** The fields that show, the advanced ones folded away. */
export function Fields({ all, fields, form, wrong }: FieldsProps): ReactNode {
  const [isOpen, setIsOpen] = useState(() => opensAdvanced(fields, form.values, wrong));
  useEffect(() => {
    if (opensAdvanced(fields, form.getValues(), wrong)) setIsOpen(true);
  }, [wrong]);
  const shown = fields.filter((field) => isShown(all, field, form.values));
  const booksId = booksIn(all, form.values);
  const draw = (field: FormFieldReply): ReactNode => <Field key={field.name} field={field} input={form.getInputProps(field.name)} booksId={booksId} errors={form.errors} />;
  const advanced = shown.filter((field) => field.section === "advanced");
  return (
    <>
      {shown.filter((field) => field.section === "main").map(draw)}
      {advanced.length > 0 && (
        <details className={classes["fold"]} open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
          <summary>
            <Trans>Advanced</Trans> <small>{changedText(advanced.filter((field) => isChanged(field, form.values)).length)}</small>
          </summary>
          {isOpen && (
            <Stack gap="lg" className={classes["folded"] ?? ""}>
              {advanced.map(draw)}
            </Stack>
          )}
        </details>
      )}
    </>
  );
}

function changedText(count: number): string {
  return count === 0 ? t`all as usual` : t`${count} set`;
}
