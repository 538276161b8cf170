import { Anchor, Badge, Card, Group, SimpleGrid, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plug } from "lucide-react";
import type { ConnectionRow } from "../../../src/api/connection.ts";
import { api } from "../../api.ts";
import { Fact } from "../../parts/document-preview.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Empty, Loaded, Page } from "../../parts/page.tsx";

export function ConnectionsPage() {
  const connections = useQuery(api.connections.list.queryOptions());
  return (
    <Page title="Connections" subtitle="The CRM portal that is watched, and the books documents are created in.">
      <Loaded query={connections} rows={2}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty icon={<Plug size={36} />} title="Nothing is connected">
              Connect a CRM portal and a QuickBooks company to begin.
            </Empty>
          ) : (
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              {rows.map((row) => (
                <ConnectionCard key={row.id} row={row} />
              ))}
            </SimpleGrid>
          )
        }
      </Loaded>
    </Page>
  );
}

function ConnectionCard({ row }: { row: ConnectionRow }) {
  const isConnected = row.connectionState === "connected";
  return (
    <Card withBorder padding="lg">
      <Stack gap="md">
        <Group justify="space-between" align="flex-start">
          <Title order={2} size="h4">
            {row.name}
          </Title>
          <Group gap="xs">
            {row.isSimulated ? (
              <Badge variant="light" color="gray" radius="sm" tt="none">
                simulated
              </Badge>
            ) : null}
            <Badge variant="light" color={isConnected ? "teal" : "red"} radius="sm" tt="none">
              {isConnected ? "connected" : "ended: reconnect it"}
            </Badge>
          </Group>
        </Group>
        <SimpleGrid cols={2}>
          <Fact label="System">{row.vendor === "quickbooks" ? "QuickBooks Online" : "HubSpot"}</Fact>
          <Fact label={row.role === "books" ? "Company (realm)" : "Portal"}>{row.externalId}</Fact>
          {row.calls ? <Fact label="Metered calls this month">{row.calls.meteredThisMonth.toLocaleString()}</Fact> : null}
          {row.calls ? <Fact label="Free calls this month">{row.calls.freeThisMonth.toLocaleString()}</Fact> : null}
          {row.role === "books" ? <Fact label="Reference data from">{row.mirrorRefreshedAt ? <Moment at={row.mirrorRefreshedAt} /> : "not loaded yet"}</Fact> : null}
        </SimpleGrid>
        <Anchor href={row.appUrl} target="_blank" rel="noreferrer" size="sm">
          Open {row.vendor === "quickbooks" ? "QuickBooks" : "HubSpot"}
        </Anchor>
      </Stack>
    </Card>
  );
}
