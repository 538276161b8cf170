import { plural, t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import { Button, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { orpc } from "../../api.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { refreshTopics } from "../../live.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { Empty } from "../../parts/empty.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { Page } from "../../parts/page.tsx";
import { CauseGroup } from "./cause-group.tsx";
import { GoneDocumentGroups } from "./gone-documents.tsx";

/** What waits for a person to do something, cause by cause: what stopped, and documents that are gone from the books. */
export function AttentionPage(): ReactNode {
  const queryClient = useQueryClient();
  const groups = useQuery(orpc.attention.list.queryOptions());
  const gone = useQuery(orpc.attention.documents.queryOptions());
  const retry = useMutation(
    orpc.attention.retryAll.mutationOptions({
      onSuccess: async ({ retried }) => {
        notifications.show({ message: plural(retried, { one: "# enrollment tried again.", other: "# enrollments tried again." }) });
        await refreshTopics(queryClient, new Set(["enrollments"]));
      },
    }),
  );
  const stopped = (groups.data ?? []).reduce((sum, group) => sum + group.count, 0);
  return (
    <Page
      title={t`Needs attention`}
      facts={stopped === 0 ? undefined : <StoppedFacts stopped={stopped} causes={groups.data?.length ?? 0} />}
      actions={
        stopped > 0 && (
          <Allowed right="edit">
            <Button leftSection={<RotateCw size={16} aria-hidden />} loading={retry.isPending} onClick={() => retry.mutate({})}>
              <Trans>Retry all {stopped}</Trans>
            </Button>
          </Allowed>
        )
      }
    >
      {(groups.isPending || gone.isPending) && <LoadingRows rows={6} />}
      <CallProblem error={groups.error} onRetry={() => void groups.refetch()} />
      <CallProblem error={gone.error} onRetry={() => void gone.refetch()} />
      <CallProblem error={retry.error} />
      {groups.data?.length === 0 && gone.data?.length === 0 && (
        <Empty icon={CircleCheck} title={t`Nothing needs attention`}>
          <Trans>When something stops, it is explained here with what to do about it.</Trans>
        </Empty>
      )}
      <Stack gap="lg">
        {groups.data?.map((group) => (
          <CauseGroup key={group.cause} group={group} isRetrying={retry.isPending} onRetryAll={() => retry.mutate({ cause: group.cause })} />
        ))}
        <GoneDocumentGroups groups={gone.data ?? []} />
      </Stack>
    </Page>
  );
}

function StoppedFacts({ stopped, causes }: { stopped: number; causes: number }): ReactNode {
  return (
    <Trans>
      <Plural value={stopped} one="# enrollment" other="# enrollments" /> stopped, <Plural value={causes} one="# cause" other="# causes" />. Nothing is lost: each goes on where it stopped.
    </Trans>
  );
}
