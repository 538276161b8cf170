import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { DryRun } from "#api/enrollment.ts";
import { orpc } from "../api.ts";
import { Amount } from "../parts/amount.tsx";
import { CallProblem } from "../parts/call-problem.tsx";
import { documentName } from "../parts/document-words.ts";
import { FailurePanel } from "../parts/failure-panel.tsx";
import { ExternalLink, PageLink } from "../parts/links.tsx";
import { CalendarDate } from "../parts/moment.tsx";
import { Notice } from "../parts/notice.tsx";
import { PlanPicture } from "../parts/plan-picture.tsx";
import { MatchExplained } from "./match-explained.tsx";
import { MessagePreview } from "./message-preview.tsx";

/** What the workflow would do with a record; enrolling it is for published workflows only. */
export function DryRunShown({ workflowId, run, mayEnroll }: { workflowId: string; run: DryRun; mayEnroll: boolean }): ReactNode {
  return (
    <Stack gap="lg">
      <Group justify="space-between" gap="sm">
        <Title order={2}>{run.recordName}</Title>
        <ExternalLink href={run.recordUrl}>
          <Trans>Open in HubSpot</Trans>
        </ExternalLink>
      </Group>
      <MatchExplained match={run.match} />
      {run.steps.map((step) => (
        <DryStep key={step.stepId} step={step} />
      ))}
      {mayEnroll && <EnrollRecord workflowId={workflowId} run={run} />}
    </Stack>
  );
}

function DryStep({ step }: { step: DryRun["steps"][number] }): ReactNode {
  return (
    <Stack component="section" gap="sm" aria-label={step.title}>
      <Title order={3}>{titleOf(step)}</Title>
      {step.failures.map((failure) => (
        <FailurePanel key={`${failure.code} ${failure.happened}`} failure={failure} />
      ))}
      {step.billedBefore !== null && <BilledBefore document={step.billedBefore} />}
      {step.message !== null && <MessagePreview message={step.message} />}
      <PlanPicture plans={step.plans} decisions={step.billedBefore === null ? step.decisions : []} warnings={step.warnings} />
    </Stack>
  );
}

function BilledBefore({ document: { id, kind, number, transactionDate, total } }: { document: NonNullable<DryRun["steps"][number]["billedBefore"]> }): ReactNode {
  return (
    <Notice tone="success" title={t`This record would not be billed again`}>
      <Trans>
        <PageLink to="/documents/$id" params={{ id }} underline="always">{documentName(kind, number)}</PageLink> of <CalendarDate date={transactionDate} />, <Amount money={total} />, was made of it by this step and is still there.
      </Trans>
    </Notice>
  );
}

function titleOf({ title, plans, failures, billedBefore }: DryRun["steps"][number]): string {
  if (failures.length > 0) return t`${title}: not possible now`;
  if (billedBefore !== null) return t`${title}: billed before`;
  if (plans.length === 0) return title;
  return plans.length === 1 ? t`${title}: this document` : t`${title}: these documents`;
}

function WhatItDoes({ run: { steps } }: { run: DryRun }): ReactNode {
  if (steps.some(({ failures }) => failures.length > 0)) return <Trans>It would stop and need attention.</Trans>;
  if (steps.some(({ plans }) => plans.length > 0)) return <Trans>Creates what is shown above.</Trans>;
  return <Trans>Creates no document.</Trans>;
}

function EnrollRecord({ workflowId, run }: { workflowId: string; run: DryRun }): ReactNode {
  const navigate = useNavigate();
  const enroll = useMutation(
    orpc.workflows.enroll.mutationOptions({
      onSuccess: (enrollment) => {
        notifications.show({ title: t`Enrolled`, message: t`"${enrollment.recordName}" is going through the workflow.` });
        return navigate({ to: "/enrollments/$id", params: { id: enrollment.id } });
      },
    }),
  );
  return (
    <Stack gap="sm">
      {run.enrolledBefore > 0 && (
        <Notice tone="warning" title={plural(run.enrolledBefore, { one: "It went through this workflow # time before.", other: "It went through this workflow # times before." })}>
          {run.steps.some(({ plans }) => plans.length > 0) && <Trans>Enrolling it again could bill the customer twice.</Trans>}
        </Notice>
      )}
      <CallProblem error={enroll.error} />
      <Group gap="sm">
        <Button loading={enroll.isPending} onClick={() => enroll.mutate({ id: workflowId, recordId: run.recordId })}>
          <Trans>Enroll this record</Trans>
        </Button>
        <Text size="sm" c="dimmed">
          <WhatItDoes run={run} />
        </Text>
      </Group>
    </Stack>
  );
}
