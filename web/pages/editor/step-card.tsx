import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import { Copy, Ellipsis, Move, Pencil, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { WorkflowStep } from "#domain/workflow.ts";
import { placeOf } from "../../drawing/edits.ts";
import { ActionIconMark } from "./action-icon.tsx";
import classes from "./canvas.module.css";
import { findingsOf, useEditor } from "./editor-state.ts";
import { FindingMark } from "./finding-mark.tsx";

/** One step on the drawing: what it does in two lines, and whether something is wrong with it. */
export function StepCard({ step, isReachable }: { step: WorkflowStep; isReachable: boolean }): ReactNode {
  const { open, setOpen, actions, words, findings, path, moving, mayEdit } = useEditor();
  const { t } = useLingui();
  const title = actions.get(step.action)?.title ?? words.get(step.id)?.title ?? step.action;
  const summary = summaryOf(words.get(step.id)?.settings ?? []);
  const branches = step.branches?.map(({ name }) => name).join(", ");
  const own = findingsOf(findings, step.id);
  const outcome = path?.outcomes.get(step.id);
  return (
    <div
      className={classes["card"]}
      data-is-open={(open?.panel === "step" && open.stepId === step.id) || undefined}
      data-is-moving={moving === step.id || undefined}
      data-unreachable={!isReachable || undefined}
      data-on-path={path?.on.has(step.id) === true || undefined}
      data-outcome={outcome}
    >
      <button type="button" className={`${classes["body"]} nodrag nopan`} data-stop={step.id} onClick={() => setOpen({ panel: "step", stepId: step.id })}>
        <ActionIconMark action={step.action} />
        <span className={classes["texts"]}>
          <span className={classes["title"]}>{title}</span>
          <span className={classes["summary"]}>{isReachable ? [summary, branches === undefined ? "" : t`The first that fits: ${branches}`].filter((part) => part !== "").join(" · ") : t`No record can get here`}</span>
        </span>
        <FindingMark findings={own} outcome={outcome} />
      </button>
      {mayEdit && <StepMenu step={step} title={title} />}
    </div>
  );
}

/** The first things that were chosen; the account goes without saying. */
export function summaryOf(settings: readonly { label: string; value: string }[]): string {
  const [first, ...rest] = settings;
  if (first === undefined) return "";
  const told = rest.length > 0 && first.label.includes("account") ? rest : settings;
  return told.slice(0, 3).map(({ label, value }) => `${label}: ${value}`).join(" · ");
}

function StepMenu({ step, title }: { step: WorkflowStep; title: string }): ReactNode {
  const { setOpen, copy, paste, copied, setMoving, remove, definition } = useEditor();
  const { t } = useLingui();
  return (
    <Menu position="bottom-end" width={210} withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" className={`${classes["more"]} nodrag nopan`} aria-label={t`More for ${title}`}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={15} aria-hidden />} onClick={() => setOpen({ panel: "step", stepId: step.id })}>
          {t`Edit`}
        </Menu.Item>
        <Menu.Item leftSection={<Copy size={15} aria-hidden />} rightSection={<kbd className={classes["key"]}>Ctrl C</kbd>} onClick={() => copy(step.id)}>
          {t`Copy`}
        </Menu.Item>
        {copied.length > 0 && (
          <Menu.Item
            rightSection={<kbd className={classes["key"]}>Ctrl V</kbd>}
            onClick={() => {
              const place = placeOf(definition.steps, step.id);
              if (place !== undefined) paste({ lane: place.lane, index: place.index + 1 });
            }}
          >
            {t`Paste after it`}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Move size={15} aria-hidden />} onClick={() => setMoving(step.id)}>
          {t`Move`}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<Trash2 size={15} aria-hidden />} rightSection={<kbd className={classes["key"]}>Del</kbd>} onClick={() => remove(step.id)}>
          {t`Delete`}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
