import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import type { PropertyDefinition } from "#domain/record.ts";
import { DetailedOption } from "../parts/detailed-option.tsx";

interface PropertySelectProps {
  label: string;
  properties: readonly PropertyDefinition[];
  value: string;
  onChange: (property: PropertyDefinition) => void;
  autoFocus?: boolean;
}

/** More would be slow to draw, and typing is faster than scrolling. */
const shownAtMost = 80;

/** Picks a property by its label or its internal name. */
export function PropertySelect({ label, properties, value, onChange, autoFocus = false }: PropertySelectProps): ReactNode {
  const { t } = useLingui();
  const byName = useMemo(() => new Map(properties.map((property) => [property.name, property])), [properties]);
  const data = useMemo(
    () => [...properties.map(({ name, label: words }) => ({ value: name, label: words })), ...(value === "" || byName.has(value) ? [] : [{ value, label: t`${value} (no longer available)` }])],
    [properties, byName, value, t],
  );
  return (
    <Select
      label={label}
      data={data}
      value={value === "" ? null : value}
      onChange={(name) => {
        const property = name === null ? undefined : byName.get(name);
        if (property !== undefined) onChange(property);
      }}
      searchable
      limit={shownAtMost}
      placeholder={t`Search properties`}
      nothingFoundMessage={t`No such property`}
      filter={({ options, search, limit }) => {
        const wanted = search.trim().toLowerCase();
        const fits = (one: (typeof options)[number]): boolean => "value" in one && (one.label.toLowerCase().includes(wanted) || one.value.toLowerCase().includes(wanted));
        return options.filter(fits).slice(0, limit);
      }}
      renderOption={({ option }) => <DetailedOption label={option.label} detail={option.value} />}
      allowDeselect={false}
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus}
      maxDropdownHeight={280}
      size="sm"
    />
  );
}
