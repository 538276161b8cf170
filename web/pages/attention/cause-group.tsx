import { t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import { Button, Card } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AttentionGroup, EnrollmentRow } from "#api/enrollment.ts";
import { orpc } from "../../api.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { refreshTopics } from "../../live.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { FailurePanel } from "../../parts/failure-panel.tsx";
import { PageButton, PageLink } from "../../parts/links.tsx";
import { Moment } from "../../parts/moment.tsx";
import classes from "./cause-group.module.css";
import { fixOf, headlineOf, moreReasons } from "./cause.ts";
import { CauseFix } from "./cause-fix.tsx";

interface CauseGroupProps {
  group: AttentionGroup;
  isRetrying: boolean;
  onRetryAll: () => void;
}

/** One cause, explained once, with everything it stopped. */
export function CauseGroup({ group, isRetrying, onRetryAll }: CauseGroupProps): ReactNode {
  const isUnknown = group.failure.code === "outcome-unknown";
  return (
    <Card padding={0} component="article" aria-label={headlineOf(group)}>
      <div className={classes["failure"]}>
        <FailurePanel failure={group.failure}>
          {group.count > 1 && !isUnknown && (
            <Allowed right="edit">
              <Button size="xs" loading={isRetrying} onClick={onRetryAll}>
                <Plural value={group.count} one="Retry all # enrollment" other="Retry all # enrollments" />
              </Button>
            </Allowed>
          )}
          {fixOf(group).kind !== "choose" && <CauseFix group={group} />}
        </FailurePanel>
        {fixOf(group).kind === "choose" && <CauseFix group={group} />}
      </div>
      <ul className={classes["stopped"]} aria-label={t`Stopped enrollments`}>
        {group.enrollments.map((enrollment) => (
          <Stopped key={enrollment.id} enrollment={enrollment} isUnknown={isUnknown} />
        ))}
        {group.count > group.enrollments.length && (
          <li className={classes["quiet"]}>
            <Plural value={group.count - group.enrollments.length} one="and # more" other="and # more" /> ·{" "}
            <PageLink to="/history" search={{ states: ["needs-attention"] }} underline="always">
              <Trans>All that need attention</Trans>
            </PageLink>
          </li>
        )}
      </ul>
    </Card>
  );
}

function Stopped({ enrollment, isUnknown }: { enrollment: EnrollmentRow; isUnknown: boolean }): ReactNode {
  const queryClient = useQueryClient();
  const retry = useMutation(
    orpc.enrollments.retry.mutationOptions({
      onSuccess: async () => {
        notifications.show({ message: t`"${enrollment.recordName}" is tried again.` });
        await refreshTopics(queryClient, new Set(["enrollments"]));
      },
    }),
  );
  const more = moreReasons(enrollment);
  return (
    <li>
      <div className={classes["row"]}>
        <div className={classes["about"]}>
          <PageLink to="/enrollments/$id" params={{ id: enrollment.id }} fw={550}>
            {enrollment.recordName}
          </PageLink>
          <div className={classes["quiet"]}>
            {enrollment.workflowName} · <Trans>since <Moment at={enrollment.startedAt} /></Trans>
            {more !== null && ` · ${more}`}
          </div>
        </div>
        {isUnknown ? (
          <PageButton to="/enrollments/$id" params={{ id: enrollment.id }} size="xs" variant="default">
            <Trans>Decide</Trans>
          </PageButton>
        ) : (
          <Allowed right="edit">
            <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate({ id: enrollment.id })} aria-label={t`Retry ${enrollment.recordName}`}>
              <Trans>Retry</Trans>
            </Button>
          </Allowed>
        )}
      </div>
      <CallProblem error={retry.error} />
    </li>
  );
}
