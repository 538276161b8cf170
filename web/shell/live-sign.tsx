import { msg } from "@lingui/core/macro";
import { i18n, type MessageDescriptor } from "@lingui/core";
import type { ReactNode } from "react";
import type { LiveState } from "../live.ts";
import classes from "./shell.module.css";

const words: Record<LiveState, { label: MessageDescriptor; explained: MessageDescriptor }> = {
  live: { label: msg`Live`, explained: msg`This page shows changes as they happen.` },
  interrupted: { label: msg`Reconnecting`, explained: msg`The connection to the server was lost; it is being opened again.` },
};

/** Whether the page keeps itself current. */
export function LiveSign({ state }: { state: LiveState }): ReactNode {
  const label = i18n._(words[state].label);
  const explained = i18n._(words[state].explained);
  return (
    <span className={classes["live"]} data-state={state} role="status" aria-label={`${label}: ${explained}`} title={explained}>
      <span>{label}</span>
    </span>
  );
}
