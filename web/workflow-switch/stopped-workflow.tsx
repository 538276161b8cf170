import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { WorkflowDetail } from "#api/workflow.ts";
import { FailurePanel } from "../parts/failure-panel.tsx";
import { Notice } from "../parts/notice.tsx";

/** Why a workflow does not go on by itself: a cap stopped it, or a person paused it. Nothing otherwise. */
export function StoppedWorkflow({ workflow }: { workflow: Pick<WorkflowDetail, "state" | "pausedBecause" | "waitingRecords"> }): ReactNode {
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
