import { useLingui } from "@lingui/react/macro";
import { Group, NumberInput, Skeleton, Stack, Textarea, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import type { WorkflowDetail } from "#api/workflow.ts";
import { orpc } from "../api.ts";
import { CallProblem } from "../parts/call-problem.tsx";
import type { ChosenRecord } from "./record-select.tsx";
import { ReasonedButton } from "../parts/reasoned-button.tsx";
import { objectTypePlural } from "../parts/states.ts";
import { BatchPlanShown } from "./batch-plan.tsx";
import { recordIdsIn } from "../parts/record-id.ts";

interface PlanManyProps {
  workflow: Pick<WorkflowDetail, "id" | "objectType">;
  /** Which state of the workflow is tried. */
  of: "draft" | "published";
  /** Keeps what is not saved yet, before it is tried. */
  settle: () => Promise<boolean>;
  /** Shows one of the records whole. */
  onChoose: (record: ChosenRecord) => void;
}

const usualCount = 50;
const mostRecords = 200;

/** A dry run over many records: before a workflow is turned on, or after its settings changed. Nothing is written. */
export function PlanMany({ workflow, of, settle, onChoose }: PlanManyProps): ReactNode {
  const { t } = useLingui();
  const [last, setLast] = useState<number | string>(usualCount);
  const [ids, setIds] = useState("");
  const plan = useMutation(orpc.workflows.planMany.mutationOptions());
  const types = objectTypePlural(workflow.objectType);
  const recordIds = recordIdsIn(ids);
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await settle();
    plan.mutate({ id: workflow.id, of, ...(recordIds.length > 0 ? { recordIds } : { last: Number(last) }) });
  };
  const tooMany = recordIds.length > mostRecords ? t`At most ${mostRecords} at once.` : null;
  return (
    <Stack gap="lg">
      <form onSubmit={(event) => void onSubmit(event)} noValidate>
        <Stack gap="sm">
          <Group align="flex-start" gap="md">
            <NumberInput
              label={t`The last changed ${types}`}
              description={recordIds.length > 0 ? t`Not used: ids are given` : t`That meet the triggers`}
              value={last}
              onChange={setLast}
              min={1}
              max={mostRecords}
              clampBehavior="strict"
              allowDecimal={false}
              allowNegative={false}
              disabled={recordIds.length > 0}
              w={190}
            />
            <Textarea label={t`Or these`} description={t`Ids or addresses of pages, one per line`} value={ids} onChange={(event) => setIds(event.currentTarget.value)} error={tooMany} autosize minRows={1} maxRows={6} flex={1} miw={200} />
          </Group>
          <Group>
            <ReasonedButton type="submit" loading={plan.isPending} whyNot={tooMany ?? (recordIds.length === 0 && last === "" ? t`Say how many first.` : null)}>
              {t`Test them`}
            </ReasonedButton>
          </Group>
        </Stack>
      </form>
      <div aria-live="polite">
        {plan.isPending && <Skeleton height={280} role="status" aria-label={t`Planning`} />}
        <CallProblem error={plan.error} />
      </div>
      {plan.data !== undefined && !plan.isPending && (
        <Stack component="section" gap="lg" aria-labelledby="batch-result">
          <Title order={2} id="batch-result">
            {plan.data.rows.length === 0 ? t`No record meets the triggers` : t`What would happen`}
          </Title>
          <BatchPlanShown planned={plan.data} onChoose={onChoose} />
        </Stack>
      )}
    </Stack>
  );
}
