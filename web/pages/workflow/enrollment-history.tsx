import { Anchor, Button, Group, SegmentedControl, Stack, Table, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { History } from "lucide-react";
import { useState } from "react";
import type { EnrollmentRow } from "../../../src/api/enrollment.ts";
import { api } from "../../api.ts";
import { Moment } from "../../parts/moment.tsx";
import { Empty, Loaded } from "../../parts/page.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";

const pageSize = 25;
const filters = [
  { value: "all", label: "All" },
  { value: "needs-attention", label: "Needs attention" },
  { value: "waiting", label: "Waiting" },
  { value: "completed", label: "Completed" },
] as const;
type FilterValue = (typeof filters)[number]["value"];

/** Every record that went through the workflow, newest first. */
export function EnrollmentHistory({ workflowId }: { workflowId: string }) {
  const [filter, setFilter] = useState<FilterValue>("all");
  const history = useInfiniteQuery(
    api.enrollments.list.infiniteOptions({
      input: (after: string | undefined) => ({ workflowId, limit: pageSize, after, state: filter === "all" ? undefined : filter }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => (last.length < pageSize ? undefined : last.at(-1)?.id),
    }),
  );
  const rows = { ...history, data: history.data?.pages.flat() } as unknown as Parameters<typeof Loaded<EnrollmentRow[]>>[0]["query"];
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h4">
          Enrollment history
        </Title>
        <SegmentedControl size="xs" aria-label="Show" data={filters.map((one) => ({ ...one }))} value={filter} onChange={(value) => setFilter(value as FilterValue)} />
      </Group>
      <Loaded query={rows}>{(all) => (all.length === 0 ? <NoEnrollments /> : <EnrollmentTable rows={all} />)}</Loaded>
      {history.hasNextPage ? (
        <Button variant="default" onClick={() => void history.fetchNextPage()} loading={history.isFetchingNextPage} style={{ alignSelf: "center" }}>
          Show more
        </Button>
      ) : null}
    </Stack>
  );
}

function NoEnrollments() {
  return (
    <Empty icon={<History size={32} />} title="No enrollments here">
      Records appear as they start to meet the triggers while the workflow is on.
    </Empty>
  );
}

/** Enrollments as a table. */
export function EnrollmentTable({ rows }: { rows: EnrollmentRow[] }) {
  return (
    <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": "Enrollments" } }}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Record</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Why</Table.Th>
            <Table.Th>Started</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>
                <Anchor component={Link} to={`/enrollments/${row.id}`} size="sm" fw={500}>
                  {row.recordName}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <StateBadge state={row.enrollmentState} />
              </Table.Td>
              <Table.Td maw={380}>
                <Text size="sm" c="dimmed" lineClamp={2}>
                  {row.failures[0]?.happened ?? ""}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm" component="span">
                  <Moment at={row.startedAt} />
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
