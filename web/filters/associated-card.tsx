import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Group, Select, Stack, Text } from "@mantine/core";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { objectTypePlural, objectTypeWords } from "../parts/states.ts";
import { FilterCard } from "./filter-card.tsx";
import { type AssociatedRow, blankRow, type PropertyRow } from "./filter-row.ts";
import classes from "./filters.module.css";
import { useAssociatedTypes, useProperties } from "./use-properties.ts";

interface AssociatedCardProps {
  row: AssociatedRow;
  /** The type of record that the filter is about. */
  of: string;
  openKey: string | null;
  onOpen: (key: string | null) => void;
  onChange: (row: AssociatedRow) => void;
  onRemove: () => void;
  isReadOnly: boolean;
}

/** A filter that looks at associated records: which of them, and what must hold for them. */
export function AssociatedCard({ row, of, openKey, onOpen, onChange, onRemove, isReadOnly }: AssociatedCardProps): ReactNode {
  const { t } = useLingui();
  const properties = useProperties(row.objectType);
  const type = objectTypeWords(row.objectType);
  const types = objectTypePlural(row.objectType);
  const change = (changed: PropertyRow): void => onChange({ ...row, rows: row.rows.map((one) => (one.key === changed.key ? changed : one)) });
  const remove = (key: string): void => (row.rows.length === 1 ? onRemove() : onChange({ ...row, rows: row.rows.filter((one) => one.key !== key) }));
  const quantifiers = [{ value: "any", label: t`Any of the` }, { value: "all", label: t`All of the` }, { value: "none", label: t`None of the` }];
  return (
    <div className={classes["associated"]} role="group" aria-label={t`Associated ${type}`}>
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <Select aria-label={t`How many of the associated records`} data={quantifiers} value={row.quantifier} onChange={(wanted) => onChange({ ...row, quantifier: wanted === "all" || wanted === "none" ? wanted : "any" })} allowDeselect={false} w={116} size="xs" disabled={isReadOnly} />
        <Text size="sm" flex={1} pb={3}>
          <Trans>associated {types}</Trans>
        </Text>
        {!isReadOnly && (
          <ActionIcon variant="subtle" color="gray" aria-label={t`Remove the filter on the associated ${type}`} onClick={onRemove}>
            <X size={15} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <LabelSelect row={row} of={of} onChange={(label) => onChange({ ...row, label })} isReadOnly={isReadOnly} />
      <Stack gap={6} mt={8}>
        {row.rows.map((one, index) => (
          <div key={one.key}>
            {index > 0 && <div className={classes["joined"]}>{t`and`}</div>}
            <FilterCard row={one} properties={properties} isOpen={openKey === one.key} onOpen={(isOpen) => onOpen(isOpen ? one.key : null)} onChange={change} onRemove={() => remove(one.key)} isReadOnly={isReadOnly} />
          </div>
        ))}
        {!isReadOnly && (
          <Group>
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<Plus size={13} aria-hidden />}
              onClick={() => {
                const added = blankRow();
                onChange({ ...row, rows: [...row.rows, added] });
                onOpen(added.key);
              }}
            >
              {t`Another filter on it`}
            </Button>
          </Group>
        )}
      </Stack>
    </div>
  );
}

interface LabelSelectProps {
  row: AssociatedRow;
  of: string;
  onChange: (label: string | null) => void;
  isReadOnly: boolean;
}

/** Under which label the records are associated. Not asked where the CRM has no labels. */
function LabelSelect({ row, of, onChange, isReadOnly }: LabelSelectProps): ReactNode {
  const { t } = useLingui();
  const { types, isTold } = useAssociatedTypes(of);
  const labels = types.find(({ objectType }) => objectType === row.objectType)?.labels ?? [];
  if (labels.length === 0 && row.label === null) return null;
  const chosen = row.label === null ? null : (labels.find((label) => isSameLabel(label, row.label ?? "")) ?? row.label);
  const isKnown = chosen === null || labels.includes(chosen);
  return (
    <Select
      label={t`Label of the association`}
      placeholder={t`Any label`}
      data={isKnown ? labels : [...labels, chosen]}
      value={chosen}
      onChange={onChange}
      searchable={labels.length > 8}
      clearable={!isReadOnly}
      readOnly={isReadOnly}
      nothingFoundMessage={t`No such label`}
      error={isTold && !isKnown ? t`No association has this label now, so no record meets this.` : undefined}
      size="xs"
      mt={8}
    />
  );
}

/** Capital letters do not matter, as in the filters themselves. */
function isSameLabel(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
