/** What a user chooses for "Create a QuickBooks invoice". */
import { z } from "zod";
import { advancedChoices, booksChoice, customerChoices, dueChoices, itemChoices, partChoices } from "../sale/settings.ts";

export const createInvoiceSettings = z.object({ ...booksChoice, ...dueChoices, ...customerChoices, ...itemChoices, ...partChoices, ...advancedChoices });
export type CreateInvoiceSettings = z.infer<typeof createInvoiceSettings>;
