/** Inventory: how many pieces a transaction moves, and what they cost. */
import { Big } from "big.js";
import type { Company, Entity, EntityName } from "../company.ts";
import { amount } from "../money.ts";
import { refId } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { flatLines } from "./flat-lines.ts";
import type { Posting } from "./postings.ts";

/** Whether goods leave (-1) or come in (1). */
const directions: Partial<Record<EntityName, 1 | -1>> = { Invoice: -1, SalesReceipt: -1, CreditMemo: 1, RefundReceipt: 1, Purchase: 1, Bill: 1 };

/** Pieces by item that come in (positive) or leave. */
export function stockMoves(company: Company, name: EntityName, transaction: Entity): Map<string, Big> {
  const moves = new Map<string, Big>();
  const direction = directions[name];
  if (direction === undefined) return moves;
  for (const line of flatLines(transaction["Line"])) {
    const detail = (line["SalesItemLineDetail"] ?? line["ItemBasedExpenseLineDetail"] ?? {}) as Members;
    const item = company.find("Item", refId(detail["ItemRef"]) ?? "");
    const quantity = amount(detail["Qty"]);
    if (item?.["Type"] !== "Inventory" || quantity === undefined) continue;
    moves.set(item.Id, (moves.get(item.Id) ?? new Big(0)).plus(quantity.times(direction)));
  }
  return moves;
}

/** Sold goods leave the stock at what they cost; bought ones are posted by their own lines. */
export function costPostings(company: Company, name: EntityName, transaction: Entity): Posting[] {
  if (name === "Purchase" || name === "Bill") return [];
  return [...stockMoves(company, name, transaction)].flatMap(([itemId, pieces]) => {
    const item = company.find("Item", itemId);
    const cost = (amount(item?.["PurchaseCost"]) ?? new Big(0)).times(pieces).round(2, Big.roundHalfUp);
    const [stock, sold] = [refId(item?.["AssetAccountRef"]), refId(item?.["ExpenseAccountRef"])];
    if (stock === undefined || sold === undefined) return [];
    return [{ accountId: stock, amount: cost }, { accountId: sold, amount: cost.neg() }];
  });
}
