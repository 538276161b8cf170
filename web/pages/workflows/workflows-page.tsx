import { Anchor, Badge, Card, Group, Stack, Switch, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Workflow } from "lucide-react";
import type { WorkflowRow } from "../../../src/api/workflow.ts";
import { api } from "../../api.ts";
import { Empty, Loaded, Page } from "../../parts/page.tsx";
import { useWorkflowSwitch } from "../workflow/workflow-switch.tsx";
import { FirstSteps } from "./first-steps.tsx";

export function WorkflowsPage() {
  const workflows = useQuery(api.workflows.list.queryOptions());
  return (
    <Page title="Workflows" subtitle="Each watches CRM records and creates QuickBooks documents for those that meet its triggers.">
      <FirstSteps />
      <Loaded query={workflows} rows={2}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty icon={<Workflow size={36} />} title="No workflows yet">
              Workflows appear here as soon as one is created.
            </Empty>
          ) : (
            <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
              {rows.map((row) => (
                <li key={row.id}>
                  <WorkflowCard row={row} />
                </li>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}

function WorkflowCard({ row }: { row: WorkflowRow }) {
  const { toggle, isBusy } = useWorkflowSwitch(row);
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" gap="md">
        <div style={{ minWidth: 0 }}>
          <Title order={2} size="h4">
            <Anchor component={Link} to={`/workflows/${row.id}`} inherit>
              {row.name}
            </Anchor>
          </Title>
          <Text size="sm" c="dimmed">
            On {row.objectType}s · version {row.version}
          </Text>
        </div>
        <Group gap="lg">
          <Counts counts={row.counts} />
          <Switch checked={row.state === "on"} disabled={isBusy} onChange={toggle} label={row.state === "on" ? "On" : "Off"} aria-label={`${row.name} is ${row.state}`} size="md" />
        </Group>
      </Group>
    </Card>
  );
}

function Counts({ counts }: { counts: WorkflowRow["counts"] }) {
  return (
    <Group gap="xs">
      <Badge variant="light" color="blue" radius="sm" tt="none">
        {counts.active} active
      </Badge>
      <Badge variant="light" color="teal" radius="sm" tt="none">
        {counts.completed} completed
      </Badge>
      {counts.needsAttention > 0 ? (
        <Badge variant="light" color="red" radius="sm" tt="none">
          {counts.needsAttention} need attention
        </Badge>
      ) : null}
    </Group>
  );
}
