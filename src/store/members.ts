/** Members of workspaces. */
import type { Kysely, Selectable, Transaction } from "kysely";
import { instantOf } from "#domain/dates.ts";
import type { PersonId, WorkspaceId } from "#domain/ids.ts";
import type { Language } from "#domain/language.ts";
import type { Member, Standing } from "#domain/member.ts";
import type { MemberChange } from "#domain/ports/people.ts";
import { announce } from "./changes.ts";
import type { Tables } from "./schema.ts";
import type { MemberTable, StandingColumns } from "./schema/people.ts";

/** A workspace's members, those who came first first. */
export async function members(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<Member[]> {
  const rows = await db.selectFrom("members").selectAll().where("workspace_id", "=", workspaceId).orderBy("joined_at").orderBy("email").execute();
  return rows.map(memberOf);
}

/** One member; undefined = the person does not belong to the workspace. */
export async function member(db: Kysely<Tables>, workspaceId: WorkspaceId, personId: PersonId): Promise<Member | undefined> {
  const row = await db.selectFrom("members").selectAll().where("workspace_id", "=", workspaceId).where("person_id", "=", personId).executeTakeFirst();
  return row && memberOf(row);
}

/** Where a person belongs, in the order of the workspaces. */
export async function membershipsOf(db: Kysely<Tables>, personId: PersonId): Promise<(Member & { workspaceName: string })[]> {
  const rows = await db
    .selectFrom("members")
    .innerJoin("workspaces", "workspaces.id", "members.workspace_id")
    .selectAll("members")
    .select("workspaces.name as workspace_name")
    .where("members.person_id", "=", personId)
    .orderBy("workspaces.created_at")
    .orderBy("workspaces.id")
    .execute();
  return rows.map((row) => ({ ...memberOf(row), workspaceName: row.workspace_name }));
}

/** Adds a member; somebody who is one already stays what they are. */
export async function addMember(db: Kysely<Tables>, added: Member): Promise<void> {
  await db.transaction().execute((trx) => insertMember(trx, added));
}

/** The same inside a transaction that does more. */
export async function insertMember(trx: Transaction<Tables>, { workspaceId, personId, name, email, language, joinedAt, ...standing }: Member): Promise<void> {
  await trx
    .insertInto("members")
    .values({ workspace_id: workspaceId, person_id: personId, name, email, language, joined_at: joinedAt, ...standingColumns(standing) })
    .onConflict((conflict) => conflict.columns(["workspace_id", "person_id"]).doNothing())
    .execute();
  await announce(trx, { workspaceId, topic: "people", id: personId });
}

/** Keeps what language a person reads, in every workspace of theirs. */
export async function keepLanguage(db: Kysely<Tables>, personId: PersonId, language: Language): Promise<void> {
  await db.updateTable("members").set({ language }).where("person_id", "=", personId).execute();
}

/** Gives a member another standing. */
export function changeMember(db: Kysely<Tables>, workspaceId: WorkspaceId, personId: PersonId, standing: Standing): Promise<MemberChange> {
  return changeAlone(db, workspaceId, personId, standing.role === "admin", async (trx) => {
    await trx.updateTable("members").set(standingColumns(standing)).where("workspace_id", "=", workspaceId).where("person_id", "=", personId).execute();
  });
}

/** Takes a member out. */
export function removeMember(db: Kysely<Tables>, workspaceId: WorkspaceId, personId: PersonId): Promise<MemberChange> {
  return changeAlone(db, workspaceId, personId, false, async (trx) => {
    await trx.deleteFrom("members").where("workspace_id", "=", workspaceId).where("person_id", "=", personId).execute();
  });
}

/** The admins' rows are locked, so that two admins cannot take each other out at once. */
function changeAlone(db: Kysely<Tables>, workspaceId: WorkspaceId, personId: PersonId, staysAdmin: boolean, change: (trx: Transaction<Tables>) => Promise<void>): Promise<MemberChange> {
  return db.transaction().execute(async (trx) => {
    const admins = await trx.selectFrom("members").select("person_id").where("workspace_id", "=", workspaceId).where("role", "=", "admin").orderBy("person_id").forUpdate().execute();
    if ((await member(trx, workspaceId, personId)) === undefined) return "not-found";
    if (!staysAdmin && admins.length === 1 && admins[0]?.person_id === personId) return "last-admin";
    await change(trx);
    await announce(trx, { workspaceId, topic: "people", id: personId });
    return "done";
  });
}

function memberOf(row: Selectable<MemberTable>): Member {
  return { workspaceId: row.workspace_id, personId: row.person_id, name: row.name, email: row.email, language: row.language, ...standingOf(row), joinedAt: instantOf(row.joined_at.getTime()) };
}

/** A standing as columns. */
export function standingColumns({ role, approvalLimit }: Standing): StandingColumns {
  return { role, limit_minor: approvalLimit?.amountMinor ?? null, limit_currency: approvalLimit?.currency ?? null };
}

/** A standing out of columns. */
export function standingOf({ role, limit_minor, limit_currency }: StandingColumns): Standing {
  return { role, approvalLimit: limit_minor === null || limit_currency === null ? null : { amountMinor: limit_minor, currency: limit_currency } };
}
