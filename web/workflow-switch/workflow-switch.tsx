import { useLingui } from "@lingui/react/macro";
import { useDisclosure } from "@mantine/hooks";
import { lazy, type ReactNode, Suspense } from "react";
import type { WorkflowRow } from "#api/workflow.ts";
import { AskingSwitch } from "../parts/asking-switch.tsx";
import { useWhyNot } from "../parts/may.ts";

// Who only looks at the list needs no dialog.
const TurnOffDialog = lazy(async () => ({ default: (await import("./turn-off-dialog.tsx")).TurnOffDialog }));
const TurnOnDialog = lazy(async () => ({ default: (await import("./turn-on-dialog.tsx")).TurnOnDialog }));

/** Turns a workflow on and off; both ask first. A paused one counts as on: it is turned off from here. */
export function WorkflowSwitch({ workflow }: { workflow: Pick<WorkflowRow, "id" | "name" | "state" | "counts"> }): ReactNode {
  const { t } = useLingui();
  const [isAsking, dialog] = useDisclosure();
  const whyNot = useWhyNot("edit");
  const isOn = workflow.state !== "off";
  const Dialog = isOn ? TurnOffDialog : TurnOnDialog;
  const label = { on: t`On`, off: t`Off`, paused: t`Paused` }[workflow.state];
  const name = { on: t`${workflow.name} is on`, off: t`${workflow.name} is off`, paused: t`${workflow.name} is paused` }[workflow.state];
  return (
    <>
      <AskingSwitch isOn={isOn} label={label} name={name} onAsk={dialog.open} whyNot={whyNot} />
      {isAsking && (
        <Suspense fallback={null}>
          <Dialog workflow={workflow} onClose={dialog.close} />
        </Suspense>
      )}
    </>
  );
}
