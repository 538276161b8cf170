import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { type ApprovalRow, mostApproved } from "#api/approval.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { Amount } from "../../parts/amount.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { useMay } from "../../parts/may.ts";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { ApprovalCard } from "./approval-card.tsx";
import classes from "./approvals.module.css";
import { addedUp, totalsOf } from "./totals.ts";

/** Planned documents that wait for a yes or a no. */
export function ApprovalsPage(): ReactNode {
  const { t } = useLingui();
  const mayApprove = useMay("approve");
  const waiting = useQuery(orpc.approvals.list.queryOptions({ input: { limit: mostApproved } }));
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const rows = waiting.data ?? [];
  const allowed = mayApprove ? rows.filter(({ beyondLimit }) => beyondLimit === null) : [];
  const chosen = allowed.filter(({ attemptId }) => chosenIds.has(attemptId));
  const choose = (attemptId: string, isChosen: boolean): void => setChosenIds(isChosen ? new Set([...chosenIds, attemptId]) : new Set([...chosenIds].filter((id) => id !== attemptId)));
  return (
    <Page title={t`Approvals`} facts={<Trans>Documents that are planned and not posted yet. What you approve is exactly what is posted.</Trans>}>
      {waiting.isPending && <LoadingRows rows={6} />}
      <CallProblem error={waiting.error} onRetry={() => void waiting.refetch()} />
      {!mayApprove && rows.length > 0 && (
        <Notice tone="warning" title={t`You can look at these, but not answer them.`}>
          <Trans>Only an approver or an admin of this workspace may. Ask an admin to change your role.</Trans>
        </Notice>
      )}
      {waiting.isSuccess && rows.length === 0 && (
        <Empty icon={CircleCheck} title={t`Nothing waits for approval`}>
          <Trans>A workflow with an approval step asks here before its document is posted.</Trans>
        </Empty>
      )}
      {allowed.length > 1 && (
        <Checkbox
          label={t`Choose all that I may approve`}
          checked={chosen.length === allowed.length}
          indeterminate={chosen.length > 0 && chosen.length < allowed.length}
          onChange={(event) => setChosenIds(new Set(event.currentTarget.checked ? allowed.map(({ attemptId }) => attemptId) : []))}
        />
      )}
      <Stack gap="md">
        {rows.map((row, index) => (
          <ApprovalCard
            key={row.attemptId}
            row={row}
            refusal={mayApprove ? null : t`Only an approver or an admin may answer.`}
            isChosen={chosen.includes(row)}
            onChoose={(isChosen) => choose(row.attemptId, isChosen)}
            isOpen={index === 0}
          />
        ))}
      </Stack>
      {chosen.length > 0 && <ApproveChosen chosen={chosen} onDone={() => setChosenIds(new Set())} />}
    </Page>
  );
}

/** Several at once, with what they come to. */
function ApproveChosen({ chosen, onDone }: { chosen: readonly ApprovalRow[]; onDone: () => void }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const approve = useMutation(
    orpc.approvals.approveMany.mutationOptions({
      onSuccess: async ({ approved, refused }) => {
        const [approvedCount, refusedCount] = [approved.length, refused.length];
        notifications.show(
          refusedCount === 0
            ? { message: t`${approvedCount} approved.` }
            : { color: "yellow", title: t`${approvedCount} approved, ${refusedCount} not`, message: refused[0]?.failures[0]?.happened ?? "", autoClose: false },
        );
        onDone();
        await refreshTopics(queryClient, new Set(["enrollments"]));
      },
    }),
  );
  return (
    <section className={classes["bar"]} aria-label={t`Chosen`}>
      <Group gap="sm" role="status">
        <Text size="sm" fw={600}>
          <Plural value={chosen.length} one="# document chosen" other="# documents chosen" />
        </Text>
        {addedUp(chosen.flatMap(totalsOf)).map((money) => (
          <Amount key={money.currency} money={money} />
        ))}
      </Group>
      <Button loading={approve.isPending} onClick={() => approve.mutate({ approvals: chosen.map(({ enrollmentId, attemptId }) => ({ enrollmentId, attemptId })) })}>
        <Trans>Approve the chosen</Trans>
      </Button>
      <CallProblem error={approve.error} />
    </section>
  );
}
