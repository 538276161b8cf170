/** The secret by which a workspace's outgoing webhooks are signed: made when it is first needed, encrypted at rest. */
import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { WorkspaceId } from "#domain/ids.ts";
import type { SecretBox } from "./secrets.ts";
import type { Tables } from "./schema.ts";

/** Base64 of 32 bytes; the same for every process. */
export async function webhookSecret(db: Kysely<Tables>, box: SecretBox, workspaceId: WorkspaceId): Promise<string> {
  const kept = await keptSecret(db, workspaceId);
  if (kept !== undefined) return opened(box, workspaceId, kept);
  const made = newSecret(box, workspaceId);
  await db.insertInto("webhook_secrets").values({ workspace_id: workspaceId, secret: made }).onConflict((conflict) => conflict.doNothing()).execute();
  return opened(box, workspaceId, (await keptSecret(db, workspaceId)) ?? made);
}

/** Another secret from now on; the old one signs nothing any more. */
export async function renewWebhookSecret(db: Kysely<Tables>, box: SecretBox, workspaceId: WorkspaceId): Promise<string> {
  const made = newSecret(box, workspaceId);
  await db.insertInto("webhook_secrets").values({ workspace_id: workspaceId, secret: made }).onConflict((conflict) => conflict.column("workspace_id").doUpdateSet({ secret: made })).execute();
  return opened(box, workspaceId, made);
}

function newSecret(box: SecretBox, workspaceId: WorkspaceId): string {
  return box.close(randomBytes(32).toString("base64"), aboutOf(workspaceId));
}

function opened(box: SecretBox, workspaceId: WorkspaceId, secret: string): string {
  return String(box.open(secret, aboutOf(workspaceId)));
}

function aboutOf(workspaceId: WorkspaceId): string {
  return `webhooks of ${workspaceId}`;
}

async function keptSecret(db: Kysely<Tables>, workspaceId: WorkspaceId): Promise<string | undefined> {
  const row = await db.selectFrom("webhook_secrets").select("secret").where("workspace_id", "=", workspaceId).executeTakeFirst();
  return row?.secret;
}
