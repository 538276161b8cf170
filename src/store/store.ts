/** The store: each noun has a file of its own, this is their table of contents. */
import type { Kysely } from "kysely";
import type { Store } from "#domain/ports/store.ts";
import { allowanceState, countCalls, endCalls, pauseAllowance, renewCalls, takeTurn } from "./allowance.ts";
import { latestAttempts, recordAttempts, stepAttempts } from "./attempts.ts";
import { askedTogether } from "./asked-together.ts";
import { addApiKey, apiKeys, revokeApiKey, useApiKey } from "./api-keys.ts";
import { audit, auditEntries, auditors } from "./audit.ts";
import { goneAmong, recordsGone, recordTimes } from "./gone-records.ts";
import { noteWatch, permissions, releaseCrmWork, saveCrmSettings, savePermissions, watches } from "./crm-life.ts";
import { backfill, claimBackfill, dueBackfills, enrollmentsUnderWay, putOffBackfill, startBackfill, stopBackfill } from "./backfills.ts";
import type { ChangeFeed } from "./changes.ts";
import { connectionHealth, noteHealth } from "./connection-health.ts";
import {
  allConnections,
  connection,
  connections,
  createWorkspace,
  readSecret,
  renameWorkspace,
  saveBooksCompany,
  saveBooksSettings,
  saveConnection,
  type SecretReplacer,
  setConnectionState,
  setReadOnly,
  workspaces,
} from "./connections.ts";
import { keepConsent, takeConsent } from "./consents.ts";
import { connectionsWithDueCrmExecutions, crmExecution, crmWorkflows, dueCrmExecutions, keepCrmWorkflow, recordCrmAnswers, recordCrmExecution } from "./crm-actions.ts";
import {
  beginDocumentLook,
  documentHistory,
  documentLook,
  documentOfStep,
  documentsNamed,
  documentsPastDue,
  documentsToCompare,
  dueDocumentLooks,
  hintDocuments,
  oldestLookedAfter,
  putOffDocumentLook,
  recordDocumentNews,
} from "./document-news.ts";
import { countGoneDocuments, goneDocuments, settleGoneDocuments } from "./gone-documents.ts";
import { document, documents, documentsOfEnrollment, documentsOfRecord, earlierOfStep, pendingLinkBacks, recordLinkBacks } from "./documents.ts";
import { dueWork } from "./due-work.ts";
import {
  claimDueEnrollments,
  enrollment,
  enrollmentCounts,
  enrollmentPasts,
  enrollments,
  enrollmentsNamed,
  moveEnrollment,
  overview,
} from "./enrollments.ts";
import { askedRetries, askForRetries, endRetry, stoppedBy, workspacesWithRetries } from "./asked-retries.ts";
import { openAlerts } from "./alerts.ts";
import { heldLooks, noteOutdatedFilters, outdatedFilters, releasableRecords } from "./outdated-filters.ts";
import { recordPlansWithinCaps } from "./capped-plans.ts";
import { dueMatches, lettingGo, pauseWorkflow, resumeWorkflow, runRules, switchOff, switchOn, takeOut, waitingCount } from "./workflow-runs.ts";
import { markBatched } from "./batched-postings.ts";
import { forgetBooks } from "./company-reset.ts";
import { crmsToAskForDeals, hintDeals, hintDealsOf, noteDealsOf, salesWithoutDeals } from "./document-deals.ts";
import { giveNotesBack, takeNotes } from "./document-notes.ts";
import { withdrawWaited } from "./waited-postings.ts";
import { freshPostings, holdPostings, pendingPostings, releasePostings } from "./held-postings.ts";
import { pendingEvents, pollCursor, postponeEvents, receiveEvents, recordIntake, savePollCursor } from "./inbox.ts";
import { applyReferenceChanges, findReferences, hintMirror, keepCreated, keepReferencePage, mirrorState, references } from "./mirror.ts";
import { searchReferences } from "./mirror-search.ts";
import { countMatching, recordsMatching } from "./matching.ts";
import { claimPostings, latestPostings, recordAnswer, unsettledPostingsOfRecord } from "./postings.ts";
import { links, referenceNames, removeLink, saveLink, unmatched, waitingForChoice } from "./links.ts";
import { acceptInvitation, invitationOf, invitations, removeInvitation, saveInvitation } from "./invitations.ts";
import { addMember, changeMember, keepLanguage, member, members, membershipsOf, removeMember } from "./members.ts";
import { claimMails, mailChoice, mailChoices, recordMail, saveMailChoice, waitingMails, writeMail } from "./notice-mails.ts";
import { addTestDelivery, addWebhookReceiver, claimDeliveries, deliveries, recordDelivery, removeWebhookReceiver, webhookReceivers } from "./notice-webhooks.ts";
import { forgetNotices, freshNotices, keepNotices, routeNotices } from "./notices.ts";
import { records, recordsOfType } from "./records.ts";
import { performance } from "./performance.ts";
import type { Tables } from "./schema.ts";
import type { SecretBox } from "./secrets.ts";
import { renewWebhookSecret, webhookSecret } from "./webhook-secrets.ts";
import { countTry, forgetTries } from "./tries.ts";
import { dueTimeLooks, noteRecordLooks, recordsLookedAt, saveTimeLook, timeLooks } from "./time-looks.ts";
import { saveSetup, setupOf } from "./setup.ts";
import { associatedWith, factLoads, keepFacts, saveFactLoad, triggerFacts } from "./trigger-facts.ts";
import {
  activeWorkflows,
  activeWorkflowsStamps,
  createWorkflow,
  discardDraft,
  publishDraft,
  publishVersion,
  removeWorkflow,
  renameWorkflow,
  runningByVersion,
  saveDraft,
  workflow,
  workflows,
  workflowVersion,
  workflowVersions,
} from "./workflows.ts";

