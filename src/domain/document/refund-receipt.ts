/** A refund receipt: goods or services taken back and paid back at once. Its amounts are positive. */
import type { BooksRef } from "./references.ts";
import type { SalesPlan } from "./sales.ts";

/** A refund receipt, ready to be posted. */
export interface RefundReceiptPlan extends SalesPlan {
  kind: "refund-receipt";
  /** The account the money leaves. */
  refundFrom: BooksRef;
  paymentMethod: BooksRef | null;
  /** The refund's own number, for example of the card refund. */
  paymentReference: string | null;
}
