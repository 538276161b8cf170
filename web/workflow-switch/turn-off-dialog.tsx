import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { WorkflowRow } from "#api/workflow.ts";
import { orpc } from "../api.ts";
import { refreshTopics } from "../live.ts";
import { CallProblem } from "../parts/call-problem.tsx";

interface TurnOffDialogProps {
  workflow: Pick<WorkflowRow, "id" | "name">;
  onClose: () => void;
}

/** Asks before turning off. */
export function TurnOffDialog({ workflow, onClose }: TurnOffDialogProps): ReactNode {
  const queryClient = useQueryClient();
  const turnOff = useMutation(
    orpc.workflows.turnOff.mutationOptions({
      onSuccess: async () => {
        notifications.show({ title: "Turned off", message: `"${workflow.name}" enrolls nobody any more.` });
        onClose();
        await refreshTopics(queryClient, new Set(["workflows"]));
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>Turn off "{workflow.name}"?</Text>}>
      <Stack gap="md">
        <Text size="sm">No further records are enrolled. Enrollments that are under way finish.</Text>
        <CallProblem error={turnOff.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={turnOff.isPending} onClick={() => turnOff.mutate({ id: workflow.id })}>
            Turn off
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
