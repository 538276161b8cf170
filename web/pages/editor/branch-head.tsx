import { useLingui } from "@lingui/react/macro";
import { Split } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./canvas.module.css";
import { branchId } from "../../drawing/layout.ts";
import { useEditor } from "./editor-state.ts";

/** The head of a branch: its name, and the way to its filters. */
export function BranchHead({ stepId, branch, name }: { stepId: string; branch: number; name: string }): ReactNode {
  const { open, setOpen, path, words } = useEditor();
  const { t } = useLingui();
  const id = branchId(stepId, branch);
  const when = words.get(stepId)?.branches[branch]?.when;
  return (
    <button
      type="button"
      className={`${classes["branch"]} nodrag nopan`}
      data-stop={id}
      data-is-open={(open?.panel === "step" && open.stepId === stepId && open.branch === branch) || undefined}
      data-on-path={path?.on.has(id) === true || undefined}
      aria-label={t`Branch ${name}`}
      title={when}
      onClick={() => setOpen({ panel: "step", stepId, branch })}
    >
      <Split size={14} aria-hidden />
      <span>{name}</span>
    </button>
  );
}
