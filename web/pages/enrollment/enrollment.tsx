import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { EnrollmentDetail } from "#api/enrollment.ts";
import { orpc } from "../../api.ts";
import { Allowed } from "../../parts/allowed.tsx";
import { ExternalLink, PageButton, PageLink } from "../../parts/links.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Page } from "../../parts/page.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { enrollmentStates, objectTypeWords, startedByText } from "../../parts/states.ts";
import { Missing } from "../not-found/missing.tsx";
import { Attempt } from "./attempt.tsx";
import { Commands } from "./commands.tsx";
import { MadeDocuments } from "./made-documents.tsx";
import { Stopped } from "./stopped.tsx";
import classes from "./timeline.module.css";

const route = getRouteApi("/app/enrollments/$id");

/** One record going through a workflow: every attempt of every step, with what it was decided on and what came of it. */
export function EnrollmentPage(): ReactNode {
  const { id } = route.useParams();
  const enrollment = useQuery(orpc.enrollments.get.queryOptions({ input: { id } }));
  if (enrollment.data === undefined) {
    return <Missing title={t`Enrollment`} error={enrollment.error} onRetry={() => void enrollment.refetch()} back={<PageLink to="/"><Trans>Workflows</Trans></PageLink>} />;
  }
  return <EnrollmentShown enrollment={enrollment.data} />;
}

function EnrollmentShown({ enrollment }: { enrollment: EnrollmentDetail }): ReactNode {
  const last = enrollment.attempts.at(-1);
  return (
    <Page
      title={enrollment.recordName}
      beside={<StateBadge state={enrollmentStates[enrollment.enrollmentState]} />}
      back={
        <PageLink to="/workflows/$id" params={{ id: enrollment.workflowId }}>
          {enrollment.workflowName}
        </PageLink>
      }
      facts={<EnrollmentFacts enrollment={enrollment} />}
      actions={
        <>
          {enrollment.enrollmentState === "awaiting-approval" && (
            <Allowed right="approve">
              <PageButton to="/approvals">
                <Trans>Approve or reject</Trans>
              </PageButton>
            </Allowed>
          )}
          <Allowed right="edit">
            <Commands enrollment={enrollment} />
          </Allowed>
        </>
      }
    >
      <Stopped enrollment={enrollment} />
      <MadeDocuments documents={enrollment.documents} />
      <Stack component="section" gap="sm" aria-labelledby="timeline">
        <Title order={2} id="timeline">
          <Trans>What happened</Trans>
        </Title>
        <ol className={classes["timeline"]}>
          <li>
            <p className={classes["moment"]}>
              <Enrolled enrollment={enrollment} />
            </p>
          </li>
          {enrollment.attempts.map((attempt) => (
            <li key={attempt.id}>
              <Attempt attempt={attempt} documents={enrollment.documents} isLast={attempt === last} isExplainedAbove={attempt === last && enrollment.failures.length > 0} />
            </li>
          ))}
          {enrollment.finishedAt !== null && (
            <li>
              <p className={classes["moment"]}>
                <Finished enrollment={enrollment} at={enrollment.finishedAt} />
              </p>
            </li>
          )}
        </ol>
      </Stack>
    </Page>
  );
}

/** How it began: in words, and the time at the end of the line as the steps have it. */
function Enrolled({ enrollment: { startedAt, startedBy, attempts } }: { enrollment: EnrollmentDetail }): ReactNode {
  return (
    <>
      <Trans>The record was enrolled by {startedByText(startedBy)}.</Trans> {attempts.length === 0 && <Trans>The first step has not started yet.</Trans>}
      <span className={classes["time"]}>
        <Moment at={startedAt} />
      </span>
    </>
  );
}

function Finished({ enrollment: { enrollmentState }, at }: { enrollment: EnrollmentDetail; at: string }): ReactNode {
  return (
    <>
      {enrollmentState === "cancelled" ? <Trans>The record was taken out of the workflow.</Trans> : <Trans>The workflow is finished for this record.</Trans>}
      <span className={classes["time"]}>
        <Moment at={at} />
      </span>
    </>
  );
}

function EnrollmentFacts({ enrollment }: { enrollment: EnrollmentDetail }): ReactNode {
  return (
    <>
      <Trans>
        Enrolled <Moment at={enrollment.startedAt} /> by {startedByText(enrollment.startedBy)} · version {enrollment.workflowVersion}
      </Trans>
      {enrollment.finishedAt !== null && (
        <>
          {" "}
          ·{" "}
          <Trans>
            finished <Moment at={enrollment.finishedAt} />
          </Trans>
        </>
      )}
      {enrollment.recordUrl !== null && (
        <>
          {" "}
          · <ExternalLink href={enrollment.recordUrl}><Trans>Open the {objectTypeWords(enrollment.objectType)} in HubSpot</Trans></ExternalLink>
        </>
      )}
    </>
  );
}
