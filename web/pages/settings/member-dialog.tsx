import { Trans, useLingui } from "@lingui/react/macro";
import { Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import type { memberRow } from "#api/people.ts";
import { orpc } from "../../api.ts";
import { DialogActions } from "../../parts/dialog-actions.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import { draftOf, StandingFields, standingOf } from "./standing-fields.tsx";

export type MemberRow = z.infer<typeof memberRow>;

/** Changes what a member may do. */
export function MemberDialog({ member, onClose }: { member: MemberRow; onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(draftOf(member));
  const standing = standingOf(draft);
  const change = useMutation(
    orpc.members.change.mutationOptions({
      onSuccess: async () => {
        onClose();
        await Promise.all([queryClient.invalidateQueries({ queryKey: orpc.members.key() }), queryClient.invalidateQueries({ queryKey: orpc.me.key() })]);
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={650}>{t`What ${member.name} may do`}</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (standing !== undefined) change.mutate({ personId: member.personId, ...standing });
        }}
      >
        <Stack gap="md">
          <StandingFields draft={draft} onChange={setDraft} />
          <DialogActions error={change.error} onCancel={onClose}>
            <ReasonedButton type="submit" loading={change.isPending} whyNot={standing === undefined ? t`Correct the amount first.` : null}>
              <Trans>Save</Trans>
            </ReasonedButton>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  );
}
