import { t } from "@lingui/core/macro";
import { Switch, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { useReason } from "./reason.tsx";
import classes from "./asking-switch.module.css";

const looks = { body: classes["body"] ?? "", input: classes["input"] ?? "", track: classes["track"] ?? "", label: classes["label"] ?? "" };

interface AskingSwitchProps {
  isOn: boolean;
  /** What it switches, for those who do not see what stands beside it. */
  name: string;
  describedBy?: string;
  /** What stands beside it; absent = whether it is on or off. */
  label?: string;
  onAsk: () => void;
  /** Why the person may not switch it; absent = they may. */
  whyNot?: string | null;
}

/** A switch that asks before it switches: it moves when the answer has been carried out. */
export function AskingSwitch({ isOn, name, describedBy, label, onAsk, whyNot = null }: AskingSwitchProps): ReactNode {
  const reasonId = useId();
  const isRefused = whyNot !== null;
  const { asked, hint } = useReason(whyNot);
  return (
    <>
      <div {...asked} className={classes["whole"]}>
        <Switch
          checked={isOn}
          onChange={isRefused ? () => undefined : onAsk}
          label={label ?? (isOn ? t`On` : t`Off`)}
          aria-label={name}
          aria-describedby={isRefused ? reasonId : describedBy}
          aria-disabled={isRefused || undefined}
          data-is-refused={isRefused || undefined}
          role="switch"
          classNames={looks}
        />
        {isRefused && <VisuallyHidden id={reasonId}>{whyNot}</VisuallyHidden>}
      </div>
      {hint}
    </>
  );
}
