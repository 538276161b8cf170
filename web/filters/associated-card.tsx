import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { objectTypeWords } from "../parts/states.ts";
import { FilterCard } from "./filter-card.tsx";
import { type AssociatedRow, blankRow, type PropertyRow } from "./filter-row.ts";
import classes from "./filters.module.css";
import { useProperties } from "./use-properties.ts";

interface AssociatedCardProps {
  row: AssociatedRow;
  openKey: string | null;
  onOpen: (key: string | null) => void;
  onChange: (row: AssociatedRow) => void;
  onRemove: () => void;
  isReadOnly: boolean;
}

/** A filter that looks at associated records: which of them, and what must hold for them. */
export function AssociatedCard({ row, openKey, onOpen, onChange, onRemove, isReadOnly }: AssociatedCardProps): ReactNode {
  const { t } = useLingui();
  const properties = useProperties(row.objectType);
  const type = objectTypeWords(row.objectType);
  const change = (changed: PropertyRow): void => onChange({ ...row, rows: row.rows.map((one) => (one.key === changed.key ? changed : one)) });
  const remove = (key: string): void => (row.rows.length === 1 ? onRemove() : onChange({ ...row, rows: row.rows.filter((one) => one.key !== key) }));
  const quantifiers = [{ value: "any", label: t`Any` }, { value: "all", label: t`All` }, { value: "none", label: t`None` }];
  return (
    <div className={classes["associated"]} role="group" aria-label={t`Associated ${type}`}>
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <Select aria-label={t`How many of the associated records`} data={quantifiers} value={row.quantifier} onChange={(wanted) => onChange({ ...row, quantifier: wanted === "all" || wanted === "none" ? wanted : "any" })} allowDeselect={false} w={86} size="xs" disabled={isReadOnly} />
        <Text size="sm" flex={1} pb={3}>
          <Trans>associated {type}</Trans>
        </Text>
        {!isReadOnly && (
          <ActionIcon variant="subtle" color="gray" aria-label={t`Remove the filter on the associated ${type}`} onClick={onRemove}>
            <X size={15} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <TextInput label={t`Label of the association`} placeholder={t`Any`} value={row.label ?? ""} onChange={(event) => onChange({ ...row, label: event.currentTarget.value === "" ? null : event.currentTarget.value })} size="xs" mt={8} readOnly={isReadOnly} />
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
              {t`And another of the same ${type}`}
            </Button>
          </Group>
        )}
      </Stack>
    </div>
  );
}
