import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { AskingSwitch } from "../../parts/asking-switch.tsx";
import { DialogActions } from "../../parts/dialog-actions.tsx";
import classes from "./connection-life.module.css";

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
          <Trans>Read-only mode</Trans>
        </Text>
        <Text size="sm" c="dimmed" id={helpId}>
          {isReadOnly ? <Trans>Everything is read and planned; documents wait and nothing is written.</Trans> : <Trans>Off: documents are written as soon as they are planned.</Trans>}
        </Text>
      </div>
      <AskingSwitch isOn={isReadOnly} name={t`Read-only mode of ${connection.name}`} describedBy={helpId} onAsk={() => setIsAsking(true)} />
      {isAsking && <ReadOnlyDialog connection={connection} isReadOnly={isReadOnly} waiting={waiting} onClose={() => setIsAsking(false)} />}
    </div>
  );
}

function ReadOnlyDialog({ connection, isReadOnly, waiting, onClose }: ReadOnlySwitchProps & { onClose: () => void }): ReactNode {
  const queryClient = useQueryClient();
  const change = useMutation(
    orpc.connections.setReadOnly.mutationOptions({
      onSuccess: async () => {
        notifications.show({ title: isReadOnly ? t`Read-only mode is off` : t`Read-only mode is on`, message: isReadOnly ? t`Documents are written again.` : t`Nothing is written to ${connection.name}.` });
        onClose();
        await refreshTopics(queryClient, new Set(["connections", "enrollments"]));
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{isReadOnly ? <Trans>Switch off read-only mode?</Trans> : <Trans>Switch on read-only mode?</Trans>}</Text>}>
      <Stack gap="md">
        <Text size="sm">
          {isReadOnly ? writesAgain(connection.name, waiting) : t`Workflows go on reading and planning, and dry runs work. Documents, customers and products for ${connection.name} wait until it is switched off. A call that is under way finishes.`}
        </Text>
        <DialogActions error={change.error} onCancel={onClose}>
          <Button loading={change.isPending} onClick={() => change.mutate({ id: connection.id, isReadOnly: !isReadOnly })}>
            {isReadOnly ? <Trans>Switch off</Trans> : <Trans>Switch on</Trans>}
          </Button>
        </DialogActions>
      </Stack>
    </Modal>
  );
}

function writesAgain(name: string, waiting: number): string {
  const now = plural(waiting, { 0: "Nothing waits now.", one: "# document that waits is written at once.", other: "# documents that wait are written at once." });
  return t`${name} is written to again. ${now}`;
}
