import { Anchor, Card, Group, SimpleGrid, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plug } from "lucide-react";
import type { ReactNode } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import { orpc } from "../../api.ts";
import { countText } from "../../parts/amounts.ts";
import { Badge } from "../../parts/badge.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { type Fact, Facts } from "../../parts/facts.tsx";
import { ExternalLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Page } from "../../parts/page.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { connectionStates, vendorName } from "../../parts/states.ts";

/** What is connected, and what it costs. */
export function ConnectionsPage(): ReactNode {
  const connections = useQuery(orpc.connections.list.queryOptions());
  return (
    <Page title="Connections" facts="The CRM that records come from, and the books that documents go to.">
      {connections.isPending && <LoadingRows />}
      <CallProblem error={connections.error} onRetry={() => void connections.refetch()} />
      {connections.data?.length === 0 && (
        <Empty icon={Plug} title="Nothing is connected">
          Start the server with --demo to connect both simulators.
        </Empty>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        {connections.data?.map((connection) => (
          <ConnectionCard key={connection.id} connection={connection} />
        ))}
      </SimpleGrid>
    </Page>
  );
}

function ConnectionCard({ connection }: { connection: ConnectionRow }): ReactNode {
  const headingId = `connection-${connection.id}`;
  return (
    <Card component="article" aria-labelledby={headingId}>
      <Group justify="space-between" align="flex-start" mb="md" wrap="nowrap">
        <div>
          <Title order={2} id={headingId}>
            {connection.name}
          </Title>
          <Text size="sm" c="dimmed">
            {vendorName(connection.vendor)} · {connection.role === "crm" ? "CRM" : "Books"}
          </Text>
        </div>
        <Group gap={6} justify="flex-end">
          {connection.isSimulated && <Badge tone="info">Simulator</Badge>}
          <StateBadge state={connectionStates[connection.connectionState]} />
        </Group>
      </Group>
      <Facts facts={factsOf(connection)} />
      {connection.connectionState === "ended" && (
        <Text size="sm" mt="md">
          {connection.role === "books" ? "Reconnect the same company" : "Give a new token"}; the waiting work then goes on by itself.
        </Text>
      )}
      <Group mt="md" gap="lg">
        <Text size="sm">
          <ExternalLink href={connection.appUrl}>
            Open the {vendorName(connection.vendor)} {connection.isSimulated ? "simulator" : "account"}
          </ExternalLink>
        </Text>
        {connection.role === "books" && (
          <Anchor size="sm" href={`/connect/quickbooks/${connection.id}`}>
            Reconnect the company
          </Anchor>
        )}
      </Group>
    </Card>
  );
}

function factsOf({ role, externalId, calls, mirrorRefreshedAt }: ConnectionRow): Fact[] {
  const facts: Fact[] = [{ label: role === "crm" ? "Portal id" : "Company id", value: externalId }];
  if (calls !== null) {
    facts.push(
      { label: "Metered calls this month", value: countText(calls.meteredThisMonth) },
      { label: "Free calls this month", value: countText(calls.freeThisMonth) },
    );
  }
  if (role === "books") {
    facts.push({ label: "Customers and products read", value: mirrorRefreshedAt === null ? "Not yet" : <Moment at={mirrorRefreshedAt} /> });
  }
  return facts;
}
