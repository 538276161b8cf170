/** The part of "Needs attention" about documents that somebody voided or deleted in the books. */
import type { GoneDocumentRow, GoneDocuments } from "#api/enrollment.ts";
import { goneFailure } from "#domain/document/news.ts";
import type { DocumentId } from "#domain/ids.ts";
import type { GoneDocument } from "#domain/ports/document-news-store.ts";
import { api } from "./api.ts";
import { deed, noteDown, noteNothing } from "./audit.ts";
import { explainedReply } from "./language.ts";
import { documentRowOf } from "./replies.ts";

/** So many are shown; more are worked off in turns. */
const mostShown = 1_000;

export const goneDocuments = {
  documents: api.attention.documents.handler(async ({ context: { parts, caller } }) => {
    const [gone, workflows] = await Promise.all([parts.store.goneDocuments(caller.workspaceId, mostShown), parts.store.workflows(caller.workspaceId)]);
    const names = new Map(workflows.map(({ id, name }) => [id, name]));
    const groups = Map.groupBy(gone, ({ document }) => `${document.status} ${document.kind}`);
    return [...groups.values()].flatMap((group): GoneDocuments[] => {
      const failure = group[0] && goneFailure(group[0].document);
      return failure ? [{ failure: explainedReply(failure), documents: group.map((one) => goneRow(one, names.get(one.document.workflowId) ?? "")) }] : [];
    });
  }),

  settleDocuments: api.attention.settleDocuments.handler(async ({ input, context: { parts, caller } }) => {
    const settled = await parts.store.settleGoneDocuments(caller.workspaceId, input.ids as DocumentId[], caller.who, parts.clock.now());
    if (settled > 0) await noteDown(parts, caller, deed("settled what is gone from the books"), input.ids.slice(0, 3).join(", "));
    else noteNothing(caller);
    return { settled };
  }),
};

function goneRow({ document, goneAt, had }: GoneDocument, workflowName: string): GoneDocumentRow {
  const { objectType, recordId, workflowId } = document;
  return { ...documentRowOf(document), objectType, recordId, workflowId, workflowName, goneAt, had };
}
