/**
 * The flow, top to bottom; start reading here. A folder for each stage, named after the file that begins it:
 *
 * 1. receive    a CRM fact is stored once and the worker is woken; poll.ts asks for those that no webhook told
 * 2. enroll     match.ts: the record as it is now is matched against the workflows that are on (pure);
 * 3.            enroll.ts: the record enters; records, enrollments and settled events are kept in one call
 * 4. run        run-step.ts: the current step is planned (plan-step.ts, nothing written) and recorded in the posting ledger;
 *               steps without a document: run-flow.ts decides, effects.ts acts, approvals.ts hears persons
 * 5. post       the recorded plan is posted exactly once (create-first.ts, reconcile.ts)
 * 6. link-back  the CRM record shows its document; document-news.ts follows what happens to it in the books
 *
 * Beside them: `look-ahead` tells what would happen, `workflows` checks and switches them, `connections` looks after permission
 * and waiting work, `crm-actions` serves the CRM's own workflows, `notices` tells people. worker.ts wakes the stages, mirror.ts
 * keeps reference data fresh, requests.ts answers people.
 */
import { type EngineContext, forPerson, type Surroundings } from "./context.ts";
import { answerApproval } from "./run/approvals.ts";
import { resumeBooks } from "./connections/books-life.ts";
import { runCrmAction } from "./crm-actions/crm-actions.ts";
import { resumeCrm } from "./connections/crm-life.ts";
import { startBackfill } from "./enroll/backfill.ts";
import { planMany } from "./look-ahead/batch-plan.ts";
import { dryRun, dryRunOf } from "./look-ahead/dry-run.ts";
import { cancelMany, enrollRecords } from "./enroll/enroll-many.ts";
import { explainRecord } from "./look-ahead/explain-record.ts";
import type { Engine } from "./engine.ts";
import { checkWorkflow } from "./workflows/check-workflow.ts";
import { matchingRecords } from "./enroll/matching.ts";
import { checkDocument, hintDocuments } from "./link-back/document-news.ts";
import { hintMirror } from "./mirror.ts";
import { putOwnRecords } from "./receive/own-records.ts";
import { receiveEvents } from "./receive/inbox.ts";
import { retryMany } from "./retries.ts";
import { cancel, enrollRecord, resolve, retry, retryLinkBack } from "./requests.ts";
import { reviewWorkflow } from "./workflows/review-workflow.ts";
import { startWorker } from "./worker.ts";
import { enrollAllMatching, pause, resume, turnOff, turnOn } from "./workflows/workflow-switch.ts";

/** Binds the stages to their surroundings. */
export function createEngine(surroundings: Surroundings): Engine {
  let isStopping = false;
  const context: EngineContext = { ...surroundings, isStopping: () => isStopping };
  const asked = forPerson(context);
  let stopWorker = (): void => {};
  return {
    receive: (connectionId, events) => receiveEvents(context, connectionId, events),
    runCrmAction: (connection, kind, call) => runCrmAction(context, connection, kind, call),
    putOwnRecords: (connectionId, objectType, requests, how) => putOwnRecords(context, connectionId, objectType, requests, how),
    enrollRecord: (workspaceId, workflowId, recordId) => enrollRecord(asked, workspaceId, workflowId, recordId),
    planMany: (workspaceId, workflowId, wish, of) => planMany(asked, workspaceId, workflowId, wish, of),
    dryRun: (workspaceId, workflowId, recordId, of) => dryRun(asked, workspaceId, workflowId, recordId, of),
    dryRunOf: (workspaceId, workflowId, definition, recordId) => dryRunOf(asked, workspaceId, workflowId, definition, recordId),
    explainRecord: (workspaceId, workflowId, recordId) => explainRecord(asked, workspaceId, workflowId, recordId),
    matchingRecords: (workspaceId, workflowId, definition) => matchingRecords(context, workspaceId, workflowId, definition),
    startBackfill: (workspaceId, workflowId, cap) => startBackfill(context, workspaceId, workflowId, cap),
    turnOn: (workspaceId, workflowId, wish = { existing: "leave", cap: null }) => turnOn(asked, workspaceId, workflowId, wish),
    turnOff: (workspaceId, workflowId, running = "finish") => turnOff(context, workspaceId, workflowId, running),
    pause: (workspaceId, workflowId) => pause(context, workspaceId, workflowId),
    resume: (workspaceId, workflowId, waiting) => resume(context, workspaceId, workflowId, waiting),
    enrollMany: (workspaceId, workflowId, wish) =>
      "recordIds" in wish ? enrollRecords(asked, workspaceId, workflowId, wish.recordIds) : enrollAllMatching(context, workspaceId, workflowId, wish.cap),
    cancelMany: (workspaceId, which) => cancelMany(context, workspaceId, which),
    retry: (workspaceId, enrollmentId) => retry(asked, workspaceId, enrollmentId),
    retryMany: (workspaceId, wish) => retryMany(asked, workspaceId, wish),
    resolve: (workspaceId, enrollmentId, booksDocumentId) => resolve(asked, workspaceId, enrollmentId, booksDocumentId),
    answerApproval: (workspaceId, enrollmentId, answer) => answerApproval(context, workspaceId, enrollmentId, answer),
    cancel: (workspaceId, enrollmentId) => cancel(context, workspaceId, enrollmentId),
    hintMirror: (connectionId) => hintMirror(context, connectionId),
    hintDocuments: (connectionId) => hintDocuments(context, connectionId),
    checkDocument: (workspaceId, documentId) => checkDocument(asked, workspaceId, documentId),
    retryLinkBack: (workspaceId, documentId) => retryLinkBack(context, workspaceId, documentId),
    resumeBooks: (connectionId) => resumeBooks(context, connectionId),
    resumeCrm: (connectionId) => resumeCrm(context, connectionId),
    check: (workspaceId, definition) => checkWorkflow(asked, workspaceId, definition),
    review: (workspaceId, workflowId, definition) => reviewWorkflow(asked, workspaceId, workflowId, definition),
    start: async () => {
      stopWorker = await startWorker(context);
    },
    stop: async () => {
      isStopping = true;
      stopWorker();
      await context.queue.stop();
    },
  };
}
