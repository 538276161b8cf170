import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Center, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import type { ReactNode } from "react";
import type { EnrollmentRow } from "#api/enrollment.ts";
import { orpc } from "../api.ts";
import { CallProblem } from "../parts/call-problem.tsx";
import { Empty } from "../parts/empty.tsx";
import { PageLink } from "../parts/links.tsx";
import { isNarrowed } from "../parts/list-filter.ts";
import { LoadingRows } from "../parts/loading.tsx";
import { Moment } from "../parts/moment.tsx";
import { sentence } from "../parts/problems.ts";
import { type Column, RowTable } from "../parts/row-table.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { enrollmentStates, startedByText } from "../parts/states.ts";
import classes from "./enrollment-table.module.css";
import { type HistoryFilter, queryOf } from "./history-filter.ts";

const pageSize = 25;

interface EnrollmentTableProps {
  filter: HistoryFilter;
  /** Absent = of all workflows, each named. */
  workflowId?: string | undefined;
  /** What would put something here. */
  whenEmpty: ReactNode;
}

/** Enrollments, the newest first; kept current while they are looked at. */
export function EnrollmentTable({ filter, workflowId, whenEmpty }: EnrollmentTableProps): ReactNode {
  const { t } = useLingui();
  const enrollments = useInfiniteQuery(
    orpc.enrollments.list.infiniteOptions({
      input: (after: string | undefined) => ({ ...queryOf(filter), workflowId, limit: pageSize, after }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)?.id),
      placeholderData: (previous) => previous,
    }),
  );
  const rows = enrollments.data?.pages.flat() ?? [];
  const workflow: Column<EnrollmentRow> = { header: t`Workflow`, cell: ({ workflowName }) => workflowName };
  const columns: Column<EnrollmentRow>[] = [
    {
      header: t`Record`,
      cell: ({ id, recordName }) => (
        <PageLink to="/enrollments/$id" params={{ id }}>
          {recordName}
        </PageLink>
      ),
    },
    ...(workflowId === undefined ? [workflow] : []),
    { header: t`State`, cell: ({ enrollmentState }) => <StateBadge state={enrollmentStates[enrollmentState]} /> },
    { header: t`Because`, cell: ({ failures }) => (failures[0] === undefined ? null : <div className={classes["because"]}>{failures[0].happened}</div>) },
    { header: t`Started by`, cell: ({ startedBy }) => sentence(startedByText(startedBy)) },
    { header: t`Started`, align: "end", cell: ({ startedAt }) => <Moment at={startedAt} /> },
  ];
  return (
    <Stack gap="sm">
      {enrollments.isPending && <LoadingRows />}
      <CallProblem error={enrollments.error} onRetry={() => void enrollments.refetch()} />
      {enrollments.isSuccess && rows.length === 0 && (
        <Empty icon={History} title={isNarrowed(filter) ? t`Nothing fits these filters` : t`No record went through yet`}>
          {isNarrowed(filter) ? <Trans>Choose other states or days, or clear the search.</Trans> : whenEmpty}
        </Empty>
      )}
      {rows.length > 0 && <RowTable label={t`Enrollment history`} columns={columns} rows={rows} />}
      {enrollments.hasNextPage && (
        <Center>
          <Button variant="default" loading={enrollments.isFetchingNextPage} onClick={() => void enrollments.fetchNextPage()}>
            <Trans>Load more</Trans>
          </Button>
        </Center>
      )}
    </Stack>
  );
}
