/** An estimate: an offer that moves no money. */
import type { LocalDate } from "../dates.ts";
import type { SalesPlan } from "./sales.ts";

/** An estimate, ready to be posted. */
export interface EstimatePlan extends SalesPlan {
  kind: "estimate";
  expirationDate: LocalDate | null;
  /** Null = it waits for the customer's answer. */
  acceptance: { by: string | null; on: LocalDate | null } | null;
}
