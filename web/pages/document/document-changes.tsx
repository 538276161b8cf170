import { Trans } from "@lingui/react/macro";
import { Card, Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { DocumentDetail } from "#api/document.ts";
import { Amount } from "../../parts/amount.tsx";
import { DocumentStatusBadge } from "../../parts/document-status-badge.tsx";
import { Moment } from "../../parts/moment.tsx";

/** What happened to the document in the books after it was posted, the newest first. */
export function DocumentChanges({ changes }: Pick<DocumentDetail, "changes">): ReactNode {
  if (changes.length === 0) return null;
  return (
    <Card component="section" aria-labelledby="changes">
      <Title order={2} id="changes" mb="sm">
        <Trans>What happened in QuickBooks</Trans>
      </Title>
      <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {changes.toReversed().map((change, index) => (
          <li key={changes.length - index}>
            <Group justify="space-between" gap="xs">
              <Group gap="xs">
                <DocumentStatusBadge status={change.status} />
                {change.balance.amountMinor > 0 && (
                  <Text size="sm">
                    <Trans>
                      <Amount money={change.balance} /> open
                    </Trans>
                  </Text>
                )}
              </Group>
              <Text size="sm" c="dimmed" component="div">
                <Moment at={change.at} />
              </Text>
            </Group>
          </li>
        ))}
      </Stack>
    </Card>
  );
}
