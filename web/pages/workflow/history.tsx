import { Trans } from "@lingui/react/macro";
import { Group, Stack, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { EnrollmentTable } from "../../history/enrollment-table.tsx";
import { wholeHistory } from "../../history/history-filter.ts";
import { HistoryFilters } from "../../history/history-filters.tsx";

/** Whom the workflow went through, the newest first. */
export function History({ workflowId }: { workflowId: string }): ReactNode {
  const [filter, setFilter] = useState(wholeHistory);
  return (
    <Stack component="section" gap="sm" aria-labelledby="history">
      <Group justify="space-between">
        <Title order={2} id="history">
          <Trans>Enrollment history</Trans>
        </Title>
        <HistoryFilters filter={filter} onChange={setFilter} />
      </Group>
      <EnrollmentTable filter={filter} workflowId={workflowId} whenEmpty={<Trans>Turn the workflow on, or try it with a record first.</Trans>} />
    </Stack>
  );
}
