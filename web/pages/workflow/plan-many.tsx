import { Button, Drawer, Group, NumberInput, Skeleton, Stack, Text, Textarea, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import type { WorkflowDetail } from "#api/workflow.ts";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { objectTypeWords } from "../../parts/states.ts";
import { BatchPlanShown } from "./batch-plan.tsx";
import { recordIdsIn } from "./record-id.ts";

interface PlanManyProps {
  workflow: WorkflowDetail;
  onClose: () => void;
  /** Shows one of the records whole. */
  onChoose: (recordId: string) => void;
}

const usualCount = 50;
const mostRecords = 200;

/** A dry run over many records: before a workflow is turned on, or after its settings changed. Nothing is written. */
export function PlanMany({ workflow, onClose, onChoose }: PlanManyProps): ReactNode {
  const [last, setLast] = useState<number | string>(usualCount);
  const [ids, setIds] = useState("");
  const plan = useMutation(orpc.workflows.planMany.mutationOptions());
  const type = objectTypeWords(workflow.objectType);
  const recordIds = recordIdsIn(ids);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    plan.mutate({ id: workflow.id, ...(recordIds.length > 0 ? { recordIds } : { last: Number(last) }) });
  };
  const tooMany = recordIds.length > mostRecords ? `At most ${mostRecords} at once.` : null;
  return (
    <Drawer opened onClose={onClose} position="right" size={1000} title={<Text fw={650}>Try "{workflow.name}" with many records</Text>}>
      <Stack gap="lg">
        <form onSubmit={onSubmit} noValidate>
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              Plans each {type} as it would go through now, with totals and every reason why not. Nothing is written, and nothing is asked of QuickBooks.
            </Text>
            <Group align="flex-start" gap="md">
              <NumberInput
                label={`The last changed ${type}s`}
                description="That meet the triggers"
                value={last}
                onChange={setLast}
                min={1}
                max={mostRecords}
                clampBehavior="strict"
                allowDecimal={false}
                allowNegative={false}
                disabled={recordIds.length > 0}
                w={190}
                data-autofocus
              />
              <Textarea
                label="Or these"
                description="Ids or addresses of pages, one per line"
                value={ids}
                onChange={(event) => setIds(event.currentTarget.value)}
                error={tooMany}
                autosize
                minRows={1}
                maxRows={6}
                flex={1}
                miw={220}
              />
            </Group>
            <Group>
              <Button type="submit" loading={plan.isPending} disabled={tooMany !== null || (recordIds.length === 0 && last === "")}>
                Plan them
              </Button>
            </Group>
          </Stack>
        </form>
        <div aria-live="polite">
          {plan.isPending && <Skeleton height={280} role="status" aria-label="Planning" />}
          <CallProblem error={plan.error} />
        </div>
        {plan.data !== undefined && !plan.isPending && (
          <Stack component="section" gap="lg" aria-labelledby="batch-result">
            <Title order={2} id="batch-result">
              {plan.data.rows.length === 0 ? "No record meets the triggers" : "What would happen"}
            </Title>
            <BatchPlanShown planned={plan.data} onChoose={onChoose} />
          </Stack>
        )}
      </Stack>
    </Drawer>
  );
}
