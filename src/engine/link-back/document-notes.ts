/** A note on the record tells of each document, once, where that is wanted. */
import { documentStatusWords, documentTitle } from "../../domain/document/kind.ts";
import type { KeptDocument } from "../../domain/document/posted.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId, DocumentId } from "../../domain/ids.ts";
import { decimalText } from "../../domain/money.ts";
import type { EngineContext } from "../context.ts";

/**
 * Writes the notes that are due, or lets them be where none are wanted. A note is taken off the list before it is written,
 * so that there are never two, and put back when the CRM certainly has none. Returns why those are not there.
 */
export async function writeNotes(context: EngineContext, connectionId: ConnectionId, documents: readonly KeptDocument[]): Promise<ReadonlyMap<DocumentId, Failure>> {
  const [takenIds, connection] = await Promise.all([context.store.takeNotes(documents.map(({ id }) => id)), context.store.connection(connectionId)]);
  const taken = new Set(takenIds);
  if (connection?.role !== "crm" || !connection.settings.notesOnRecords) return new Map();
  const crm = await context.crm(connectionId);
  const failures = new Map<DocumentId, Failure>();
  for (const document of documents.filter(({ id }) => taken.has(id))) {
    const note = await crm.createNote(document.objectType, document.recordId, noteOf(document));
    // Without an answer it may be there.
    if (!note.ok && note.error.code !== "crm-unreachable") failures.set(document.id, note.error);
  }
  await context.store.giveNotesBack([...failures.keys()]);
  return failures;
}

/** For example `Invoice 1042 in QuickBooks: 360.00 USD, Open.` and its link. */
function noteOf({ plan, number, total, status, url }: KeptDocument): string {
  return `${documentTitle(plan.kind, number)} in QuickBooks: ${decimalText(total)} ${total.currency}, ${documentStatusWords[status]}.\n${url}`;
}
