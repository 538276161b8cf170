import { useLingui } from "@lingui/react/macro";
import { Button, Group, Skeleton, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import type { DryRun } from "#api/enrollment.ts";
import type { WorkflowDetail } from "#api/workflow.ts";
import { orpc } from "../api.ts";
import { CallProblem } from "../parts/call-problem.tsx";
import { sentence } from "../parts/problems.ts";
import { objectTypeWords } from "../parts/states.ts";
import { DryRunShown } from "./dry-run.tsx";
import { MatchingRecords } from "./matching-records.tsx";
import { recordIdIn } from "../parts/record-id.ts";

interface TryRecordProps {
  workflow: Pick<WorkflowDetail, "id" | "objectType">;
  /** Shown at once; null = the person names one. */
  recordId: string | null;
  /** Which state of the workflow is tried. */
  of: "draft" | "published";
  /** Keeps what is not saved yet, before it is tried. */
  settle: () => Promise<boolean>;
  /** What is shown now; null = nothing. */
  onShown?: (run: DryRun | null) => void;
}

/** The dry run: what the workflow would do with a record now. Nothing is written. */
export function TryRecord({ workflow, recordId: given, of, settle, onShown }: TryRecordProps): ReactNode {
  const { t } = useLingui();
  const [text, setText] = useState(given ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const plan = useMutation(orpc.workflows.plan.mutationOptions({ onSuccess: (run) => onShown?.(run), onError: () => onShown?.(null) }));
  const type = objectTypeWords(workflow.objectType);

  const preview = async (recordId: string | null): Promise<void> => {
    setProblem(recordId === null ? t`Give the ${type}'s id, or the address of its page.` : null);
    if (recordId === null) return;
    setText(recordId);
    await settle();
    plan.mutate({ id: workflow.id, recordId, of });
  };
  useEffect(() => {
    if (given !== null) void preview(given);
  }, [given]);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void preview(recordIdIn(text));
  };
  return (
    <Stack gap="lg">
      <form onSubmit={onSubmit} noValidate>
        <Group align="flex-start" gap="sm">
          <TextInput label={t`${sentence(type)} id or address`} value={text} onChange={(event) => setText(event.currentTarget.value)} error={problem} inputMode="url" autoComplete="off" flex={1} miw={200} />
          <Button type="submit" loading={plan.isPending} mt={22}>
            {t`Test`}
          </Button>
        </Group>
      </form>
      <MatchingRecords workflowId={workflow.id} onChoose={(recordId) => void preview(recordId)} />
      <div aria-live="polite">
        {plan.isPending && <Skeleton height={280} role="status" aria-label={t`Planning`} />}
        <CallProblem error={plan.error} />
        {plan.data !== undefined && !plan.isPending && <DryRunShown key={plan.submittedAt} workflowId={workflow.id} run={plan.data} mayEnroll={of === "published"} />}
      </div>
    </Stack>
  );
}
