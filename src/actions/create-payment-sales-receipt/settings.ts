/** What a user chooses for "Create a QuickBooks sales receipt" on a payment. */
import { z } from "zod";
import { moneyChoices, payerChoices, paymentDateChoices } from "../payment/settings.ts";
import { advancedChoices, booksChoice, customerChoices, itemChoices } from "../sale/settings.ts";

export const createPaymentSalesReceiptSettings = z.object({
  ...booksChoice,
  ...moneyChoices,
  ...customerChoices,
  ...payerChoices,
  ...itemChoices,
  ...advancedChoices,
  ...paymentDateChoices,
});
export type CreatePaymentSalesReceiptSettings = z.infer<typeof createPaymentSalesReceiptSettings>;
