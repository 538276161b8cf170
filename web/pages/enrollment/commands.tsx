import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import type { EnrollmentDetail } from "#api/enrollment.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { messageOf, failuresOf } from "../../parts/problems.ts";
import { isUndecided } from "./undecided.ts";

/** What a person may do with an enrollment. */
export function Commands({ enrollment }: { enrollment: EnrollmentDetail }): ReactNode {
  const queryClient = useQueryClient();
  const refresh = (): Promise<void> => refreshTopics(queryClient, new Set(["enrollments"]));
  const onError = (error: unknown): void => {
    notifications.show({ color: "red", title: t`Not possible now`, message: failuresOf(error)[0]?.happened ?? messageOf(error) });
    void refresh();
  };
  const retry = useMutation(orpc.enrollments.retry.mutationOptions({ onSuccess: refresh, onError }));
  const cancel = useMutation(orpc.enrollments.cancel.mutationOptions({ onSuccess: refresh, onError }));
  const askToCancel = (): void => {
    modals.openConfirmModal({
      title: <Text fw={650}><Trans>Cancel this enrollment?</Trans></Text>,
      children: <Text size="sm"><Trans>"{enrollment.recordName}" is taken out of the workflow for good. Documents that exist already stay.</Trans></Text>,
      labels: { confirm: t`Cancel the enrollment`, cancel: t`Keep it` },
      confirmProps: { color: "red.9" },
      onConfirm: () => cancel.mutate({ id: enrollment.id }),
    });
  };
  return (
    <>
      {enrollment.canCancel && (
        <Button variant="default" loading={cancel.isPending} onClick={askToCancel}>
          <Trans>Cancel enrollment</Trans>
        </Button>
      )}
      {enrollment.canRetry && !isUndecided(enrollment) && (
        <Button leftSection={<RotateCw size={16} aria-hidden />} loading={retry.isPending} onClick={() => retry.mutate({ id: enrollment.id })}>
          {enrollment.enrollmentState === "waiting" ? t`Retry now` : t`Retry`}
        </Button>
      )}
    </>
  );
}
