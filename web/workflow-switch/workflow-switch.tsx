import { Switch } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import type { WorkflowRow } from "#api/workflow.ts";

import { TurnOffDialog } from "./turn-off-dialog.tsx";
import { TurnOnDialog } from "./turn-on-dialog.tsx";
import classes from "./workflow-switch.module.css";

const looks = { body: classes["body"] ?? "", input: classes["input"] ?? "", track: classes["track"] ?? "", label: classes["label"] ?? "" };

/** Turns a workflow on and off; both ask first. */
export function WorkflowSwitch({ workflow }: { workflow: Pick<WorkflowRow, "id" | "name" | "state"> }): ReactNode {
  const [isAsking, dialog] = useDisclosure();
  const isOn = workflow.state === "on";
  const Dialog = isOn ? TurnOffDialog : TurnOnDialog;
  return (
    <>
      <Switch checked={isOn} onChange={dialog.open} label={isOn ? "On" : "Off"} aria-label={`${workflow.name} is ${isOn ? "on" : "off"}`} role="switch" classNames={looks} />
      {isAsking && <Dialog workflow={workflow} onClose={dialog.close} />}
    </>
  );
}
