import { useLingui } from "@lingui/react/macro";
import { Card, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ChangeReply, WorkflowInWords } from "#api/workflow-life.ts";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { type StepMark, WorkflowWords } from "../../parts/workflow-in-words.tsx";
import { ChangeList } from "./change-list.tsx";
import classes from "./versions.module.css";

/** A published version, or what is being drawn. */
export type Compared = number | "draft";

/** Two states of a workflow: what differs in a list, and both side by side with what differs marked. */
export function Comparison({ workflowId, from, to }: { workflowId: string; from: Compared; to: Compared }): ReactNode {
  const { t } = useLingui();
  const compared = useQuery(orpc.workflows.compare.queryOptions({ input: { id: workflowId, from, to } }));
  const before = useWords(workflowId, from);
  const after = useWords(workflowId, to);
  const nameOf = (one: Compared): string => (one === "draft" ? t`the draft` : t`version ${one}`);
  const changes = compared.data?.changes ?? [];
  return (
    <Stack component="section" gap="md" aria-labelledby="comparison">
      <Title order={2} id="comparison">
        {t`From ${nameOf(from)} to ${nameOf(to)}`}
      </Title>
      {compared.isPending && <LoadingRows rows={2} />}
      <CallProblem error={compared.error} onRetry={() => void compared.refetch()} />
      {compared.data !== undefined && <Card>{changes.length === 0 ? <Text size="sm">{t`Nothing differs.`}</Text> : <ChangeList changes={changes} />}</Card>}
      <div className={classes["sides"]}>
        <Side title={nameOf(from)} words={before} marks={marksOf(changes, "removed")} />
        <Side title={nameOf(to)} words={after} marks={marksOf(changes, "added")} />
      </div>
    </Stack>
  );
}

function Side({ title, words, marks }: { title: string; words: WorkflowInWords | undefined; marks: ReadonlyMap<string, StepMark> }): ReactNode {
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <Title order={3}>{title.charAt(0).toUpperCase() + title.slice(1)}</Title>
      {words === undefined ? <LoadingRows rows={3} /> : <WorkflowWords words={words} marks={marks} />}
    </Stack>
  );
}

/** What is added stands only on the one side, what is removed only on the other. */
function marksOf(changes: readonly ChangeReply[], own: "added" | "removed"): ReadonlyMap<string, StepMark> {
  const marks = new Map<string, StepMark>();
  for (const { stepId, kind, what } of changes) {
    if (stepId === null) continue;
    const isWhole = what === null;
    if ((kind === "added" || kind === "removed") && isWhole) {
      if (kind === own) marks.set(stepId, kind);
    } else if (!marks.has(stepId)) marks.set(stepId, kind === "moved" ? "moved" : "changed");
  }
  return marks;
}

function useWords(workflowId: string, of: Compared): WorkflowInWords | undefined {
  const draft = useQuery({ ...orpc.workflows.review.queryOptions({ input: { id: workflowId } }), enabled: of === "draft" });
  const version = useQuery({ ...orpc.workflows.version.queryOptions({ input: { id: workflowId, version: of === "draft" ? 1 : of } }), enabled: of !== "draft" });
  return of === "draft" ? draft.data?.words : version.data?.words;
}
