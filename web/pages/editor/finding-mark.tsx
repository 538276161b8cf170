import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { CircleAlert, CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { FindingReply } from "#api/workflow-life.ts";
import classes from "./canvas.module.css";

interface FindingMarkProps {
  findings: readonly FindingReply[];
  /** What a tried record came to here. */
  outcome?: "done" | "stops" | undefined;
}

/** A sign on a card: what the test came to, else how grave what was found is. Hints are no alarm. */
export function FindingMark({ findings, outcome }: FindingMarkProps): ReactNode {
  const { t } = useLingui();
  if (outcome !== undefined) {
    const [Icon, label] = outcome === "done" ? [CircleCheck, t`goes through`] : [CircleX, t`stops here`];
    return (
      <span className={classes["mark"]} data-tone={outcome === "done" ? "success" : "danger"} role="img" aria-label={label}>
        <Icon size={17} aria-hidden />
      </span>
    );
  }
  const graver = findings.filter(({ level }) => level !== "hint");
  if (graver.length === 0) return null;
  const isError = graver.some(({ level }) => level === "error" || level === "money-risk");
  const Icon = isError ? CircleAlert : TriangleAlert;
  return (
    <span className={classes["mark"]} data-tone={isError ? "danger" : "warning"} role="img" aria-label={plural(graver.length, { one: "# thing to look at", other: "# things to look at" })} title={graver.map(({ happened }) => happened).join("\n")}>
      <Icon size={17} aria-hidden />
    </span>
  );
}
