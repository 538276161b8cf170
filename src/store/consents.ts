/** What a person was sent to a consent page with: kept encrypted for some minutes, handed out once. */
import type { Kysely } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { SecretBox } from "./secrets.ts";
import type { Tables } from "./schema.ts";

/** Keeps it; those that expired go. */
export async function keepConsent(
  db: Kysely<Tables>,
  box: SecretBox,
  consent: { id: string; workspaceId: WorkspaceId; secret: unknown; expiresAt: Instant },
  now: Instant,
): Promise<void> {
  const { id, workspaceId, secret, expiresAt } = consent;
  await db.deleteFrom("consents").where("expires_at", "<=", new Date(now)).execute();
  const ciphertext = box.close(secret, consentOf(id));
  await db.insertInto("consents").values({ id, workspace_id: workspaceId, ciphertext, expires_at: expiresAt }).execute();
}

/** Undefined = there is none, it expired, or it was handed out before. */
export async function takeConsent(db: Kysely<Tables>, box: SecretBox, id: string, workspaceId: WorkspaceId, now: Instant): Promise<unknown> {
  const row = await db
    .deleteFrom("consents")
    .where("id", "=", id)
    .where("workspace_id", "=", workspaceId)
    .where("expires_at", ">", new Date(now))
    .returning("ciphertext")
    .executeTakeFirst();
  return row && box.open(row.ciphertext, consentOf(id));
}

function consentOf(id: string): string {
  return `consent ${id}`;
}
