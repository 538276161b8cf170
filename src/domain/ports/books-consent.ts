/** Permission for a set of books. */
import type { BooksConnection } from "../connection.ts";
import type { Failure } from "../failure.ts";
import type { WorkspaceId } from "../ids.ts";
import type { Permission } from "../permission.ts";
import type { Result } from "../result.ts";

/** The vendor's own systems, and the demo's. */
export type BooksEnvironment = "production" | "sandbox" | "simulator";

/** The keys of a vendor's app, as a person copies them. */
export interface BooksAppKeys {
  environment: BooksEnvironment;
  clientId: string;
  clientSecret: string;
  /** Null = webhooks are not used. */
  webhookVerifierToken: string | null;
}

/** What a person brings back from the vendor's page. */
export interface BooksGrant {
  code: string;
  /** The company's id with the vendor. */
  externalId: string;
  /** Exactly the address the person was sent with. */
  redirectUri: string;
}

/** A person gives permission for a set of books on the vendor's own page, gives it again, or takes it back. */
export interface BooksConsent {
  environments: { id: BooksEnvironment; baseUrl: string }[];
  environmentOf(connection: BooksConnection): BooksEnvironment;
  /** Where the page for a first connection is; it comes back to `redirectUri` with `state`. Null = no such environment. */
  newPageOf(keys: BooksAppKeys, redirectUri: string, state: string): string | null;
  /** Exchanges the code, reads the company and keeps the connection. A company that is connected already is refused. */
  connect(keys: BooksAppKeys, workspaceId: WorkspaceId, given: BooksGrant): Promise<Result<BooksConnection, Failure>>;
  /** Where the page for an existing connection is. */
  pageOf(connection: BooksConnection, redirectUri: string, state: string): Promise<string>;
  /** Exchanges the code and keeps the permission. Another company than the pinned one is refused. */
  accept(connection: BooksConnection, given: BooksGrant): Promise<Result<null, Failure>>;
  /** Stops everything, erases the permission and tells the vendor; false = the vendor could not be told. */
  disconnect(connection: BooksConnection): Promise<boolean>;
  /** How long the vendor lets us in; null = it does not. */
  permissionOf(connection: BooksConnection): Promise<Permission | null>;
  /** The keys of the simulator's app; null = there is no simulator. */
  sampleKeys(workspaceId: WorkspaceId): Promise<Pick<BooksAppKeys, "clientId" | "clientSecret"> | null>;
}
