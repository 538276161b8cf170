import type { ReactNode } from "react";
import classes from "./badge.module.css";

export type Tone = "success" | "danger" | "warning" | "info" | "neutral";

/** A state in one or two words; the dot pulses while work is under way. */
export function Badge({ tone, isBusy = false, children }: { tone: Tone; isBusy?: boolean; children: ReactNode }): ReactNode {
  return (
    <span className={classes["badge"]} data-tone={tone} data-is-busy={isBusy}>
      {children}
    </span>
  );
}
