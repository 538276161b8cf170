/** Permission for a CRM account. */
import type { CrmConnection, PortalVendor } from "../connection.ts";
import type { CrmPermission } from "../crm-permission.ts";
import type { Failure } from "../failure.ts";
import type { WorkspaceId } from "../ids.ts";
import type { Result } from "../result.ts";
import type { CrmAccount } from "./crm.ts";

/** The CRM itself, and the demo's. */
export type CrmEnvironment = PortalVendor | "simulator";

/** The kinds of tokens that a person copies; they differ in what the CRM allows with them, not in how they are used. */
export type TokenKind = "service-key" | "private-app" | "project-app";
export type CredentialKind = TokenKind | "oauth";

/** A token of a CRM account, as a person copies it. */
export interface GivenToken {
  environment: CrmEnvironment;
  kind: TokenKind;
  accessToken: string;
  /** Signs the app's webhooks; "" = none are heard. */
  clientSecret: string;
}

/** The keys of an app, as a person copies them. */
export interface CrmAppKeys {
  environment: CrmEnvironment;
  clientId: string;
  clientSecret: string;
}

/** What a person brings back from the CRM's page. */
export interface CrmGrant {
  code: string;
  /** Exactly the address the person was sent with. */
  redirectUri: string;
}

/** A CRM account and what we may do in it. */
export interface CrmAccess {
  account: CrmAccount;
  permissions: CrmPermission[];
}

/** The simulator's credentials. */
export type CrmSamples = { serviceKey: string; accessToken: string; clientId: string; clientSecret: string };

/** A CRM account is connected by a token that a person copies or by permission on the CRM's own page, again or no longer. */
export interface CrmConsent {
  environments: { id: CrmEnvironment; baseUrl: string }[];
  environmentOf(connection: CrmConnection): CrmEnvironment;
  /** Every permission that is used, before anything is known. */
  wanted: CrmPermission[];
  /** Whose the token is and what it may do; nothing is kept. */
  tryToken(given: GivenToken): Promise<Result<CrmAccess, Failure>>;
  /** `known` = gives this connection another token; one of another account is refused. */
  connectToken(given: GivenToken, workspaceId: WorkspaceId, known?: CrmConnection): Promise<Result<CrmConnection, Failure>>;
  /** Where the page for a first connection is; it comes back to `redirectUri` with `state`. */
  newPageOf(keys: CrmAppKeys, redirectUri: string, state: string): Result<string, Failure>;
  connectApp(keys: CrmAppKeys, workspaceId: WorkspaceId, given: CrmGrant): Promise<Result<CrmConnection, Failure>>;
  /** Where the page for an existing connection is. */
  pageOf(connection: CrmConnection, redirectUri: string, state: string): Promise<Result<string, Failure>>;
  /** Exchanges the code and keeps the permission; `keys` = another app than the connection has. */
  accept(connection: CrmConnection, given: CrmGrant, keys?: CrmAppKeys): Promise<Result<CrmConnection, Failure>>;
  /** Stops everything and erases the permission. Tokens that a person copied cannot be taken back by us. */
  disconnect(connection: CrmConnection): Promise<"told" | "not-told" | "cannot-be-told">;
  /** What kind of credential it has (or had), and whether it signs webhooks. */
  credentialOf(connection: CrmConnection): Promise<{ kind: CredentialKind; hearsWebhooks: boolean; isThere: boolean }>;
  /** The versions of the CRM's API that can be chosen, the usual one first. */
  apiVersions: readonly string[];
  /** Credentials of the simulator, for whoever tries the form; null = there is no simulator. */
  samples(): Promise<CrmSamples | null>;
}