/** The store on an open, migrated database. */
export function storeOn(db: Kysely<Tables>, pace: Kysely<Tables>, box: SecretBox, replacer: SecretReplacer, changes: ChangeFeed): Store {
  return {
    workspaces: () => workspaces(db),
    createWorkspace: (created) => createWorkspace(db, created),
    recordTimes: (id, objectType, afterId, upToId) => recordTimes(db, id, objectType, afterId, upToId),
    goneAmong: (id, objectType, ids) => goneAmong(db, id, objectType, ids),
    recordsGone: (id, objectType, gone, now) => recordsGone(db, id, objectType, gone, now),
    saveCrmSettings: (id, settings) => saveCrmSettings(db, id, settings),
    savePermissions: (id, all, now) => savePermissions(db, id, all, now),
    permissions: (id) => permissions(db, id),
    noteWatch: (id, objectType, note) => noteWatch(db, id, objectType, note),
    watches: (id) => watches(db, id),
    releaseCrmWork: (id, now) => releaseCrmWork(db, id, now),
    connections: (workspaceId) => connections(db, workspaceId),
    allConnections: () => allConnections(db),
    connection: askedTogether((id) => connection(db, id)),
    saveConnection: (saved, secret) => saveConnection(db, box, saved, secret),
    saveBooksCompany: (id, company) => saveBooksCompany(db, id, company),
    saveBooksSettings: (id, settings) => saveBooksSettings(db, id, settings),
    setConnectionState: (id, state) => setConnectionState(db, id, state),
    setReadOnly: (id, isReadOnly) => setReadOnly(db, id, isReadOnly),
    noteHealth: (id, note) => noteHealth(db, id, note),
    connectionHealth: (id) => connectionHealth(db, id),
    keepConsent: (consent, now) => keepConsent(db, box, consent, now),
    takeConsent: (id, workspaceId, now) => takeConsent(db, box, id, workspaceId, now),
    webhookSecret: (workspaceId) => webhookSecret(db, box, workspaceId),
    renewWebhookSecret: (workspaceId) => renewWebhookSecret(db, box, workspaceId),
    readSecret: (id) => readSecret(db, box, id),
    replaceSecret: (id, replace) => replacer.replace(id, replace),

    receiveEvents: (connectionId, events, now) => receiveEvents(db, connectionId, events, now),
    pendingEvents: (connectionId, limit, now) => pendingEvents(db, connectionId, limit, now),
    postponeEvents: (ids, until) => postponeEvents(db, ids, until),
    pollCursor: (connectionId, objectType) => pollCursor(db, connectionId, objectType),
    savePollCursor: (connectionId, objectType, cursor) => savePollCursor(db, connectionId, objectType, cursor),

    records: (connectionId, objectType, ids) => records(db, connectionId, objectType, ids),
    recordsOfType: (connectionId, objectType, page) => recordsOfType(db, connectionId, objectType, page),
    enrollmentPasts: (workflowId, connectionId, recordIds) => enrollmentPasts(db, workflowId, connectionId, recordIds),
    recordIntake: (intake) => recordIntake(db, intake),

    keepCrmWorkflow: (wanted, now) => keepCrmWorkflow(db, wanted, now),
    crmWorkflows: (workspaceId) => crmWorkflows(db, workspaceId),
    recordCrmExecution: (wanted) => recordCrmExecution(db, wanted),
    crmExecution: (connectionId, callbackId) => crmExecution(db, connectionId, callbackId),
    dueCrmExecutions: (connectionId, limit, now) => dueCrmExecutions(db, connectionId, limit, now),
    connectionsWithDueCrmExecutions: (now) => connectionsWithDueCrmExecutions(db, now),
    recordCrmAnswers: (connectionId, answers, now) => recordCrmAnswers(db, connectionId, answers, now),
    countMatching: (query) => countMatching(db, query),
    recordsMatching: (query, page) => recordsMatching(db, query, page),
    keepFacts: (intake) => keepFacts(db, intake),
    triggerFacts: (connectionId, objectType, ids) => triggerFacts(db, connectionId, objectType, ids),
    associatedWith: (connectionId, objectType, to) => associatedWith(db, connectionId, objectType, to),
    outdatedFilters: (workspaceId) => outdatedFilters(db, workspaceId),
    noteOutdatedFilters: (workspaceId, of, found, now) => noteOutdatedFilters(db, workspaceId, of, found, now),
    heldLooks: (connectionId, objectType, workflowIds, recordIds) => heldLooks(db, connectionId, objectType, workflowIds, recordIds),
    releasableRecords: (connectionId, limit) => releasableRecords(db, connectionId, limit),
    dueTimeLooks: (now) => dueTimeLooks(db, now),
    timeLooks: (connectionId) => timeLooks(db, connectionId),
    saveTimeLook: (connectionId, workflowIds, look) => saveTimeLook(db, connectionId, workflowIds, look),
    recordsLookedAt: (workflowId, connectionId, objectType, ids) => recordsLookedAt(db, workflowId, connectionId, objectType, ids),
    noteRecordLooks: (connectionId, objectType, ids, at) => noteRecordLooks(db, connectionId, objectType, ids, at),
    factLoads: (connectionId) => factLoads(db, connectionId),
    saveFactLoad: (connectionId, load) => saveFactLoad(db, connectionId, load),
    startBackfill: (started) => startBackfill(db, started),
    backfill: (workflowId) => backfill(db, workflowId),
    claimBackfill: (workspaceId, now, leaseMs) => claimBackfill(db, workspaceId, now, leaseMs),
    putOffBackfill: (id, until) => putOffBackfill(db, id, until),
    stopBackfill: (workflowId, now) => stopBackfill(db, workflowId, now),
    dueBackfills: (now) => dueBackfills(db, now),
    enrollmentsUnderWay: (workflowId, atMost) => enrollmentsUnderWay(db, workflowId, atMost),

    workflows: (workspaceId) => workflows(db, workspaceId),
    workflow: (workspaceId, id) => workflow(db, workspaceId, id),
    workflowVersion: (id, version) => workflowVersion(db, id, version),
    createWorkflow: (created) => createWorkflow(db, created),
    publishVersion: (id, definition, now) => publishVersion(db, id, definition, now),
    runningByVersion: (id) => runningByVersion(db, id),
    workflowVersions: (id) => workflowVersions(db, id),
    saveDraft: (id, draft, basedOn) => saveDraft(db, id, draft, basedOn),
    discardDraft: (id, basedOn) => discardDraft(db, id, basedOn),
    publishDraft: (id, basedOn, publication) => publishDraft(db, id, basedOn, publication),
    renameWorkflow: (id, name, now) => renameWorkflow(db, id, name, now),
    removeWorkflow: (id, now) => removeWorkflow(db, id, now),
    switchOn: (id, now) => switchOn(db, id, now),
    switchOff: (workspaceId, id, stops, now) => switchOff(db, workspaceId, id, stops, now),
    pauseWorkflow: (id, now) => pauseWorkflow(db, id, now),
    resumeWorkflow: (id, waiting, now) => resumeWorkflow(db, id, waiting, now),
    dueMatches: (workspaceId, limit) => dueMatches(db, workspaceId, limit),
    waitingCount: (id) => waitingCount(db, id),
    runRules: (ids) => runRules(db, ids),
    lettingGo: (workspaceId, objectType) => lettingGo(db, workspaceId, objectType),
    openAlerts: (workspaceId) => openAlerts(db, workspaceId),
    takeOut: (workspaceId, which, because, now) => takeOut(db, workspaceId, which, because, now),
    activeWorkflows: (workspaceId, objectType) => activeWorkflows(db, workspaceId, objectType),
    activeWorkflowsStamps: (workspaceId) => activeWorkflowsStamps(db, workspaceId),

    enrollment: (workspaceId, id) => enrollment(db, workspaceId, id),
    enrollments: (workspaceId, filter, page) => enrollments(db, workspaceId, filter, page),
    enrollmentsNamed: (workspaceId, ids) => enrollmentsNamed(db, workspaceId, ids),
    enrollmentCounts: (workspaceId, workflowId) => enrollmentCounts(db, workspaceId, workflowId),
    latestAttempts: (ids) => latestAttempts(db, ids),
    stepAttempts: (enrollmentId) => stepAttempts(db, enrollmentId),
    claimDueEnrollments: (workspaceId, limit, now, leaseMs) =>
      claimDueEnrollments(db, workspaceId, limit, now, leaseMs),
    moveEnrollment: (id, from, move, now, workflowVersion) => moveEnrollment(db, id, from, move, now, workflowVersion),
    stoppedBy: (workspaceId, newest) => stoppedBy(db, workspaceId, newest),
    askForRetries: (workspaceId, which, now) => askForRetries(db, workspaceId, which, now),
    askedRetries: (workspaceId, limit) => askedRetries(db, workspaceId, limit),
    endRetry: (id, askedAt) => endRetry(db, id, askedAt),
    workspacesWithRetries: () => workspacesWithRetries(db),
    overview: (workspaceId, now) => overview(db, workspaceId, now),
    performance: (workspaceId, query) => performance(db, workspaceId, query),

    recordPlans: (plans, now) => recordPlansWithinCaps(db, plans, now),
    recordAttempts: (attempts, now) => recordAttempts(db, attempts, now),
    latestPostings: (enrollmentId, stepId) => latestPostings(db, enrollmentId, stepId),
    unsettledPostingsOfRecord: (workspaceId, booksId, crmConnectionId, objectType, recordId) => unsettledPostingsOfRecord(db, workspaceId, booksId, crmConnectionId, objectType, recordId),
    claimPostings: (connectionId, limit, now, leaseMs, way) => claimPostings(db, connectionId, limit, now, leaseMs, way),
    markBatched: (claims, quietUntil, now) => markBatched(db, claims, quietUntil, now),
    recordAnswer: (answer) => recordAnswer(db, answer),
    holdPostings: (connectionId, because, until, now) => holdPostings(db, connectionId, because, until, now),
    forgetBooks: (connectionId, because, quietUntil, now) => forgetBooks(db, connectionId, because, quietUntil, now),
    releasePostings: (connectionId, now) => releasePostings(db, connectionId, now),
    withdrawWaited: (connectionId, plannedBefore, now) => withdrawWaited(db, connectionId, plannedBefore, now),
    freshPostings: (connectionId, now) => freshPostings(db, connectionId, now),
    pendingPostings: (connectionId) => pendingPostings(db, connectionId),
    dueWork: (now) => dueWork(db, now),

    documents: (workspaceId, page) => documents(db, workspaceId, page),
    document: (workspaceId, id) => document(db, workspaceId, id),
    documentsOfEnrollment: (enrollmentId) => documentsOfEnrollment(db, enrollmentId),
    documentsOfRecord: (booksId, crmConnectionId, objectType, recordId) => documentsOfRecord(db, booksId, crmConnectionId, objectType, recordId),
    earlierOfStep: (workflowId, stepId, of, except) => earlierOfStep(db, workflowId, stepId, of, except),
    pendingLinkBacks: (crmConnectionId, limit, now) => pendingLinkBacks(db, crmConnectionId, limit, now),
    takeNotes: (ids) => takeNotes(db, ids),
    giveNotesBack: (ids) => giveNotesBack(db, ids),
    recordLinkBacks: (results) => recordLinkBacks(db, results),
    salesWithoutDeals: (crmConnectionId, limit, now) => salesWithoutDeals(db, crmConnectionId, limit, now),
    crmsToAskForDeals: (now) => crmsToAskForDeals(db, now),
    noteDealsOf: (crmConnectionId, sales, now) => noteDealsOf(db, crmConnectionId, sales, now),
    hintDealsOf: (crmConnectionId, objectType, recordIds, now) => hintDealsOf(db, crmConnectionId, objectType, recordIds, now),
    hintDeals: (workspaceId, now, restMs) => hintDeals(db, workspaceId, now, restMs),

    dueDocumentLooks: (now) => dueDocumentLooks(db, now),
    documentLook: (connectionId) => documentLook(db, connectionId),
    beginDocumentLook: (connectionId, look) => beginDocumentLook(db, connectionId, look),
    putOffDocumentLook: (connectionId, until) => putOffDocumentLook(db, connectionId, until),
    hintDocuments: (connectionId, now, restMs) => hintDocuments(db, connectionId, now, restMs),
    oldestLookedAfter: (connectionId, now) => oldestLookedAfter(db, connectionId, now),
    documentsNamed: (connectionId, keys) => documentsNamed(db, connectionId, keys),
    documentsToCompare: (connectionId, page, now) => documentsToCompare(db, connectionId, page, now),
    documentsPastDue: (connectionId, today, limit) => documentsPastDue(db, connectionId, today, limit),
    recordDocumentNews: (connectionId, news, look, now) => recordDocumentNews(db, connectionId, news, look, now),
    goneDocuments: (workspaceId, limit) => goneDocuments(db, workspaceId, limit),
    countGoneDocuments: (workspaceId) => countGoneDocuments(db, workspaceId),
    settleGoneDocuments: (workspaceId, ids, who, now) => settleGoneDocuments(db, workspaceId, ids, who, now),
    documentHistory: (documentId) => documentHistory(db, documentId),
    documentOfStep: (enrollmentId, stepId) => documentOfStep(db, enrollmentId, stepId),

    mirrorState: (connectionId) => mirrorState(db, connectionId),
    hintMirror: (connectionId, now) => hintMirror(db, connectionId, now),
    keepReferencePage: (connectionId, page, load) => keepReferencePage(db, connectionId, page, load),
    applyReferenceChanges: (connectionId, changed, now) => applyReferenceChanges(db, connectionId, changed, now),
    keepCreated: (connectionId, rows, links, now) => keepCreated(db, connectionId, rows, links, now),
    findReferences: (connectionId, query) => findReferences(db, connectionId, query),
    references: (connectionId, kind) => references(db, connectionId, kind),
    searchReferences: (connectionId, search) => searchReferences(db, connectionId, search),

    links: (workspaceId, filter, page) => links(db, workspaceId, filter, page),
    saveLink: (link, savedBy, now) => saveLink(db, link, savedBy, now),
    removeLink: (id) => removeLink(db, id),
    unmatched: (workspaceId) => unmatched(db, workspaceId),
    waitingForChoice: (workspaceId, id) => waitingForChoice(db, workspaceId, id),
    referenceNames: (connectionId, kind) => referenceNames(db, connectionId, kind),

    takeTurn: (id, wanted, purpose, lease, ended, now) => takeTurn(pace, id, { pace: wanted, purpose, lease, ended }, now),
    endCalls: (connectionId, leases) => endCalls(pace, connectionId, leases),
    renewCalls: (connectionId, wanted, leases, now) => renewCalls(pace, connectionId, wanted, leases, now),
    pauseAllowance: (connectionId, wanted, until, now) => pauseAllowance(db, connectionId, wanted, until, now),
    countCalls: (connectionId, calls) => countCalls(pace, connectionId, calls),
    allowanceState: (connectionId, now) => allowanceState(db, connectionId, now),

    onChange: (listener) => changes.listen(listener),

    renameWorkspace: (id, name) => renameWorkspace(db, id, name),
    setupOf: (workspaceId) => setupOf(db, workspaceId),
    saveSetup: (workspaceId, changes) => saveSetup(db, workspaceId, changes),
    members: (workspaceId) => members(db, workspaceId),
    member: (workspaceId, personId) => member(db, workspaceId, personId),
    membershipsOf: (personId) => membershipsOf(db, personId),
    addMember: (added) => addMember(db, added),
    keepLanguage: (personId, language) => keepLanguage(db, personId, language),
    changeMember: (workspaceId, personId, standing) => changeMember(db, workspaceId, personId, standing),
    removeMember: (workspaceId, personId) => removeMember(db, workspaceId, personId),
    invitations: (workspaceId) => invitations(db, workspaceId),
    saveInvitation: (invitation, digest) => saveInvitation(db, invitation, digest),
    removeInvitation: (workspaceId, id) => removeInvitation(db, workspaceId, id),
    invitationOf: (digest, now) => invitationOf(db, digest, now),
    acceptInvitation: (digest, person, now) => acceptInvitation(db, digest, person, now),
    apiKeys: (workspaceId) => apiKeys(db, workspaceId),
    addApiKey: (key, digest) => addApiKey(db, key, digest),
    revokeApiKey: (workspaceId, id, now) => revokeApiKey(db, workspaceId, id, now),
    useApiKey: (digest, now) => useApiKey(db, digest, now),
    countTry: (key, windowMs, now) => countTry(db, key, windowMs, now),
    forgetTries: (key) => forgetTries(db, key),
    audit: (entry) => audit(db, entry),
    auditEntries: (workspaceId, filter, page) => auditEntries(db, workspaceId, filter, page),
    auditors: (workspaceId) => auditors(db, workspaceId),

    keepNotices: (kept) => keepNotices(db, kept),
    freshNotices: (limit) => freshNotices(db, limit),
    routeNotices: (routed, now) => routeNotices(db, routed, now),
    mailChoice: (workspaceId, personId) => mailChoice(db, workspaceId, personId),
    mailChoices: (workspaceId) => mailChoices(db, workspaceId),
    saveMailChoice: (workspaceId, personId, choice) => saveMailChoice(db, workspaceId, personId, choice),
    waitingMails: () => waitingMails(db),
    writeMail: (which, noticeIds, mail, now) => writeMail(db, which, noticeIds, mail, now),
    claimMails: (limit, now, leaseMs) => claimMails(db, limit, now, leaseMs),
    recordMail: (mail, tried, answer) => recordMail(db, mail, tried, answer),
    webhookReceivers: (workspaceId) => webhookReceivers(db, workspaceId),
    addWebhookReceiver: (receiver) => addWebhookReceiver(db, receiver),
    removeWebhookReceiver: (workspaceId, id) => removeWebhookReceiver(db, workspaceId, id),
    addTestDelivery: (workspaceId, delivery, now) => addTestDelivery(db, workspaceId, delivery, now),
    claimDeliveries: (limit, now, leaseMs) => claimDeliveries(db, limit, now, leaseMs),
    recordDelivery: (delivery, tried, now) => recordDelivery(db, delivery, tried, now),
    deliveries: (workspaceId, receiverId, limit) => deliveries(db, workspaceId, receiverId, limit),
    forgetNotices: (before) => forgetNotices(db, before),
  };
}
