import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { orpc } from "../../api.ts";
import { DialogActions } from "../../parts/dialog-actions.tsx";
import { Notice } from "../../parts/notice.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import { CopyLine } from "../connect/copy-line.tsx";
import { draftOf, StandingFields, standingOf } from "./standing-fields.tsx";

/** Invites somebody; the link is shown once. */
export function InviteDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [draft, setDraft] = useState(draftOf({ role: "viewer", approvalLimit: null }));
  const invite = useMutation(orpc.members.invite.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.members.key() }) }));
  const standing = standingOf(draft);
  const title = invite.isSuccess ? t`${invite.data.invitation.email} is invited` : t`Invite somebody`;
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={650}>{title}</Text>}>
      {invite.isSuccess ? (
        <Invited link={invite.data.link} isMailed={invite.data.isMailed} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (standing !== undefined) invite.mutate({ email, ...standing });
          }}
        >
          <Stack gap="md">
            <TextInput label={t`E-mail address`} type="email" required data-autofocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
            <StandingFields draft={draft} onChange={setDraft} />
            <DialogActions error={invite.error} onCancel={onClose}>
              <ReasonedButton type="submit" loading={invite.isPending} whyNot={standing === undefined ? t`Correct the amount first.` : null}>
                <Trans>Invite</Trans>
              </ReasonedButton>
            </DialogActions>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function Invited({ link, isMailed, onClose }: { link: string; isMailed: boolean; onClose: () => void }): ReactNode {
  const { t } = useLingui();
  return (
    <Stack gap="md">
      {isMailed ? (
        <Text size="sm">
          <Trans>The link was mailed. You can also hand it over yourself; it is not shown again.</Trans>
        </Text>
      ) : (
        <Notice tone="warning" title={t`Hand this link over yourself: it was not mailed.`}>
          <Trans>It works once, within seven days, and is not shown again.</Trans>
        </Notice>
      )}
      <CopyLine label={t`Invitation link`} value={link} />
      <Group justify="flex-end">
        <Button onClick={onClose}>
          <Trans>Done</Trans>
        </Button>
      </Group>
    </Stack>
  );
}
