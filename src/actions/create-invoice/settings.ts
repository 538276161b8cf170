/** What a user chooses for "Create a QuickBooks invoice". */
import { z } from "zod";

export const createInvoiceSettings = z.object({
  /** The connection id of the set of books ("QuickBooks account"). */
  books: z.string().min(1, "choose the QuickBooks account"),
  /** Term id; null = the customer's own or none. */
  terms: z.string().min(1).nullable().default(null),
  /** How the customer is found; null = the account's own rule. */
  customerRule: z.enum(["must-be-eligible", "create-if-missing"]).nullable().default(null),
  createMissingItems: z.enum(["yes", "no"]).default("no"),
  /** Account id; needed when missing products are created. */
  incomeAccount: z.string().min(1).nullable().default(null),
});
export type CreateInvoiceSettings = z.infer<typeof createInvoiceSettings>;
