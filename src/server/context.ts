/** What the server's handlers are given: the product's parts, made by the composition root, and who is asking. */
import type { ConnectionLife } from "#api/connection-life.ts";
import type { DoctorCheck } from "#api/connection.ts";
import type { BooksConnection, CrmConnection, PortalVendor } from "#domain/connection.ts";
import type { CrmPermission } from "#domain/crm-permission.ts";
import type { Instant } from "#domain/dates.ts";
import type { CrmEvent } from "#domain/event.ts";
import type { Failure } from "#domain/failure.ts";
import type { ApiKeyId, ConnectionId, PersonId, WorkspaceId } from "#domain/ids.ts";
import type { Standing } from "#domain/member.ts";
import type { Permission } from "#domain/permission.ts";
import type { Books } from "#domain/ports/books.ts";
import type { Clock } from "#domain/ports/clock.ts";
import type { Crm, CrmAccount, WebhookDelivery } from "#domain/ports/crm.ts";
import type { Messages } from "#domain/ports/messages.ts";
import type { CrmActions } from "#domain/ports/crm-actions.ts";
import type { RecordLists } from "#domain/ports/record-lists.ts";
import type { OwnRecords } from "#domain/ports/own-records.ts";
import type { Store } from "#domain/ports/store.ts";
import type { ObjectType, PropertyDefinition } from "#domain/record.ts";
import type { Result } from "#domain/result.ts";
import type { Log } from "#engine/context.ts";
import type { Engine } from "#engine/engine.ts";
import type { Auth } from "./auth.ts";
import type { LiveChanges } from "./live.ts";

/** The keys of a vendor's app, as a person copies them. */
export interface AppKeys {
  environment: BooksEnvironment;
  clientId: string;
  clientSecret: string;
  webhookVerifierToken: string | null;
}

type BooksEnvironment = ConnectionLife["environment"];

/** What a person brings back from the vendor's page. */
interface Given {
  code: string;
  externalId: string;
  /** Exactly the address the person was sent with. */
  redirectUri: string;
}

/** A person gives permission for a set of books on the vendor's own page, gives it again, or takes it back. */
export interface BooksConsent {
  environments: { id: BooksEnvironment; baseUrl: string }[];
  environmentOf(connection: BooksConnection): BooksEnvironment;
  /** Where the page for a first connection is; it comes back to `redirectUri` with `state`. Null = no such environment. */
  newPageOf(keys: AppKeys, redirectUri: string, state: string): string | null;
  /** Exchanges the code, reads the company and keeps the connection. A company that is connected already is refused. */
  connect(keys: AppKeys, workspaceId: WorkspaceId, given: Given): Promise<Result<BooksConnection, Failure>>;
  /** Where the page for an existing connection is. */
  pageOf(connection: BooksConnection, redirectUri: string, state: string): Promise<string>;
  /** Exchanges the code and keeps the permission. Another company than the pinned one is refused. */
  accept(connection: BooksConnection, given: Given): Promise<Result<null, Failure>>;
  /** Stops everything, erases the permission and tells the vendor; false = the vendor could not be told. */
  disconnect(connection: BooksConnection): Promise<boolean>;
  /** How long the vendor lets us in; null = it does not. */
  permissionOf(connection: BooksConnection): Promise<Permission | null>;
  /** The keys of the simulator's app; null = there is no simulator. */
  sampleKeys(workspaceId: WorkspaceId): Promise<Pick<AppKeys, "clientId" | "clientSecret"> | null>;
}

/** A token of a CRM account, as a person copies it. */
export interface GivenToken {
  environment: CrmEnvironment;
  kind: "service-key" | "private-app" | "project-app";
  accessToken: string;
  /** Signs the app's webhooks; "" = none are heard. */
  clientSecret: string;
}

export type CrmEnvironment = "hubspot" | "simulator";
export type CredentialKind = GivenToken["kind"] | "oauth";
type CrmAppKeys = { environment: CrmEnvironment; clientId: string; clientSecret: string };
type CrmGiven = { code: string; redirectUri: string };

