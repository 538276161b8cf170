import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { orpc } from "../api.ts";
import { DialogActions } from "../parts/dialog-actions.tsx";

/** Sets the own password, or another one. */
export function PasswordDialog({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const save = useMutation(
    orpc.account.setPassword.mutationOptions({
      onSuccess: async () => {
        notifications.show({ message: t`The password is set. Your other sessions have ended.` });
        onClose();
        await queryClient.invalidateQueries({ queryKey: orpc.me.key() });
      },
    }),
  );
  const show = { "aria-label": t`Show the password` };
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{hasPassword ? t`Change your password` : t`Set a password`}</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(hasPassword ? { current, password } : { password });
        }}
      >
        <Stack gap="md">
          {hasPassword && <PasswordInput label={t`Current password`} autoComplete="current-password" required value={current} onChange={(event) => setCurrent(event.currentTarget.value)} visibilityToggleButtonProps={show} />}
          <PasswordInput label={t`New password`} description={t`At least 12 characters.`} autoComplete="new-password" required minLength={12} maxLength={128} value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={show} />
          <DialogActions error={save.error} onCancel={onClose}>
            <Button type="submit" loading={save.isPending}>
              <Trans>Save</Trans>
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  );
}
