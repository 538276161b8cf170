import { Trans } from "@lingui/react/macro";
import { Fragment, type ReactNode } from "react";
import type { EnrollmentDetail, StepAttemptReply } from "#api/enrollment.ts";
import { Amount } from "../../parts/amount.tsx";
import { documentName } from "../../parts/document-words.ts";
import { Moment } from "../../parts/moment.tsx";

interface AttemptStoryProps {
  attempt: StepAttemptReply;
  /** What the enrollment made in all. */
  documents: EnrollmentDetail["documents"];
}

/** What one try came to, as a person would tell it. */
export function AttemptStory({ attempt, documents }: AttemptStoryProps): ReactNode {
  const { outcome, plans, decisions } = attempt;
  switch (outcome?.outcome) {
    case undefined:
      return plans.length === 0 ? <Trans>It is at work on this step.</Trans> : <Trans>It is planned and goes to QuickBooks.</Trans>;
    case "done":
      return plans.length === 0 ? <Decided decisions={decisions} /> : <Made attempt={attempt} documents={documents} />;
    case "delayed":
      return (
        <Trans>
          It waits until <Moment at={outcome.until} />.
        </Trans>
      );
    case "asked":
      return <Trans>A person was asked whether this is posted.</Trans>;
    case "waiting":
      return outcome.because.happened;
    case "failed":
      return outcome.failures.map(({ happened }) => happened).join(" ");
  }
}

/** Flow steps say themselves what they did. */
function Decided({ decisions }: Pick<StepAttemptReply, "decisions">): ReactNode {
  const [first] = decisions;
  if (first === undefined) return <Trans>Done.</Trans>;
  return `${first.decided.charAt(0).toUpperCase()}${first.decided.slice(1)}.`;
}

/** The documents that this step's plans became. */
function Made({ attempt: { plans }, documents }: AttemptStoryProps): ReactNode {
  const kinds = new Set(plans.map(({ kind }) => kind));
  const made = documents.filter(({ kind }) => kinds.has(kind));
  if (made.length === 0) return <Trans>It was approved.</Trans>;
  return made.map(({ id, kind, number, partyName, total }) => (
    <Fragment key={id}>
      {documentName(kind, number)}{" "}
      {partyName === null ? <Amount money={total} /> : <Trans>for {partyName}, <Amount money={total} /></Trans>}.{" "}
    </Fragment>
  ));
}
