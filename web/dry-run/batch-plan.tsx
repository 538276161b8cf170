import { Anchor, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { BatchPlanReply, BatchReason, BatchRow } from "#api/batch-plan.ts";
import { documentWords } from "#domain/document/kind.ts";
import { Amount } from "../parts/amount.tsx";
import { countedText, countText } from "../parts/amounts.ts";
import { Badge } from "../parts/badge.tsx";
import { type Fact, Facts } from "../parts/facts.tsx";
import { FailurePanel } from "../parts/failure-panel.tsx";
import { Moment } from "../parts/moment.tsx";
import { Notice } from "../parts/notice.tsx";
import { type Column, RowTable } from "../parts/row-table.tsx";
import classes from "./batch-plan.module.css";

interface BatchPlanShownProps {
  planned: BatchPlanReply;
  /** Shows one of the records whole; absent = there is no room for it. */
  onChoose?: (recordId: string) => void;
}

/** The sums first, then what people have to fix, then record by record. */
export function BatchPlanShown({ planned, onChoose }: BatchPlanShownProps): ReactNode {
  const { rows, missing, failures, warnings } = planned;
  return (
    <>
      {missing.length > 0 && (
        <Notice tone="warning" title={`${countedText(missing.length, "id")} ${missing.length === 1 ? "is" : "are"} not in HubSpot`}>
          {missing.join(", ")}
        </Notice>
      )}
      {rows.length > 0 && <Facts facts={sumsOf(planned)} />}
      <Reasons title="Why some would stop" reasons={failures} rows={rows} />
      <Reasons title="What to look at" reasons={warnings} rows={rows} isWarning />
      {rows.length > 0 && <RowTable label="Planned records" columns={columnsOf(onChoose)} rows={rows.map((row) => ({ ...row, id: row.recordId }))} />}
      <Text size="sm" c="dimmed">
        {planned.mirrorReadAt === null ? "QuickBooks' data was not read yet: plans may say that customers or products are missing." : <ReadAt at={planned.mirrorReadAt} />}
      </Text>
    </>
  );
}

function ReadAt({ at }: { at: string }): ReactNode {
  return (
    <>
      Planned on QuickBooks' data as read <Moment at={at} />.
    </>
  );
}

function sumsOf({ wouldCreate, wouldFail, totals, newCustomers, newProducts }: BatchPlanReply): Fact[] {
  return [
    { label: "Would go through", value: countText(wouldCreate) },
    { label: "Would stop", value: countText(wouldFail) },
    ...totals.map(({ kind, count, total, withoutTax }) => ({
      label: `${documentWords[kind].title}s, ${total.currency}`,
      value: (
        <>
          {countText(count)}, together <strong><Amount money={total} /></strong>
          {withoutTax > 0 && ` before the tax that QuickBooks adds to ${countText(withoutTax)}`}
        </>
      ),
    })),
    ...(newCustomers.length > 0 ? [{ label: "New customers", value: namesIn(newCustomers) }] : []),
    ...(newProducts.length > 0 ? [{ label: "New products", value: namesIn(newProducts) }] : []),
  ];
}

const namesShown = 8;

function namesIn(names: readonly string[]): string {
  const more = names.length > namesShown ? ` and ${countText(names.length - namesShown)} more` : "";
  return `${countText(names.length)}: ${names.slice(0, namesShown).join(", ")}${more}`;
}

interface ReasonsProps {
  title: string;
  reasons: readonly BatchReason[];
  rows: readonly BatchRow[];
  isWarning?: boolean;
}

function Reasons({ title, reasons, rows, isWarning = false }: ReasonsProps): ReactNode {
  if (reasons.length === 0) return null;
  const names = new Map(rows.map(({ recordId, recordName }) => [recordId, recordName]));
  return (
    <Stack gap="sm">
      <Title order={3}>{title}</Title>
      {reasons.map(({ cause, failure, recordIds }) => (
        <div key={cause} className={classes["reason"]}>
          <div className={classes["count"]}>
            <strong>{countedText(recordIds.length, "record")}</strong>
            <span>{namesIn(recordIds.map((id) => names.get(id) ?? id)).replace(/^[\d,]+: /, "")}</span>
          </div>
          <FailurePanel failure={failure} isWarning={isWarning} />
        </div>
      ))}
    </Stack>
  );
}

type Row = BatchRow & { id: string };

function columnsOf(onChoose: ((recordId: string) => void) | undefined): Column<Row>[] {
  return [
    {
      header: "Record",
      cell: ({ recordId, recordName, enrolledBefore, meetsTriggers }) => (
        <div>
          {onChoose === undefined ? (
            recordName
          ) : (
            <Anchor component="button" type="button" size="sm" ta="start" onClick={() => onChoose(recordId)}>
              {recordName}
            </Anchor>
          )}
          {enrolledBefore > 0 && <div className={classes["quiet"]}>went through before</div>}
          {!meetsTriggers && <div className={classes["quiet"]}>does not meet the triggers</div>}
        </div>
      ),
    },
    { header: "Outcome", cell: outcomeCell },
    { header: "For", cell: ({ documents: [first] }) => (first === undefined ? null : `${first.partyName ?? "Nobody"}${first.isNewParty ? " (new)" : ""}`) },
    {
      header: "Total",
      align: "end",
      cell: ({ documents }) =>
        documents.map(({ kind, total, isTotalKnown }) => (
          <div key={kind}>
            <Amount money={total} />
            {!isTotalKnown && <span className={classes["quiet"]}> + tax</span>}
          </div>
        )),
    },
  ];
}

function outcomeCell({ documents, failures, warnings }: Row): ReactNode {
  if (failures.length > 0) {
    return (
      <div>
        <Badge tone="danger">Stops</Badge>
        {failures.map((failure) => (
          <div key={failure} className={classes["quiet"]}>
            {failure}
          </div>
        ))}
      </div>
    );
  }
  return (
    <div>
      <Badge tone={warnings.length > 0 ? "warning" : "success"}>{documents.map(({ kind }) => documentWords[kind].title).join(" and ")}</Badge>
      {warnings.map((warning) => (
        <div key={warning} className={classes["quiet"]}>
          {warning}
        </div>
      ))}
    </div>
  );
}
