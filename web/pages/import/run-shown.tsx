import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Progress, Stack, Text, Title } from "@mantine/core";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import type { RowProblem } from "#domain/own-records/import-rows.ts";
import { UnreadableCsv } from "../../csv/csv-file.ts";
import { countText } from "../../parts/amounts.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Notice } from "../../parts/notice.tsx";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import type { ImportProgress } from "./use-import-run.ts";
import { problemInDutch } from "#domain/own-records/problem-words.ts";
import { shownLanguage } from "../../language/language.ts";

/** How far a run is, what it came to, and every row that was refused. */
export function RunShown({ progress, title, fileName }: { progress: ImportProgress; title: string; fileName: string }): ReactNode {
  const { t } = useLingui();
  const { counts, percent, isOver, error } = progress;
  return (
    <Stack gap="md">
      <div>
        <Title order={2} mb="xs">
          {title}
        </Title>
        {!isOver && <Progress value={percent} aria-label={title} mb="sm" />}
        <div aria-live="polite" aria-busy={!isOver}>
          <Facts
            facts={[
              { label: t`Rows read`, value: countText(counts.rows) },
              { label: t`New`, value: countText(counts.created) },
              { label: t`Changed`, value: countText(counts.changed) },
              { label: t`The same`, value: countText(counts.same) },
              { label: t`Refused`, value: countText(counts.refused) },
            ]}
          />
        </div>
      </div>
      {error instanceof UnreadableCsv ? (
        <Notice tone="danger" title={t`Row ${error.row} cannot be read: its quotation marks do not match.`}>{t`Save the file as CSV again, then choose it anew.`}</Notice>
      ) : (
        <CallProblem error={error} />
      )}
      {counts.refused > 0 && <Refused progress={progress} fileName={fileName} />}
    </Stack>
  );
}

function Refused({ progress: { counts, problems, refusedRows, isOver }, fileName }: { progress: ImportProgress; fileName: string }): ReactNode {
  const { t } = useLingui();
  const name = fileName.replace(/\.[^.]*$/, "");
  const columns: Column<RowProblem & { id: string }>[] = [
    { header: t`Row`, cell: ({ row }) => <Trans>Row {row}</Trans> },
    { header: t`Column`, cell: ({ column }) => column },
    { header: t`Problem`, cell: ({ problem }) => inReadersWords(problem) },
    { header: t`What to do`, cell: ({ fix }) => inReadersWords(fix) },
  ];
  return (
    <Stack gap="sm">
      <Notice tone="warning" title={t`Some records are refused; the others are not held up by them.`}>
        <Text size="sm" mb="sm">
          <Trans>Mend these rows in the file below, or in your own, and import it: what went in already stays as it is.</Trans>
        </Text>
        {isOver && (
          <Button size="xs" variant="default" leftSection={<Download size={14} aria-hidden />} onClick={() => download(refusedRows(), t`${name}-refused.csv`)}>
            <Trans>Download the refused rows</Trans>
          </Button>
        )}
      </Notice>
      <RowTable label={t`Problems`} columns={columns} rows={problems.map((one, index) => ({ ...one, id: String(index) }))} />
      {counts.refused > problems.length && (
        <Text size="sm" c="dimmed">
          <Plural value={problems.length} one="The first problem is shown; the file has them all." other="The first # problems are shown; the file has them all." />
        </Text>
      )}
    </Stack>
  );
}

function download(content: Blob | null, fileName: string): void {
  if (content === null) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = fileName;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The server and the reading of the file tell problems in English, as programs get them. */
function inReadersWords(words: string): string {
  return shownLanguage() === "nl" ? problemInDutch(words) : words;
}
