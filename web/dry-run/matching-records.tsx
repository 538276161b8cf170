import { t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
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
  const { sample = [], unknown = 0 } = matching.data ?? {};
  if (sample.length === 0) return unknown === 0 ? null : <MoreMayMatch unknown={unknown} />;
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
      {unknown > 0 && <MoreMayMatch unknown={unknown} />}
    </div>
  );
}

/** That not all records could be asked what the filters want to know. */
export function MoreMayMatch({ unknown }: { unknown: number }): ReactNode {
  return (
    <Text size="sm" c="dimmed" mt={6}>
      <Plural
        value={unknown}
        one="# more record may meet the triggers: what the filters ask beyond its properties is read once the workflow is on."
        other="# more records may meet the triggers: what the filters ask beyond their properties is read once the workflow is on."
      />
    </Text>
  );
}
