/** The audit log: who did what, and about what. */
import { type Kysely, sql } from "kysely";
import { instantOf } from "#domain/dates.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { AuditEntry, AuditFilter, AuditSubject } from "#domain/ports/people.ts";
import type { Store } from "#domain/ports/store.ts";
import { jsonText } from "./json.ts";
import type { Tables } from "./schema.ts";

/** Adds a line to the audit log. */
export async function audit(db: Kysely<Tables>, entry: Parameters<Store["audit"]>[0]): Promise<void> {
  const { workspaceId, who, via, did, about, before, after, now } = entry;
  await db.insertInto("audit_entries").values({ workspace_id: workspaceId, who, via, did, about, before: json(before), after: json(after), at: now }).execute();
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : jsonText(value);
}

interface EntryRow {
  id: number;
  who: string;
  via: AuditEntry["via"];
  did: string;
  about: string;
  kind: AuditSubject["kind"] | null;
  name: string | null;
  before: unknown;
  after: unknown;
  at: Date;
}

/** A page of the log, newest first, with what each line is about as it is called now. */
export async function auditEntries(db: Kysely<Tables>, workspaceId: WorkspaceId, filter: AuditFilter, page: { limit: number; after?: string | undefined }): Promise<AuditEntry[]> {
  const { who = null, about = null, text = null, from = null, until = null } = filter;
  const { rows } = await sql<EntryRow>`
    with page as (
      select * from audit_entries
      where workspace_id = ${workspaceId} and (${page.after ?? null}::bigint is null or id < ${page.after ?? null}::bigint)
        and (${who}::text is null or who = ${who}) and (${about}::text is null or about = ${about})
        and (${text}::text is null or position(lower(${text}) in lower(did)) > 0)
        and (${from}::timestamptz is null or at >= ${from}) and (${until}::timestamptz is null or at < ${until})
      order by id desc limit ${page.limit}
    )
    select page.*, subject.kind, subject.name from page left join lateral (
      select 'workflow' as kind, name from workflows where id = page.about and workspace_id = page.workspace_id
      union all select 'enrollment', record_name from enrollments where id = page.about and workspace_id = page.workspace_id
      union all select 'document', coalesce(number, kind) from documents where id = page.about and workspace_id = page.workspace_id
      union all select 'connection', name from connections where id = page.about and workspace_id = page.workspace_id
      limit 1
    ) as subject on true
    order by page.id desc`.execute(db);
  return rows.map(entryOf);
}

function entryOf({ id, kind, name, at, ...row }: EntryRow): AuditEntry {
  const { who, via, did, about, before, after } = row;
  return { id: String(id), who, via, did, about, before, after, subject: kind === null || name === null ? null : { kind, name }, at: instantOf(at.getTime()) };
}

/** Everybody who stands in the log, by name. */
export async function auditors(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<string[]> {
  const rows = await db.selectFrom("audit_entries").select("who").distinct().where("workspace_id", "=", workspaceId).orderBy("who").execute();
  return rows.map(({ who }) => who);
}
