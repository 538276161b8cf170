/** Closed books refuse every change on or before the closing date. */
import type { Company } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";

/** Throws the vendor's refusal when the date lies in a closed period. */
export function checkOpenPeriod(company: Company, txnDate: string): void {
  const closed = company.prefs("AccountingInfoPrefs")["BookCloseDate"];
  if (typeof closed !== "string" || closed === "" || txnDate > closed) return;
  throw new Refusal("6200", "The account period has closed and the account books cannot be updated through through the QBO Services API. : Please use the QBO website to make these changes.", "TxnDate");
}
