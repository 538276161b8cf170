/** The audit log: who did what, and about what. */
import type { Kysely } from "kysely";
import type { Store } from "#domain/ports/store.ts";
import type { Tables } from "./schema.ts";

/** Adds a line to the audit log. */
export async function audit(db: Kysely<Tables>, entry: Parameters<Store["audit"]>[0]): Promise<void> {
  const { workspaceId, who, did, about, now } = entry;
  await db.insertInto("audit_entries").values({ workspace_id: workspaceId, who, did, about, at: now }).execute();
}
