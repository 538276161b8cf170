/** What a QuickBooks connection keeps secret: the app's keys and the company's current pair of tokens. */
import { z } from "zod";

export const quickBooksSecret = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  accessToken: z.string().min(1),
  /** ISO 8601. */
  accessExpiresAt: z.string(),
  refreshToken: z.string().min(1),
  refreshExpiresAt: z.string(),
  /** The token endpoint; absent = Intuit's own. */
  tokenUrl: z.string().optional(),
});
export type QuickBooksSecret = z.infer<typeof quickBooksSecret>;
