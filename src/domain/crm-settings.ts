/** What people decide about a CRM connection. */
import { z } from "zod";

export const crmSettings = z.object({
  /** The version of the CRM's API, as its adapter names it; null = the adapter's usual one. */
  apiVersion: z.string().nullable().default(null),
  /** True: a note on the record tells of each document, besides the properties. */
  notesOnRecords: z.boolean().default(false),
});
export type CrmSettings = z.infer<typeof crmSettings>;
