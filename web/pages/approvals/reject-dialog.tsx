import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ApprovalRow } from "#api/approval.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { DialogActions } from "../../parts/dialog-actions.tsx";

/** Says what a no means, and asks why. */
export function RejectDialog({ row, onClose }: { row: ApprovalRow; onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [note, setNote] = useState("");
  const reject = useMutation(
    orpc.approvals.reject.mutationOptions({
      onSuccess: async () => {
        onClose();
        await refreshTopics(queryClient, new Set(["enrollments"]));
      },
    }),
  );
  const { enrollmentId, attemptId, recordName } = row;
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t`Reject the document for ${recordName}?`}</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          reject.mutate({ enrollmentId, attemptId, note });
        }}
      >
        <Stack gap="md">
          <Text size="sm">
            <Trans>Nothing is posted, and the record is taken out of the workflow. It can be enrolled again once it is corrected.</Trans>
          </Text>
          <Textarea label={t`Why`} description={t`Stands in the history, for whoever corrects the record.`} maxLength={500} autosize minRows={2} data-autofocus value={note} onChange={(event) => setNote(event.currentTarget.value)} />
          <DialogActions error={reject.error} onCancel={onClose}>
            <Button type="submit" color="red.9" loading={reject.isPending}>
              <Trans>Reject</Trans>
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  );
}
