/** The secret by which a workspace's outgoing webhooks are signed: made when it is first needed, encrypted at rest. */
import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { WorkspaceId } from "#domain/ids.ts";
import type { SecretBox } from "./secrets.ts";
import type { Tables } from "./schema.ts";

/** Base64 of 32 bytes; the same for every process. */
export async function webhookSecret(db: Kysely<Tables>, box: SecretBox, workspaceId: WorkspaceId): Promise<string> {
  const about = `webhooks of ${workspaceId}`;
  const kept = await keptSecret(db, workspaceId);
  if (kept !== undefined) return String(box.open(kept, about));
  const made = box.close(randomBytes(32).toString("base64"), about);
  await db.insertInto("webhook_secrets").values({ workspace_id: workspaceId, secret: made }).onConflict((conflict) => conflict.doNothing()).execute();
  return String(box.open((await keptSecret(db, workspaceId)) ?? made, about));
}

async function keptSecret(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<string | undefined> {
  const row = await db.selectFrom("webhook_secrets").select("secret").where("workspace_id", "=", workspaceId).executeTakeFirst();
  return row?.secret;
}
