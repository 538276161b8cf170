import { useLingui } from "@lingui/react/macro";
import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import type { ChangeReply } from "#api/workflow-life.ts";
import { Badge, type Tone } from "../../parts/badge.tsx";
import classes from "./change-list.module.css";

const tones: Record<ChangeReply["kind"], Tone> = { added: "success", removed: "danger", moved: "info", changed: "warning" };

/** What differs between two versions, one line each: what was there, what is there now. */
export function ChangeList({ changes }: { changes: readonly ChangeReply[] }): ReactNode {
  const { t } = useLingui();
  const words: Record<ChangeReply["kind"], string> = { added: t`Added`, removed: t`Removed`, moved: t`Moved`, changed: t`Changed` };
  return (
    <ul className={classes["changes"]}>
      {changes.map((change, index) => (
        <li key={index}>
          <Badge tone={tones[change.kind]}>{words[change.kind]}</Badge>
          <div>
            <div className={classes["where"]}>
              {change.where}
              {change.what !== null && `: ${change.what}`}
            </div>
            {(change.before !== null || change.after !== null) && (
              <div className={classes["values"]}>
                {change.before !== null && <del>{change.before}</del>}
                {change.before !== null && change.after !== null && <ArrowRight size={14} aria-label={t`became`} />}
                {change.after !== null && <ins>{change.after}</ins>}
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
