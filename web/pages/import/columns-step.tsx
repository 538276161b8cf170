import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Card, Group, Select, Stack, Text } from "@mantine/core";
import { type ReactNode, useMemo, useState } from "react";
import { guessFormats } from "#domain/own-records/csv-dialect.ts";
import { labelInDutch } from "#domain/own-records/dutch-labels.ts";
import type { OwnField } from "#domain/own-records/fields.ts";
import type { CellFormats } from "#domain/own-records/import-cells.ts";
import { type ColumnTarget, columnTargets, targetName } from "#domain/own-records/import-columns.ts";
import { idColumn, type ImportPlan } from "#domain/own-records/import-rows.ts";
import type { ObjectType } from "#domain/record.ts";
import type { CsvFile } from "../../csv/csv-file.ts";
import { shownLanguage } from "../../language/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { columnsFor, rememberColumns, rememberedColumns, withColumn } from "./remembered-columns.ts";

interface ColumnsStepProps {
  csv: CsvFile;
  objectType: ObjectType;
  workspaceId: string;
  custom: readonly OwnField[];
  onBack: () => void;
  onChosen: (plan: ImportPlan) => void;
}

interface ColumnRow {
  id: string;
  index: number;
  header: string;
  example: string;
}

/** Where each column goes: guessed, or as it was the last time, and changed here. */
export function ColumnsStep({ csv, objectType, workspaceId, custom, onBack, onChosen }: ColumnsStepProps): ReactNode {
  const { t } = useLingui();
  const targets = useMemo(() => columnTargets(objectType, custom), [objectType, custom]);
  const [before] = useState(() => rememberedColumns(workspaceId, objectType));
  const [columns, setColumns] = useState(() => columnsFor(csv.headers, targets, before));
  const [formats, setFormats] = useState<CellFormats>(() => before?.formats ?? guessFormats(columns, csv.sample));
  const plan: ImportPlan = { objectType, headers: csv.headers, columns, formats };
  const hasId = idColumn(plan) !== -1;
  const options = useTargetOptions(targets, custom);
  const rows = csv.headers.map((header, index): ColumnRow => ({ id: String(index), index, header: header || t`Column ${index + 1}`, example: examplesOf(csv, index) }));
  const shown: Column<ColumnRow>[] = [
    { header: t`Column in the file`, cell: (row) => row.header },
    { header: t`For example`, cell: (row) => <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>{row.example || t`(empty)`}</Text> },
    {
      header: t`Goes to`,
      cell: ({ index, header }) => (
        <Select
          aria-label={t`${header} goes to`}
          placeholder={t`Left out`}
          data={options}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t`Leave ${header} out` }}
          nothingFoundMessage={t`Nothing of that name`}
          value={columns[index] ? targetName(columns[index]) : null}
          onChange={(name) => setColumns(withColumn(columns, index, targets.find((one) => targetName(one) === name) ?? null))}
          miw={220}
        />
      ),
    },
  ];
  const leftOut = columns.filter((one) => one === null).length;
  const choose = (): void => {
    rememberColumns(workspaceId, objectType, plan);
    onChosen(plan);
  };
  return (
    <Stack gap="md">
      <RowTable label={t`Columns`} columns={shown} rows={rows} />
      {leftOut > 0 && (
        <Text size="sm" c="dimmed">
          <Plural value={leftOut} one="# column is left out." other="# columns are left out." />
        </Text>
      )}
      <Card>
        <Group gap="md" align="flex-start">
          <Select
            label={t`Numbers are written`}
            data={[{ value: ".", label: "1,250.50" }, { value: ",", label: "1.250,50" }]}
            value={formats.decimalSign}
            allowDeselect={false}
            onChange={(sign) => sign !== null && setFormats({ ...formats, decimalSign: sign })}
          />
          <Select
            label={t`Days are written`}
            data={[{ value: "ymd", label: t`2026-11-30 (year first)` }, { value: "dmy", label: t`30-11-2026 (day first)` }, { value: "mdy", label: t`11/30/2026 (month first)` }]}
            value={formats.dateOrder}
            allowDeselect={false}
            onChange={(order) => order !== null && setFormats({ ...formats, dateOrder: order })}
            w={230}
          />
        </Group>
      </Card>
      {!hasId && <Notice tone="warning" title={t`No column is the record's id.`}>{t`Choose "Id of the record" for the column whose values tell the records apart, such as an order number.`}</Notice>}
      <Group justify="space-between">
        <Button variant="default" onClick={onBack}>
          <Trans>Back</Trans>
        </Button>
        <ReasonedButton whyNot={hasId ? null : t`Choose the column that is the record's id first.`} onClick={choose}>
          <Trans>Next: check</Trans>
        </ReasonedButton>
      </Group>
    </Stack>
  );
}

/** The first values that differ, as many as fit. */
function examplesOf({ sample }: CsvFile, index: number): string {
  const values = new Set(sample.map((cells) => (cells[index] ?? "").trim()).filter((cell) => cell !== ""));
  return [...values].slice(0, 3).map((cell) => (cell.length > 40 ? `${cell.slice(0, 40)}…` : cell)).join(" · ");
}

function useTargetOptions(targets: readonly ColumnTarget[], custom: readonly OwnField[]): { group: string; items: { value: string; label: string }[] }[] {
  const { t } = useLingui();
  const labelOf = (target: ColumnTarget): string => {
    if (target.of === "id") return t`Id of the record`;
    const label = labelOfField(target.field, custom);
    return target.of === "record" ? label : target.of === "contact" ? t`Contact: ${label}` : t`Line item: ${label}`;
  };
  const groups = { record: t`The record`, contact: t`Its contact`, "line-item": t`Its line items` };
  return Object.entries(groups).flatMap(([of, group]) => {
    const items = targets.filter((target) => (target.of === "id" ? "record" : target.of) === of).map((target) => ({ value: targetName(target), label: labelOf(target) }));
    return items.length === 0 ? [] : [{ group, items }];
  });
}

/** A field of ours in the language that is shown; one that people defined as they called it. */
function labelOfField(field: OwnField, custom: readonly OwnField[]): string {
  return shownLanguage() === "en" || custom.includes(field) ? field.label : (labelInDutch(field.label) ?? field.label);
}
