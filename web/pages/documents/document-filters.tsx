import { useLingui } from "@lingui/react/macro";
import { Group, MultiSelect, TextInput } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import { useDebouncedCallback } from "@mantine/hooks";
import { Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import { type DocumentKind, documentKinds } from "#domain/document/kind.ts";
import { documentKindName } from "../../parts/document-words.ts";
import type { DocumentSearch } from "./document-filter.ts";

const typingPauseMs = 250;

interface DocumentFiltersProps {
  filter: DocumentSearch;
  onChange: (filter: DocumentSearch) => void;
}

/** Narrows the documents by number, name, kind and date. */
export function DocumentFilters({ filter, onChange }: DocumentFiltersProps): ReactNode {
  const { t } = useLingui();
  const [typed, setTyped] = useState(filter.search);
  const search = useDebouncedCallback((text: string) => onChange({ ...filter, search: text }), typingPauseMs);
  return (
    <Group gap="sm" align="flex-start">
      <TextInput
        aria-label={t`Search by number, customer or record`}
        placeholder={t`Number, customer or record`}
        leftSection={<Search size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          search(value);
        }}
        w={{ base: "100%", xs: 260 }}
      />
      <MultiSelect
        aria-label={t`Kinds`}
        placeholder={filter.kinds.length === 0 ? t`All kinds` : ""}
        data={documentKinds.map((kind) => ({ value: kind, label: documentKindName(kind) }))}
        value={filter.kinds}
        onChange={(kinds) => onChange({ ...filter, kinds: kinds as DocumentKind[] })}
        clearable
        clearButtonProps={{ "aria-label": t`All kinds` }}
        comboboxProps={{ keepMounted: false }}
        w={{ base: "100%", xs: 260 }}
      />
      <DatePickerInput
        type="range"
        placeholder={t`Any date`}
        allowSingleDateInRange
        value={[filter.from, filter.until]}
        onChange={([from, until]) => onChange({ ...filter, from, until })}
        clearable
        clearButtonProps={{ "aria-label": t`Any date` }}
        w={{ base: "100%", xs: 240 }}
      />
    </Group>
  );
}
