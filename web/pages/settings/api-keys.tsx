import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Code, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import type { apiKeyRow } from "#api/people.ts";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { callerName } from "../../parts/caller-name.ts";
import { DialogActions } from "../../parts/dialog-actions.tsx";
import { Empty } from "../../parts/empty.tsx";
import { ExternalLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Notice } from "../../parts/notice.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { CopyLine } from "../connect/copy-line.tsx";
import { draftOf, StandingFields, standingOf, useStandingText } from "./standing-fields.tsx";

type KeyRow = z.infer<typeof apiKeyRow>;

/** Keys by which programs act in this workspace. */
export function ApiKeysTab(): ReactNode {
  const { t } = useLingui();
  const standingText = useStandingText();
  const keys = useQuery(orpc.apiKeys.list.queryOptions());
  const [isCreating, setIsCreating] = useState(false);
  const columns: Column<KeyRow>[] = [
    { header: t`Name`, cell: ({ name }) => name },
    { header: t`Key`, cell: ({ hint }) => <Code>llk_…{hint}</Code> },
    { header: t`Role`, cell: standingText },
    { header: t`Created`, cell: ({ createdAt, createdBy }) => <><Moment at={createdAt} /> · {callerName(createdBy)}</> },
    { header: t`Last used`, cell: ({ lastUsedAt }) => (lastUsedAt === null ? t`Never` : <Moment at={lastUsedAt} />) },
    { header: t`Actions`, align: "end", cell: (key) => <Revoke apiKey={key} /> },
  ];
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          <Trans>
            Programs send a key as <Code>Authorization: Bearer llk_…</Code> to <Code>/api/v1</Code>.
          </Trans>{" "}
          <ExternalLink href="/api/openapi.json">{t`Description of the API`}</ExternalLink>
        </Text>
        <Button leftSection={<KeyRound size={16} aria-hidden />} onClick={() => setIsCreating(true)}>
          <Trans>Create a key</Trans>
        </Button>
      </Group>
      {keys.isPending && <LoadingRows rows={3} />}
      <CallProblem error={keys.error} onRetry={() => void keys.refetch()} />
      {keys.data?.length === 0 && (
        <Empty icon={KeyRound} title={t`No API keys yet`}>
          <Trans>Give each program a key of its own: the audit log names it, and it can be revoked alone.</Trans>
        </Empty>
      )}
      {(keys.data?.length ?? 0) > 0 && <RowTable label={t`API keys`} columns={columns} rows={keys.data ?? []} />}
      {isCreating && <CreateDialog onClose={() => setIsCreating(false)} />}
    </Stack>
  );
}

function Revoke({ apiKey: { id, name } }: { apiKey: KeyRow }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const revoke = useMutation(orpc.apiKeys.revoke.mutationOptions({ onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.apiKeys.key() }) }));
  const ask = (): void => {
    modals.openConfirmModal({
      title: <Text fw={650}>{t`Revoke the key ${name}?`}</Text>,
      children: <Text size="sm">{t`Programs that use it are refused from now on. This cannot be undone.`}</Text>,
      labels: { confirm: t`Revoke`, cancel: t`Cancel` },
      confirmProps: { color: "red.9" },
      onConfirm: () => revoke.mutate({ id }),
    });
  };
  return (
    <Button size="xs" variant="default" loading={revoke.isPending} aria-label={t`Revoke ${name}`} onClick={ask}>
      <Trans>Revoke</Trans>
    </Button>
  );
}

function CreateDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [draft, setDraft] = useState(draftOf({ role: "viewer", approvalLimit: null }));
  const standing = standingOf(draft);
  const create = useMutation(orpc.apiKeys.create.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.apiKeys.key() }) }));
  if (create.isSuccess) {
    return (
      <Modal opened onClose={onClose} size="lg" title={<Text fw={650}>{t`The key ${name} is created`}</Text>}>
        <Stack gap="md">
          <Notice tone="warning" title={t`Copy it now: it is not shown again.`} />
          <CopyLine label={t`API key`} value={create.data.token} />
          <Group justify="flex-end">
            <Button onClick={onClose}>
              <Trans>Done</Trans>
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={650}>{t`Create an API key`}</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (standing !== undefined) create.mutate({ name, ...standing });
        }}
      >
        <Stack gap="md">
          <TextInput label={t`Name`} description={t`What uses it; the audit log shows this name.`} required maxLength={80} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <StandingFields draft={draft} onChange={setDraft} />
          <DialogActions error={create.error} onCancel={onClose}>
            <ReasonedButton type="submit" loading={create.isPending} whyNot={standing === undefined ? t`Correct the amount first.` : null}>
              <Trans>Create the key</Trans>
            </ReasonedButton>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  );
}
