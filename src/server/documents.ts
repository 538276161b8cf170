/** Posted documents: list, one whole, and writing the link back on the record again. */
import type { DocumentDetail } from "#api/document.ts";
import type { LocalDate } from "#domain/dates.ts";
import { goneFailure } from "#domain/document/news.ts";
import type { KeptDocument } from "#domain/document/posted.ts";
import type { DocumentId, WorkflowId } from "#domain/ids.ts";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";
import type { Caller, ServerParts } from "./context.ts";
import { documentRowOf } from "./replies.ts";
import { explainedReply } from "./language.ts";

export const documents = {
  list: api.documents.list.handler(async ({ input, context: { parts, caller } }) => {
    const { limit, after, kinds, statuses, search, workflowId, from, until } = input;
    const filter = { kinds, statuses, search, workflowId: workflowId as WorkflowId | undefined, from: from as LocalDate | undefined, until: until as LocalDate | undefined };
    return (await parts.store.documents(caller.workspaceId, { limit, after, ...filter })).map(documentRowOf);
  }),

  get: api.documents.get.handler(async ({ input, context: { parts, caller }, errors }) => {
    const document = await find(parts, caller, input.id);
    if (document === undefined) throw errors.NOT_FOUND();
    return detailOf(parts, document);
  }),

  check: api.documents.check.handler(async ({ input, context: { parts, caller }, errors }) => {
    const document = await find(parts, caller, input.id);
    if (document === undefined) throw errors.NOT_FOUND();
    const checked = await parts.engine.checkDocument(caller.workspaceId, document.id);
    if (!checked.ok) throw errors.REFUSED({ data: { failures: [explainedReply(checked.error)] } });
    return detailOf(parts, (await find(parts, caller, input.id)) ?? document);
  }),

  retryLinkBack: api.documents.retryLinkBack.handler(async ({ input, context: { parts, caller }, errors }) => {
    const document = await find(parts, caller, input.id);
    if (document === undefined) throw errors.NOT_FOUND();
    await parts.engine.retryLinkBack(caller.workspaceId, document.id);
    await noteDown(parts, caller, deed("asked to link the document back again"), document.id);
    return detailOf(parts, (await find(parts, caller, input.id)) ?? document);
  }),
};

function find(parts: ServerParts, caller: Caller, id: string): Promise<KeptDocument | undefined> {
  return parts.store.document(caller.workspaceId, id as DocumentId);
}

async function detailOf(parts: ServerParts, document: KeptDocument): Promise<DocumentDetail> {
  const [workflow, requestId, look, changes] = await Promise.all([
    parts.store.workflow(document.workspaceId, document.workflowId),
    requestIdOfDocument(parts, document),
    parts.store.documentLook(document.connectionId),
    parts.store.documentHistory(document.id),
  ]);
  const gone = goneFailure(document);
  return {
    ...documentRowOf(document),
    gone: gone === null ? null : explainedReply(gone),
    booksId: document.booksId,
    workflowId: document.workflowId,
    workflowName: workflow?.name ?? document.workflowId,
    enrollmentId: document.enrollmentId,
    plan: document.plan,
    warnings: document.warnings.map((failure) => explainedReply(failure)),
    linkBackFailure: document.linkBackFailure === null ? null : explainedReply(document.linkBackFailure),
    requestId,
    privateNote: document.privateNote,
    checkedAt: look !== null && look.lookedAt !== null && look.lookedAt > document.postedAt ? look.lookedAt : null,
    changes,
  };
}

/** The request id of the posting that made the document: the posting is one of those of the enrollment's steps. */
async function requestIdOfDocument(parts: ServerParts, document: KeptDocument): Promise<string> {
  const attempts = await parts.store.stepAttempts(document.enrollmentId);
  for (const stepId of new Set(attempts.map((attempt) => attempt.stepId))) {
    const postings = await parts.store.latestPostings(document.enrollmentId, stepId);
    const posting = postings.find((one) => one.id === document.postingId);
    if (posting) return posting.requestId;
  }
  return "";
}
