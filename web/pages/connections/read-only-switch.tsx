import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { countedText } from "../../parts/amounts.ts";
import { AskingSwitch } from "../../parts/asking-switch.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import classes from "./books-life.module.css";

interface ReadOnlySwitchProps {
  connection: Pick<ConnectionRow, "id" | "name">;
  isReadOnly: boolean;
  /** Documents that wait. */
  waiting: number;
}

/** Whether anything is written there; asks before either way. */
export function ReadOnlySwitch({ connection, isReadOnly, waiting }: ReadOnlySwitchProps): ReactNode {
  const [isAsking, setIsAsking] = useState(false);
  const helpId = `read-only-${connection.id}`;
  return (
    <div className={classes["switch"]}>
      <div>
        <Text size="sm" fw={550}>
          Read-only mode
        </Text>
        <Text size="sm" c="dimmed" id={helpId}>
          {isReadOnly ? "Everything is read and planned; documents wait and nothing is written." : "Off: documents are written as soon as they are planned."}
        </Text>
      </div>
      <AskingSwitch isOn={isReadOnly} name={`Read-only mode of ${connection.name}`} describedBy={helpId} onAsk={() => setIsAsking(true)} />
      {isAsking && <ReadOnlyDialog connection={connection} isReadOnly={isReadOnly} waiting={waiting} onClose={() => setIsAsking(false)} />}
    </div>
  );
}

function ReadOnlyDialog({ connection, isReadOnly, waiting, onClose }: ReadOnlySwitchProps & { onClose: () => void }): ReactNode {
  const queryClient = useQueryClient();
  const change = useMutation(
    orpc.connections.setReadOnly.mutationOptions({
      onSuccess: async () => {
        notifications.show({ title: isReadOnly ? "Read-only mode is off" : "Read-only mode is on", message: isReadOnly ? "Documents are written again." : `Nothing is written to ${connection.name}.` });
        onClose();
        await refreshTopics(queryClient, new Set(["connections", "enrollments"]));
      },
    }),
  );
  const verb = isReadOnly ? "Switch off" : "Switch on";
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{verb} read-only mode?</Text>}>
      <Stack gap="md">
        <Text size="sm">
          {isReadOnly ? writesAgain(connection.name, waiting) : `Workflows go on reading and planning, and dry runs work. Documents, customers and products for ${connection.name} wait until it is switched off. A call that is under way finishes.`}
        </Text>
        <CallProblem error={change.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={change.isPending} onClick={() => change.mutate({ id: connection.id, isReadOnly: !isReadOnly })}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function writesAgain(name: string, waiting: number): string {
  const now = waiting === 0 ? "Nothing waits now." : `${countedText(waiting, "document")} that ${waiting === 1 ? "waits is" : "wait are"} written at once.`;
  return `${name} is written to again. ${now}`;
}
