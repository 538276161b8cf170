import { useLingui } from "@lingui/react/macro";
import { Button, Group, Menu, Stack } from "@mantine/core";
import { Link2, Plus, Trash2 } from "lucide-react";
import { Fragment, type ReactNode, useState } from "react";
import type { Filter, FilterGroup } from "#domain/trigger.ts";
import { sentence } from "../parts/problems.ts";
import { objectTypeWords } from "../parts/states.ts";
import { AssociatedCard } from "./associated-card.tsx";
import { FilterCard } from "./filter-card.tsx";
import { blankAssociated, blankRow, type FilterRow, type GroupRows, groupsOf, newKey, rowsOf } from "./filter-row.ts";
import classes from "./filters.module.css";
import { useAssociatedTypes, useProperties } from "./use-properties.ts";

interface FilterGroupsProps {
  groups: readonly FilterGroup[];
  objectType: string;
  /** What a new group begins with; null = it is on its way. */
  newGroup?: readonly Filter[] | null;
  onChange: (groups: FilterGroup[]) => void;
  isReadOnly?: boolean;
}

/** Groups of filters: all of a group must hold, any one group suffices. What is not complete yet is kept here only. */
export function FilterGroups({ groups: given, objectType, newGroup = [], onChange, isReadOnly = false }: FilterGroupsProps): ReactNode {
  const { t } = useLingui();
  const [groups, setGroups] = useState(() => rowsOf(given));
  const [openKey, setOpenKey] = useState<string | null>(null);
  const properties = useProperties(objectType);
  const { types } = useAssociatedTypes(objectType);
  const change = (changed: GroupRows[]): void => {
    setGroups(changed);
    onChange(groupsOf(changed));
  };
  const changeRows = (group: GroupRows, rows: FilterRow[]): void => change(groups.map((one) => (one.key === group.key ? { ...one, rows } : one)));
  const addGroup = (): void => {
    const blank = blankRow();
    change([...groups, { key: newKey(), rows: [...rowsOf([{ filters: [...(newGroup ?? [])] }]).flatMap(({ rows }) => rows), blank] }]);
    setOpenKey(blank.key);
  };
  const add = (group: GroupRows, row: FilterRow): void => {
    changeRows(group, [...group.rows, row]);
    setOpenKey(row.kind === "property" ? row.key : (row.rows[0]?.key ?? null));
  };
  return (
    <Stack gap={6}>
      {groups.map((group, index) => (
        <Fragment key={group.key}>
          {index > 0 && <div className={classes["or"]}>{t`or`}</div>}
          <section className={classes["group"]} aria-label={t`Group ${index + 1}`}>
            <Group justify="space-between" mb={6}>
              <span className={classes["name"]}>{t`Group ${index + 1}`}</span>
              {!isReadOnly && (
                <Button size="compact-xs" variant="subtle" color="gray" leftSection={<Trash2 size={13} aria-hidden />} onClick={() => change(groups.filter((one) => one.key !== group.key))} aria-label={t`Remove group ${index + 1}`}>
                  {t`Remove`}
                </Button>
              )}
            </Group>
            {group.rows.map((row, at) => (
              <Fragment key={row.key}>
                {at > 0 && <div className={classes["joined"]}>{t`and`}</div>}
                {row.kind === "property" ? (
                  <FilterCard
                    row={row}
                    properties={properties}
                    isOpen={openKey === row.key}
                    onOpen={(isOpen) => setOpenKey(isOpen ? row.key : null)}
                    onChange={(changed) => changeRows(group, group.rows.map((one) => (one.key === changed.key ? changed : one)))}
                    onRemove={() => changeRows(group, group.rows.filter((one) => one.key !== row.key))}
                    isReadOnly={isReadOnly}
                  />
                ) : (
                  <AssociatedCard
                    row={row}
                    of={objectType}
                    openKey={openKey}
                    onOpen={setOpenKey}
                    onChange={(changed) => changeRows(group, group.rows.map((one) => (one.key === changed.key ? changed : one)))}
                    onRemove={() => changeRows(group, group.rows.filter((one) => one.key !== row.key))}
                    isReadOnly={isReadOnly}
                  />
                )}
              </Fragment>
            ))}
            {!isReadOnly && (
              <Group gap={4} mt={8}>
                <Button size="compact-sm" variant="subtle" leftSection={<Plus size={14} aria-hidden />} onClick={() => add(group, blankRow())}>
                  {t`Add filter`}
                </Button>
                <Menu position="bottom-start">
                  <Menu.Target>
                    <Button size="compact-sm" variant="subtle" leftSection={<Link2 size={14} aria-hidden />}>
                      {t`Associated record`}
                    </Button>
                  </Menu.Target>
                  <Menu.Dropdown>
                    {types.map((type) => (
                      <Menu.Item key={type.objectType} onClick={() => add(group, blankAssociated(type.objectType))}>
                        {sentence(objectTypeWords(type.objectType))}
                      </Menu.Item>
                    ))}
                  </Menu.Dropdown>
                </Menu>
              </Group>
            )}
          </section>
        </Fragment>
      ))}
      {!isReadOnly && (
        <Group>
          <Button size="xs" variant="default" leftSection={<Plus size={14} aria-hidden />} loading={newGroup === null} onClick={addGroup}>
            {groups.length === 0 ? t`Add filters` : t`Add another group (or)`}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
