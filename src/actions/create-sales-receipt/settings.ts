/** What a user chooses for "Create a QuickBooks sales receipt". */
import { z } from "zod";
import { moneyChoices } from "../payment/settings.ts";
import { advancedChoices, booksChoice, customerChoices, itemChoices, partChoices } from "../sale/settings.ts";

export const createSalesReceiptSettings = z.object({
  ...booksChoice,
  ...moneyChoices,
  ...customerChoices,
  ...itemChoices,
  ...partChoices,
  ...advancedChoices,
  /** The money's own number, for example of a check. */
  referenceProperty: z.string().trim().min(1).nullable().default(null),
});
export type CreateSalesReceiptSettings = z.infer<typeof createSalesReceiptSettings>;
