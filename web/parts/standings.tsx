import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Standing } from "#domain/record.ts";
import { Badge, type Tone } from "./badge.tsx";

const tones: Record<Standing, Tone> = {
  open: "neutral", won: "success", lost: "neutral", unsigned: "neutral", signed: "success", pending: "info", succeeded: "success", failed: "danger",
  "partly-refunded": "warning", refunded: "warning", "refund-pending": "warning", disputed: "danger", "dispute-lost": "danger",
};

/** Where records stand, in words. */
export function useStandingWords(): Record<Standing, string> {
  const { t } = useLingui();
  return {
    open: t`Open`, won: t`Won`, lost: t`Lost`, unsigned: t`Not signed`, signed: t`Signed`, pending: t`Pending`, succeeded: t`Succeeded`, failed: t`Failed`,
    "partly-refunded": t`Partly refunded`, refunded: t`Refunded`, "refund-pending": t`Refund pending`, disputed: t`Disputed`, "dispute-lost": t`Dispute lost`,
  };
}

/** Where one record stands. */
export function StandingBadge({ standing }: { standing: Standing }): ReactNode {
  return <Badge tone={tones[standing]}>{useStandingWords()[standing]}</Badge>;
}
