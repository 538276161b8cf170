import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Card, Group, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import type { ImportPlan } from "#domain/own-records/import-rows.ts";
import { orpc } from "../../api.ts";
import type { CsvFile } from "../../csv/csv-file.ts";
import { PageButton } from "../../parts/links.tsx";
import { Notice } from "../../parts/notice.tsx";
import type { BrowsedType } from "../records/records-address.ts";
import { RunShown } from "./run-shown.tsx";
import { useImportRun } from "./use-import-run.ts";

interface ImportStepProps {
  csv: CsvFile;
  plan: ImportPlan;
  startsWorkflows: boolean;
  objectType: BrowsedType;
  onAnother: () => void;
}

/** The import itself, and the way to what it brought. */
export function ImportStep({ csv, plan, startsWorkflows, objectType, onAnother }: ImportStepProps): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const { progress, stop } = useImportRun({ csv, plan, isDry: false, startsWorkflows });
  const { isOver, wasStopped, error, counts } = progress;
  useBlocker({ shouldBlockFn: () => !isOver && !confirm(t`The import stops when you leave this page. What went in stays. Leave?`), enableBeforeUnload: () => !isOver, disabled: isOver });
  useEffect(() => {
    if (isOver) void Promise.all([queries.invalidateQueries({ queryKey: orpc.records.key() }), queries.invalidateQueries({ queryKey: orpc.overview.key() })]);
  }, [isOver, queries]);
  const wentIn = counts.created + counts.changed + counts.same;
  return (
    <Stack gap="md">
      {isOver && error === null && !wasStopped && wentIn > 0 && <Notice tone="success" title={t`The file is imported.`} />}
      {wasStopped && isOver && <Notice tone="warning" title={t`The import was stopped.`}>{t`What went in stays. Import the file again to go on: it changes only what changed.`}</Notice>}
      <Card>
        <RunShown progress={progress} title={isOver ? t`What was imported` : t`Importing ${csv.file.name}`} fileName={csv.file.name} />
      </Card>
      <Group justify="space-between">
        {isOver ? (
          <Button variant="default" onClick={onAnother}>
            <Trans>Import another file</Trans>
          </Button>
        ) : (
          <Button variant="default" onClick={stop}>
            <Trans>Stop</Trans>
          </Button>
        )}
        {isOver && (
          <PageButton to="/records" search={{ type: objectType, search: "", page: 1 }}>
            <Trans>Show the records</Trans>
          </PageButton>
        )}
      </Group>
    </Stack>
  );
}
