/** Members with roles, invitations, keys of the API, tries that are counted, and an audit log that says how and what changed. */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const people: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const standing = `role text not null check (role in ('viewer', 'editor', 'approver', 'admin')),
    limit_minor bigint,
    limit_currency text`;

const statements = [
  `create table members (
    workspace_id text not null references workspaces,
    person_id text not null,
    name text not null,
    email text not null,
    ${standing},
    joined_at timestamptz not null,
    primary key (workspace_id, person_id)
  )`,
  `create index members_by_person on members (person_id)`,
  // Until now whoever could sign in was allowed everything. The library's table of people is there once somebody signed in.
  `do $$ begin
    if to_regclass('"user"') is not null then
      insert into members (workspace_id, person_id, name, email, role, joined_at)
      select workspaces.id, "user".id, "user".name, lower("user".email), 'admin', "user"."createdAt"
      from "user" join workspaces on workspaces.id = "user"."workspaceId";
    end if;
  end $$`,
  `create table invitations (
    id text primary key,
    workspace_id text not null references workspaces,
    email text not null,
    ${standing},
    digest text not null unique,
    invited_by text not null,
    invited_at timestamptz not null,
    expires_at timestamptz not null,
    unique (workspace_id, email)
  )`,
  `create table api_keys (
    id text primary key,
    workspace_id text not null references workspaces,
    name text not null,
    role text not null check (role in ('viewer', 'editor', 'approver', 'admin')),
    digest text not null unique,
    hint text not null,
    created_by text not null,
    created_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz
  )`,
  `create index api_keys_of_workspace on api_keys (workspace_id, created_at) where revoked_at is null`,
  `create table tries (key text primary key, began_at timestamptz not null, count integer not null)`,
  `alter table audit_entries
    add column via text not null default 'web' check (via in ('web', 'api-key', 'command-line')),
    add column before jsonb,
    add column after jsonb`,
  `update audit_entries set via = 'command-line' where who = 'command line'`,
];
