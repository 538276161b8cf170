import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Card, Group, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { PageButton } from "../../parts/links.tsx";
import { keepSetup, keptSetup } from "../setup/setup-state.ts";

/** Leads to the set-up until it is done or put away in this browser. */
export function SetupCard({ workspaceId }: { workspaceId: string }): ReactNode {
  const { t } = useLingui();
  const [isPutAway, setIsPutAway] = useState(() => keptSetup(workspaceId).isPutAway);
  if (isPutAway) return null;
  return (
    <Card component="section" aria-label={t`Set up Ledgerline`} bg="var(--ledgerline-info-soft)">
      <Group justify="space-between" gap="md">
        <div style={{ flex: "1 1 300px" }}>
          <Title order={2}>
            <Trans>Set up Ledgerline</Trans>
          </Title>
          <Text size="sm" mt={4}>
            <Trans>Connect your accounts, answer the bookkeeper's eight questions, and create the first workflow.</Trans>
          </Text>
        </div>
        <Group gap="sm">
          <Button variant="default" onClick={() => setIsPutAway(keepSetup(workspaceId, { isPutAway: true }).isPutAway)}>
            <Trans>Not now</Trans>
          </Button>
          <PageButton to="/setup">
            <Trans>Go to the set-up</Trans>
          </PageButton>
        </Group>
      </Group>
    </Card>
  );
}
