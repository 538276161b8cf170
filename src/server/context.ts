/** What the server's handlers are given: the product's parts, made by the composition root, and who is asking. */
import type { DoctorCheck } from "#api/connection.ts";
import type { BooksConnection, Connection, CrmConnection } from "#domain/connection.ts";
import type { Instant } from "#domain/dates.ts";
import type { CrmEvent } from "#domain/event.ts";
import type { Failure } from "#domain/failure.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { Books } from "#domain/ports/books.ts";
import type { Clock } from "#domain/ports/clock.ts";
import type { Crm, WebhookDelivery } from "#domain/ports/crm.ts";
import type { Store } from "#domain/ports/store.ts";
import type { ObjectType, PropertyDefinition } from "#domain/record.ts";
import type { Result } from "#domain/result.ts";
import type { Log } from "#engine/context.ts";
import type { Engine } from "#engine/engine.ts";
import type { LiveChanges } from "./live.ts";

/** A person gives a set of books' permission again, on the vendor's own page. */
export interface BooksConsent {
  /** Where that page is; it comes back to `redirectUri` with `state` unchanged. */
  pageOf(connection: BooksConnection, redirectUri: string, state: string): Promise<string>;
  /** Exchanges the code and keeps the permission. Another company than the pinned one is refused. */
  accept(connection: BooksConnection, given: { code: string; externalId: string; redirectUri: string }): Promise<Result<null, Failure>>;
}

/** The parts of the product that handlers use. */
export interface ServerParts {
  store: Store;
  engine: Engine;
  clock: Clock;
  log: Log;
  version: string;
  crm(id: ConnectionId): Promise<Crm>;
  books(id: ConnectionId): Promise<Books>;
  /** Checks and reads a delivery with the connection's own vendor and secret. */
  decodeWebhook(connection: CrmConnection, delivery: WebhookDelivery, now: Instant): Promise<Result<CrmEvent[], Failure>>;
  booksConsent: BooksConsent;
  /** What only the composition root can check: the database, and how long a connection's permission lasts. */
  checkDatabase(): Promise<DoctorCheck[]>;
  checkCredential(connection: Connection): Promise<DoctorCheck>;
  live: LiveChanges;
  properties: PropertyCatalog;
}

/** The properties of a workspace's CRM records, remembered for a while; [] when the CRM cannot be asked. */
export type PropertyCatalog = (workspaceId: WorkspaceId, objectType: ObjectType) => Promise<PropertyDefinition[]>;

/** Who is asking: a signed-in person, or the command line of this installation. */
export interface Caller {
  name: string;
  email: string;
  workspaceId: WorkspaceId;
}

/** The context of one API request. `caller` is absent when nobody is signed in. */
export interface RequestContext {
  parts: ServerParts;
  caller: Caller | undefined;
}
