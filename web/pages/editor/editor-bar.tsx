import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Anchor, Button, Group, Menu, Tooltip } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft, CircleAlert, Ellipsis, FlaskConical, History, List, ListChecks, Redo2, Settings2, Undo2, Workflow } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "../../parts/badge.tsx";
import { PageLink } from "../../parts/links.tsx";
import { messageOf } from "../../parts/problems.ts";
import { workflowStates } from "../../parts/states.ts";
import { StateBadge } from "../../parts/state-badge.tsx";
import classes from "./editor.module.css";
import { useEditor } from "./editor-state.ts";
import { WorkflowName } from "./workflow-name.tsx";
import type { Draft } from "./use-draft.ts";

interface EditorBarProps {
  draft: Draft;
  isList: boolean;
  /** Undefined = the window is too narrow for the drawing. */
  onList: ((isList: boolean) => void) | undefined;
}

/** Above the drawing: what it is called, whether it is kept, and what can be done with the whole of it. */
export function EditorBar({ draft, isList, onList }: EditorBarProps): ReactNode {
  const { workflow, undo, redo, canUndo, canRedo, open, setOpen, findings, mayEdit } = useEditor();
  const { t } = useLingui();
  const navigate = useNavigate();
  const grave = findings.filter(({ level }) => level !== "hint").length;
  const id = workflow.id;
  const goToReview = async (): Promise<void> => {
    if (await draft.settle()) await navigate({ to: "/workflows/$id/review", params: { id } });
  };
  return (
    <div className={classes["bar"]}>
      <div className={classes["bar-start"]}>
        <Tooltip label={t`Back to the workflow`}>
          <span>
            <PageLink to="/workflows/$id" params={{ id }} className={classes["back"] ?? ""} aria-label={t`Back to the workflow`}>
              <ChevronLeft size={20} aria-hidden />
            </PageLink>
          </span>
        </Tooltip>
        <div className={classes["names"]}>
          <WorkflowName workflow={workflow} mayEdit={mayEdit} />
          <div className={classes["facts"]}>
            <StateBadge state={workflowStates[workflow.state]} />
            <SavingSign draft={draft} />
            <span className={classes["version"]}>{workflow.version === 0 ? t`never published` : t`version ${workflow.version}`}</span>
          </div>
        </div>
      </div>
      <Group gap={6} className={classes["bar-end"] ?? ""}>
        {mayEdit && (
          <>
            <Tooltip label={t`Undo (Ctrl+Z)`}>
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t`Undo`} disabled={!canUndo} onClick={undo}>
                <Undo2 size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t`Redo (Ctrl+Shift+Z)`}>
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t`Redo`} disabled={!canRedo} onClick={redo}>
                <Redo2 size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        {grave > 0 && (
          <Button variant={open?.panel === "findings" ? "light" : "subtle"} color="gray" px="xs" leftSection={<CircleAlert size={16} aria-hidden className={classes["alert"] ?? ""} />} onClick={() => setOpen({ panel: "findings" })}>
            {plural(grave, { one: "# finding", other: "# findings" })}
          </Button>
        )}
        <Button variant={open?.panel === "settings" ? "light" : "subtle"} color="gray" px="xs" leftSection={<Settings2 size={16} aria-hidden />} onClick={() => setOpen({ panel: "settings" })}>
          <Trans>Settings</Trans>
        </Button>
        <Button variant={open?.panel === "test" ? "light" : "subtle"} color="gray" px="xs" leftSection={<FlaskConical size={16} aria-hidden />} onClick={() => setOpen({ panel: "test" })}>
          <Trans>Test</Trans>
        </Button>
        <Menu position="bottom-end" width={250}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t`More`}>
              <Ellipsis size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {onList !== undefined && (
              <Menu.Item leftSection={isList ? <Workflow size={16} aria-hidden /> : <List size={16} aria-hidden />} onClick={() => onList(!isList)}>
                {isList ? t`Show as a drawing` : t`Show as a list`}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<History size={16} aria-hidden />} onClick={() => void navigate({ to: "/workflows/$id/versions", params: { id } })}>
              <Trans>Versions</Trans>
            </Menu.Item>
            <Menu.Item leftSection={<ListChecks size={16} aria-hidden />} onClick={() => void navigate({ to: "/workflows/$id", params: { id } })}>
              <Trans>Enrollment history</Trans>
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button onClick={() => void goToReview()}>
          <Trans>Review and publish</Trans>
        </Button>
      </Group>
    </div>
  );
}

/** Whether the draft is kept. */
function SavingSign({ draft }: { draft: Draft }): ReactNode {
  const { workflow } = useEditor();
  const { t } = useLingui();
  const { saving, error } = draft.state;
  const isDraft = workflow.editable.basedOn !== null || draft.state.basedOn !== null;
  return (
    <span role="status" className={classes["saving"]} data-state={saving}>
      {saving === "saved" && (isDraft ? t`Draft saved` : workflow.version > 0 ? t`No changes` : t`Nothing to save`)}
      {(saving === "saving" || saving === "unsaved") && t`Saving…`}
      {saving === "conflict" && t`Not saved: somebody else saved meanwhile`}
      {saving === "failed" && (
        <>
          <Badge tone="danger">{t`Not saved`}</Badge> {messageOf(error)}{" "}
          <Anchor component="button" type="button" size="xs" onClick={draft.tryAgain}>
            {t`Try again`}
          </Anchor>
        </>
      )}
    </span>
  );
}
