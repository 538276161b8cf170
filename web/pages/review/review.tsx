import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Card, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { FindingReply, ReviewReply } from "#api/workflow-life.ts";
import type { WorkflowDetail } from "#api/workflow.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { PageLink } from "../../parts/links.tsx";
import { useMay } from "../../parts/may.ts";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import { WorkflowWords } from "../../parts/workflow-in-words.tsx";
import { TurnOnDialog } from "../../workflow-switch/turn-on-dialog.tsx";
import { FindingList } from "../editor/finding-list.tsx";
import { Missing } from "../not-found/missing.tsx";
import { ChangeList } from "../versions/change-list.tsx";

const route = getRouteApi("/app/workflows/$id/review");

/** Review and publish: the whole workflow in words, what was found, and the reasons that risks of money need. */
export function ReviewPage(): ReactNode {
  const { id } = route.useParams();
  const { t } = useLingui();
  const workflow = useQuery(orpc.workflows.get.queryOptions({ input: { id } }));
  // What is published must be what was read: it is read anew each time.
  const review = useQuery(orpc.workflows.review.queryOptions({ input: { id }, staleTime: 0 }));
  const back = <PageLink to="/workflows/$id/edit" params={{ id }}>{t`Back to the editor`}</PageLink>;
  if (workflow.data === undefined || review.data === undefined) {
    return <Missing title={t`Review`} error={workflow.error ?? review.error} onRetry={() => void Promise.all([workflow.refetch(), review.refetch()])} back={back} />;
  }
  return <ReviewShown workflow={workflow.data} review={review.data} back={back} />;
}

function ReviewShown({ workflow, review, back }: { workflow: WorkflowDetail; review: ReviewReply; back: ReactNode }): ReactNode {
  const { t } = useLingui();
  const { id } = workflow;
  const mayEdit = useMay("edit");
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const [note, setNote] = useState("");
  const [isAsking, asking] = useDisclosure();
  const [published, setPublished] = useState<WorkflowDetail | null>(null);
  const risks = review.findings.filter(({ level }) => level === "money-risk");
  const errors = review.findings.filter(({ level }) => level === "error");
  const reasonOf = (finding: FindingReply): string => reasons[finding.key] ?? finding.overriddenWith ?? "";
  const unexplained = risks.filter((finding) => reasonOf(finding).trim().length < 3);
  const isNothingNew = review.basedOn === null;
  const publish = useMutation(
    orpc.workflows.publish.mutationOptions({
      onSuccess: async ({ version, workflow: now }) => {
        notifications.show({ title: t`Published`, message: t`Version ${version} is published.` });
        await refreshTopics(queryClient, new Set(["workflows"]));
        if (now.state === "on") return navigate({ to: "/workflows/$id", params: { id } });
        setPublished(now);
        asking.open();
      },
    }),
  );
  const send = (): void => publish.mutate({ id, note: note.trim(), overrides: risks.map((finding) => ({ key: finding.key, reason: reasonOf(finding).trim() })), ...(review.basedOn !== null && { basedOn: review.basedOn }) });
  const fixes = (finding: FindingReply): ReactNode => (
    <Stack gap="xs" mt={6}>
      {finding.level === "money-risk" && (
        <Textarea
          label={t`Publish it all the same, because`}
          description={t`The version keeps your reason.`}
          value={reasonOf(finding)}
          onChange={(event) => setReasons({ ...reasons, [finding.key]: event.currentTarget.value })}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={1_000}
          readOnly={!mayEdit}
        />
      )}
      <Text size="sm">
        <PageLink to="/workflows/$id/edit" params={{ id }} search={searchOf(finding)}>
          {t`Go there`}
        </PageLink>
      </Text>
    </Stack>
  );
  return (
    <Page title={t`Review and publish`} back={back} facts={workflow.name}>
      <Summary review={review} errors={errors.length} unexplained={unexplained.length} isNothingNew={isNothingNew} />
      {review.findings.length > 0 && (
        <Stack component="section" gap="sm" aria-label={t`Findings`}>
          <Title order={2}>{plural(review.findings.length, { one: "# finding", other: "# findings" })}</Title>
          <FindingList findings={review.findings} more={fixes} />
        </Stack>
      )}
      {review.changes.length > 0 && (
        <Stack component="section" gap="sm" aria-label={t`Changes`}>
          <Title order={2}>{t`What changes of version ${workflow.version}`}</Title>
          <Card>
            <ChangeList changes={review.changes} />
          </Card>
        </Stack>
      )}
      <Stack component="section" gap="sm" aria-label={t`The whole workflow`}>
        <Title order={2}>
          <Trans>The whole workflow</Trans>
        </Title>
        <WorkflowWords words={review.words} />
      </Stack>
      {mayEdit && !isNothingNew && (
        <Card component="section" aria-label={t`Publish`}>
          <Stack gap="md">
            <Textarea label={t`What this version changes`} description={t`Stands in the list of versions. Optional.`} value={note} onChange={(event) => setNote(event.currentTarget.value)} autosize minRows={2} maxRows={6} maxLength={1_000} />
            <CallProblem error={publish.error} />
            <Group justify="space-between" gap="sm">
              <Text size="sm" c="dimmed" flex={1} miw={220}>
                {workflow.state === "on" ? t`Records that enter from now on go by the new version. Those under way keep theirs.` : t`Publishing enrolls nobody: turning on is a separate step.`}
              </Text>
              <ReasonedButton loading={publish.isPending} whyNot={whyNotNow(errors.length, unexplained.length)} onClick={send}>
                {t`Publish version ${workflow.version + 1}`}
              </ReasonedButton>
            </Group>
          </Stack>
        </Card>
      )}
      {isAsking && published !== null && (
        <TurnOnDialog
          workflow={published}
          onClose={() => {
            asking.close();
            void navigate({ to: "/workflows/$id", params: { id } });
          }}
        />
      )}
    </Page>
  );
}

/** Whether it can be published now, in one sentence. */
function Summary({ review, errors, unexplained, isNothingNew }: { review: ReviewReply; errors: number; unexplained: number; isNothingNew: boolean }): ReactNode {
  const { t } = useLingui();
  if (isNothingNew) return <Notice tone="success" title={t`There is nothing new to publish.`} />;
  const whyNot = whyNotNow(errors, unexplained);
  if (whyNot !== null) return <Notice tone={errors > 0 ? "danger" : "warning"} title={whyNot} />;
  if (review.findings.some(({ level }) => level === "money-risk" || level === "warning")) return <Notice tone="warning" title={t`It can be published. Look at what was found first.`} />;
  return <Notice tone="success" title={t`Nothing stands in the way of publishing.`} />;
}

/** Why it cannot be published now; null = it can. */
function whyNotNow(errors: number, unexplained: number): string | null {
  if (errors > 0) return plural(errors, { one: "# finding must be fixed before this can be published.", other: "# findings must be fixed before this can be published." });
  return unexplained > 0 ? plural(unexplained, { one: "# risk of money needs your reason before this can be published.", other: "# risks of money need your reasons before this can be published." }) : null;
}

/** Where a finding is put right. */
function searchOf({ stepId, field }: FindingReply): { step?: string; field?: string; panel?: "trigger" | "settings" } {
  if (stepId !== null) return { step: stepId, ...(field !== null && { field }) };
  return { panel: field?.startsWith("trigger") === true ? "trigger" : "settings" };
}
