/** Connections: one CRM portal or one set of books, with a secret that only its adapter reads. */
import { z } from "zod";
import type { Instant } from "./dates.ts";
import type { Failure } from "./failure.ts";
import type { ConnectionId, WorkspaceId } from "./ids.ts";
import type { BooksCompany } from "./ports/books.ts";
import type { CrmAccount } from "./ports/crm.ts";

/** The vendors we can connect. */
export type CrmVendor = "hubspot";
export type BooksVendor = "quickbooks";

/** How customers are found: the account's own rule, which a step may override. */
export const customerRule = z.enum(["must-be-eligible", "create-if-missing"]);
export type CustomerRule = z.infer<typeof customerRule>;

/** Settings of a set of books that users see and change. */
export const booksSettings = z.object({
  customerRule: customerRule.default("must-be-eligible"),
  /** The customer sync filter: a contact property and the values that make a contact eligible; null = everybody is. */
  customerSyncFilter: z.object({ property: z.string().min(1), values: z.array(z.string()).min(1) }).nullable().default(null),
  /** Metered calls a calendar month (UTC) that background work never exceeds; 500,000 cost nothing in QuickBooks' free tier. */
  monthlyMeteredBudget: z.number().int().min(0).max(1_000_000_000).default(500_000),
  /** How the vendor counts a batch. It does not say; counting every item never spends more than we think. */
  batchCost: z.enum(["per-item", "per-call"]).default("per-item"),
  /** Batches in any 60 seconds: 40 everywhere, 120 in production since October 2025. */
  batchesPerMinute: z.number().int().min(1).max(120).default(40),
  /** When documents would wait longer than this, they also go out in batches, which are metered; null = never. */
  burstAfterSeconds: z.number().int().min(1).max(86_400).nullable().default(120),
});
export type BooksSettings = z.infer<typeof booksSettings>;

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
