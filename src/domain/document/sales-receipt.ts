/** A sales receipt: sold and paid at once. */
import type { BooksRef } from "./references.ts";
import type { SalesPlan } from "./sales.ts";

/** A sales receipt, ready to be posted. */
export interface SalesReceiptPlan extends SalesPlan {
  kind: "sales-receipt";
  /** Where the money goes; null = the books' account for money not yet deposited. */
  depositAccount: BooksRef | null;
  paymentMethod: BooksRef | null;
  /** The payment's own number, for example of the card payment. */
  paymentReference: string | null;
}
