import { useLingui } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { ClipboardPaste, Search } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import type { CatalogAction } from "#api/workflow-life.ts";
import type { WorkflowStep } from "#domain/workflow.ts";
import { allSteps } from "#domain/workflow-path.ts";
import { insertSteps, type Place } from "../../drawing/edits.ts";
import { randomId } from "../../drawing/fresh-id.ts";
import { sentence } from "../../parts/problems.ts";
import { ActionIconMark } from "./action-icon.tsx";
import classes from "./editor.module.css";
import { useEditor } from "./editor-state.ts";
import { Panel } from "./panel.tsx";

/** The actions that this type of record allows, by group; choosing one puts it on the drawing and opens its form. */
export function AddStepPanel({ place }: { place: Place }): ReactNode {
  const { actions, copied, paste, edit, setOpen, definition, nameOfPlace } = useEditor();
  const { t } = useLingui();
  const [text, setText] = useState("");
  const groups = useMemo(() => grouped([...actions.values()], text), [actions, text]);
  const names = { first: t`First branch`, others: t`None met` };
  const choose = (action: CatalogAction): void => {
    const step = newStep(action, randomId(new Set(allSteps(definition.steps).map(({ id }) => id))), names);
    edit((before) => ({ ...before, steps: insertSteps(before.steps, place, [step]) }));
    setOpen({ panel: "step", stepId: step.id });
  };
  return (
    <Panel title={t`Choose an action`} about={sentence(nameOfPlace(place))} onClose={() => setOpen(null)}>
      <TextInput aria-label={t`Search actions`} placeholder={t`Search actions`} leftSection={<Search size={15} aria-hidden />} value={text} onChange={(event) => setText(event.currentTarget.value)} autoComplete="off" />
      {copied.length > 0 && (
        <Button variant="light" leftSection={<ClipboardPaste size={15} aria-hidden />} onClick={() => paste(place)}>
          {t`Paste "${actions.get(copied[0]?.action ?? "")?.title ?? copied[0]?.action ?? ""}" here`}
        </Button>
      )}
      {groups.length === 0 && <p className={classes["quiet"]}>{t`No action is called like this.`}</p>}
      {groups.map(([group, list]) => (
        <section key={group} aria-label={group}>
          <div className={classes["group-name"]}>{group}</div>
          <div className={classes["actions"]}>
            {list.map((action) => (
              <button key={action.kind} type="button" className={classes["action"]} onClick={() => choose(action)}>
                <ActionIconMark action={action.kind} />
                <span>
                  <strong>{action.title}</strong>
                  <small>{action.description}</small>
                </span>
              </button>
            ))}
          </div>
        </section>
      ))}
    </Panel>
  );
}

function grouped(actions: readonly CatalogAction[], text: string): [string, CatalogAction[]][] {
  const wanted = text.trim().toLowerCase();
  const found = actions.filter(({ title, description, group }) => `${title} ${description} ${group}`.toLowerCase().includes(wanted));
  return [...Map.groupBy(found, ({ group }) => group)];
}

/** A step as it is put on the drawing; one that branches begins with a way for some and a way for all others. */
function newStep({ kind, usual, branchesBy, form }: CatalogAction, id: string, names: { first: string; others: string }): WorkflowStep {
  // With one company connected there is nothing to choose.
  const only = form.flatMap((field) => (field.choosesBooks && field.options.length === 1 ? [[field.name, field.options[0]?.value]] : []));
  const step: WorkflowStep = { id, action: kind, settings: { ...usual, ...Object.fromEntries(only) } };
  if (branchesBy === null) return step;
  const first = { name: names.first, ...(branchesBy === "filters" ? { filterGroups: [] } : { values: [] }), steps: [] };
  return { ...step, branches: [first, { name: names.others, steps: [] }] };
}
