import { useLingui } from "@lingui/react/macro";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import type { WorkflowRow } from "#api/workflow.ts";
import { AskingSwitch } from "../parts/asking-switch.tsx";
import { TurnOffDialog } from "./turn-off-dialog.tsx";
import { TurnOnDialog } from "./turn-on-dialog.tsx";

/** Turns a workflow on and off; both ask first. A paused one counts as on: it is turned off from here. */
export function WorkflowSwitch({ workflow }: { workflow: Pick<WorkflowRow, "id" | "name" | "state" | "counts"> }): ReactNode {
  const { t } = useLingui();
  const [isAsking, dialog] = useDisclosure();
  const isOn = workflow.state !== "off";
  const Dialog = isOn ? TurnOffDialog : TurnOnDialog;
  const label = { on: t`On`, off: t`Off`, paused: t`Paused` }[workflow.state];
  const name = { on: t`${workflow.name} is on`, off: t`${workflow.name} is off`, paused: t`${workflow.name} is paused` }[workflow.state];
  return (
    <>
      <AskingSwitch isOn={isOn} label={label} name={name} onAsk={dialog.open} />
      {isAsking && <Dialog workflow={workflow} onClose={dialog.close} />}
    </>
  );
}
