/** Invitations to a workspace. */
import { type Kysely, type Selectable, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { Invitation, Member } from "#domain/member.ts";
import { announce } from "./changes.ts";
import { insertMember, standingColumns, standingOf } from "./members.ts";
import type { Tables } from "./schema.ts";
import type { InvitationTable } from "./schema/people.ts";

/** A workspace's invitations, those that ran out too, newest first. */
export async function invitations(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<Invitation[]> {
  const rows = await db.selectFrom("invitations").selectAll().where("workspace_id", "=", workspaceId).orderBy("invited_at", "desc").orderBy("id").execute();
  return rows.map(invitationFrom);
}

/** Keeps an invitation in place of an earlier one of the same address. */
export async function saveInvitation(db: Kysely<Tables>, invitation: Invitation, digest: string): Promise<void> {
  const { id, workspaceId, email, invitedBy, invitedAt, expiresAt, ...standing } = invitation;
  const values = { id, email, digest, invited_by: invitedBy, invited_at: invitedAt, expires_at: expiresAt, ...standingColumns(standing) };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("invitations")
      .values({ workspace_id: workspaceId, ...values })
      .onConflict((conflict) => conflict.columns(["workspace_id", "email"]).doUpdateSet(values))
      .execute();
    await announce(trx, { workspaceId, topic: "people", id });
  });
}

/** Takes an invitation back; false = there is none. */
export function removeInvitation(db: Kysely<Tables>, workspaceId: WorkspaceId, id: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const removed = await trx.deleteFrom("invitations").where("workspace_id", "=", workspaceId).where("id", "=", id).returning("id").executeTakeFirst();
    if (removed !== undefined) await announce(trx, { workspaceId, topic: "people", id });
    return removed !== undefined;
  });
}

/** The invitation of this secret, while it may be accepted. */
export async function invitationOf(db: Kysely<Tables>, digest: string, now: Instant): Promise<(Invitation & { workspaceName: string }) | undefined> {
  const row = await db
    .selectFrom("invitations")
    .innerJoin("workspaces", "workspaces.id", "invitations.workspace_id")
    .selectAll("invitations")
    .select("workspaces.name as workspace_name")
    .where("digest", "=", digest)
    .where("expires_at", ">", sql<Date>`${now}`)
    .executeTakeFirst();
  return row && { ...invitationFrom(row), workspaceName: row.workspace_name };
}

/** Uses an invitation up: of two who come at once, one becomes a member. */
export function acceptInvitation(db: Kysely<Tables>, digest: string, person: Pick<Member, "personId" | "name" | "email" | "language">, now: Instant): Promise<Member | undefined> {
  return db.transaction().execute(async (trx) => {
    const row = await trx.deleteFrom("invitations").where("digest", "=", digest).where("expires_at", ">", sql<Date>`${now}`).returningAll().executeTakeFirst();
    if (row === undefined) return undefined;
    const accepted: Member = { workspaceId: row.workspace_id, ...person, ...standingOf(row), joinedAt: now };
    await insertMember(trx, accepted);
    return accepted;
  });
}

function invitationFrom(row: Selectable<InvitationTable>): Invitation {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    email: row.email,
    ...standingOf(row),
    invitedBy: row.invited_by,
    invitedAt: instantOf(row.invited_at.getTime()),
    expiresAt: instantOf(row.expires_at.getTime()),
  };
}
