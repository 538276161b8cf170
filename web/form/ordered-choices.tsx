import { t } from "@lingui/core/macro";
import { ActionIcon, Select } from "@mantine/core";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type FieldProps, fieldId } from "./field-props.ts";
import classes from "./form.module.css";
import { GroupedField } from "./grouped-field.tsx";
import { moved, optionsOf } from "./settings.ts";

/** Several options in an order that counts. Everything works by keyboard, and the focus stays with what was moved. */
export function OrderedChoices({ field, input }: FieldProps): ReactNode {
  const chosen = (Array.isArray(input.value) ? input.value : []) as string[];
  const list = useRef<HTMLOListElement>(null);
  const [focused, setFocused] = useState<{ value: string; command: string } | null>(null);
  const [said, setSaid] = useState("");
  const labelOf = (value: string): string => optionsOf(field, value).find((option) => option.value === value)?.label ?? value;
  const free = field.options.filter(({ value }) => !chosen.includes(value));
  useEffect(() => {
    if (focused === null) return;
    const row = list.current?.querySelector(`[data-value="${CSS.escape(focused.value)}"]`);
    const button = row?.querySelector<HTMLButtonElement>(`[data-command="${focused.command}"]:not(:disabled)`) ?? row?.querySelector<HTMLButtonElement>("button:not(:disabled)");
    button?.focus();
    setFocused(null);
  }, [focused]);

  const move = (value: string, by: -1 | 1): void => {
    const next = moved(chosen, value, by);
    input.onChange(next);
    setFocused({ value, command: by < 0 ? "up" : "down" });
    setSaid(movedText(labelOf(value), next.indexOf(value) + 1, next.length));
  };
  const remove = (value: string): void => {
    const at = chosen.indexOf(value);
    const next = chosen.filter((one) => one !== value);
    input.onChange(next);
    const neighbour = next[Math.min(at, next.length - 1)];
    if (neighbour === undefined) document.getElementById(`${fieldId(field.name)}-add`)?.focus();
    else setFocused({ value: neighbour, command: "remove" });
    setSaid(removedText(labelOf(value)));
  };
  return (
    <GroupedField field={field} input={input} layout="ordered">
      <ol ref={list}>
        {chosen.map((value, index) => (
          <li key={value} data-value={value}>
            <span className={classes["ordinal"]}>{index + 1}.</span>
            <span className={classes["what"]}>{labelOf(value)}</span>
            <ActionIcon data-command="up" variant="subtle" color="gray" aria-label={t`Move up: ${labelOf(value)}`} disabled={index === 0} onClick={() => move(value, -1)}>
              <ArrowUp size={15} aria-hidden />
            </ActionIcon>
            <ActionIcon data-command="down" variant="subtle" color="gray" aria-label={t`Move down: ${labelOf(value)}`} disabled={index === chosen.length - 1} onClick={() => move(value, 1)}>
              <ArrowDown size={15} aria-hidden />
            </ActionIcon>
            <ActionIcon data-command="remove" variant="subtle" color="gray" aria-label={t`Remove: ${labelOf(value)}`} onClick={() => remove(value)}>
              <X size={15} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ol>
      {free.length > 0 && (
        <Select
          id={`${fieldId(field.name)}-add`}
          aria-label={t`Add to ${field.label}`}
          placeholder={chosen.length === 0 ? t`Choose the first` : t`Add another`}
          data={free.map(({ value, label }) => ({ value, label }))}
          value={null}
          onChange={(value) => {
            if (value === null) return;
            input.onChange([...chosen, value]);
            setSaid(addedText(labelOf(value), chosen.length + 1));
          }}
          size="sm"
        />
      )}
      <div aria-live="polite" className={classes["said"]}>
        {said}
      </div>
    </GroupedField>
  );
}

function movedText(label: string, number: number, count: number): string {
  return t`${label}: now number ${number} of ${count}`;
}

function removedText(label: string): string {
  return t`${label}: removed`;
}

function addedText(label: string, number: number): string {
  return t`${label}: added as number ${number}`;
}
