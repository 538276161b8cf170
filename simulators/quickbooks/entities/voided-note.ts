/** The note of a voided document. */
import type { Entity } from "../company.ts";
import { memberText } from "../member-text.ts";

/** The word, and what the note was before. */
export function voidedNote(entity: Entity): string {
  const note = memberText(entity["PrivateNote"]);
  if (note.startsWith("Voided")) return note;
  return note === "" ? "Voided" : `Voided - ${note}`;
}
