/** The catalog: one line per action. */
import type { Action } from "./action.ts";
import { createEstimate } from "./create-estimate/create-estimate.ts";
import { createExpense } from "./create-expense/create-expense.ts";
import { createInvoice } from "./create-invoice/create-invoice.ts";
import { createPaidInvoice } from "./create-paid-invoice/create-paid-invoice.ts";
import { createPaymentSalesReceipt } from "./create-payment-sales-receipt/create-payment-sales-receipt.ts";
import { createRefundReceipt } from "./create-refund-receipt/create-refund-receipt.ts";
import { createSalesReceipt } from "./create-sales-receipt/create-sales-receipt.ts";

export const actions: readonly Action[] = [
  createInvoice,
  createEstimate,
  createSalesReceipt,
  createPaidInvoice,
  createPaymentSalesReceipt,
  createExpense,
  createRefundReceipt,
];

/** The action of that kind; undefined = there is none. Its settings are opaque here: parse them with its own schema. */
export function actionOf(kind: string): Action | undefined {
  return actions.find((action) => action.kind === kind);
}
