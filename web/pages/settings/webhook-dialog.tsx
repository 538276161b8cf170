import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type NoticeKind, noticeKinds } from "#domain/notification/notice.ts";
import { orpc } from "../../api.ts";
import { DialogActions } from "../../parts/dialog-actions.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import { CopyLine } from "../connect/copy-line.tsx";
import { useKindWords } from "./notice-kinds.ts";

/** Adds the address of another system. */
export function WebhookDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const words = useKindWords();
  const queryClient = useQueryClient();
  const secret = useQuery(orpc.webhookSecret.get.queryOptions());
  const [url, setUrl] = useState("");
  const [kinds, setKinds] = useState<string[]>(["document-posted"]);
  const add = useMutation(
    orpc.webhooks.add.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: orpc.webhooks.key() });
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={650}>{t`Add a webhook`}</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ url: url.trim(), kinds: kinds as NoticeKind[] });
        }}
      >
        <Stack gap="md">
          <TextInput label={t`Address`} description={t`Called with POST and JSON.`} type="url" placeholder="https://" required data-autofocus maxLength={2_000} value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
          <Checkbox.Group label={t`What it is told`} value={kinds} onChange={setKinds}>
            <Stack gap="xs" mt={6}>
              {noticeKinds.map((kind) => (
                <Checkbox key={kind} value={kind} label={words[kind].label} description={words[kind].explained} />
              ))}
            </Stack>
          </Checkbox.Group>
          {secret.data !== undefined && <CopyLine label={t`Secret that calls are signed with`} value={secret.data.secret} />}
          <DialogActions error={add.error ?? secret.error} onCancel={onClose}>
            <ReasonedButton type="submit" loading={add.isPending} whyNot={kinds.length === 0 ? t`Choose at least one thing it is told.` : null}>
              <Trans>Add it</Trans>
            </ReasonedButton>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  );
}
