import { t } from "@lingui/core/macro";
import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
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
  /** True: the person may not switch it. */
  isDisabled?: boolean;
}

/** A switch that asks before it switches: it moves when the answer has been carried out. */
export function AskingSwitch({ isOn, name, describedBy, label, onAsk, isDisabled = false }: AskingSwitchProps): ReactNode {
  return <Switch checked={isOn} disabled={isDisabled} onChange={onAsk} label={label ?? (isOn ? t`On` : t`Off`)} aria-label={name} aria-describedby={describedBy} role="switch" classNames={looks} />;
}
