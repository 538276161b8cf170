/** Which documents a note on their record is still due for. */
import { type Kysely, sql } from "kysely";
import type { DocumentId } from "#domain/ids.ts";
import type { Tables } from "./schema.ts";

/** See `Store.takeNotes`. */
export async function takeNotes(db: Kysely<Tables>, ids: readonly DocumentId[]): Promise<DocumentId[]> {
  const taken = await sql<{ id: DocumentId }>`update documents set note_due = false where id = any(${ids}::text[]) and note_due returning id`.execute(db);
  return taken.rows.map(({ id }) => id);
}

/** See `Store.giveNotesBack`. */
export async function giveNotesBack(db: Kysely<Tables>, ids: readonly DocumentId[]): Promise<void> {
  if (ids.length > 0) await sql`update documents set note_due = true where id = any(${ids}::text[])`.execute(db);
}
