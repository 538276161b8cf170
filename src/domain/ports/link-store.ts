/** Saved links between a CRM and the books, and what waits for one. */
import type { Instant } from "../dates.ts";
import type { Failure } from "../failure.ts";
import type { ConnectionId, EnrollmentId, WorkspaceId } from "../ids.ts";
import type { ChoiceKind, LinkKind } from "../matching.ts";

/** A saved match between a CRM contact or product and a books customer or item. */
export interface SavedLink {
  kind: LinkKind;
  /** See `customerLinkKey` and `itemLinkKeys`. */
  crmKey: string;
  booksId: string;
}

/** Names a saved link. */
export type LinkId = Pick<SavedLink, "kind" | "crmKey"> & { connectionId: ConnectionId };

/** Names something that a person may choose for. */
export type ChoiceId = Omit<LinkId, "kind"> & { kind: ChoiceKind };

export type LinkFilter = { [Part in keyof LinkId]?: LinkId[Part] | undefined };

/** A saved link as people see it. */
export interface KeptLink extends SavedLink {
  connectionId: ConnectionId;
  /** What the CRM called it; null = not known. */
  crmName: string | null;
  /** Null = it is gone from the books. */
  booksName: string | null;
  isActive: boolean;
  /** The person's e-mail; null = Ledgerline, when it created the customer. */
  savedBy: string | null;
  savedAt: Instant | null;
}

/** Something that enrollments stopped at and that a person's choice settles. */
export interface UnmatchedRow extends ChoiceId {
  /** The newest of its failures. */
  failure: Failure;
  /** How many enrollments wait for it, and the newest of their records. */
  waiting: number;
  recordNames: string[];
}

/** A customer or item by the texts it is known by. */
export interface ReferenceName {
  id: string;
  name: string;
  /** With all above it; null = it is under nothing. */
  fullName: string | null;
  sku: string | null;
  email: string | null;
  companyName: string | null;
}

export interface LinkStore {
  /** Newest first. */
  links(workspaceId: WorkspaceId, filter: LinkFilter, page: { limit: number; offset: number }): Promise<KeptLink[]>;
  /** A person's choice; it replaces an earlier one. */
  saveLink(link: LinkId & Pick<KeptLink, "booksId" | "crmName">, savedBy: string, now: Instant): Promise<void>;
  /** False = there is no such link. */
  removeLink(id: LinkId): Promise<boolean>;
  /** What stopped enrollments need a choice for, the most wanted first (up to 500). */
  unmatched(workspaceId: WorkspaceId): Promise<UnmatchedRow[]>;
  /** The stopped enrollments that need this choice, oldest first. */
  waitingForChoice(workspaceId: WorkspaceId, id: ChoiceId): Promise<EnrollmentId[]>;
  /** What may be chosen: active, and for items such as can stand on a line. */
  referenceNames(connectionId: ConnectionId, kind: ChoiceKind): Promise<ReferenceName[]>;
}
