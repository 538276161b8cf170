import { Input } from "@mantine/core";
import type { ReactNode } from "react";
import { type FieldProps, fieldId } from "./field-props.ts";
import classes from "./form.module.css";

/** A field of several inputs: its label names the group to a screen reader, and what is wrong stands below. */
export function GroupedField({ field, input, layout, children }: FieldProps & { layout: "rows" | "ordered"; children: ReactNode }): ReactNode {
  const labelId = `${fieldId(field.name)}-label`;
  return (
    <Input.Wrapper
      id={fieldId(field.name)}
      label={field.label}
      labelElement="div"
      labelProps={{ id: labelId }}
      description={field.help}
      withAsterisk={field.isRequired}
      error={input.error}
      inputWrapperOrder={["label", "description", "input", "error"]}
    >
      <div role="group" aria-labelledby={labelId} className={classes[layout]}>
        {children}
      </div>
    </Input.Wrapper>
  );
}
