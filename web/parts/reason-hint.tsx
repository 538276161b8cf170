import { Tooltip } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";

/** The bubble that says why; by itself, because what it floats with is no part of the first load. */
export function ReasonHint({ whyNot, children }: { whyNot: string | null; children: ReactElement }): ReactNode {
  return (
    <Tooltip label={whyNot} disabled={whyNot === null} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      {children}
    </Tooltip>
  );
}
