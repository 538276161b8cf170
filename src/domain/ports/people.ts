/** What we need of a store about people, keys and what they did. */
import type { Instant } from "../dates.ts";
import type { ApiKeyId, PersonId, WorkspaceId } from "../ids.ts";
import type { Language } from "../language.ts";
import type { Setup } from "../setup.ts";
import type { ApiKey, Invitation, Member, Standing } from "../member.ts";

/** How a change of a member went. A workspace always keeps an admin. */
export type MemberChange = "done" | "not-found" | "last-admin";

/** One line of the audit log. Nobody changes or removes one. */
export interface AuditEntry {
  id: string;
  /** An e-mail address, `API key "..."`, or `command line`. */
  who: string;
  via: "web" | "api-key" | "command-line";
  did: string;
  /** The id of the thing. */
  about: string;
  /** What the thing is and how it is called now; null = it is gone, or nothing that has a page. */
  subject: AuditSubject | null;
  before: unknown;
  after: unknown;
  at: Instant;
}

export interface AuditSubject {
  kind: "workflow" | "enrollment" | "document" | "connection";
  name: string;
}

export interface AuditFilter {
  who?: string | undefined;
  about?: string | undefined;
  /** Part of what was done, in any case. */
  text?: string | undefined;
  from?: Instant | undefined;
  /** Not itself included. */
  until?: Instant | undefined;
}

export interface PeopleStore {
  renameWorkspace(id: WorkspaceId, name: string): Promise<void>;
  setupOf(workspaceId: WorkspaceId): Promise<Setup>;
  /** Adds questions to those that were looked at; what is not given stays. Returns what holds then. */
  saveSetup(workspaceId: WorkspaceId, changes: Partial<Setup>): Promise<Setup>;

  members(workspaceId: WorkspaceId): Promise<Member[]>;
  member(workspaceId: WorkspaceId, personId: PersonId): Promise<Member | undefined>;
  /** Where the person belongs, with each workspace's name, in the order of the workspaces. */
  membershipsOf(personId: PersonId): Promise<(Member & { workspaceName: string })[]>;
  /** Somebody who is a member already stays what they are. */
  addMember(member: Member): Promise<void>;
  /** What the person reads, in every workspace of theirs. */
  keepLanguage(personId: PersonId, language: Language): Promise<void>;
  changeMember(workspaceId: WorkspaceId, personId: PersonId, standing: Standing): Promise<MemberChange>;
  removeMember(workspaceId: WorkspaceId, personId: PersonId): Promise<MemberChange>;

  invitations(workspaceId: WorkspaceId): Promise<Invitation[]>;
  /** A new invitation of the same address takes the place of the one before. */
  saveInvitation(invitation: Invitation, digest: string): Promise<void>;
  removeInvitation(workspaceId: WorkspaceId, id: string): Promise<boolean>;
  /** The one whose secret has this digest, unless it has expired. */
  invitationOf(digest: string, now: Instant): Promise<(Invitation & { workspaceName: string }) | undefined>;
  /** Uses the invitation up and makes the person a member; undefined = it was used, taken back or has expired. */
  acceptInvitation(digest: string, person: Pick<Member, "personId" | "name" | "email" | "language">, now: Instant): Promise<Member | undefined>;

  /** Without those that were revoked, oldest first. */
  apiKeys(workspaceId: WorkspaceId): Promise<ApiKey[]>;
  addApiKey(key: ApiKey, digest: string): Promise<void>;
  /** The key as it was; undefined = there is none. */
  revokeApiKey(workspaceId: WorkspaceId, id: ApiKeyId, now: Instant): Promise<ApiKey | undefined>;
  /** The key with this digest, unless it was revoked; its last use is noted to the minute. */
  useApiKey(digest: string, now: Instant): Promise<ApiKey | undefined>;

  /** Counts one more try of whatever the key names; returns how many there were in the current window. */
  countTry(key: string, windowMs: number, now: Instant): Promise<number>;
  forgetTries(key: string): Promise<void>;

  audit(entry: Omit<AuditEntry, "id" | "subject" | "at"> & { workspaceId: WorkspaceId; now: Instant }): Promise<void>;
  /** Newest first. `after` = the last id of the page before. */
  auditEntries(workspaceId: WorkspaceId, filter: AuditFilter, page: { limit: number; after?: string | undefined }): Promise<AuditEntry[]>;
  /** Everybody who stands in the log. */
  auditors(workspaceId: WorkspaceId): Promise<string[]>;
}
