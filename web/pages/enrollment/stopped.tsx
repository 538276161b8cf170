import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { EnrollmentDetail } from "#api/enrollment.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { FailurePanel } from "../../parts/failure-panel.tsx";
import { PageLink } from "../../parts/links.tsx";
import { Moment } from "../../parts/moment.tsx";
import { SettleOutcome } from "./settle-outcome.tsx";
import { isUndecided } from "./undecided.ts";

/** Why the enrollment stopped or waits. Nothing while it goes on. */
export function Stopped({ enrollment }: { enrollment: EnrollmentDetail }): ReactNode {
  if (enrollment.failures.length === 0) return null;
  return (
    <Stack gap="sm" component="section" aria-label={enrollment.enrollmentState === "waiting" ? t`Why it waits` : t`Why it stopped`}>
      {enrollment.failures.map((failure) => (
        <FailurePanel key={`${failure.code} ${failure.happened}`} failure={failure}>
          {failure.choice !== null && enrollment.enrollmentState === "needs-attention" && (
            <Allowed right="edit">
              <PageLink to="/attention">
                <Trans>Choose it under Needs attention</Trans>
              </PageLink>
            </Allowed>
          )}
        </FailurePanel>
      ))}
      {enrollment.wakeAt !== null && (
        <Text size="sm" c="dimmed">
          <Trans>
            It is tried again by itself at <Moment at={enrollment.wakeAt} />.
          </Trans>
        </Text>
      )}
      {isUndecided(enrollment) && (
        <Allowed right="edit">
          <SettleOutcome enrollmentId={enrollment.id} />
        </Allowed>
      )}
    </Stack>
  );
}
