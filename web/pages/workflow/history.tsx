import { Button, Center, Group, Select, Stack, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History as HistoryIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { EnrollmentRow } from "#api/enrollment.ts";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Moment } from "../../parts/moment.tsx";
import { sentence } from "../../parts/problems.ts";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { enrollmentStates, type EnrollmentStateName, startedByWords } from "../../parts/states.ts";
import classes from "./history.module.css";

const pageSize = 25;
const stateOptions = Object.entries(enrollmentStates).map(([value, { label }]) => ({ value: value as EnrollmentStateName, label }));

const columns: Column<EnrollmentRow>[] = [
  {
    header: "Record",
    cell: (enrollment) => (
      <PageLink to="/enrollments/$id" params={{ id: enrollment.id }}>
        {enrollment.recordName}
      </PageLink>
    ),
  },
  { header: "State", cell: (enrollment) => <StateBadge state={enrollmentStates[enrollment.enrollmentState]} /> },
  { header: "Because", cell: (enrollment) => (enrollment.failures[0] === undefined ? null : <div className={classes["because"]}>{enrollment.failures[0].happened}</div>) },
  { header: "Started by", cell: (enrollment) => sentence(startedByWords[enrollment.startedBy]) },
  { header: "Started", align: "end", cell: (enrollment) => <Moment at={enrollment.startedAt} /> },
];

/** Whom the workflow went through, the newest first; kept current while it is looked at. */
export function History({ workflowId }: { workflowId: string }): ReactNode {
  const [state, setState] = useState<EnrollmentStateName | null>(null);
  const enrollments = useInfiniteQuery(
    orpc.enrollments.list.infiniteOptions({
      input: (after: string | undefined) => ({ workflowId, limit: pageSize, after, state: state ?? undefined }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)?.id),
      placeholderData: (previous) => previous,
    }),
  );
  const rows = enrollments.data?.pages.flat() ?? [];
  return (
    <Stack component="section" gap="sm" aria-labelledby="history">
      <Group justify="space-between">
        <Title order={2} id="history">
          Enrollment history
        </Title>
        <Select aria-label="State" placeholder="All states" data={stateOptions} value={state} onChange={setState} clearable clearButtonProps={{ "aria-label": "All states" }} size="sm" w={180} />
      </Group>
      {enrollments.isPending && <LoadingRows />}
      <CallProblem error={enrollments.error} onRetry={() => void enrollments.refetch()} />
      {enrollments.isSuccess && rows.length === 0 && (
        <Empty icon={HistoryIcon} title={state === null ? "No record went through yet" : `No enrollment is in the state "${enrollmentStates[state].label}"`}>
          {state === null && "Turn the workflow on, or try it with a record first."}
        </Empty>
      )}
      {rows.length > 0 && <RowTable label="Enrollment history" columns={columns} rows={rows} />}
      {enrollments.hasNextPage && (
        <Center>
          <Button variant="default" loading={enrollments.isFetchingNextPage} onClick={() => void enrollments.fetchNextPage()}>
            Load more
          </Button>
        </Center>
      )}
    </Stack>
  );
}
