import { useLingui } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import { Split } from "lucide-react";
import type { ReactNode } from "react";
import { stepOfId } from "#domain/workflow-path.ts";
import classes from "./canvas.module.css";
import { isForOthers } from "../../drawing/edits.ts";
import { branchId } from "../../drawing/layout.ts";
import { useEditor } from "./editor-state.ts";

/** The head of a branch: its name, who goes this way, and the way to its filters. */
export function BranchHead({ stepId, branch, name }: { stepId: string; branch: number; name: string }): ReactNode {
  const { open, setOpen, path } = useEditor();
  const { t } = useLingui();
  const id = branchId(stepId, branch);
  const { when, isMissing } = useWhen(stepId, branch);
  return (
    <button
      type="button"
      className={`${classes["branch"]} nodrag nopan`}
      data-stop={id}
      data-is-open={(open?.panel === "step" && open.stepId === stepId && open.branch === branch) || undefined}
      data-on-path={path?.on.has(id) === true || undefined}
      title={when}
      onClick={() => setOpen({ panel: "step", stepId, branch })}
    >
      <span className={classes["branch-name"]}>
        <Split size={14} aria-hidden />
        <VisuallyHidden>{t`Branch`}</VisuallyHidden>
        <span>{name}</span>
      </span>
      <span className={classes["when"]} data-is-missing={isMissing || undefined}>
        {when}
      </span>
    </button>
  );
}

/** Who takes a branch, in words. */
function useWhen(stepId: string, index: number): { when: string; isMissing: boolean } {
  const { definition, words } = useEditor();
  const { t } = useLingui();
  const branch = stepOfId(definition.steps, stepId)?.branches?.[index];
  if (branch === undefined) return { when: "", isMissing: false };
  if (isForOthers(branch)) return { when: t`All that meet no other branch`, isMissing: false };
  const chosen = (branch.filterGroups ?? branch.values ?? []).length;
  if (chosen === 0) return { when: branch.values === undefined ? t`No filters yet` : t`No values yet`, isMissing: true };
  return { when: words.get(stepId)?.branches[index]?.when ?? "", isMissing: false };
}
