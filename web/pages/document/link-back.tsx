import { msg, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { i18n, type MessageDescriptor } from "@lingui/core";
import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { DocumentDetail } from "#api/document.ts";
import { orpc } from "../../api.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { refreshTopics } from "../../live.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { FailurePanel } from "../../parts/failure-panel.tsx";
import { ExternalLink } from "../../parts/links.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { linkBackStates } from "../../parts/states.ts";

const explained: Record<DocumentDetail["linkBackState"], MessageDescriptor> = {
  pending: msg`The number and the link are being written on the record.`,
  linked: msg`The record shows the document's number and its link.`,
  failed: msg`The document exists, but the record does not show it yet.`,
};

/** Whether the CRM record shows the document, and trying that again. */
export function LinkBack({ document }: { document: DocumentDetail }): ReactNode {
  const queryClient = useQueryClient();
  const retry = useMutation(
    orpc.documents.retryLinkBack.mutationOptions({
      onSuccess: async () => {
        notifications.show({ message: t`The link is being written on the record again.` });
        await refreshTopics(queryClient, new Set(["documents"]));
      },
    }),
  );
  const button = (
    <Allowed right="edit">
      <Button size="xs" loading={retry.isPending} onClick={() => retry.mutate({ id: document.id })}>
        <Trans>Write the link again</Trans>
      </Button>
    </Allowed>
  );
  return (
    <Card component="section" aria-labelledby="link-back">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} id="link-back">
            <Trans>On the record</Trans>
          </Title>
          <StateBadge state={linkBackStates[document.linkBackState]} />
        </Group>
        <Text size="sm">
          {i18n._(explained[document.linkBackState])} <ExternalLink href={document.recordUrl}>{document.recordName}</ExternalLink>
        </Text>
        {document.linkBackFailure !== null && <FailurePanel failure={document.linkBackFailure}>{document.linkBackState === "failed" && button}</FailurePanel>}
        {document.linkBackFailure === null && document.linkBackState === "failed" && <div>{button}</div>}
        <CallProblem error={retry.error} />
      </Stack>
    </Card>
  );
}
