import { useLingui } from "@lingui/react/macro";
import { Button, Group, Skeleton } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Copy, Trash2 } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import type { WorkflowStep } from "#domain/workflow.ts";
import { orpc } from "../../api.ts";
import { changeStep } from "../../drawing/edits.ts";
import { LiveForm } from "../../form/live-form.tsx";
import { PlaceholdersContext } from "../../form/placeholders.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { BranchesForm } from "./branches-form.tsx";
import { findingsOf, useEditor } from "./editor-state.ts";
import { FindingList } from "./finding-list.tsx";
import { Panel } from "./panel.tsx";
import { usePlaceholders } from "./use-placeholders.ts";

interface StepPanelProps {
  step: WorkflowStep;
  /** The branch to begin with. */
  branch: number | undefined;
  /** The field that a finding points at. */
  field: string | undefined;
}

/** One step's form, kept in the draft as it is filled in. */
export function StepPanel({ step, branch, field }: StepPanelProps): ReactNode {
  const { definition, actions, findings, edit, generation, setOpen, copy, remove, mayEdit } = useEditor();
  const { t } = useLingui();
  const action = actions.get(step.action);
  const placeholders = usePlaceholders(step.id);
  // The pickers hang on the account that is chosen, and what is chosen has to be named.
  const form = useQuery(orpc.workflows.stepForm.queryOptions({ input: { objectType: definition.objectType, action: step.action, settings: step.settings }, placeholderData: keepPreviousData, staleTime: 60_000 }));
  const own = findingsOf(findings, step.id);
  const fields = form.data ?? action?.form;
  const known = useMemo(() => new Set(fields?.map(({ name }) => name)), [fields]);
  const isKnown = (name: string): boolean => known.has(name.split(".")[0] ?? "");
  return (
    <Panel title={action?.title ?? step.action} about={action?.description} onClose={() => setOpen(null)}>
      <FindingList findings={own.filter((finding) => finding.field === null || !isKnown(finding.field))} />
      <CallProblem error={form.error} onRetry={() => void form.refetch()} />
      {fields === undefined && form.isPending && <Skeleton height={240} role="status" aria-label={t`Loading the form`} />}
      {fields !== undefined && fields.length > 0 && (
        <PlaceholdersContext value={placeholders}>
          <LiveForm
            key={`${step.id} ${generation}`}
            form={fields}
            settings={step.settings}
            problems={own.flatMap((finding) => (finding.field === null || !isKnown(finding.field) ? [] : [{ field: finding.field, problem: finding.happened }]))}
            focusOn={field}
            isReadOnly={!mayEdit}
            onChange={(settings) => edit((before) => ({ ...before, steps: changeStep(before.steps, step.id, (one) => ({ ...one, settings })) }), `settings ${step.id}`)}
          />
        </PlaceholdersContext>
      )}
      {step.branches !== undefined && <BranchesForm key={`branches ${step.id} ${generation}`} step={step} branchesBy={action?.branchesBy ?? "filters"} begin={branch} />}
      {fields?.length === 0 && step.branches === undefined && <p>{t`There is nothing to choose here.`}</p>}
      {mayEdit && (
        <Group gap="xs" mt="sm">
          <Button size="xs" variant="default" leftSection={<Copy size={14} aria-hidden />} onClick={() => copy(step.id)}>
            {t`Copy`}
          </Button>
          <Button size="xs" variant="default" color="red" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => remove(step.id)}>
            {t`Delete`}
          </Button>
        </Group>
      )}
    </Panel>
  );
}
