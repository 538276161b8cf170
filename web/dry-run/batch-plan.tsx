import { plural, t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import { Anchor, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { BatchPlanReply, BatchReason, BatchRow } from "#api/batch-plan.ts";
import { Amount } from "../parts/amount.tsx";
import { countText } from "../parts/amounts.ts";
import { Badge } from "../parts/badge.tsx";
import { documentKindName, documentKindNames, documentName } from "../parts/document-words.ts";
import { type Fact, Facts } from "../parts/facts.tsx";
import { FailurePanel } from "../parts/failure-panel.tsx";
import { PageLink } from "../parts/links.tsx";
import { CalendarDate, Moment } from "../parts/moment.tsx";
import { Notice } from "../parts/notice.tsx";
import { type Column, RowTable } from "../parts/row-table.tsx";
import type { ChosenRecord } from "./record-select.tsx";
import classes from "./batch-plan.module.css";

interface BatchPlanShownProps {
  planned: BatchPlanReply;
  /** Shows one of the records whole; absent = there is no room for it. */
  onChoose?: (record: ChosenRecord) => void;
}

/** The sums first, then what people have to fix, then record by record. */
export function BatchPlanShown({ planned, onChoose }: BatchPlanShownProps): ReactNode {
  const { rows, missing, failures, warnings } = planned;
  return (
    <>
      {missing.length > 0 && (
        <Notice tone="warning" title={plural(missing.length, { one: "# id is not in HubSpot", other: "# ids are not in HubSpot" })}>
          {missing.join(", ")}
        </Notice>
      )}
      {rows.length > 0 && <Facts facts={sumsOf(planned)} />}
      <Reasons title={t`Why some would stop`} reasons={failures} rows={rows} />
      <Reasons title={t`What to look at`} reasons={warnings} rows={rows} isWarning />
      {rows.length > 0 && <RowTable label={t`Planned records`} columns={columnsOf(onChoose)} rows={rows.map((row) => ({ ...row, id: row.recordId }))} />}
      <Text size="sm" c="dimmed">
        {planned.mirrorReadAt === null ? <Trans>QuickBooks' data was not read yet: plans may say that customers or products are missing.</Trans> : <ReadAt at={planned.mirrorReadAt} />}
      </Text>
    </>
  );
}

function ReadAt({ at }: { at: string }): ReactNode {
  return (
    <Trans>
      Planned on QuickBooks' data as read <Moment at={at} />.
    </Trans>
  );
}

function sumsOf({ wouldCreate, wouldNotBillAgain, wouldFail, totals, newCustomers, newProducts }: BatchPlanReply): Fact[] {
  return [
    { label: t`Would go through`, value: countText(wouldCreate) },
    ...(wouldNotBillAgain > 0 ? [{ label: t`Would not be billed again`, value: countText(wouldNotBillAgain) }] : []),
    { label: t`Would stop`, value: countText(wouldFail) },
    ...totals.map(({ kind, count, total, withoutTax }) => ({
      label: `${documentKindNames(kind)}, ${total.currency}`,
      value: (
        <>
          <Trans>{countText(count)}, together <strong><Amount money={total} /></strong></Trans>
          {withoutTax > 0 && <> <Trans>before the tax that QuickBooks adds to {countText(withoutTax)}</Trans></>}
        </>
      ),
    })),
    ...(newCustomers.length > 0 ? [{ label: t`New customers`, value: namesIn(newCustomers) }] : []),
    ...(newProducts.length > 0 ? [{ label: t`New products`, value: namesIn(newProducts) }] : []),
  ];
}

const namesShown = 8;

function namesIn(names: readonly string[]): string {
  const more = names.length > namesShown ? t` and ${countText(names.length - namesShown)} more` : "";
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
            <strong>
              <Plural value={recordIds.length} one="# record" other="# records" />
            </strong>
            <span>{namesIn(recordIds.map((id) => names.get(id) ?? id)).replace(/^[\d.,]+: /, "")}</span>
          </div>
          <FailurePanel failure={failure} isWarning={isWarning} />
        </div>
      ))}
    </Stack>
  );
}

type Row = BatchRow & { id: string };

function columnsOf(onChoose: ((record: ChosenRecord) => void) | undefined): Column<Row>[] {
  return [
    {
      header: t`Record`,
      cell: ({ recordId, recordName, enrolledBefore, meetsTriggers }) => (
        <div>
          {onChoose === undefined ? (
            recordName
          ) : (
            <Anchor component="button" type="button" size="sm" ta="start" onClick={() => onChoose({ id: recordId, name: recordName })}>
              {recordName}
            </Anchor>
          )}
          {enrolledBefore > 0 && <div className={classes["quiet"]}><Trans>went through before</Trans></div>}
          {!meetsTriggers && <div className={classes["quiet"]}><Trans>does not meet the triggers</Trans></div>}
        </div>
      ),
    },
    { header: t`Outcome`, cell: outcomeCell },
    { header: t`For`, cell: ({ documents: [first] }) => (first === undefined ? null : partyText(first.partyName ?? t`Nobody`, first.isNewParty)) },
    {
      header: t`Total`,
      align: "end",
      cell: ({ documents }) =>
        documents.map(({ kind, total, isTotalKnown }) => (
          <div key={kind}>
            <Amount money={total} />
            {!isTotalKnown && <span className={classes["quiet"]}> <Trans>+ tax</Trans></span>}
          </div>
        )),
    },
  ];
}

function partyText(name: string, isNew: boolean): string {
  return isNew ? t`${name} (new)` : name;
}

function outcomeCell({ documents, billedBefore, failures, warnings }: Row): ReactNode {
  if (failures.length > 0) {
    return (
      <div>
        <Badge tone="danger">
          <Trans>Stops</Trans>
        </Badge>
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
      {documents.length > 0 && <Badge tone={warnings.length > 0 ? "warning" : "success"}>{documents.map(({ kind }) => documentKindName(kind)).join(t` and `)}</Badge>}
      {documents.length === 0 && <Badge tone="neutral">{billedBefore.length > 0 ? <Trans>Not billed again</Trans> : <Trans>No document</Trans>}</Badge>}
      {billedBefore.map(({ id, kind, number, transactionDate }) => (
        <div key={id} className={classes["quiet"]}>
          <Trans>
            <PageLink to="/documents/$id" params={{ id }} underline="always">{documentName(kind, number)}</PageLink> of <CalendarDate date={transactionDate} /> is still there
          </Trans>
        </div>
      ))}
      {warnings.map((warning) => (
        <div key={warning} className={classes["quiet"]}>
          {warning}
        </div>
      ))}
    </div>
  );
}
