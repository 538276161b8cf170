import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { WorkflowDetail } from "#api/workflow.ts";
import { FailurePanel } from "../parts/failure-panel.tsx";
import { Notice } from "../parts/notice.tsx";

/** Why a workflow does not go on as drawn: a cap stopped it, a person paused it, or its filters ask for what is gone. Nothing otherwise. */
export function StoppedWorkflow({ workflow }: { workflow: Stopped }): ReactNode {
  return (
    <>
      {workflow.outdatedFilters.map((failure) => (
        <FailurePanel key={failure.happened} failure={failure} />
      ))}
      <PausedWorkflow workflow={workflow} />
    </>
  );
}

type Stopped = Pick<WorkflowDetail, "state" | "pausedBecause" | "waitingRecords" | "outdatedFilters">;

function PausedWorkflow({ workflow }: { workflow: Stopped }): ReactNode {
  const { t } = useLingui();
  if (workflow.pausedBecause !== null) return <FailurePanel failure={workflow.pausedBecause} />;
  if (workflow.state !== "paused") return null;
  return (
    <Notice tone="warning" title={t`This workflow is paused`}>
      <Text size="sm">
        {workflow.waitingRecords > 0 ? (
          <Plural value={workflow.waitingRecords} one="# record met the triggers meanwhile and waits." other="# records met the triggers meanwhile and wait." />
        ) : (
          <Trans>Records that start to meet the triggers wait until somebody resumes it.</Trans>
        )}
      </Text>
    </Notice>
  );
}
