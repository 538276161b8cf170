import { t } from "@lingui/core/macro";
import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import type { DocumentPlanReply } from "#api/document-plan.ts";
import type { DecisionReply } from "#api/enrollment.ts";
import type { ExplainedFailure } from "#api/failure.ts";
import { createdFirst, otherReasons } from "#api/plan-reasons.ts";
import { Decisions } from "./decisions.tsx";
import { DocumentPreview } from "./document-preview.tsx";
import { Facts } from "./facts.tsx";
import { FailurePanel } from "./failure-panel.tsx";
import classes from "./plan-picture.module.css";
import { say } from "./preview-say.ts";

interface PlanPictureProps {
  plans: readonly DocumentPlanReply[];
  decisions: readonly DecisionReply[];
  warnings: readonly ExplainedFailure[];
  isPosted?: boolean;
}

/** What a step puts into the books: what to look at, what is created first, and each document with the reasons in place. */
export function PlanPicture({ plans, decisions, warnings, isPosted = false }: PlanPictureProps): ReactNode {
  return (
    <Stack gap="sm">
      {warnings.map((warning) => (
        <FailurePanel key={`${warning.code} ${warning.happened}`} failure={warning} isWarning />
      ))}
      <CreatedFirst plans={plans} isPosted={isPosted} />
      {plans.map((plan) => (
        <DocumentPreview key={plan.kind} plan={plan} decisions={decisions} isPosted={isPosted} />
      ))}
      <Decisions decisions={otherReasons(plans, decisions)} />
    </Stack>
  );
}

function CreatedFirst({ plans, isPosted }: { plans: readonly DocumentPlanReply[]; isPosted: boolean }): ReactNode {
  const created = createdFirst(plans, say);
  if (created.length === 0) return null;
  const title = isPosted ? t`Created in QuickBooks first` : t`Will be created in QuickBooks first`;
  return (
    <section className={classes["created"]} aria-label={title}>
      <div className={classes["title"]}>{title}</div>
      <ul>
        {created.map(({ what, name, facts }) => (
          <li key={`${what} ${name}`}>
            <div className={classes["name"]}>
              {say(what)} "{name}"
            </div>
            <Facts facts={facts} />
          </li>
        ))}
      </ul>
    </section>
  );
}
