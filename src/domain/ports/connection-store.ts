/** Workspaces, connections with their secrets, and how a CRM is heard of, as the store keeps them. */
import type { BooksSettings } from "../books-settings.ts";
import type { Connection, ConnectionHealth, HealthNote } from "../connection.ts";
import type { CrmPermission } from "../crm-permission.ts";
import type { CrmSettings } from "../crm-settings.ts";
import type { Instant } from "../dates.ts";
import type { Failure } from "../failure.ts";
import type { ConnectionId, WorkspaceId } from "../ids.ts";
import type { ObjectType } from "../record.ts";
import type { BooksCompany } from "./books.ts";

/** How one kind of a CRM's records is heard of. Null = never. */
export interface Watch {
  objectType: ObjectType;
  /** When the CRM last answered what changed. */
  askedAt: Instant | null;
  /** When a change was last heard, and how. */
  heardAt: Instant | null;
  heardBy: "poll" | "webhook" | null;
  failedAt: Instant | null;
  /** Why it cannot be asked for; null = it can. */
  failure: Failure | null;
  /** When all records were last compared, and how many changes had been missed. */
  sweptAt: Instant | null;
  sweepFound: number | null;
  /** Where a comparison under way stands; the engine's own. */
  sweepCursor: string | null;
}

/** News of it. An answer ends the failure. */
export type WatchNote = Partial<{
  askedAt: Instant;
  heardAt: Instant;
  heardBy: "poll" | "webhook";
  failedAt: Instant;
  failure: Failure;
  sweptAt: Instant;
  sweepFound: number;
  sweepCursor: string | null;
}>;

export interface ConnectionStore {
  workspaces(): Promise<{ id: WorkspaceId; name: string }[]>;
  createWorkspace(workspace: { id: WorkspaceId; name: string; now: Instant }): Promise<void>;
  connections(workspaceId: WorkspaceId): Promise<Connection[]>;
  allConnections(): Promise<Connection[]>;
  connection(id: ConnectionId): Promise<Connection | undefined>;
  /** Adds it, or reconnects the same account: a connection whose externalId differs is refused with `false`. */
  saveConnection(connection: Connection, secret: unknown): Promise<boolean>;
  saveBooksCompany(id: ConnectionId, company: BooksCompany): Promise<void>;
  saveBooksSettings(id: ConnectionId, settings: BooksSettings): Promise<void>;
  setConnectionState(id: ConnectionId, state: Connection["connectionState"]): Promise<void>;
  setReadOnly(id: ConnectionId, isReadOnly: boolean): Promise<void>;
  saveCrmSettings(id: ConnectionId, settings: CrmSettings): Promise<void>;
  /** Keeps what the credential of a CRM may do. */
  savePermissions(id: ConnectionId, permissions: readonly CrmPermission[], now: Instant): Promise<void>;
  /** As last checked; null = it never was. */
  permissions(id: ConnectionId): Promise<{ permissions: CrmPermission[]; checkedAt: Instant } | null>;
  /** Keeps news of how a kind of records is heard of; what the note does not name stays. */
  noteWatch(id: ConnectionId, objectType: ObjectType, note: WatchNote): Promise<void>;
  watches(id: ConnectionId): Promise<Watch[]>;
  /** A CRM can be asked again: what waited for it (events, link backs, enrollments) is due now. */
  releaseCrmWork(id: ConnectionId, now: Instant): Promise<void>;
  /** Keeps news of a connection. A dead permission ends a connected one, and a call that succeeds brings an ended one back. */
  noteHealth(id: ConnectionId, note: HealthNote): Promise<void>;
  connectionHealth(id: ConnectionId): Promise<ConnectionHealth>;
  /** Remembers, encrypted, what a person is sent to a consent page with. */
  keepConsent(consent: { id: string; workspaceId: WorkspaceId; secret: unknown; expiresAt: Instant }, now: Instant): Promise<void>;
  /** Hands it out once, to its own workspace, before it expires; undefined otherwise. */
  takeConsent(id: string, workspaceId: WorkspaceId, now: Instant): Promise<unknown>;
  /** The decrypted secret; undefined = no such connection. */
  readSecret(id: ConnectionId): Promise<unknown>;
  /** Runs with the connection's row locked over all processes; what it returns is stored before the lock ends. */
  replaceSecret(id: ConnectionId, replace: (current: unknown) => Promise<unknown>): Promise<unknown>;
  /** Base64 of 32 bytes, the same each time: signs the workspace's outgoing webhooks. */
  webhookSecret(workspaceId: WorkspaceId): Promise<string>;
  renewWebhookSecret(workspaceId: WorkspaceId): Promise<string>;
  /**
   * The company was emptied and set up anew: the mirror and the links are dropped, what was never sent is refused, and what
   * was sent and has no answer yet is left to a person: until `quietUntil` the books may still be working on it.
   */
  forgetBooks(connectionId: ConnectionId, because: Failure, quietUntil: Instant, now: Instant): Promise<void>;
}
