/** Members, invitations, keys, and what they did. */
import type { ColumnType, Generated } from "kysely";
import type { ApiKeyId, PersonId, WorkspaceId } from "#domain/ids.ts";
import type { Language } from "#domain/language.ts";
import type { AuditEntry } from "#domain/ports/people.ts";
import type { Role } from "#domain/role.ts";
import type { OptionalTime, Time } from "./columns.ts";

/** What a membership allows. */
export interface StandingColumns {
  role: Role;
  limit_minor: number | null;
  limit_currency: string | null;
}

export interface MemberTable extends StandingColumns {
  workspace_id: WorkspaceId;
  person_id: PersonId;
  name: string;
  email: string;
  language: Language;
  joined_at: Time;
}

export interface InvitationTable extends StandingColumns {
  id: string;
  workspace_id: WorkspaceId;
  email: string;
  digest: string;
  invited_by: string;
  invited_at: Time;
  expires_at: Time;
}

export interface ApiKeyTable extends StandingColumns {
  id: ApiKeyId;
  workspace_id: WorkspaceId;
  name: string;
  digest: string;
  hint: string;
  created_by: string;
  created_at: Time;
  last_used_at: OptionalTime;
  revoked_at: OptionalTime;
}

export interface AuditEntryTable {
  id: Generated<number>;
  workspace_id: WorkspaceId;
  who: string;
  did: string;
  about: string;
  at: Time;
  via: AuditEntry["via"];
  before: ColumnType<unknown, string | null, never>;
  after: ColumnType<unknown, string | null, never>;
}
