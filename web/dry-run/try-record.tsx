import { useLingui } from "@lingui/react/macro";
import { Button, Group, Skeleton, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import type { DryRun } from "#api/enrollment.ts";
import type { WorkflowDetail } from "#api/workflow.ts";
import type { WorkflowDefinition } from "#domain/workflow.ts";
import { orpc } from "../api.ts";
import { CallProblem } from "../parts/call-problem.tsx";
import { objectTypeWords } from "../parts/states.ts";
import { DryRunShown } from "./dry-run.tsx";
import { MatchingRecords } from "./matching-records.tsx";
import { recordIdIn } from "../parts/record-id.ts";
import { type ChosenRecord, RecordSelect } from "./record-select.tsx";

interface TryRecordProps {
  workflow: Pick<WorkflowDetail, "id" | "objectType">;
  /** What is being drawn; absent = what is published. */
  definition?: WorkflowDefinition;
  /** Shown at once; null = the person chooses one. */
  recordId: ChosenRecord | null;
  /** Which state of the workflow is tried. */
  of: "draft" | "published";
  /** Keeps what is not saved yet, before it is tried. */
  settle: () => Promise<boolean>;
  /** What is shown now; null = nothing. */
  onShown?: (run: DryRun | null) => void;
}

/** The dry run: what the workflow would do with a record now. Nothing is written. */
export function TryRecord({ workflow, definition, recordId: given, of, settle, onShown }: TryRecordProps): ReactNode {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<ChosenRecord | null>(null);
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const plan = useMutation(
    orpc.workflows.plan.mutationOptions({
      onSuccess: (run) => {
        setChosen({ id: run.recordId, name: run.recordName });
        onShown?.(run);
      },
      onError: () => onShown?.(null),
    }),
  );
  const type = objectTypeWords(workflow.objectType);

  const preview = async (record: ChosenRecord): Promise<void> => {
    setProblem(null);
    setChosen(record);
    await settle();
    plan.mutate({ id: workflow.id, recordId: record.id, of });
  };
  const give = (record: ChosenRecord): void => {
    setChosen(record);
    setTyped("");
  };
  useEffect(() => {
    if (given !== null) void preview(given);
  }, [given]);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (chosen !== null && (typed === "" || typed === chosen.name)) return void preview(chosen);
    // Whoever pastes an id or an address need not wait for the list.
    const id = recordIdIn(typed);
    if (id !== null) void preview({ id, name: id });
    else setProblem(t`Choose a ${type} of the list, or give its id or the address of its page.`);
  };
  return (
    <Stack gap="lg">
      <form onSubmit={onSubmit} noValidate>
        <Group align="flex-start" gap="sm">
          <RecordSelect objectType={workflow.objectType} chosen={chosen} error={problem} onChoose={(record) => void preview(record)} onGive={give} onType={setTyped} />
          <Button type="submit" loading={plan.isPending} mt={41}>
            {t`Test`}
          </Button>
        </Group>
      </form>
      <MatchingRecords workflowId={workflow.id} definition={definition} onChoose={(record) => void preview(record)} />
      <div aria-live="polite">
        {plan.isPending && <Skeleton height={280} role="status" aria-label={t`Planning`} />}
        <CallProblem error={plan.error} />
        {plan.data !== undefined && !plan.isPending && <DryRunShown key={plan.submittedAt} workflowId={workflow.id} run={plan.data} mayEnroll={of === "published"} />}
      </div>
    </Stack>
  );
}
