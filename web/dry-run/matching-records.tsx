import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { WorkflowDefinition } from "#domain/workflow.ts";
import { orpc } from "../api.ts";
import type { ChosenRecord } from "./record-select.tsx";

interface MatchingRecordsProps {
  workflowId: string;
  /** What is being drawn; absent = what is published. */
  definition: WorkflowDefinition | undefined;
  onChoose: (record: ChosenRecord) => void;
}

/** A few records that meet the triggers now, to try without looking for an id. Nothing when there are none. */
export function MatchingRecords({ workflowId, definition, onChoose }: MatchingRecordsProps): ReactNode {
  const matching = useQuery(orpc.workflows.matching.queryOptions({ input: { id: workflowId, ...(definition !== undefined && { definition }) }, placeholderData: keepPreviousData }));
  const sample = matching.data?.sample ?? [];
  if (sample.length === 0) return null;
  return (
    <div role="group" aria-label={t`Records that meet the triggers now`}>
      <Text size="sm" c="dimmed" mb={6}>
        <Trans>These meet the triggers now:</Trans>
      </Text>
      <Group gap={6}>
        {sample.map((record) => (
          <Button key={record.recordId} variant="default" size="compact-sm" fw={500} onClick={() => onChoose({ id: record.recordId, name: record.recordName })}>
            {record.recordName}
          </Button>
        ))}
      </Group>
    </div>
  );
}
