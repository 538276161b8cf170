import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Webhook } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import type { webhookReceiver } from "#api/notification.ts";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { callerName } from "../../parts/caller-name.ts";
import { Empty } from "../../parts/empty.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Moment } from "../../parts/moment.tsx";
import { useKindWords } from "./notice-kinds.ts";
import { WebhookDeliveries } from "./webhook-deliveries.tsx";
import { WebhookDialog } from "./webhook-dialog.tsx";

type Receiver = z.infer<typeof webhookReceiver>;

/** Other systems that are told what happens in this workspace. */
export function Webhooks(): ReactNode {
  const { t } = useLingui();
  const receivers = useQuery(orpc.webhooks.list.queryOptions());
  const [isAdding, setIsAdding] = useState(false);
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <div>
          <Title order={2} size="h4">
            <Trans>Webhooks</Trans>
          </Title>
          <Text size="sm" c="dimmed">
            <Trans>Other systems are told by signed calls, tried again for about a day.</Trans>
          </Text>
        </div>
        <Button leftSection={<Webhook size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
          <Trans>Add a webhook</Trans>
        </Button>
      </Group>
      {receivers.isPending && <LoadingRows rows={2} />}
      <CallProblem error={receivers.error} onRetry={() => void receivers.refetch()} />
      {receivers.data?.length === 0 && (
        <Empty icon={Webhook} title={t`No webhooks yet`}>
          <Trans>Give the address of a system that should hear of posted documents or of what stops.</Trans>
        </Empty>
      )}
      {receivers.data?.map((receiver) => <ReceiverCard key={receiver.id} receiver={receiver} />)}
      {isAdding && <WebhookDialog onClose={() => setIsAdding(false)} />}
    </Stack>
  );
}

function ReceiverCard({ receiver: { id, url, kinds, createdBy, createdAt } }: { receiver: Receiver }): ReactNode {
  const { t } = useLingui();
  const words = useKindWords();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.webhooks.key() });
  const test = useMutation(orpc.webhooks.test.mutationOptions({ onSettled: refresh }));
  const remove = useMutation(orpc.webhooks.remove.mutationOptions({ onSettled: refresh }));
  const ask = (): void => {
    modals.openConfirmModal({
      title: <Text fw={650}>{t`Remove the webhook?`}</Text>,
      children: <Text size="sm" style={{ overflowWrap: "anywhere" }}>{t`${url} is told nothing any more, and what was on its way is dropped.`}</Text>,
      labels: { confirm: t`Remove`, cancel: t`Cancel` },
      confirmProps: { color: "red.9" },
      onConfirm: () => remove.mutate({ id }),
    });
  };
  return (
    <Card component="article" aria-label={url} padding="md">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="sm">
          <div style={{ flex: "1 1 260px", minWidth: 0 }}>
            <Text fw={600} style={{ overflowWrap: "anywhere" }}>
              {url}
            </Text>
            <Text size="sm" c="dimmed">
              {kinds.map((kind) => words[kind].label).join(" · ")}
            </Text>
            <Text size="xs" c="dimmed">
              <Trans>
                Added <Moment at={createdAt} /> by {callerName(createdBy)}
              </Trans>
            </Text>
          </div>
          <Group gap="xs">
            <Button size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate({ id })}>
              <Trans>Send a test</Trans>
            </Button>
            <Button size="xs" variant="default" loading={remove.isPending} onClick={ask}>
              <Trans>Remove</Trans>
            </Button>
          </Group>
        </Group>
        <CallProblem error={test.error ?? remove.error} />
        <WebhookDeliveries receiverId={id} />
      </Stack>
    </Card>
  );
}
