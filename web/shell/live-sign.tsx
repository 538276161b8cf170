import type { ReactNode } from "react";
import type { LiveState } from "../live.ts";
import classes from "./shell.module.css";

const words: Record<LiveState, { label: string; explained: string }> = {
  live: { label: "Live", explained: "This page shows changes as they happen." },
  interrupted: { label: "Reconnecting", explained: "The connection to the server was lost; it is being opened again." },
};

/** Whether the page keeps itself current. */
export function LiveSign({ state }: { state: LiveState }): ReactNode {
  const { label, explained } = words[state];
  return (
    <span className={classes["live"]} data-state={state} role="status" aria-label={`${label}: ${explained}`} title={explained}>
      <span>{label}</span>
    </span>
  );
}
