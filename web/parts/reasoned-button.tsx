import { ActionIcon, type ActionIconProps, Button, type ButtonProps } from "@mantine/core";
import { lazy, type MouseEvent, type ReactElement, type ReactNode, Suspense } from "react";

const ReasonHint = lazy(async () => ({ default: (await import("./reason-hint.tsx")).ReasonHint }));

interface Reasoned {
  /** Why it cannot be used now; null = it can. */
  whyNot: string | null;
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
}

type ReasonedButtonProps = ButtonProps & Reasoned & { type?: "submit"; "aria-label"?: string; children: ReactNode };

/** A button that, while it cannot be used, stays within reach of the keyboard and says why. */
export function ReasonedButton({ whyNot, onClick, ...button }: ReasonedButtonProps): ReactNode {
  return (
    <Reason whyNot={whyNot}>
      <Button {...button} {...refused(whyNot)} onClick={pressed(whyNot, onClick)} />
    </Reason>
  );
}

type ReasonedIconProps = ActionIconProps & Reasoned & { "aria-label": string; children: ReactNode };

/** The same with an icon alone. */
export function ReasonedIcon({ whyNot, onClick, ...icon }: ReasonedIconProps): ReactNode {
  return (
    <Reason whyNot={whyNot}>
      <ActionIcon {...icon} {...refused(whyNot)} onClick={pressed(whyNot, onClick)} />
    </Reason>
  );
}

/** Says why what is inside cannot be used, when it is pointed at, touched or reached with the keyboard. */
export function Reason({ whyNot, children }: { whyNot: string | null; children: ReactElement }): ReactNode {
  return (
    <Suspense fallback={children}>
      <ReasonHint whyNot={whyNot}>{children}</ReasonHint>
    </Suspense>
  );
}

/** Not `disabled`: what is disabled gets no focus, so nobody without a mouse would learn the reason. */
function refused(whyNot: string | null): { "data-disabled"?: true; "aria-disabled"?: true } {
  return whyNot === null ? {} : { "data-disabled": true, "aria-disabled": true };
}

function pressed(whyNot: string | null, onClick: Reasoned["onClick"]): (event: MouseEvent<HTMLButtonElement>) => void {
  return (event) => (whyNot === null ? onClick?.(event) : event.preventDefault());
}
