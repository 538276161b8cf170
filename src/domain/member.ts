/** People of a workspace, those who were invited, and keys that act for it. */
import type { Instant } from "./dates.ts";
import type { ApiKeyId, PersonId, WorkspaceId } from "./ids.ts";
import type { Language } from "./language.ts";
import type { Money } from "./money.ts";
import { may, type Role } from "./role.ts";

/** What a membership allows. `approvalLimit` null = documents of any amount; it means nothing to roles that may not approve. */
export interface Standing {
  role: Role;
  approvalLimit: Money | null;
}

/** What is kept of a standing: a limit says nothing about somebody who may not approve. */
export function keptStanding({ role, approvalLimit }: Standing): Standing {
  return { role, approvalLimit: may(role, "approve") ? approvalLimit : null };
}

/** A person in one workspace; the same person may be in several. */
export interface Member extends Standing {
  workspaceId: WorkspaceId;
  personId: PersonId;
  name: string;
  email: string;
  /** What their app last spoke; mails speak it, too. */
  language: Language;
  joinedAt: Instant;
}

/** An invitation that nobody accepted yet. Its link holds a secret of which only a digest is kept. */
export interface Invitation extends Standing {
  id: string;
  workspaceId: WorkspaceId;
  email: string;
  invitedBy: string;
  invitedAt: Instant;
  expiresAt: Instant;
}

/** A key by which a program acts. `hint` = its last characters, so that people can tell keys apart. */
export interface ApiKey extends Standing {
  id: ApiKeyId;
  workspaceId: WorkspaceId;
  name: string;
  hint: string;
  createdBy: string;
  createdAt: Instant;
  lastUsedAt: Instant | null;
}

/** How long an invitation may be accepted. */
export const invitationDays = 7;

/** E-mail addresses are compared without regard to case. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}
