/** The catalog: one line per action. First those that make documents, then those that steer. */
import type { Action } from "./action.ts";
import { createEstimate } from "./create-estimate/create-estimate.ts";
import { createExpense } from "./create-expense/create-expense.ts";
import { createInvoice } from "./create-invoice/create-invoice.ts";
import { createPaidInvoice } from "./create-paid-invoice/create-paid-invoice.ts";
import { createPaymentSalesReceipt } from "./create-payment-sales-receipt/create-payment-sales-receipt.ts";
import { createRefundReceipt } from "./create-refund-receipt/create-refund-receipt.ts";
import { createSalesReceipt } from "./create-sales-receipt/create-sales-receipt.ts";
import { approval } from "./flow/approval.ts";
import { byValue, ifThen } from "./flow/branches.ts";
import { delay } from "./flow/delay.ts";
import { end } from "./flow/end.ts";
import type { FlowAction } from "./flow/flow-action.ts";
import { callWebhook, createNote, sendEmail } from "./flow/messages.ts";
import { waitUntilPaid } from "./flow/wait-until-paid.ts";
import { setProperty } from "./flow/set-property.ts";

export const actions: readonly Action[] = [
  createInvoice,
  createEstimate,
  createSalesReceipt,
  createPaidInvoice,
  createPaymentSalesReceipt,
  createExpense,
  createRefundReceipt,
];

export const flowActions: readonly FlowAction[] = [delay, waitUntilPaid, ifThen, byValue, setProperty, createNote, sendEmail, callWebhook, approval, end];

/** The document action of that kind; undefined = there is none. Its settings are opaque here: parse them with its own schema. */
export function actionOf(kind: string): Action | undefined {
  return actions.find((action) => action.kind === kind);
}

/** The flow action of that kind; undefined = there is none. */
export function flowActionOf(kind: string): FlowAction | undefined {
  return flowActions.find((action) => action.kind === kind);
}

/** The action of that kind, whatever it does: its title, form and settings. */
export function stepActionOf(kind: string): Action | FlowAction | undefined {
  return actionOf(kind) ?? flowActionOf(kind);
}
