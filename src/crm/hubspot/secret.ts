/** The secret of a HubSpot connection, as it is kept encrypted in the store. */
import { z } from "zod";
import type { CredentialKind, TokenKind } from "#domain/ports/crm-consent.ts";

export const tokenKinds = ["service-key", "private-app", "project-app"] as const satisfies readonly TokenKind[];

/**
 * A bearer token (service key, legacy private app, or project app with static authentication); `clientSecret` signs the
 * webhooks of the app and is empty when the credential has none (a service key).
 */
const staticSecret = z.object({
  kind: z.enum(tokenKinds).optional(),
  accessToken: z.string().trim().min(1),
  clientSecret: z.string(),
});

/** An app registered with HubSpot. It stays when a person disconnects, so that reconnecting is one click. */
export const oauthApp = z.object({
  kind: z.literal("oauth"),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** Where the OAuth endpoints and the consent page are, when not at HubSpot. */
  oauthUrl: z.string().optional(),
});
export type OAuthApp = z.infer<typeof oauthApp>;

/** The app with its permission for one portal. Times are ISO 8601. */
export const oauthSecret = oauthApp.extend({
  accessToken: z.string().min(1),
  accessExpiresAt: z.string(),
  refreshToken: z.string().min(1),
  connectedAt: z.string().optional(),
  renewedAt: z.string().optional(),
});
export type OAuthSecret = z.infer<typeof oauthSecret>;

export const hubSpotSecret = z.union([oauthSecret, staticSecret]);
export type HubSpotSecret = z.infer<typeof hubSpotSecret>;

/** The stored permission; null = there is none, because a person disconnected. */
export function permissionIn(stored: unknown): HubSpotSecret | null {
  return hubSpotSecret.safeParse(stored).data ?? null;
}

/** True of an app's permission that is refreshed. */
export function isOAuth(secret: HubSpotSecret): secret is OAuthSecret {
  return secret.kind === "oauth";
}

/** What is left of a secret when its permission is erased: an app's own keys, and of a token nothing but its kind. */
export function withoutPermission(stored: unknown): unknown {
  const app = oauthApp.safeParse(stored);
  if (app.success) return app.data;
  return { kind: kindOf(stored) };
}

/** What kind of credential a stored secret is or was. */
export function kindOf(stored: unknown): CredentialKind {
  const kind = z.object({ kind: z.enum([...tokenKinds, "oauth"]) }).safeParse(stored);
  return kind.data?.kind ?? "project-app";
}
