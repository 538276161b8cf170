import { t } from "@lingui/core/macro";
import { ActionIcon, Checkbox, Group, Select, Stack } from "@mantine/core";
import { Check, Pencil, X } from "lucide-react";
import type { ReactNode } from "react";
import type { PropertyDefinition } from "#domain/record.ts";
import { mayPassUnknown, operatorsOf, propertyFilterInWords, wordsOf } from "#domain/trigger/operator.ts";
import { ReasonedButton } from "../parts/reasoned-button.tsx";
import { FilterOperand } from "./filter-operand.tsx";
import { filterOf, type PropertyRow, withOperator, withProperty } from "./filter-row.ts";
import classes from "./filters.module.css";
import { PropertySelect } from "./property-select.tsx";
import { filterWord } from "./operator-words.ts";

interface FilterCardProps {
  row: PropertyRow;
  properties: readonly PropertyDefinition[];
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  onChange: (row: PropertyRow) => void;
  onRemove: () => void;
  isReadOnly: boolean;
}

/** One filter: a sentence, and the three controls behind it. */
export function FilterCard({ row, properties, isOpen, onOpen, onChange, onRemove, isReadOnly }: FilterCardProps): ReactNode {
  const words = filterInWords(row, properties);
  const said = words ?? t`Not complete yet`;
  if (!isOpen) {
    return (
      <div className={classes["card"]} data-is-incomplete={words === null || undefined}>
        <button type="button" className={classes["sentence"]} onClick={() => onOpen(true)} disabled={isReadOnly}>
          <span>{said}</span>
          {!isReadOnly && <Pencil size={14} aria-hidden />}
        </button>
        {!isReadOnly && <RemoveButton name={said} onRemove={onRemove} />}
      </div>
    );
  }
  return (
    <div className={classes["open"]} role="group" aria-label={words ?? t`New filter`}>
      <Stack gap="xs">
        <PropertySelect label={t`Property`} properties={properties} value={row.property} onChange={(property) => onChange(withProperty(row, property))} autoFocus={row.property === ""} />
        {row.type !== null && (
          <Select
            label={t`Condition`}
            data={operatorsOf(row.type).map((operator) => ({ value: operator, label: filterWord(wordsOf(operator)) }))}
            value={row.operator}
            onChange={(wanted) => {
              const operator = operatorsOf(row.type ?? "text").find((one) => one === wanted);
              if (operator !== undefined) onChange(withOperator(row, operator));
            }}
            allowDeselect={false}
            size="sm"
          />
        )}
        <FilterOperand row={row} properties={properties} onChange={onChange} />
        {row.operator !== null && mayPassUnknown(row.operator) && (
          <Checkbox label={t`Records without a value pass, too`} checked={row.orUnknown} onChange={(event) => onChange({ ...row, orUnknown: event.currentTarget.checked })} size="sm" mt={4} />
        )}
        <Group justify="space-between" mt={4}>
          <ReasonedButton size="xs" variant="default" leftSection={<Check size={14} aria-hidden />} whyNot={words === null ? whatIsMissing(row) : null} onClick={() => onOpen(false)}>
            {t`Done`}
          </ReasonedButton>
          <RemoveButton name={said} onRemove={onRemove} />
        </Group>
      </Stack>
    </div>
  );
}

function RemoveButton({ name, onRemove }: { name: string; onRemove: () => void }): ReactNode {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={t`Remove filter: ${name}`} onClick={onRemove}>
      <X size={15} aria-hidden />
    </ActionIcon>
  );
}

function whatIsMissing({ type, operator }: PropertyRow): string {
  if (type === null) return t`Choose a property first.`;
  return operator === null ? t`Choose a condition first.` : t`Give what the property is compared with first.`;
}

/** A complete filter in words; null = something is missing. */
export function filterInWords(row: PropertyRow, properties: readonly PropertyDefinition[]): string | null {
  const filter = filterOf(row);
  if (filter === undefined || filter.operator === "associated") return null;
  const definitionOf = (name: string): PropertyDefinition | undefined => properties.find((property) => property.name === name);
  return propertyFilterInWords(filter, {
    say: filterWord,
    property: (name) => definitionOf(name)?.label ?? name,
    value: (name, value) => definitionOf(name)?.options.find((option) => option.value === value)?.label ?? value,
  });
}
