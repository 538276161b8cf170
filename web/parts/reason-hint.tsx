import { Tooltip } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import type { ReactNode } from "react";

interface ReasonHintProps {
  /** What cannot be used. */
  target: HTMLElement;
  whyNot: string;
  isShown: boolean;
  onDismiss: () => void;
}

/** The bubble that says why; by itself, because what it floats with is no part of the first load. */
export function ReasonHint({ target, whyNot, isShown, onDismiss }: ReasonHintProps): ReactNode {
  useWindowEvent("keydown", ({ key }) => {
    if (key === "Escape") onDismiss();
  });
  return <Tooltip target={target} label={whyNot} opened={isShown} multiline maw={320} />;
}
