/** Goods move only from the day on which their stock was first counted. */
import type { Company } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";
import { flatLines } from "../ledger/flat-lines.ts";
import { memberText } from "../member-text.ts";
import { refId } from "../references.ts";
import type { Members } from "../wire-object.ts";

/** Refuses lines of inventory items that begin after the transaction's date. */
export function checkStockDates(company: Company, lines: Members[], txnDate: string): void {
  for (const line of flatLines(lines)) {
    const detail = (line["SalesItemLineDetail"] ?? line["ItemBasedExpenseLineDetail"] ?? {}) as Members;
    const item = company.find("Item", refId(detail["ItemRef"]) ?? "");
    const start = memberText(item?.["InvStartDate"]);
    if (item?.["Type"] !== "Inventory" || start <= txnDate) continue;
    throw new Refusal("6270", "Inventory start date : The transaction date is before the start date of one of your inventory items.", "TxnDate");
  }
}
