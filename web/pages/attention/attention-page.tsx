import { Anchor, Button, Card, Group, Stack, Table, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Inbox, RotateCcw } from "lucide-react";
import type { AttentionGroup, EnrollmentRow } from "../../../src/api/enrollment.ts";
import { api, messageOf } from "../../api.ts";
import { FailurePanel } from "../../parts/failure-panel.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Empty, Loaded, Page } from "../../parts/page.tsx";

export function AttentionPage() {
  const groups = useQuery(api.attention.list.queryOptions());
  const total = groups.data?.reduce((sum, group) => sum + group.count, 0) ?? 0;
  return (
    <Page title="Needs attention" subtitle="Records that stopped until somebody fixes something, grouped by cause." actions={total > 1 ? <RetryAll count={total} label="Retry all" /> : null}>
      <Loaded query={groups} rows={3}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon={<Inbox size={36} />} title="Nothing needs attention">
              When a document cannot be created, you see here what happened, why, and what to do.
            </Empty>
          ) : (
            <Stack gap="lg">
              {all.map((group) => (
                <CauseGroup key={group.cause} group={group} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}

function CauseGroup({ group }: { group: AttentionGroup }) {
  return (
    <Card withBorder padding="md" component="section" aria-label={group.failure.happened}>
      <Stack gap="sm">
        <FailurePanel failure={group.failure} action={<RetryAll count={group.count} cause={group.cause} label={group.count === 1 ? "Retry" : `Retry all ${group.count}`} />} />
        <Table verticalSpacing="xs">
          <Table.Tbody>
            {group.enrollments.map((row) => (
              <StoppedRow key={row.id} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Card>
  );
}

function StoppedRow({ row }: { row: EnrollmentRow }) {
  const queries = useQueryClient();
  const retry = useMutation(
    api.enrollments.retry.mutationOptions({
      onSuccess: () => void queries.invalidateQueries({ queryKey: api.attention.key() }),
      onError: (error) => notifications.show({ color: "red", message: messageOf(error) }),
    }),
  );
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/enrollments/${row.id}`} size="sm" fw={500}>
          {row.recordName}
        </Anchor>
        <Text size="xs" c="dimmed">
          {row.workflowName} · <Moment at={row.startedAt} />
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <Group justify="flex-end" gap="xs">
          {row.recordUrl ? (
            <Anchor href={row.recordUrl} target="_blank" rel="noreferrer" size="sm">
              Open the {row.objectType}
            </Anchor>
          ) : null}
          <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate({ id: row.id })} aria-label={`Retry ${row.recordName}`}>
            Retry
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function RetryAll({ cause, count, label }: { cause?: string; count: number; label: string }) {
  const queries = useQueryClient();
  const retry = useMutation(
    api.attention.retryAll.mutationOptions({
      onSuccess: ({ retried }) => {
        void queries.invalidateQueries({ queryKey: api.attention.key() });
        notifications.show({ message: `${retried} of ${count} ${count === 1 ? "is" : "are"} tried again.` });
      },
      onError: (error) => notifications.show({ color: "red", message: messageOf(error) }),
    }),
  );
  return (
    <Button size="xs" leftSection={<RotateCcw size={14} aria-hidden />} loading={retry.isPending} onClick={() => retry.mutate({ cause })}>
      {label}
    </Button>
  );
}
