import { Trans } from "@lingui/react/macro";
import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { EnrollmentDetail, StepAttemptReply } from "#api/enrollment.ts";
import { FailurePanel } from "../../parts/failure-panel.tsx";
import { Moment } from "../../parts/moment.tsx";
import { durationText } from "../../parts/moments.ts";
import { PlanPicture } from "../../parts/plan-picture.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { attemptState } from "../../parts/states.ts";
import { Exchanges } from "./exchanges.tsx";
import { AttemptStory } from "./story.tsx";
import { Inputs } from "./inputs.tsx";
import classes from "./timeline.module.css";

interface AttemptProps {
  attempt: StepAttemptReply;
  documents: EnrollmentDetail["documents"];
  /** The last one is open from the start. */
  isLast: boolean;
  /** Its failures stand at the top of the page already. */
  isExplainedAbove: boolean;
}

/** One try of one step: how it ended, what was decided and why, what was sent and answered. */
export function Attempt({ attempt, documents, isLast, isExplainedAbove }: AttemptProps): ReactNode {
  return (
    <details className={classes["attempt"]} open={isLast}>
      <summary>
        <span className={classes["name"]}>{attempt.title}</span>
        {attempt.number > 1 && <Text size="sm" c="dimmed" component="span"><Trans>try {attempt.number}</Trans></Text>}
        <StateBadge state={attemptState(attempt)} />
        <span className={classes["time"]}>
          <Moment at={attempt.startedAt} />
          {attempt.finishedAt !== null && <Took from={attempt.startedAt} until={attempt.finishedAt} />}
        </span>
        <span className={classes["story"]}>
          <AttemptStory attempt={attempt} documents={documents} />
        </span>
      </summary>
      <div className={classes["body"]}>
        {!isExplainedAbove && <Outcome attempt={attempt} />}
        <Stack gap="xs">
          {attempt.plans.length > 0 && (
            <Title order={3} size="sm">
              <Trans>Plan</Trans>
            </Title>
          )}
          <PlanPicture plans={attempt.plans} decisions={attempt.decisions} warnings={attempt.warnings} isPosted={attempt.outcome?.outcome === "done"} />
        </Stack>
        <Inputs inputs={attempt.inputs} settings={attempt.settings} />
        <Exchanges exchanges={attempt.exchanges} />
      </div>
    </details>
  );
}

function Took({ from, until }: { from: string; until: string }): ReactNode {
  const duration = durationText(Date.parse(until) - Date.parse(from));
  return (
    <>
      {" "}
      · <Trans>took {duration}</Trans>
    </>
  );
}

function Outcome({ attempt }: { attempt: StepAttemptReply }): ReactNode {
  const { outcome } = attempt;
  if (outcome === null || outcome.outcome === "asked" || outcome.outcome === "delayed") return null;
  const failures = outcome.outcome === "failed" ? outcome.failures : outcome.outcome === "waiting" ? [outcome.because] : outcome.warnings;
  if (failures.length === 0) return null;
  return (
    <Stack gap="sm">
      {failures.map((failure) => (
        <FailurePanel key={`${failure.code} ${failure.happened}`} failure={failure} />
      ))}
      {outcome.outcome === "waiting" && (
        <Text size="sm" c="dimmed">
          <Trans>
            Tried again from <Moment at={outcome.until} /> on.
          </Trans>
        </Text>
      )}
    </Stack>
  );
}
