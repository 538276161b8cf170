/** Notes on a record's timeline. HubSpot documents no association type between notes and quotes or payments: it picks its own. */
import { z } from "zod";
import type { Failure } from "#domain/failure.ts";
import type { ObjectType } from "#domain/record.ts";
import { ok, type Result } from "#domain/result.ts";
import { objectKinds } from "./object-kinds.ts";
import type { Portal } from "./portal.ts";

const made = z.object({ id: z.string() });

/** Writes a note and puts it on the record. */
export async function createNote(portal: Portal, objectType: ObjectType, recordId: string, text: string): Promise<Result<null, Failure>> {
  const properties = { hs_timestamp: portal.now(), hs_note_body: asHtml(text) };
  const note = await portal.client.call({ method: "POST", path: portal.paths.create("notes"), body: { properties } }, made);
  if (!note.ok) return note;
  const path = portal.paths.associate("notes", note.value.id, objectKinds[objectType].plural, recordId);
  const placed = await portal.client.call({ method: "PUT", path }, z.unknown());
  return placed.ok ? ok(null) : placed;
}

/** HubSpot shows notes as HTML. */
function asHtml(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character).replaceAll(/\r?\n/g, "<br>");
}
