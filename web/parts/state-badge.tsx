import { i18n } from "@lingui/core";
import type { ReactNode } from "react";
import { Badge } from "./badge.tsx";
import type { ShownState } from "./states.ts";

/** A state with its tone. */
export function StateBadge({ state }: { state: ShownState }): ReactNode {
  return (
    <Badge tone={state.tone} isBusy={state.isBusy ?? false}>
      {i18n._(state.label)}
    </Badge>
  );
}
