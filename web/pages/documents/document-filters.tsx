import { useLingui } from "@lingui/react/macro";
import { MultiSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { documentKinds, type DocumentStatus, documentStatuses } from "#domain/document/kind.ts";
import { documentKindName, documentStatusName } from "../../parts/document-words.ts";
import { ListFilterBar } from "../../parts/list-filter-bar.tsx";
import type { DocumentSearch } from "./document-filter.ts";

interface DocumentFiltersProps {
  filter: DocumentSearch;
  onChange: (filter: DocumentSearch) => void;
}

/** Narrows the documents by number, name, kind, status and date. */
export function DocumentFilters({ filter, onChange }: DocumentFiltersProps): ReactNode {
  const { t } = useLingui();
  return (
    <ListFilterBar
      filter={filter}
      chosen={filter.kinds}
      choices={documentKinds.map((kind) => ({ value: kind, label: documentKindName(kind) }))}
      words={{ search: t`Number, customer or record`, searchLabel: t`Search by number, customer or record`, choices: t`Kinds`, all: t`All kinds`, anyDay: t`Any date` }}
      onChange={({ chosen: kinds = filter.kinds, ...changes }) => onChange({ ...filter, ...changes, kinds })}
    >
      <MultiSelect
        aria-label={t`Statuses`}
        placeholder={filter.statuses.length === 0 ? t`Any status` : ""}
        data={documentStatuses.map((status) => ({ value: status, label: documentStatusName(status) }))}
        value={filter.statuses}
        onChange={(statuses) => onChange({ ...filter, statuses: statuses as DocumentStatus[] })}
        clearable
        clearButtonProps={{ "aria-label": t`Any status` }}
        comboboxProps={{ keepMounted: false }}
        w={{ base: "100%", xs: 180 }}
      />
    </ListFilterBar>
  );
}
