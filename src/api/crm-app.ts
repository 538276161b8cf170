/** The app that people deploy in their CRM account, so that our actions are in its workflow editor. */
import { z } from "zod";

export const crmAppInput = z.object({ name: z.string().trim().min(1, "Give the app a name.").max(60).default("Ledgerline") });

/** Its files, by paths relative to the project's folder, and what is to be known before they are deployed. */
export const crmApp = z.object({
  files: z.array(z.object({ path: z.string(), content: z.string() })),
  publicUrl: z.string(),
  /** What keeps the CRM from reaching us; null = nothing that we know of. */
  problem: z.string().nullable(),
});
