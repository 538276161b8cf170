/** What the server's handlers are given: the product's parts, made by the composition root, and who is asking. */
import type { DoctorCheck } from "#api/connection.ts";
import type { BooksConnection, CrmConnection, PortalVendor } from "#domain/connection.ts";
import type { Instant } from "#domain/dates.ts";
import type { CrmEvent } from "#domain/event.ts";
import type { Failure } from "#domain/failure.ts";
import type { ApiKeyId, ConnectionId, PersonId, WorkspaceId } from "#domain/ids.ts";
import type { Standing } from "#domain/member.ts";
import type { Books } from "#domain/ports/books.ts";
import type { BooksConsent } from "#domain/ports/books-consent.ts";
import type { Clock } from "#domain/ports/clock.ts";
import type { Crm, WebhookDelivery } from "#domain/ports/crm.ts";
import type { CrmConsent } from "#domain/ports/crm-consent.ts";
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
import type { LiveChanges } from "./live-changes.ts";

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
  readBooksDelivery(candidates: readonly BooksConnection[], delivery: BooksDelivery): Promise<Result<{ references: ConnectionId[]; documents: ConnectionId[] }, Failure>>;
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
