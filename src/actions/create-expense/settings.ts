/** What a user chooses for "Create a QuickBooks expense". */
import { z } from "zod";
import { paymentDateChoices } from "../payment/settings.ts";
import { booksChoice } from "../sale/settings.ts";

const optional = z.string().trim().min(1).nullable().default(null);

export const createExpenseSettings = z.object({
  ...booksChoice,
  paidFrom: z.string().trim().min(1, "choose the account the fee is paid from"),
  category: z.string().trim().min(1, "choose the expense account"),
  payee: optional,
  memo: z.string().max(4_000).nullable().default(null),
  paymentMethod: optional,
  class: optional,
  location: optional,
  ...paymentDateChoices,
  transactionDateProperty: optional,
});
export type CreateExpenseSettings = z.infer<typeof createExpenseSettings>;
