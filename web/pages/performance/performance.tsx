import "@mantine/charts/styles.layer.css";
import { Trans, useLingui } from "@lingui/react/macro";
import { Group, SegmentedControl, Select, SimpleGrid, Stack } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ChartColumn } from "lucide-react";
import type { ReactNode } from "react";
import type { PerformanceReply } from "#api/performance.ts";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Page } from "../../parts/page.tsx";
import { CallsUsed } from "./calls-used.tsx";
import { DocumentsChart } from "./documents-chart.tsx";
import { MoneyChart } from "./money-chart.tsx";
import { performanceDays } from "./performance-address.ts";
import { PostingTimes } from "./posting-times.tsx";
import { StoppedCauses } from "./stopped-causes.tsx";

const route = getRouteApi("/app/performance");

/** What the workflows did over some days: documents, money, what stopped, how fast, and the calls it took. */
export function PerformancePage(): ReactNode {
  const { t } = useLingui();
  const { days, workflow } = route.useSearch();
  const navigate = route.useNavigate();
  const performance = useQuery(orpc.performance.queryOptions({ input: { days, workflowId: workflow }, placeholderData: keepPreviousData }));
  const workflows = useQuery(orpc.workflows.list.queryOptions());
  const ranges = performanceDays.map((count) => ({ value: String(count), label: t`${count} days` }));
  return (
    <Page
      title={t`Performance`}
      facts={performance.data === undefined ? undefined : <Trans>Days of the time zone {performance.data.timeZone}. Voided documents do not count.</Trans>}
      actions={
        <Group gap="sm">
          <Select
            aria-label={t`Workflow`}
            placeholder={t`All workflows`}
            data={(workflows.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={workflow ?? null}
            onChange={(id) => void navigate({ search: { days, workflow: id ?? undefined }, replace: true })}
            clearable
            clearButtonProps={{ "aria-label": t`All workflows` }}
            w={220}
          />
          <SegmentedControl
            aria-label={t`Range`}
            data={ranges}
            value={String(days)}
            onChange={(count) => void navigate({ search: { days: Number(count) as typeof days, workflow }, replace: true })}
          />
        </Group>
      }
    >
      {performance.isPending && <LoadingRows rows={6} />}
      <CallProblem error={performance.error} onRetry={() => void performance.refetch()} />
      {performance.data !== undefined && <Shown performance={performance.data} />}
    </Page>
  );
}

function Shown({ performance }: { performance: PerformanceReply }): ReactNode {
  const { t } = useLingui();
  const isEmpty = performance.posted.length === 0 && performance.stopped.length === 0;
  return (
    <Stack gap="lg">
      {isEmpty && (
        <Empty icon={ChartColumn} title={t`Nothing happened in these days`}>
          <Trans>As soon as a workflow posts a document or stops at something, it is counted here.</Trans>
        </Empty>
      )}
      {performance.posted.length > 0 && (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
          <DocumentsChart performance={performance} />
          <MoneyChart performance={performance} />
        </SimpleGrid>
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        {performance.stopped.length > 0 && <StoppedCauses stopped={performance.stopped} />}
        {performance.postingTimes.length > 0 && <PostingTimes performance={performance} />}
      </SimpleGrid>
      <CallsUsed />
    </Stack>
  );
}
