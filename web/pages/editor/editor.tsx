import { useLingui } from "@lingui/react/macro";
import { Skeleton, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { modals } from "@mantine/modals";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import type { CatalogAction, StepInWords } from "#api/workflow-life.ts";
import type { WorkflowDetail } from "#api/workflow.ts";
import { allSteps, stepOfId } from "#domain/workflow-path.ts";
import { orpc } from "../../api.ts";
import { copiesOf, insertSteps, moveStep, type Place, removeBranch, removeStep } from "../../drawing/edits.ts";
import { randomId } from "../../drawing/fresh-id.ts";
import { layout } from "../../drawing/layout.ts";
import { useMay } from "../../parts/may.ts";
import { PageLink } from "../../parts/links.tsx";
import { Missing } from "../not-found/missing.tsx";
import { AddStepPanel } from "./add-step-panel.tsx";
import { Canvas } from "./canvas.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { useCopiedSteps } from "./copied-steps.ts";
import { EditorBar } from "./editor-bar.tsx";
import classes from "./editor.module.css";
import { type Editor, EditorContext, type OpenPanel, type TriedPath, useEditor } from "./editor-state.ts";
import { FindingsPanel } from "./findings-panel.tsx";
import { FlowList } from "./flow-list.tsx";
import { SettingsPanel } from "./settings-panel.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { StepPanel } from "./step-panel.tsx";
import { TestPanel } from "./test-panel.tsx";
import { triggerHeight } from "./trigger-card.tsx";
import { TriggerPanel } from "./trigger-panel.tsx";
import { type Draft, useDraft } from "./use-draft.ts";

const route = getRouteApi("/app/workflows/$id/edit");

/** The workflow editor. */
export function EditorPage(): ReactNode {
  const { id } = route.useParams();
  const { t } = useLingui();
  const workflow = useQuery(orpc.workflows.get.queryOptions({ input: { id } }));
  const back = <PageLink to="/">{t`Workflows`}</PageLink>;
  if (workflow.data === undefined) return <Missing title={t`Workflow`} error={workflow.error} onRetry={() => void workflow.refetch()} back={back} />;
  return <EditorShown key={id} workflow={workflow.data} />;
}

const noActions: CatalogAction[] = [];

function EditorShown({ workflow }: { workflow: WorkflowDetail }): ReactNode {
  const { t } = useLingui();
  const search = route.useSearch();
  const catalog = useQuery(orpc.workflows.catalog.queryOptions({ input: { objectType: workflow.editable.definition.objectType }, staleTime: Infinity }));
  const review = useQuery(orpc.workflows.review.queryOptions({ input: { id: workflow.id }, placeholderData: keepPreviousData }));
  const draft = useDraft(workflow);
  const [open, setOpen] = useState<OpenPanel | null>(() => firstPanel(search, workflow));
  const [moving, setMoving] = useState<string | null>(null);
  const [path, setPath] = useState<TriedPath | null>(null);
  const [copied, setCopied] = useCopiedSteps();
  const mayEdit = useMay("edit");
  const isNarrow = useMediaQuery("(max-width: 767px)") ?? false;
  const [isList, setIsList] = useState(false);
  const { definition, edit } = draft;
  const actions = useMemo(() => new Map((catalog.data?.actions ?? noActions).map((action) => [action.kind, action])), [catalog.data]);
  const words = useMemo(() => new Map(allWords(review.data?.words.steps ?? []).map((step) => [step.id, step])), [review.data]);
  const triggerWords = review.data?.words.triggers ?? workflow.triggersInWords;
  const eventWords = review.data?.words.events ?? [];
  const height = triggerHeight(triggerWords, eventWords);
  const drawing = useMemo(() => layout(definition.steps, height), [definition.steps, height]);
  const titleOf = (stepId: string): string => actions.get(stepOfId(definition.steps, stepId)?.action ?? "")?.title ?? stepId;

  const editor: Editor = {
    workflow, definition, drawing, mayEdit, edit, open, setOpen, moving, setMoving, copied, actions, words, triggerWords, eventWords, path, setPath,
    undo: draft.undo,
    redo: draft.redo,
    canUndo: draft.timeline.past.length > 0,
    canRedo: draft.timeline.future.length > 0,
    generation: draft.generation,
    findings: review.data?.findings ?? [],
    copy: (stepId) => {
      const step = stepOfId(definition.steps, stepId);
      if (step !== undefined) setCopied([step]);
    },
    paste: (place) => {
      const allowed = copied.filter(({ action }) => actions.has(action));
      if (allowed.length === 0) return;
      const copies = copiesOf(allowed, allSteps(definition.steps).map(({ id }) => id), randomId);
      edit((before) => ({ ...before, steps: insertSteps(before.steps, place, copies) }));
      if (copies[0] !== undefined) setOpen({ panel: "step", stepId: copies[0].id });
    },
    moveTo: (place) => {
      if (moving !== null) edit((before) => ({ ...before, steps: moveStep(before.steps, moving, place) }));
    },
    remove: (stepId) => {
      const inside = allSteps(allSteps(definition.steps).filter(({ id }) => id === stepId)).length - 1;
      modals.openConfirmModal({
        title: <Text fw={650}>{t`Delete "${titleOf(stepId)}"?`}</Text>,
        children: <Text size="sm">{inside > 0 ? t`The ${inside} steps in its branches are deleted, too.` : t`You can take it back with Ctrl+Z.`}</Text>,
        labels: { confirm: t`Delete`, cancel: t`Cancel` },
        confirmProps: { color: "red" },
        onConfirm: () => {
          edit((before) => ({ ...before, steps: removeStep(before.steps, stepId) }));
          setOpen(null);
        },
      });
    },
    removeBranch: (stepId, branch) => {
      const step = stepOfId(definition.steps, stepId);
      const removed = step?.branches?.[branch];
      if (removed === undefined || step?.branches?.length === 1) return;
      const drop = (): void => edit((before) => ({ ...before, steps: removeBranch(before.steps, stepId, branch) }));
      const inside = allSteps(removed.steps).length;
      if (inside === 0) return drop();
      modals.openConfirmModal({
        title: <Text fw={650}>{t`Remove the branch "${removed.name}"?`}</Text>,
        children: <Text size="sm">{inside === 1 ? t`The step in it is deleted, too.` : t`The ${inside} steps in it are deleted, too.`}</Text>,
        labels: { confirm: t`Remove`, cancel: t`Cancel` },
        confirmProps: { color: "red" },
        onConfirm: drop,
      });
    },
    nameOfPlace: (place) => nameOfPlace(place),
  };
  function nameOfPlace({ lane, index }: Place): string {
    const row = lane === null ? definition.steps : (stepOfId(definition.steps, lane.stepId)?.branches?.[lane.branch]?.steps ?? []);
    const before = row[index - 1];
    const branch = lane === null ? undefined : stepOfId(definition.steps, lane.stepId)?.branches?.[lane.branch]?.name;
    if (before !== undefined) return branch === undefined ? t`after "${titleOf(before.id)}"` : t`after "${titleOf(before.id)}" in the branch "${branch}"`;
    return branch === undefined ? t`at the beginning` : t`at the beginning of the branch "${branch}"`;
  }
  useShortcuts(editor);
  return (
    <EditorContext value={editor}>
      <title>{`${workflow.name} · Ledgerline`}</title>
      <div className={classes["editor"]}>
        <EditorBar draft={draft} isList={isList || isNarrow} onList={isNarrow ? undefined : setIsList} />
        {!mayEdit && (
          <div className={classes["moving"]} role="note">
            {t`You may look at this workflow and test it. Only an editor or an admin of this workspace may change it.`}
          </div>
        )}
        {moving !== null && (
          <div className={classes["moving"]} role="status">
            {t`Choose a plus icon: "${titleOf(moving)}" moves there. Escape leaves it where it is.`}
          </div>
        )}
        <div className={classes["stage"]}>
          {catalog.isPending ? (
            <div className={classes["loading"]}>
              <Skeleton height={320} w={320} role="status" aria-label={t`Loading the workflow`} />
            </div>
          ) : isList || isNarrow ? (
            <FlowList />
          ) : (
            <Canvas />
          )}
          <OpenSide draft={draft} />
        </div>
      </div>
      {draft.state.theirs !== null && <ConflictDialog draft={draft} theirs={draft.state.theirs} />}
    </EditorContext>
  );
}

/** The right side. */
function OpenSide({ draft }: { draft: Draft }): ReactNode {
  const { open, definition } = useEditor();
  if (open === null) return null;
  switch (open.panel) {
    case "trigger":
      return <TriggerPanel />;
    case "add":
      return <AddStepPanel key={JSON.stringify(open.place)} place={open.place} />;
    case "step": {
      const step = stepOfId(definition.steps, open.stepId);
      return step === undefined ? null : <StepPanel key={step.id} step={step} branch={open.branch} field={open.field} />;
    }
    case "settings":
      return <SettingsPanel />;
    case "findings":
      return <FindingsPanel />;
    case "test":
      return <TestPanel settle={draft.settle} />;
  }
}

function allWords(steps: readonly StepInWords[]): StepInWords[] {
  return steps.flatMap((step) => [step, ...step.branches.flatMap((branch) => allWords(branch.steps))]);
}

/** What a link to the editor points at; a workflow without anything begins with its trigger. */
function firstPanel({ step, field, panel }: ReturnType<typeof route.useSearch>, workflow: WorkflowDetail): OpenPanel | null {
  if (step !== undefined) return { panel: "step", stepId: step, ...(field !== undefined && { field }) };
  if (panel !== undefined) return { panel };
  const { steps, triggerGroups, triggerEvents } = workflow.editable.definition;
  return steps.length === 0 && triggerGroups.length === 0 && triggerEvents.length === 0 ? { panel: "trigger" } : null;
}
