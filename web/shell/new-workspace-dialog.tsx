import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { client } from "../api.ts";
import { DialogActions } from "../parts/dialog-actions.tsx";

/** Makes a workspace and goes there. */
export function NewWorkspaceDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: async () => client.workspaces.choose({ id: (await client.workspaces.create({ name })).id }),
    onSuccess: () => location.assign("/"),
  });
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t`New workspace`}</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm">
            <Trans>A workspace has its own connections, workflows, members and history. Nothing is shared with the others.</Trans>
          </Text>
          <TextInput label={t`Name`} placeholder={t`For example the company's name`} required maxLength={80} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <DialogActions error={create.error} onCancel={onClose}>
            <Button type="submit" loading={create.isPending}>
              <Trans>Create it</Trans>
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  );
}
