import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { documentKinds } from "#domain/document/kind.ts";
import { documentKindName } from "../../parts/document-words.ts";
import { ListFilterBar } from "../../parts/list-filter-bar.tsx";
import type { DocumentSearch } from "./document-filter.ts";

interface DocumentFiltersProps {
  filter: DocumentSearch;
  onChange: (filter: DocumentSearch) => void;
}

/** Narrows the documents by number, name, kind and date. */
export function DocumentFilters({ filter, onChange }: DocumentFiltersProps): ReactNode {
  const { t } = useLingui();
  return (
    <ListFilterBar
      filter={filter}
      chosen={filter.kinds}
      choices={documentKinds.map((kind) => ({ value: kind, label: documentKindName(kind) }))}
      words={{ search: t`Number, customer or record`, searchLabel: t`Search by number, customer or record`, choices: t`Kinds`, all: t`All kinds`, anyDay: t`Any date` }}
      onChange={({ chosen: kinds = filter.kinds, ...changes }) => onChange({ ...filter, ...changes, kinds })}
    />
  );
}
