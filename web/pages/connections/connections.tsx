import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Card, Group, SimpleGrid, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plug } from "lucide-react";
import type { ReactNode } from "react";
import type { ConnectionRow } from "#api/connection.ts";
import { orpc } from "../../api.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { Badge } from "../../parts/badge.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { type Fact, Facts } from "../../parts/facts.tsx";
import { ExternalLink, PageButton, PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Page } from "../../parts/page.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { connectionStates, environmentWords, vendorName } from "../../parts/states.ts";
import { BooksLife } from "./books-life.tsx";
import { Calls } from "./calls.tsx";
import { ConnectedNotice } from "./connected-notice.tsx";
import { CrmLifeView } from "./crm-life.tsx";

/** Calls of the last minute change without anybody being told. */
const readAgainMs = 10_000;

/** What is connected, and what it costs. */
export function ConnectionsPage(): ReactNode {
  const connections = useQuery(orpc.connections.list.queryOptions({ refetchInterval: readAgainMs }));
  return (
    <Page
      title={t`Connections`}
      facts={t`The CRM that records come from, and the books that documents go to.`}
      actions={
        <Allowed right="administer">
          <Group gap="sm">
            <PageButton to="/connections/new-hubspot" variant="default">
              <Trans>Connect HubSpot</Trans>
            </PageButton>
            <PageButton to="/connections/new">
              <Trans>Connect a company</Trans>
            </PageButton>
          </Group>
        </Allowed>
      }
    >
      <ConnectedNotice connections={connections.data ?? []} />
      {connections.isPending && <LoadingRows />}
      <CallProblem error={connections.error} onRetry={() => void connections.refetch()} />
      {connections.data?.length === 0 && (
        <Empty icon={Plug} title={t`Nothing is connected`}>
          <Trans>Connect a QuickBooks company first, then HubSpot; records can also be put in from a CSV file or by the API.</Trans>
        </Empty>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: "start" }}>
        {connections.data?.map((connection) => (
          <ConnectionCard key={connection.id} connection={connection} />
        ))}
      </SimpleGrid>
    </Page>
  );
}

function ConnectionCard({ connection }: { connection: ConnectionRow }): ReactNode {
  const headingId = `connection-${connection.id}`;
  const isOwn = connection.vendor === "own-records";
  return (
    <Card component="article" aria-labelledby={headingId}>
      <Group justify="space-between" align="flex-start" mb="md" wrap="nowrap">
        <div>
          <Title order={2} id={headingId}>
            {connection.name}
          </Title>
          <Text size="sm" c="dimmed">
            {isOwn ? <Trans>Put in by API and from CSV files</Trans> : <>{vendorName(connection.vendor)} · {connection.role === "crm" ? t`CRM` : t`Books`}</>}
            {connection.life !== null && environmentWords(connection.life.environment)}
          </Text>
        </div>
        <Group gap={6} justify="flex-end">
          {connection.isSimulated && <Badge tone="info"><Trans>Simulator</Trans></Badge>}
          {connection.life?.isReadOnly === true && <Badge tone="warning"><Trans>Read-only</Trans></Badge>}
          <StateBadge state={connectionStates[connection.connectionState]} />
        </Group>
      </Group>
      {!isOwn && <Facts facts={factsOf(connection)} />}
      {connection.calls !== null && <Calls connection={connection} calls={connection.calls} />}
      {connection.crm !== null && <CrmLifeView connection={connection} crm={connection.crm} />}
      {connection.life !== null && <BooksLife connection={connection} life={connection.life} />}
      <Group mt="md" gap="lg">
        {connection.role === "books" && (
          <Text size="sm">
            <PageLink to="/connections/$id/settings" params={{ id: connection.id }}>
              <Trans>Settings: customers, products, sales tax, money</Trans>
            </PageLink>
          </Text>
        )}
        <Text size="sm">
          {isOwn ? (
            <PageLink to="/records" search={{ type: "deal", search: "", page: 1 }}>
              <Trans>Show the records</Trans>
            </PageLink>
          ) : (
            <ExternalLink href={connection.appUrl}>
              {connection.isSimulated ? <Trans>Open the {vendorName(connection.vendor)} simulator</Trans> : <Trans>Open the {vendorName(connection.vendor)} account</Trans>}
            </ExternalLink>
          )}
        </Text>
      </Group>
    </Card>
  );
}

function factsOf({ role, externalId, mirrorRefreshedAt }: ConnectionRow): Fact[] {
  const facts: Fact[] = [{ label: role === "crm" ? t`Portal id` : t`Company id`, value: externalId }];
  if (role === "books") {
    facts.push({ label: t`Customers and products read`, value: mirrorRefreshedAt === null ? t`Not yet` : <Moment at={mirrorRefreshedAt} /> });
  }
  return facts;
}
