import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Card, Group, Radio, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { ImportPlan } from "#domain/own-records/import-rows.ts";
import type { CsvFile } from "../../csv/csv-file.ts";
import { Notice } from "../../parts/notice.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import { RunShown } from "./run-shown.tsx";
import { useImportRun } from "./use-import-run.ts";

interface CheckStepProps {
  csv: CsvFile;
  plan: ImportPlan;
  onBack: () => void;
  onImport: (startsWorkflows: boolean) => void;
}

/** What the import would do; nothing is kept by it. */
export function CheckStep({ csv, plan, onBack, onImport }: CheckStepProps): ReactNode {
  const { t } = useLingui();
  const { progress } = useImportRun({ csv, plan, isDry: true, startsWorkflows: false });
  const [starts, setStarts] = useState("no");
  const { counts, isOver, error } = progress;
  const wanted = counts.created + counts.changed;
  const startsSomething = plan.objectType === "deal" || plan.objectType === "quote" || plan.objectType === "payment";
  const whyNot = error !== null ? t`The check could not be finished.` : !isOver ? t`The check is still under way.` : wanted === 0 ? t`There is nothing to import.` : null;
  return (
    <Stack gap="md">
      <Card>
        <RunShown progress={progress} title={isOver ? t`This is what the import would do` : t`Checking ${csv.file.name}`} fileName={csv.file.name} />
      </Card>
      {isOver && error === null && wanted === 0 && <Notice tone="success" title={counts.same > 0 ? t`Everything in the file is there already.` : t`There is nothing to import.`} />}
      {isOver && wanted > 0 && startsSomething && (
        <Card>
          <Radio.Group label={t`Workflows`} description={t`Whether workflows that are on look at these records.`} value={starts} onChange={setStarts}>
            <Stack gap="xs" mt="xs">
              <Radio value="no" label={t`Only keep the records: they can be enrolled later`} />
              <Radio value="yes" label={t`Start workflows: records that meet their triggers are enrolled, and documents may be created`} />
            </Stack>
          </Radio.Group>
        </Card>
      )}
      <Group justify="space-between">
        <Button variant="default" onClick={onBack}>
          <Trans>Back</Trans>
        </Button>
        <ReasonedButton whyNot={whyNot} onClick={() => onImport(starts === "yes" && startsSomething)}>
          {isOver && wanted > 0 ? <Plural value={wanted} one="Import # record" other="Import # records" /> : <Trans>Import</Trans>}
        </ReasonedButton>
      </Group>
    </Stack>
  );
}