/** A CRM account is connected by a token that a person copies or by permission on the CRM's own page, again or no longer. */
export interface CrmConsent {
  environments: { id: CrmEnvironment; baseUrl: string }[];
  environmentOf(connection: CrmConnection): CrmEnvironment;
  /** Every permission that is used, before anything is known. */
  wanted: CrmPermission[];
  /** Whose the token is and what it may do; nothing is kept. */
  tryToken(given: GivenToken): Promise<Result<{ account: CrmAccount; permissions: CrmPermission[] }, Failure>>;
  /** `known` = gives this connection another token; one of another account is refused. */
  connectToken(given: GivenToken, workspaceId: WorkspaceId, known?: CrmConnection): Promise<Result<CrmConnection, Failure>>;
  /** Where the page for a first connection is; it comes back to `redirectUri` with `state`. */
  newPageOf(keys: CrmAppKeys, redirectUri: string, state: string): Result<string, Failure>;
  connectApp(keys: CrmAppKeys, workspaceId: WorkspaceId, given: CrmGiven): Promise<Result<CrmConnection, Failure>>;
  /** Where the page for an existing connection is. */
  pageOf(connection: CrmConnection, redirectUri: string, state: string): Promise<Result<string, Failure>>;
  /** Exchanges the code and keeps the permission; `keys` = another app than the connection has. */
  accept(connection: CrmConnection, given: CrmGiven, keys?: CrmAppKeys): Promise<Result<CrmConnection, Failure>>;
  /** Stops everything and erases the permission. Tokens that a person copied cannot be taken back by us. */
  disconnect(connection: CrmConnection): Promise<"told" | "not-told" | "cannot-be-told">;
  /** What kind of credential it has (or had), and whether it signs webhooks. */
  credentialOf(connection: CrmConnection): Promise<{ kind: CredentialKind; hearsWebhooks: boolean; isThere: boolean }>;
  /** The versions of the CRM's API that can be chosen, the usual one first. */
  apiVersions: readonly string[];
  /** Credentials of the simulator, for whoever tries the form; null = there is no simulator. */
  samples(): Promise<CrmSamples | null>;
}

/** The simulator's credentials. */
export type CrmSamples = { serviceKey: string; accessToken: string; clientId: string; clientSecret: string };

/** A delivery of the accounting system's webhooks. */
export interface BooksDelivery {
  rawBody: Uint8Array;
  headers: Record<string, string>;
}

/** The parts of the product that handlers use. */
export interface ServerParts {
  store: Store;
  ownRecords: OwnRecords;
  recordLists: RecordLists;
  engine: Engine;
  clock: Clock;
  log: Log;
  version: string;
  /** Where people and vendors reach us, without a slash at the end. */
  publicUrl: string;
  crm(id: ConnectionId): Promise<Crm>;
  books(id: ConnectionId): Promise<Books>;
  /** Checks and reads a delivery with the connection's own vendor and secret. */
  decodeWebhook(connection: CrmConnection, delivery: WebhookDelivery, now: Instant): Promise<Result<CrmEvent[], Failure>>;
  /** Our actions in the CRM's own workflows. */
  crmActions: Record<PortalVendor, CrmActions>;
  /** Whether a call of an action is signed with the connection's own secret. */
  checkCrmCall(connection: CrmConnection, delivery: WebhookDelivery, now: Instant): Promise<Result<null, Failure>>;
  /** Which of these sets of books a signed delivery says have something new. */
  readBooksDelivery(candidates: readonly BooksConnection[], delivery: BooksDelivery): Promise<Result<ConnectionId[], Failure>>;
  booksConsent: BooksConsent;
  auth: Auth;
  messages: Messages;
  /** False = no mail server is set up. */
  isMailSetUp: boolean;
  crmConsent: CrmConsent;
  /** What only the composition root can check. */
  checkDatabase(): Promise<DoctorCheck[]>;
  live: LiveChanges;
  properties: PropertyCatalog;
}

/** The properties of a workspace's CRM records, remembered for a while; [] when the CRM cannot be asked. */
export type PropertyCatalog = (workspaceId: WorkspaceId, objectType: ObjectType) => Promise<PropertyDefinition[]>;

/** Who is asking, in which workspace, and what they may do there. */
export interface Caller extends Standing {
  name: string;
  /** Empty for a key and the command line. */
  email: string;
  workspaceId: WorkspaceId;
  /** Null = no person but a key or the command line. */
  personId: PersonId | null;
  /** Null = no key. */
  keyId: ApiKeyId | null;
  /** How the audit log calls them. */
  who: string;
  via: "web" | "api-key" | "command-line";
  /** The token of a person's session; never shown, never logged. */
  session: string | null;
}

/** The context of one API request. `caller` is absent when nobody is signed in. */
export interface RequestContext {
  parts: ServerParts;
  caller: Caller | undefined;
}
