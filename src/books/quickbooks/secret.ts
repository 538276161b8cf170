/** What a QuickBooks connection keeps secret: the app's keys and the company's current pair of tokens. */
import { z } from "zod";

/** An app registered with Intuit. It stays when a person disconnects, so that reconnecting is one click. */
export const quickBooksApp = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** Signs the webhooks of the app; absent = none are heard. */
  webhookVerifierToken: z.string().optional(),
  /** The OAuth endpoints; absent = Intuit's own. */
  authorizeUrl: z.string().optional(),
  tokenUrl: z.string().optional(),
  revokeUrl: z.string().optional(),
});
export type QuickBooksApp = z.infer<typeof quickBooksApp>;

/** The app with its permission for one company. Times are ISO 8601. */
export const quickBooksSecret = quickBooksApp.extend({
  accessToken: z.string().min(1),
  accessExpiresAt: z.string(),
  refreshToken: z.string().min(1),
  /** Ends then unless it is refreshed before. */
  refreshExpiresAt: z.string(),
  /** Ends then however often it is refreshed; absent = Intuit did not say. */
  hardExpiresAt: z.string().optional(),
  /** When a person consented. */
  connectedAt: z.string().optional(),
  /** When the tokens were last refreshed. */
  renewedAt: z.string().optional(),
  /** The refresh token before this one: for finding out what happened, never used. */
  previousRefreshToken: z.string().optional(),
});
export type QuickBooksSecret = z.infer<typeof quickBooksSecret>;

/** The stored permission; null = there is none, because a person disconnected. */
export function permissionIn(stored: unknown): QuickBooksSecret | null {
  const { data } = quickBooksSecret.safeParse(stored);
  return data ?? null;
}
