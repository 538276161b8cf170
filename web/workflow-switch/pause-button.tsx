import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, Radio, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { WorkflowDetail } from "#api/workflow.ts";
import { orpc } from "../api.ts";
import { refreshTopics } from "../live.ts";
import { DialogActions } from "../parts/dialog-actions.tsx";
import { useMay } from "../parts/may.ts";

type Paused = Pick<WorkflowDetail, "id" | "name" | "state" | "pausedBecause" | "waitingRecords">;

/** Pauses a workflow that is on, or lets one go on that a person or a cap stopped; both ask first. */
export function PauseButton({ workflow }: { workflow: Paused }): ReactNode {
  const [isAsking, dialog] = useDisclosure();
  const mayEdit = useMay("edit");
  if (!mayEdit || (workflow.state === "off" && workflow.pausedBecause === null)) return null;
  const isStopped = workflow.state === "paused" || workflow.pausedBecause !== null;
  return (
    <>
      <Button variant={isStopped ? "filled" : "default"} leftSection={isStopped ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />} onClick={dialog.open}>
        {isStopped ? <Trans>Resume</Trans> : <Trans>Pause</Trans>}
      </Button>
      {isAsking && (isStopped ? <ResumeDialog workflow={workflow} onClose={dialog.close} /> : <PauseDialog workflow={workflow} onClose={dialog.close} />)}
    </>
  );
}

interface DialogProps {
  workflow: Paused;
  onClose: () => void;
}

function PauseDialog({ workflow, onClose }: DialogProps): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const pause = useMutation(
    orpc.workflows.pause.mutationOptions({
      onSuccess: async () => {
        onClose();
        await refreshTopics(queryClient, new Set(["workflows"]));
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t`Pause "${workflow.name}"?`}</Text>}>
      <Stack gap="md">
        <Text size="sm">
          <Trans>Records that start to meet the triggers wait until it goes on. Enrollments that are under way finish.</Trans>
        </Text>
        <DialogActions error={pause.error} onCancel={onClose}>
          <Button loading={pause.isPending} onClick={() => pause.mutate({ id: workflow.id })}>
            <Trans>Pause</Trans>
          </Button>
        </DialogActions>
      </Stack>
    </Modal>
  );
}

function ResumeDialog({ workflow, onClose }: DialogProps): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [waiting, setWaiting] = useState<"enroll" | "leave">("enroll");
  const resume = useMutation(
    orpc.workflows.resume.mutationOptions({
      onSuccess: async () => {
        onClose();
        await refreshTopics(queryClient, new Set(["workflows", "enrollments"]));
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t`Resume "${workflow.name}"?`}</Text>}>
      <Stack gap="md">
        {workflow.pausedBecause !== null && (
          <Text size="sm">
            <Trans>It was stopped by a cap. What the cap held back goes on, and counting begins anew.</Trans>
          </Text>
        )}
        {workflow.waitingRecords > 0 && (
          <Radio.Group
            label={<Plural value={workflow.waitingRecords} one="# record met the triggers meanwhile" other="# records met the triggers meanwhile" />}
            value={waiting}
            onChange={(value) => setWaiting(value === "leave" ? "leave" : "enroll")}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="enroll" label={t`Enroll them now`} />
              <Radio value="leave" label={t`Leave them alone`} />
            </Stack>
          </Radio.Group>
        )}
        {workflow.waitingRecords === 0 && workflow.pausedBecause === null && (
          <Text size="sm">
            <Trans>No record met the triggers meanwhile.</Trans>
          </Text>
        )}
        <DialogActions error={resume.error} onCancel={onClose}>
          <Button loading={resume.isPending} onClick={() => resume.mutate({ id: workflow.id, waiting })}>
            <Trans>Resume</Trans>
          </Button>
        </DialogActions>
      </Stack>
    </Modal>
  );
}
