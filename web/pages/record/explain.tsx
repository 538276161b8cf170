import { Trans, useLingui } from "@lingui/react/macro";
import { Card, Drawer, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ExplainedRecord } from "#api/enrollment.ts";
import type { RecordDetail } from "#api/record.ts";
import { orpc } from "../../api.ts";
import { DryRunShown } from "../../dry-run/dry-run.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { FailurePanel } from "../../parts/failure-panel.tsx";
import { type Fact, Facts } from "../../parts/facts.tsx";
import { PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { useMay } from "../../parts/may.ts";
import { Moment } from "../../parts/moment.tsx";
import { Notice } from "../../parts/notice.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { enrollmentStates } from "../../parts/states.ts";

/** Why the record is or is not in a workflow, filter by filter, and what the workflow would do with it now. Nothing is written. */
export function Explain({ record, onClose }: { record: RecordDetail; onClose: () => void }): ReactNode {
  const { t } = useLingui();
  const mayEdit = useMay("edit");
  const workflows = useQuery(orpc.workflows.list.queryOptions());
  const [picked, setPicked] = useState<string | null>(null);
  const fitting = (workflows.data ?? []).filter((one) => one.objectType === record.objectType && one.version > 0);
  const chosen = picked ?? (fitting.length === 1 ? fitting[0]?.id : undefined) ?? null;
  const explained = useQuery(orpc.workflows.explain.queryOptions({ input: { id: chosen ?? "", recordId: record.id }, enabled: chosen !== null, staleTime: 0 }));
  return (
    <Drawer opened onClose={onClose} position="right" size={760} title={<Text fw={650}><Trans>Explain {record.name}</Trans></Text>}>
      <Stack gap="lg">
        <CallProblem error={workflows.error} onRetry={() => void workflows.refetch()} />
        {workflows.isSuccess && fitting.length === 0 && <Notice tone="warning" title={t`No workflow that was published takes such records.`} />}
        {fitting.length > 0 && (
          <Select
            label={t`Workflow`}
            description={t`Shows which of its filters hold, and what it would do now. Nothing is written.`}
            placeholder={t`Choose a workflow`}
            data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={setPicked}
            allowDeselect={false}
            data-autofocus
          />
        )}
        <div aria-live="polite">
          {explained.isFetching && <LoadingRows rows={4} />}
          <CallProblem error={explained.error} onRetry={() => void explained.refetch()} />
          {explained.data !== undefined && !explained.isFetching && chosen !== null && (
            <Stack gap="lg" key={explained.dataUpdatedAt}>
              <Conclusion explained={explained.data} />
              <DryRunShown workflowId={chosen} run={explained.data} mayEnroll={mayEdit} />
            </Stack>
          )}
        </div>
      </Stack>
    </Drawer>
  );
}

/** The answer first, and what it rests on beside the filters. */
function Conclusion({ explained: { conclusion, keptOutBy, events, lastEnrollment, enrolledBefore } }: { explained: ExplainedRecord }): ReactNode {
  const { t } = useLingui();
  const facts: Fact[] = [
    ...(events.length === 0 ? [] : [{ label: t`Enters when`, value: events.join(` ${t`or`} `) }]),
    {
      label: t`Enrolled before`,
      value:
        lastEnrollment === null ? (
          t`Never`
        ) : (
          <>
            <PageLink to="/enrollments/$id" params={{ id: lastEnrollment.id }}>
              <Moment at={lastEnrollment.startedAt} />
            </PageLink>{" "}
            <StateBadge state={enrollmentStates[lastEnrollment.enrollmentState]} />
            {enrolledBefore > 1 && <> · {t`${enrolledBefore} times in all`}</>}
          </>
        ),
    },
  ];
  return (
    <Card component="section" aria-label={t`Conclusion`}>
      <Stack gap="sm">
        <Text fw={600}>{keptOutBy === null ? conclusion : t`It does not enter now.`}</Text>
        <Facts facts={facts} />
        {keptOutBy !== null && <FailurePanel failure={keptOutBy} isWarning />}
      </Stack>
    </Card>
  );
}
