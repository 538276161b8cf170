/** What a user chooses for "Create a QuickBooks estimate". */
import { z } from "zod";
import { advancedChoices, booksChoice, customerChoices, itemChoices } from "../sale/settings.ts";

const optionalProperty = z.string().trim().min(1).nullable().default(null);

export const createEstimateSettings = z.object({
  ...booksChoice,
  ...customerChoices,
  ...itemChoices,
  ...advancedChoices,
  expirationDateProperty: optionalProperty,
  /** A date there means that the customer has accepted. */
  acceptedDateProperty: optionalProperty,
});
export type CreateEstimateSettings = z.infer<typeof createEstimateSettings>;
