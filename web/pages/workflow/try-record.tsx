import { Button, Drawer, Group, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import type { WorkflowDetail } from "#api/workflow.ts";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { sentence } from "../../parts/problems.ts";
import { objectTypeWords } from "../../parts/states.ts";
import { DryRunShown } from "./dry-run.tsx";
import { MatchingRecords } from "./matching-records.tsx";
import { recordIdIn } from "./record-id.ts";

interface TryRecordProps {
  workflow: WorkflowDetail;
  /** Shown at once; null = the person names one. */
  recordId: string | null;
  onClose: () => void;
}

/** The dry run: what the workflow would do with a record now. Nothing is written. */
export function TryRecord({ workflow, recordId: given, onClose }: TryRecordProps): ReactNode {
  const [text, setText] = useState(given ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const plan = useMutation(orpc.workflows.plan.mutationOptions());
  const type = objectTypeWords(workflow.objectType);

  const preview = (recordId: string | null): void => {
    setProblem(recordId === null ? `Give the ${type}'s id, or the address of its page.` : null);
    if (recordId !== null) plan.mutate({ id: workflow.id, recordId });
  };
  useEffect(() => {
    if (given !== null) preview(given);
  }, [given]);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    preview(recordIdIn(text));
  };
  return (
    <Drawer opened onClose={onClose} position="right" size={760} title={<Text fw={650}>Try "{workflow.name}" with a record</Text>}>
      <Stack gap="lg">
        <form onSubmit={onSubmit} noValidate>
          <Group align="flex-start" gap="sm">
            <TextInput
              label={`${sentence(type)} id or address`}
              description="Shows the exact document, or every reason why not. Nothing is written."
              inputWrapperOrder={["label", "input", "description", "error"]}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              error={problem}
              inputMode="url"
              autoComplete="off"
              data-autofocus
              flex={1}
              miw={220}
            />
            <Button type="submit" loading={plan.isPending} mt={22}>
              Preview
            </Button>
          </Group>
        </form>
        <MatchingRecords
          workflowId={workflow.id}
          onChoose={(recordId) => {
            setText(recordId);
            preview(recordId);
          }}
        />
        <div aria-live="polite">
          {plan.isPending && <Skeleton height={280} role="status" aria-label="Planning" />}
          <CallProblem error={plan.error} />
          {plan.data !== undefined && !plan.isPending && <DryRunShown key={plan.submittedAt} workflowId={workflow.id} run={plan.data} />}
        </div>
      </Stack>
    </Drawer>
  );
}
