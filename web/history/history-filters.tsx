import { i18n } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { ListFilterBar } from "../parts/list-filter-bar.tsx";
import { enrollmentStates, type EnrollmentStateName } from "../parts/states.ts";
import type { HistoryFilter } from "./history-filter.ts";

interface HistoryFiltersProps {
  filter: HistoryFilter;
  onChange: (filter: HistoryFilter) => void;
  /** More to narrow by, before the rest. */
  children?: ReactNode;
}

/** Narrows a history by record, state and days. */
export function HistoryFilters({ filter, onChange, children }: HistoryFiltersProps): ReactNode {
  const { t } = useLingui();
  const states = Object.entries(enrollmentStates).map(([value, { label }]) => ({ value: value as EnrollmentStateName, label: i18n._(label) }));
  return (
    <ListFilterBar
      filter={filter}
      chosen={filter.states}
      choices={states}
      words={{ search: t`Search a record`, searchLabel: t`Search by the record's name`, choices: t`States`, all: t`All states`, anyDay: t`Any day` }}
      onChange={({ chosen: chosenStates = filter.states, ...changes }) => onChange({ ...filter, ...changes, states: chosenStates })}
    >
      {children}
    </ListFilterBar>
  );
}
