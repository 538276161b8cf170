import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Card, Group, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { PageButton } from "../../parts/links.tsx";

/** Leads to the set-up until it is done or an admin put it away. */
export function SetupCard(): ReactNode {
  const { t } = useLingui();
  const queries = useQueryClient();
  const setup = useQuery(orpc.setup.get.queryOptions());
  const putAway = useMutation(orpc.setup.save.mutationOptions({ onSuccess: (saved) => queries.setQueryData(orpc.setup.get.queryKey(), saved) }));
  if (setup.data === undefined || setup.data.isPutAway) return null;
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
          <Button variant="default" loading={putAway.isPending} onClick={() => putAway.mutate({ isPutAway: true })}>
            <Trans>Not now</Trans>
          </Button>
          <PageButton to="/setup">
            <Trans>Go to the set-up</Trans>
          </PageButton>
        </Group>
      </Group>
      <CallProblem error={putAway.error} />
    </Card>
  );
}
