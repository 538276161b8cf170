import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Card, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import { orpc } from "../../api.ts";
import { Badge } from "../../parts/badge.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { PageButton, PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { useMay } from "../../parts/may.ts";
import { WhoMay } from "../../parts/only-for.tsx";
import { Page } from "../../parts/page.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import { WizardSteps } from "../../parts/wizard-steps.tsx";
import { Questions } from "./questions.tsx";
import { connectedParts } from "./setup-state.ts";

/** The first set-up: what is connected, the bookkeeper's eight questions, and the first workflow. */
export function SetupPage(): ReactNode {
  const { t } = useLingui();
  const mayAdminister = useMay("administer");
  const me = useQuery(orpc.me.queryOptions({ staleTime: Infinity }));
  const connections = useQuery(orpc.connections.list.queryOptions());
  return (
    <Page
      title={t`Set up Ledgerline`}
      facts={<Trans>From nothing to the first workflow. Stop whenever you like: what you answered is kept.</Trans>}
      back={
        <PageLink to="/">
          <Trans>Workflows</Trans>
        </PageLink>
      }
    >
      {!mayAdminister && <WhoMay right="administer" />}
      {mayAdminister && (connections.isPending || me.isPending) && <LoadingRows />}
      <CallProblem error={connections.error ?? me.error} onRetry={() => void connections.refetch()} />
      {mayAdminister && connections.data !== undefined && me.data !== undefined && <Steps key={me.data.workspaceId} connections={connections.data} />}
    </Page>
  );
}

function Steps({ connections }: { connections: readonly ConnectionRow[] }): ReactNode {
  const { t } = useLingui();
  const { books, crms } = connectedParts(connections);
  const isConnected = books.length > 0 && crms.length > 0;
  const [at, setAt] = useState(isConnected ? 1 : 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const booksId = chosen ?? books[0]?.id;
  return (
    <Stack gap="md" maw={760}>
      <WizardSteps titles={[t`Connect`, t`Eight questions`, t`First workflow`]} current={at} />
      {at === 0 && <Connect books={books} crms={crms} onNext={() => setAt(1)} />}
      {at === 1 && books.length > 1 && (
        <Select label={t`Company`} data={books.map(({ id, name }) => ({ value: id, label: name }))} value={booksId ?? null} allowDeselect={false} onChange={setChosen} maw={360} />
      )}
      {at === 1 && booksId !== undefined && <Questions key={booksId} booksId={booksId} onBack={() => setAt(0)} onDone={() => setAt(2)} />}
      {at === 2 && <FirstWorkflow onBack={() => setAt(1)} />}
    </Stack>
  );
}

type Connected = ReturnType<typeof connectedParts>;

function Connect({ books, crms, onNext }: Connected & { onNext: () => void }): ReactNode {
  const { t } = useLingui();
  return (
    <>
      <Part title={t`1. Your QuickBooks company`} why={t`Documents are created there, and its customers, products and accounts are what you choose from.`} names={books.map(({ name }) => name)}>
        <PageButton to="/connections/new" variant={books.length === 0 ? "filled" : "default"}>
          <Trans>Connect a company</Trans>
        </PageButton>
      </Part>
      <Part title={t`2. Where your records come from`} why={t`Deals, quotes and payments start workflows. Connect HubSpot, or put records in from a CSV file.`} names={crms.map(({ name }) => name)}>
        <PageButton to="/connections/new-hubspot" variant={crms.length === 0 && books.length > 0 ? "filled" : "default"}>
          <Trans>Connect HubSpot</Trans>
        </PageButton>
        <PageButton to="/records/import" search={{ type: "deal" }} variant="default">
          <Trans>Import a CSV file</Trans>
        </PageButton>
      </Part>
      <Group justify="flex-end">
        <ReasonedButton whyNot={books.length === 0 ? t`Connect a QuickBooks company first: the questions are about it.` : null} onClick={onNext}>
          <Trans>Next: eight questions</Trans>
        </ReasonedButton>
      </Group>
    </>
  );
}

function Part({ title, why, names, children }: { title: string; why: string; names: readonly string[]; children: ReactNode }): ReactNode {
  return (
    <Card component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start">
        <Title order={2}>{title}</Title>
        {names.length > 0 && (
          <Badge tone="success">
            <Trans>Connected</Trans>
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed" mt={4} mb="md">
        {why}
      </Text>
      {names.length > 0 && (
        <Text size="sm" fw={600} mb="md">
          {names.join(", ")}
        </Text>
      )}
      <Group gap="sm">{children}</Group>
    </Card>
  );
}

function FirstWorkflow({ onBack }: { onBack: () => void }): ReactNode {
  const { t } = useLingui();
  return (
    <Card component="section" aria-label={t`First workflow`}>
      <Stack gap="md">
        <Title order={2}>
          <Trans>The account is set up</Trans>
        </Title>
        <Text size="sm">
          <Trans>Now say what should happen: a won deal becomes an invoice, a payment a sales receipt. You can try a workflow on your own records before it is on; nothing is created until you turn it on.</Trans>
        </Text>
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            <Trans>Back</Trans>
          </Button>
          <PageButton to="/workflows/new">
            <Trans>Create your first workflow</Trans>
          </PageButton>
        </Group>
      </Stack>
    </Card>
  );
}
