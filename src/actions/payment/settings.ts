/** What a user chooses for a step on a payment, besides what every sales document has. */
import { z } from "zod";
import { contactChoices } from "../sale/settings.ts";

const optionalId = z.string().trim().min(1).nullable().default(null);

/** Where money goes, and what it is labelled with. */
export const moneyChoices = { depositAccount: optionalId, paymentMethod: optionalId };

/** The payer goes first. */
export const payerChoices = { contactChoice: z.array(z.enum(contactChoices)).min(1, "choose at least one way").default(["payer", "first"]) };

/** The date of the document is the payment's, unless another is chosen. */
export const paymentDateChoices = { transactionDate: z.enum(["payment", "today", "property"]).default("payment") };
