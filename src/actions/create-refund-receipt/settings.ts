/** What a user chooses for "Create a QuickBooks refund receipt". */
import { z } from "zod";
import { payerChoices } from "../payment/settings.ts";
import { advancedChoices, booksChoice, customerChoices, itemChoices } from "../sale/settings.ts";

export const createRefundReceiptSettings = z.object({
  ...booksChoice,
  refundFrom: z.string().trim().min(1, "choose the account the refund is paid from"),
  paymentMethod: z.string().trim().min(1).nullable().default(null),
  ...customerChoices,
  ...payerChoices,
  ...itemChoices,
  ...advancedChoices,
});
export type CreateRefundReceiptSettings = z.infer<typeof createRefundReceiptSettings>;
