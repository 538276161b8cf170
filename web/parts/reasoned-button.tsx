import { ActionIcon, type ActionIconProps, Button, type ButtonProps } from "@mantine/core";
import type { MouseEvent, ReactNode } from "react";
import { useReason } from "./reason.tsx";

interface Reasoned {
  /** Why it cannot be used now; null = it can. */
  whyNot: string | null;
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
}

type ReasonedButtonProps = ButtonProps & Reasoned & { type?: "submit"; "aria-label"?: string; children: ReactNode };

/** A button that, while it cannot be used, stays within reach of the keyboard and says why. */
export function ReasonedButton({ whyNot, onClick, ...button }: ReasonedButtonProps): ReactNode {
  const { asked, hint } = useReason(whyNot);
  return (
    <>
      <Button {...button} {...asked} {...refused(whyNot)} onClick={pressed(whyNot, onClick)} />
      {hint}
    </>
  );
}

type ReasonedIconProps = ActionIconProps & Reasoned & { "aria-label": string; children: ReactNode };

/** The same with an icon alone. */
export function ReasonedIcon({ whyNot, onClick, ...icon }: ReasonedIconProps): ReactNode {
  const { asked, hint } = useReason(whyNot);
  return (
    <>
      <ActionIcon {...icon} {...asked} {...refused(whyNot)} onClick={pressed(whyNot, onClick)} />
      {hint}
    </>
  );
}

/** Not `disabled`: what is disabled gets no focus, so nobody without a mouse would learn the reason. */
function refused(whyNot: string | null): { "data-disabled"?: true; "aria-disabled"?: true; "aria-description"?: string } {
  return whyNot === null ? {} : { "data-disabled": true, "aria-disabled": true, "aria-description": whyNot };
}

function pressed(whyNot: string | null, onClick: Reasoned["onClick"]): (event: MouseEvent<HTMLButtonElement>) => void {
  return (event) => (whyNot === null ? onClick?.(event) : event.preventDefault());
}
