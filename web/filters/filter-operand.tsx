import { useLingui } from "@lingui/react/macro";
import { Group, MultiSelect, NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { PropertyDefinition } from "#domain/record.ts";
import { timeUnits } from "#domain/trigger.ts";
import { operandsOf } from "#domain/trigger/operator.ts";
import type { PropertyRow } from "./filter-row.ts";
import { PropertySelect } from "./property-select.tsx";

interface FilterOperandProps {
  row: PropertyRow;
  properties: readonly PropertyDefinition[];
  onChange: (row: PropertyRow) => void;
}

/** What the operator compares with, in the control that fits the property's type. */
export function FilterOperand({ row, properties, onChange }: FilterOperandProps): ReactNode {
  const { t } = useLingui();
  if (row.operator === null) return null;
  switch (operandsOf(row.operator)) {
    case "none":
      return null;
    case "values":
      return <Values row={row} properties={properties} onChange={onChange} />;
    case "value":
      return <OneValue label={t`Value`} type={row.type} value={row.value} onChange={(value) => onChange({ ...row, value })} />;
    case "range":
      return (
        <Group grow gap="xs" align="flex-end">
          <OneValue label={t`From`} type={row.type} value={row.from} onChange={(from) => onChange({ ...row, from })} />
          <OneValue label={t`To`} type={row.type} value={row.to} onChange={(to) => onChange({ ...row, to })} />
        </Group>
      );
    case "period":
      return <Period row={row} onChange={onChange} />;
    case "property":
      return (
        <PropertySelect
          label={t`Other property`}
          properties={properties.filter(({ type, name }) => (type === "date" || type === "datetime") && name !== row.property)}
          value={row.otherProperty}
          onChange={({ name }) => onChange({ ...row, otherProperty: name })}
        />
      );
  }
}

function Values({ row, properties, onChange }: FilterOperandProps): ReactNode {
  const { t } = useLingui();
  const definition = properties.find(({ name }) => name === row.property);
  const options = definition?.options ?? [];
  if (row.type === "text" || (options.length === 0 && row.type !== "boolean")) {
    return (
      <TagsInput
        label={t`Values`}
        description={row.values.length === 0 ? t`Press Enter after each` : undefined}
        value={row.values}
        onChange={(values) => onChange({ ...row, values })}
        acceptValueOnBlur
        size="sm"
      />
    );
  }
  const offered = options.length > 0 ? options : [{ value: "true", label: t`Yes` }, { value: "false", label: t`No` }];
  const gone = row.values.filter((value) => !offered.some((option) => option.value === value)).map((value) => ({ value, label: t`${value} (no longer available)` }));
  return (
    <MultiSelect
      label={t`Values`}
      data={[...distinct(offered), ...gone]}
      value={row.values}
      onChange={(values) => onChange({ ...row, values })}
      searchable
      hidePickedOptions
      placeholder={row.values.length === 0 ? t`Choose` : ""}
      nothingFoundMessage={t`Nothing found`}
      maxDropdownHeight={260}
      limit={100}
      size="sm"
    />
  );
}

function distinct(options: readonly { value: string; label: string }[]): { value: string; label: string }[] {
  return [...new Map(options.map((option) => [option.value, option])).values()];
}

interface OneValueProps {
  label: string;
  type: PropertyRow["type"];
  value: string;
  onChange: (value: string) => void;
}

/** A whole day counts where a date is given; a moment that came from a file stays as it is written. */
function OneValue({ label, type, value, onChange }: OneValueProps): ReactNode {
  const isDate = type === "date" || type === "datetime";
  return (
    <TextInput
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      type={isDate && !value.includes("T") ? "date" : "text"}
      inputMode={isDate ? "text" : "decimal"}
      autoComplete="off"
      size="sm"
    />
  );
}

function Period({ row, onChange }: Omit<FilterOperandProps, "properties">): ReactNode {
  const { t } = useLingui();
  const words = { minutes: t`minutes`, hours: t`hours`, days: t`days`, weeks: t`weeks`, months: t`months` };
  return (
    <Group grow gap="xs" align="flex-end">
      <NumberInput label={t`How many`} value={row.amount} onChange={(amount) => onChange({ ...row, amount: String(amount) })} min={1} max={10_000} allowDecimal={false} allowNegative={false} hideControls size="sm" />
      <Select label={t`Unit`} data={timeUnits.map((unit) => ({ value: unit, label: words[unit] }))} value={row.unit} onChange={(unit) => onChange({ ...row, unit: timeUnits.find((one) => one === unit) ?? row.unit })} allowDeselect={false} size="sm" />
    </Group>
  );
}
