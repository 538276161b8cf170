import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { StepAttemptReply } from "#api/enrollment.ts";
import { FailurePanel } from "../../parts/failure-panel.tsx";
import { Moment } from "../../parts/moment.tsx";
import { durationText } from "../../parts/moments.ts";
import { PlanPicture } from "../../parts/plan-picture.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { attemptState } from "../../parts/states.ts";
import { Exchanges } from "./exchanges.tsx";
import { Inputs } from "./inputs.tsx";
import classes from "./timeline.module.css";

interface AttemptProps {
  attempt: StepAttemptReply;
  /** The last one is open from the start. */
  isLast: boolean;
  /** Its failures stand at the top of the page already. */
  isExplainedAbove: boolean;
}

/** One try of one step: how it ended, what was decided and why, what was sent and answered. */
export function Attempt({ attempt, isLast, isExplainedAbove }: AttemptProps): ReactNode {
  return (
    <details className={classes["attempt"]} open={isLast}>
      <summary>
        <span className={classes["name"]}>{attempt.title}</span>
        {attempt.number > 1 && <Text size="sm" c="dimmed" component="span">{`try ${attempt.number}`}</Text>}
        <StateBadge state={attemptState(attempt)} />
        <span className={classes["time"]}>
          <Moment at={attempt.startedAt} />
          {attempt.finishedAt !== null && ` · took ${durationText(Date.parse(attempt.finishedAt) - Date.parse(attempt.startedAt))}`}
        </span>
      </summary>
      <div className={classes["body"]}>
        {!isExplainedAbove && <Outcome attempt={attempt} />}
        <Stack gap="xs">
          {attempt.plans.length > 0 && (
            <Title order={3} size="sm">
              Plan
            </Title>
          )}
          <PlanPicture plans={attempt.plans} decisions={attempt.decisions} warnings={attempt.warnings} isPosted={attempt.outcome?.outcome === "done"} />
        </Stack>
        <Inputs inputs={attempt.inputs} />
        <Exchanges exchanges={attempt.exchanges} />
      </div>
    </details>
  );
}

function Outcome({ attempt }: { attempt: StepAttemptReply }): ReactNode {
  const { outcome } = attempt;
  if (outcome?.outcome === "asked") return <Text size="sm">A person was asked whether this is posted.</Text>;
  if (outcome?.outcome === "delayed") {
    return (
      <Text size="sm">
        Waits until <Moment at={outcome.until} />.
      </Text>
    );
  }
  if (outcome === null) return <Text size="sm">It is at work on this step.</Text>;
  const failures = outcome.outcome === "failed" ? outcome.failures : outcome.outcome === "waiting" ? [outcome.because] : outcome.warnings;
  if (failures.length === 0) return null;
  return (
    <Stack gap="sm">
      {failures.map((failure) => (
        <FailurePanel key={`${failure.code} ${failure.happened}`} failure={failure} />
      ))}
      {outcome.outcome === "waiting" && (
        <Text size="sm" c="dimmed">
          Tried again from <Moment at={outcome.until} /> on.
        </Text>
      )}
    </Stack>
  );
}
