/** The secret of a HubSpot connection, as it is kept encrypted in the store. */
import { z } from "zod";

/**
 * `accessToken` is a bearer token (service key, static-auth project app or legacy private app); `clientSecret` signs the
 * webhooks of the app and is empty when the credential has none (a service key).
 */
export const hubSpotSecret = z.object({ accessToken: z.string().trim().min(1), clientSecret: z.string() });
export type HubSpotSecret = z.infer<typeof hubSpotSecret>;
