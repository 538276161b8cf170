import "dayjs/locale/nl";
import { useLingui } from "@lingui/react/macro";
import { Group, MultiSelect, TextInput } from "@mantine/core";
import { type CalendarAriaLabels, DatePickerInput } from "@mantine/dates";
import { useDebouncedCallback } from "@mantine/hooks";
import { Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import { shownLanguage } from "../language/language.ts";
import type { SearchAndPeriod } from "./list-filter.ts";

const typingPauseMs = 250;

interface ListFilterBarProps<Choice extends string> {
  filter: SearchAndPeriod;
  chosen: readonly Choice[];
  choices: readonly { value: Choice; label: string }[];
  words: { search: string; searchLabel: string; choices: string; all: string; anyDay: string };
  onChange: (changes: Partial<SearchAndPeriod> & { chosen?: Choice[] }) => void;
  /** More to narrow by, after the search. */
  children?: ReactNode;
}

/** Narrows a list by a search, a choice of several, and a period; it says what changed. */
export function ListFilterBar<Choice extends string>({ filter, chosen, choices, words, onChange, children }: ListFilterBarProps<Choice>): ReactNode {
  const calendarWords = useCalendarWords();
  const [typed, setTyped] = useState(filter.search);
  const search = useDebouncedCallback((text: string) => onChange({ search: text }), typingPauseMs);
  return (
    <Group gap="sm" align="flex-start">
      <TextInput
        aria-label={words.searchLabel}
        placeholder={words.search}
        leftSection={<Search size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          search(value);
        }}
        w={{ base: "100%", xs: 270 }}
      />
      {children}
      <MultiSelect
        aria-label={words.choices}
        placeholder={chosen.length === 0 ? words.all : ""}
        data={[...choices]}
        value={[...chosen]}
        onChange={(values) => onChange({ chosen: choices.map(({ value }) => value).filter((value) => values.includes(value)) })}
        clearable
        clearButtonProps={{ "aria-label": words.all }}
        comboboxProps={{ keepMounted: false }}
        w={{ base: "100%", xs: 200 }}
      />
      <DatePickerInput
        type="range"
        placeholder={words.anyDay}
        allowSingleDateInRange
        locale={shownLanguage()}
        valueFormat={shownLanguage() === "nl" ? "D MMM YYYY" : "MMM D, YYYY"}
        ariaLabels={calendarWords}
        value={[filter.from, filter.until]}
        onChange={([from, until]) => onChange({ from, until })}
        clearable
        clearButtonProps={{ "aria-label": words.anyDay }}
        w={{ base: "100%", xs: 220 }}
      />
    </Group>
  );
}

function useCalendarWords(): CalendarAriaLabels {
  const { t } = useLingui();
  return {
    previousMonth: t`Previous month`, nextMonth: t`Next month`, monthLevelControl: t`Choose a month`,
    previousYear: t`Previous year`, nextYear: t`Next year`, yearLevelControl: t`Choose a year`,
    previousDecade: t`Previous ten years`, nextDecade: t`Next ten years`,
  };
}
