/** What every kind of field is drawn from. */
import type { GetInputPropsReturnType } from "@mantine/form";
import type { FormFieldReply } from "#api/form.ts";

export interface FieldProps {
  field: FormFieldReply;
  input: GetInputPropsReturnType;
}

/** The id of a field: of its input, or of what holds its inputs. */
export function fieldId(name: string): string {
  return `field-${name}`;
}
