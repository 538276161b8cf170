import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, Radio, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { WorkflowRow } from "#api/workflow.ts";
import { orpc } from "../api.ts";
import { refreshTopics } from "../live.ts";
import { DialogActions } from "../parts/dialog-actions.tsx";

interface TurnOffDialogProps {
  workflow: Pick<WorkflowRow, "id" | "name" | "counts">;
  onClose: () => void;
}

/** Asks before turning off, and what becomes of enrollments that are under way. */
export function TurnOffDialog({ workflow, onClose }: TurnOffDialogProps): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [running, setRunning] = useState<"finish" | "stop">("finish");
  const active = workflow.counts.active + workflow.counts.needsAttention;
  const turnOff = useMutation(
    orpc.workflows.turnOff.mutationOptions({
      onSuccess: async ({ stopped }) => {
        const message = stopped > 0 ? t`"${workflow.name}" enrolls nobody any more, and ${stopped} enrollments were stopped.` : t`"${workflow.name}" enrolls nobody any more.`;
        notifications.show({ title: t`Turned off`, message });
        onClose();
        await refreshTopics(queryClient, new Set(["workflows", "enrollments"]));
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t`Turn off "${workflow.name}"?`}</Text>}>
      <Stack gap="md">
        <Text size="sm">
          <Trans>No further records are enrolled.</Trans>
        </Text>
        {active > 0 && (
          <Radio.Group
            label={<Plural value={active} one="# enrollment is under way" other="# enrollments are under way" />}
            value={running}
            onChange={(value) => setRunning(value === "stop" ? "stop" : "finish")}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="finish" label={t`Let them finish`} description={t`They go on to their last step, documents included.`} />
              <Radio value="stop" label={t`Stop them`} description={t`What is being posted just now is finished; nothing is made after that.`} />
            </Stack>
          </Radio.Group>
        )}
        <DialogActions error={turnOff.error} onCancel={onClose}>
          <Button loading={turnOff.isPending} onClick={() => turnOff.mutate({ id: workflow.id, running })}>
            <Trans>Turn off</Trans>
          </Button>
        </DialogActions>
      </Stack>
    </Modal>
  );
}
