import type { ReactNode } from "react";
import type { StepReply } from "#api/workflow.ts";
import classes from "./flow.module.css";

/** What the checks found wrong with a step's settings. */
export function Findings({ findings }: { findings: StepReply["findings"] }): ReactNode {
  return findings.map(({ happened, doThis }) => (
    <div key={happened} className={classes["finding"]} role="note">
      <strong>{happened}</strong>
      {doThis}
    </div>
  ));
}
