/** Connections: one CRM portal or one set of books, with a secret that only its adapter reads. */
import type { BooksSettings } from "./books-settings.ts";
import type { CrmSettings } from "./crm-settings.ts";
import type { Instant } from "./dates.ts";
import type { Failure } from "./failure.ts";
import type { ConnectionId, WorkspaceId } from "./ids.ts";
import type { BooksCompany } from "./ports/books.ts";
import type { CrmAccount } from "./ports/crm.ts";

/** The vendors we can connect. */
/** CRMs with a portal of their own, that call us and let our actions into their workflows. */
export type PortalVendor = "hubspot";
export type CrmVendor = PortalVendor | "own-records";
export type BooksVendor = "quickbooks";

/** The vendors as people know them. */
export const vendorNames: Record<CrmVendor | BooksVendor, string> = { hubspot: "HubSpot", "own-records": "Own records", quickbooks: "QuickBooks" };

interface ConnectionFacts {
  id: ConnectionId;
  workspaceId: WorkspaceId;
  name: string;
  /**
   * `ended` = the vendor no longer accepts our permission; `disconnected` = a person gave it back. Either way work waits
   * until the same account is reconnected.
   */
  connectionState: "connected" | "ended" | "disconnected";
  /** Where the vendor's API is: the vendor's own host, or a simulator. */
  baseUrl: string;
  /** The base of links people open. */
  appUrl: string;
  createdAt: Instant;
}

export interface CrmConnection extends ConnectionFacts {
  role: "crm";
  vendor: CrmVendor;
  /** The portal id; pinned: a reconnection to another portal is refused. */
  externalId: string;
  account: CrmAccount;
  settings: CrmSettings;
}

export interface BooksConnection extends ConnectionFacts {
  role: "books";
  vendor: BooksVendor;
  /** The realm id; pinned. */
  externalId: string;
  company: BooksCompany;
  settings: BooksSettings;
  /** True: everything is read and planned, nothing is written until a person switches it off. */
  isReadOnly: boolean;
}

export type Connection = CrmConnection | BooksConnection;

/** Why these books may not be asked for this; null = they may. A connection that ended is asked: it may have come back. */
export function holdOf({ name: booksName, connectionState, isReadOnly }: BooksConnection, wish: "read" | "write"): Failure | null {
  if (connectionState === "disconnected") return { code: "books-not-connected", booksName };
  return isReadOnly && wish === "write" ? { code: "books-read-only", booksName } : null;
}

/** Why this CRM may not be asked; null = it may. A connection that ended is asked: it may have come back. */
export function crmHoldOf({ name: crmName, connectionState }: CrmConnection): Failure | null {
  return connectionState === "disconnected" ? { code: "crm-not-connected", crmName } : null;
}

/** How an account was last heard of. Null = never. */
export interface ConnectionHealth {
  succeededAt: Instant | null;
  failedAt: Instant | null;
  failure: Failure | null;
  /** The vendor's trace id of that failure, for its support. */
  traceId: string | null;
}

/** One call's news of a connection. */
export type HealthNote = { succeededAt: Instant } | { failedAt: Instant; failure: Failure; traceId: string | null };
