/** What should be in the books and is not: the lists that bookkeepers ask for. */
import { type Instant, later } from "./dates.ts";
import type { DocumentKind } from "./document/kind.ts";
import type { ObjectType } from "./record.ts";

export const unbilledLists = ["deals", "payments", "refunds", "fees"] as const;
export type UnbilledList = (typeof unbilledLists)[number];

/** What a list is about, and which documents settle it. */
export const unbilledKinds: Record<UnbilledList, { objectType: ObjectType; settledBy: readonly DocumentKind[] }> = {
  deals: { objectType: "deal", settledBy: ["invoice", "sales-receipt"] },
  payments: { objectType: "payment", settledBy: ["sales-receipt", "invoice", "payment"] },
  refunds: { objectType: "payment", settledBy: ["refund-receipt"] },
  fees: { objectType: "payment", settledBy: ["expense"] },
};

const dayMs = 86_400_000;
/** A quote or payment that was billed and has no deal is asked about so long; most are associated when they are made, or soon after. */
const askedForMs = 90 * dayMs;
/** How long it rests on its first day, and after that. */
const firstRestMs = 3_600_000;
const restMs = dayMs;

/** When to ask next whether it has a deal; null = not any more. */
export function dealsAskedAgainAt(postedAt: Instant, hasDeal: boolean, now: Instant): Instant | null {
  const age = Date.parse(now) - Date.parse(postedAt);
  if (hasDeal || age > askedForMs) return null;
  return later(now, age < dayMs ? firstRestMs : restMs);
}
