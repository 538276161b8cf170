import { i18n } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { Group, MultiSelect, TextInput } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import { useDebouncedCallback } from "@mantine/hooks";
import { Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import { enrollmentStates, type EnrollmentStateName } from "../parts/states.ts";
import type { HistoryFilter } from "./history-filter.ts";

const typingPauseMs = 250;

interface HistoryFiltersProps {
  filter: HistoryFilter;
  onChange: (filter: HistoryFilter) => void;
}

/** Narrows a history by record, state and days. */
export function HistoryFilters({ filter, onChange }: HistoryFiltersProps): ReactNode {
  const { t } = useLingui();
  const [typed, setTyped] = useState(filter.search);
  const search = useDebouncedCallback((text: string) => onChange({ ...filter, search: text }), typingPauseMs);
  const states = Object.entries(enrollmentStates).map(([value, { label }]) => ({ value, label: i18n._(label) }));
  return (
    <Group gap="sm" align="flex-start">
      <TextInput
        aria-label={t`Search by the record's name`}
        placeholder={t`Search a record`}
        leftSection={<Search size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          search(value);
        }}
        w={220}
      />
      <MultiSelect
        aria-label={t`States`}
        placeholder={filter.states.length === 0 ? t`All states` : ""}
        data={states}
        value={filter.states}
        onChange={(chosen) => onChange({ ...filter, states: chosen as EnrollmentStateName[] })}
        clearable
        clearButtonProps={{ "aria-label": t`All states` }}
        comboboxProps={{ keepMounted: false }}
        w={{ base: "100%", xs: 260 }}
      />
      <DatePickerInput
        type="range"
        placeholder={t`Any day`}
        allowSingleDateInRange
        value={[filter.from, filter.until]}
        onChange={([from, until]) => onChange({ ...filter, from, until })}
        clearable
        clearButtonProps={{ "aria-label": t`Any day` }}
        w={{ base: "100%", xs: 240 }}
      />
    </Group>
  );
}
