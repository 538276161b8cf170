import { useLingui } from "@lingui/react/macro";
import { CircleAlert, CircleDollarSign, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { FindingReply } from "#api/workflow-life.ts";
import classes from "./finding-list.module.css";

const icons = { error: CircleAlert, "money-risk": CircleDollarSign, warning: TriangleAlert, hint: Info };

/** What was found: what is wrong, what could happen, what to do. `more` adds something to each, such as the way to it. */
export function FindingList({ findings, more }: { findings: readonly FindingReply[]; more?: (finding: FindingReply) => ReactNode }): ReactNode {
  const { t } = useLingui();
  const levels = { error: t`Must be fixed`, "money-risk": t`Risk of money`, warning: t`To look at`, hint: t`Hint` };
  if (findings.length === 0) return null;
  return (
    <ul className={classes["list"]}>
      {findings.map((finding) => {
        const Icon = icons[finding.level];
        return (
          <li key={finding.key} className={classes["finding"]} data-level={finding.level}>
            <Icon size={17} aria-hidden />
            <div>
              <div className={classes["level"]}>{levels[finding.level]}</div>
              <strong>{finding.happened}</strong>
              {finding.couldHappen !== "" && <p>{finding.couldHappen}</p>}
              {finding.doThis !== "" && <p>{finding.doThis}</p>}
              {more?.(finding)}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
