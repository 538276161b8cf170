/** Events that let a record enter a workflow when they happen, beside or instead of filters. */
import { z } from "zod";

export const triggerEvent = z.discriminatedUnion("event", [
  z.object({ event: z.literal("created") }),
  /** Without values any change counts; with them, a change to one of them. */
  z.object({ event: z.literal("property-changed"), property: z.string().trim().min(1, "choose a property"), values: z.array(z.string()).optional() }),
  z.object({ event: z.literal("quote-signed") }),
  z.object({ event: z.literal("payment-succeeded") }),
  z.object({ event: z.literal("refunded") }),
]);
export type TriggerEvent = z.infer<typeof triggerEvent>;
