/** What should be in the books and is not: the lists that bookkeepers ask for. */
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
