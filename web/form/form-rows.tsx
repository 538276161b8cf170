import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { ActionIcon, Button } from "@mantine/core";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import type { FormFieldReply } from "#api/form.ts";
import { sentence } from "../parts/problems.ts";
import { type FieldProps, fieldId } from "./field-props.ts";
import classes from "./form.module.css";
import { GroupedField } from "./grouped-field.tsx";
import { Picker } from "./picker.tsx";
import { cellName, type FormRow, rowOf, rowsIn } from "./settings.ts";
import { TextField } from "./text-field.tsx";

type Column = FormFieldReply["columns"][number];

interface FormRowsProps extends FieldProps {
  booksId: string | null;
  /** Of the whole form, by field or cell. */
  errors: Readonly<Record<string, ReactNode>>;
}

/** A table that is filled in row by row. */
export function FormRows({ field, input, booksId, errors }: FormRowsProps): ReactNode {
  const rows = rowsIn(input.value);
  const change = (index: number, column: string, cell: string): void => input.onChange(rows.map((row, at) => (at === index ? { ...row, [column]: cell } : row)));
  const add = (): void => {
    input.onChange([...rows, rowOf(field, {})]);
    focusSoon(fieldId(cellName(field.name, rows.length, field.columns[0]?.name ?? "")));
  };
  const remove = (index: number): void => {
    input.onChange(rows.filter((_, at) => at !== index));
    focusSoon(`${fieldId(field.name)}-add`);
  };
  return (
    <GroupedField field={field} input={input} layout="rows">
      {rows.map((row, index) => (
        <div key={index} className={classes["row"]} role="group" aria-label={`${sentence(field.rowNoun ?? t`row`)} ${index + 1}`}>
          {field.columns.map((column) => (
            <Cell key={column.name} field={field} column={column} row={row} index={index} booksId={booksId} error={errors[cellName(field.name, index, column.name)]} onChange={change} />
          ))}
          <ActionIcon variant="subtle" color="gray" mt={index === 0 ? 26 : 3} aria-label={removeLabel(field.rowNoun ?? t`row`, index + 1)} onClick={() => remove(index)}>
            <X size={15} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button id={`${fieldId(field.name)}-add`} size="xs" variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={add}>
        <Trans>Add a {field.rowNoun}</Trans>
      </Button>
    </GroupedField>
  );
}

interface CellProps {
  field: FormFieldReply;
  column: Column;
  row: FormRow;
  index: number;
  booksId: string | null;
  error: ReactNode;
  onChange: (index: number, column: string, cell: string) => void;
}

/** Only the first row says what the columns are to the eye; every row says it to a screen reader. Help is an example here. */
function Cell({ field, column, row, index, booksId, error, onChange }: CellProps): ReactNode {
  const isFirst = index === 0;
  const cell: FormFieldReply = { ...column, name: cellName(field.name, index, column.name), help: "", columns: [], rowNoun: null };
  const set = (value: unknown): void => onChange(index, column.name, textIn(value));
  const input = { value: row[column.name] ?? "", onChange: set, error: typeof error === "string" ? sentence(error) : error };
  return (
    <div className={classes["cell"]} data-first={isFirst} data-kind={column.kind}>
      {column.kind === "text" ? <TextField field={cell} input={input} placeholder={column.help} /> : <Picker field={cell} input={input} booksId={booksId} />}
    </div>
  );
}

function removeLabel(noun: string, number: number): string {
  return t`Remove ${noun} ${number}`;
}

/** Inputs hand over an event, pickers the value. */
function textIn(value: unknown): string {
  if (typeof value === "string") return value;
  const target: unknown = typeof value === "object" && value !== null && "currentTarget" in value ? value.currentTarget : null;
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : "";
}

function focusSoon(id: string): void {
  setTimeout(() => document.getElementById(id)?.focus());
}
