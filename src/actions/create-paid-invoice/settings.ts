/** What a user chooses for "Create a paid QuickBooks invoice". */
import { z } from "zod";
import { moneyChoices, payerChoices, paymentDateChoices } from "../payment/settings.ts";
import { advancedChoices, booksChoice, customerChoices, itemChoices } from "../sale/settings.ts";

export const createPaidInvoiceSettings = z.object({
  ...booksChoice,
  ...moneyChoices,
  ...customerChoices,
  ...payerChoices,
  ...itemChoices,
  ...advancedChoices,
  ...paymentDateChoices,
});
export type CreatePaidInvoiceSettings = z.infer<typeof createPaidInvoiceSettings>;
