import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import type { WorkflowRow } from "#api/workflow.ts";
import { AskingSwitch } from "../parts/asking-switch.tsx";
import { TurnOffDialog } from "./turn-off-dialog.tsx";
import { TurnOnDialog } from "./turn-on-dialog.tsx";

/** Turns a workflow on and off; both ask first. */
export function WorkflowSwitch({ workflow }: { workflow: Pick<WorkflowRow, "id" | "name" | "state"> }): ReactNode {
  const [isAsking, dialog] = useDisclosure();
  const isOn = workflow.state === "on";
  const Dialog = isOn ? TurnOffDialog : TurnOnDialog;
  return (
    <>
      <AskingSwitch isOn={isOn} name={`${workflow.name} is ${isOn ? "on" : "off"}`} onAsk={dialog.open} />
      {isAsking && <Dialog workflow={workflow} onClose={dialog.close} />}
    </>
  );
}
