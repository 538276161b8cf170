/** The settings of a set of books in replies, as groups of form fields with their values. */
import { z } from "zod";
import { fieldValue, formField } from "./form.ts";

export const accountSettings = z.object({
  connectionId: z.string(),
  name: z.string(),
  country: z.string(),
  /** By field name. */
  settings: z.record(z.string(), fieldValue),
  groups: z.array(z.object({ id: z.string(), title: z.string(), help: z.string(), fields: z.array(formField) })),
});
export type AccountSettings = z.infer<typeof accountSettings>;
