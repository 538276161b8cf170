import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { RotateCcw, X } from "lucide-react";
import type { EnrollmentDetail } from "../../../src/api/enrollment.ts";
import { api, messageOf } from "../../api.ts";
import { FailureList } from "../../parts/failure-panel.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Loaded, Page } from "../../parts/page.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { DocumentLinks } from "../documents/document-links.tsx";
import { SettleOutcome } from "./settle-outcome.tsx";
import { StepAttempts } from "./step-attempts.tsx";

export function EnrollmentPage() {
  const { id } = useParams({ from: "/enrollments/$id" });
  const enrollment = useQuery(api.enrollments.get.queryOptions({ input: { id } }));
  return <Loaded query={enrollment}>{(detail) => <EnrollmentView enrollment={detail} />}</Loaded>;
}

function EnrollmentView({ enrollment }: { enrollment: EnrollmentDetail }) {
  return (
    <Page
      title={enrollment.recordName}
      subtitle={
        <Group gap="xs">
          <StateBadge state={enrollment.enrollmentState} />
          <span>
            in{" "}
            <Anchor component={Link} to={`/workflows/${enrollment.workflowId}`} inherit>
              {enrollment.workflowName}
            </Anchor>
            , version {enrollment.workflowVersion}, since <Moment at={enrollment.startedAt} />
          </span>
          {enrollment.recordUrl ? (
            <Anchor href={enrollment.recordUrl} target="_blank" rel="noreferrer" inherit>
              Open the {enrollment.objectType}
            </Anchor>
          ) : null}
        </Group>
      }
      actions={<EnrollmentActions enrollment={enrollment} />}
    >
      {enrollment.failures.length > 0 ? <Stopped enrollment={enrollment} /> : null}
      {enrollment.documents.map((document) => (
        <DocumentLinks key={document.id} document={document} />
      ))}
      <Stack gap="sm">
        <Title order={2} size="h4">
          What happened
        </Title>
        <StepAttempts attempts={enrollment.attempts} />
      </Stack>
    </Page>
  );
}

function Stopped({ enrollment }: { enrollment: EnrollmentDetail }) {
  const waits = enrollment.enrollmentState === "waiting";
  return (
    <Stack gap="xs">
      <FailureList failures={enrollment.failures} />
      {waits && enrollment.wakeAt ? (
        <Text size="sm" c="dimmed">
          It is tried again by itself at <Moment at={enrollment.wakeAt} />.
        </Text>
      ) : null}
      {enrollment.failures.some((failure) => failure.code === "outcome-unknown") ? <SettleOutcome enrollmentId={enrollment.id} /> : null}
    </Stack>
  );
}

function EnrollmentActions({ enrollment }: { enrollment: EnrollmentDetail }) {
  const queries = useQueryClient();
  const done = { onSuccess: () => void queries.invalidateQueries({ queryKey: api.enrollments.key() }), onError: (error: Error) => notifications.show({ color: "red", message: messageOf(error) }) };
  const retry = useMutation(api.enrollments.retry.mutationOptions(done));
  const cancel = useMutation(api.enrollments.cancel.mutationOptions(done));
  if (!enrollment.canRetry && !enrollment.canCancel) return null;
  return (
    <>
      {enrollment.canCancel ? (
        <Button variant="default" leftSection={<X size={16} aria-hidden />} loading={cancel.isPending} onClick={() => cancel.mutate({ id: enrollment.id })}>
          Cancel enrollment
        </Button>
      ) : null}
      {enrollment.canRetry ? (
        <Button leftSection={<RotateCcw size={16} aria-hidden />} loading={retry.isPending} onClick={() => retry.mutate({ id: enrollment.id })}>
          Retry
        </Button>
      ) : null}
    </>
  );
}
