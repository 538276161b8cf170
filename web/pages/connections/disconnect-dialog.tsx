import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, List, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { DialogActions } from "../../parts/dialog-actions.tsx";
import { vendorName } from "../../parts/states.ts";

interface DisconnectDialogProps {
  connection: ConnectionRow;
  onClose: () => void;
}

/** Says what stops and what stays, and asks. */
export function DisconnectDialog({ connection, onClose }: DisconnectDialogProps): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const disconnect = useMutation(
    orpc.connections.disconnect.mutationOptions({
      onSuccess: async ({ isVendorTold, mustBeRemovedThere }) => {
        const vendor = vendorName(connection.vendor);
        const told = mustBeRemovedThere
          ? t`The token is erased here. Delete it in ${vendor}, too.`
          : isVendorTold
            ? t`${vendor} was told, and the tokens are erased.`
            : t`The tokens are erased here. ${vendor} could not be told: remove the app there, too.`;
        notifications.show({ title: t`${connection.name} is disconnected`, message: told, ...(isVendorTold ? {} : { autoClose: false }) });
        onClose();
        await refreshTopics(queryClient, new Set(["connections", "enrollments"]));
      },
    }),
  );
  const waiting = connection.life?.pending.count ?? 0;
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={650}><Trans>Disconnect {connection.name}?</Trans></Text>}>
      <Stack gap="md">
        <Parts title={t`What stops`}>
          <List.Item>
            <Trans>Nothing is read from {connection.name} or written to it any more.</Trans>
          </List.Item>
          <List.Item>
            {connection.role === "crm" ? <Trans>The token is erased here. An app with OAuth is told; a token that was copied is deleted in HubSpot by you.</Trans> : <Trans>QuickBooks is told that the permission ends, and its tokens are erased here.</Trans>}
          </List.Item>
        </Parts>
        <Parts title={t`What stays`}>
          <List.Item><Trans>Every document in QuickBooks, and its history here.</Trans></List.Item>
          <List.Item><Trans>Workflows, settings, and the app's keys, so that you can reconnect with one click.</Trans></List.Item>
          <List.Item>{waitingWords(waiting)}</List.Item>
        </Parts>
        <DialogActions error={disconnect.error} onCancel={onClose}>
          <Button color="red.9" loading={disconnect.isPending} onClick={() => disconnect.mutate({ id: connection.id })}>
            <Trans>Disconnect</Trans>
          </Button>
        </DialogActions>
      </Stack>
    </Modal>
  );
}

function Parts({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <List size="sm" spacing={4}>
        {children}
      </List>
    </div>
  );
}

function waitingWords(waiting: number): string {
  return plural(waiting, {
    0: "Work: new work waits, too, until the same company is reconnected.",
    one: "Work: # document that waits now, and new work waits, too, until the same company is reconnected.",
    other: "Work: # documents that wait now, and new work waits, too, until the same company is reconnected.",
  });
}
