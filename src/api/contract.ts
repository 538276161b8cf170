/** The API: one contract for the server, the typed clients of web and CLI, and the OpenAPI description. */
import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { workflowDefinition } from "../domain/workflow.ts";
import { accountSettings } from "./account-settings.ts";
import { approvalAnswer, approvalRow, manyApproved, mostApproved } from "./approval.ts";
import { batchPlan, mostPlanned } from "./batch-plan.ts";
import { crmApp, crmAppInput } from "./crm-app.ts";
import { connectInput, connectOptions } from "./connection-life.ts";
import { allowanceSettings, connectionRow, doctorCheck, overviewReply } from "./connection.ts";
import { appInput, crmOptions, crmSettingsInput, lookedAccount, tokenInput } from "./crm-life.ts";
import { crm } from "./crm.ts";
import { documentDetail, documentFilter, documentRow } from "./document.ts";
import { attentionGroup, dryRun, goneDocuments, explainedRecord, enrollmentDetail, enrollmentFilter, enrollmentRow } from "./enrollment.ts";
import { explainedFailure } from "./failure.ts";
import { choiceKind, linkInput, linkKind, linkName, linkRow, suggestion } from "./link.ts";
import { apiKeyRow, auditFilter, auditRow, invitationRow, inviteInput, inviteReply, me, memberRow, newPassword, standing, workspaceName } from "./people.ts";
import { notificationsContract, webhooksContract } from "./notification.ts";
import { ownRecordsContract } from "./own-record.ts";
import { recordsContract, unbilledContract } from "./record.ts";
import { setupContract } from "./setup.ts";
import { unmatchedRow } from "./unmatched.ts";
import { fieldValue, pickerOption, pickerSearch } from "./form.ts";
import { performanceReply } from "./performance.ts";
import { matchingReply, workflowDetail, workflowRow } from "./workflow.ts";
import { workflowFiles } from "./workflow-file.ts";
import { workflowLife } from "./workflow-life.ts";
import { alertRow, workflowRuns } from "./workflow-runs.ts";

const page = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), after: z.string().optional() });
const notFound = { NOT_FOUND: { status: 404, message: "There is nothing with this id in this workspace." } };
/** The request was understood and refused: every reason is in `data.failures`. */
const refused = { REFUSED: { status: 422, message: "This cannot be done now.", data: z.object({ failures: z.array(explainedFailure) }) } };
/** Settings that are not valid: each problem names its field. */
const invalidSettings = {
  INVALID_SETTINGS: {
    status: 422,
    message: "Some fields need another value.",
    data: z.object({ problems: z.array(z.object({ field: z.string(), problem: z.string() })) }),
  },
};

/** In the form that Standard Webhooks libraries take. */
const webhookSecret = z.object({ secret: z.string().regex(/^whsec_/) });
/** Why, for the history. */
const note = z.string().trim().max(500, "Use at most 500 characters.");
/** Keys and the command line are not people: they have no password and stay in one workspace. */
const peopleOnly = { PEOPLE_ONLY: { status: 403, message: "Only a person who is signed in may do this." } };
const lastAdmin = { LAST_ADMIN: { status: 409, message: "A workspace always has an admin. Make somebody else an admin first." } };

/** Which state of a workflow is tried: what is published, or what is being drawn. */
const triedState = z.enum(["draft", "published"]).default("published");

/** What the live stream says: read again what you show of this topic. */
export const changeReply = z.object({ topic: z.enum(["workflows", "enrollments", "documents", "connections", "people"]), id: z.string().nullable() });

export const contract = {
  me: oc.route({ method: "GET", path: "/me", summary: "Say who is asking", tags: ["session"], description: "Who is asking, in which workspace, and what they may do there." }).output(me),
  account: {
    /** Other sessions of the person end. */
    setPassword: oc
      .route({ method: "PUT", path: "/account/password", summary: "Change the own password", tags: ["session"] })
      .input(z.object({ current: z.string().max(128).optional(), password: newPassword }))
      .output(z.object({ done: z.literal(true) }))
      .errors({ WRONG_PASSWORD: { status: 422, message: "The current password is not right." }, ...peopleOnly }),
  },
  workspaces: {
    create: oc.route({ method: "POST", path: "/workspaces", summary: "Make a workspace", tags: ["workspaces"] }).input(z.object({ name: workspaceName })).output(z.object({ id: z.string(), name: z.string() })).errors(peopleOnly),
    /** The session works in that workspace from now on. */
    choose: oc
      .route({ method: "PUT", path: "/workspaces/current", summary: "Choose the workspace of the session", tags: ["workspaces"] })
      .input(z.object({ id: z.string() }))
      .output(z.object({ id: z.string() }))
      .errors({ ...notFound, ...peopleOnly }),
    rename: oc.route({ method: "PUT", path: "/workspaces/current/name", summary: "Rename the workspace", tags: ["workspaces"] }).input(z.object({ name: workspaceName })).output(z.object({ name: z.string() })),
  },
  members: {
    list: oc.route({ method: "GET", path: "/members", summary: "List members and invitations", tags: ["members"] }).output(z.object({ members: z.array(memberRow), invitations: z.array(invitationRow), isMailSetUp: z.boolean() })),
    invite: oc
      .route({ method: "POST", path: "/invitations", summary: "Invite somebody", tags: ["members"], description: "Invites an address; an earlier invitation of the same address stops working." })
      .input(inviteInput)
      .output(inviteReply)
      .errors({ MEMBER_ALREADY: { status: 409, message: "This person is a member already." } }),
    withdraw: oc.route({ method: "DELETE", path: "/invitations/{id}", summary: "Withdraw an invitation", tags: ["members"] }).input(z.object({ id: z.string() })).output(z.object({ id: z.string() })).errors(notFound),
    change: oc
      .route({ method: "PUT", path: "/members/{personId}", summary: "Change a member's role", tags: ["members"] })
      .input(standing.extend({ personId: z.string() }))
      .output(memberRow)
      .errors({ ...notFound, ...lastAdmin }),
    /** Their sessions end at once. */
    remove: oc
      .route({ method: "DELETE", path: "/members/{personId}", summary: "Remove a member", tags: ["members"] })
      .input(z.object({ personId: z.string() }))
      .output(z.object({ personId: z.string() }))
      .errors({ ...notFound, ...lastAdmin }),
  },
  apiKeys: {
    list: oc.route({ method: "GET", path: "/api-keys", summary: "List API keys", tags: ["api keys"] }).output(z.array(apiKeyRow)),
    /** The token is shown this once. */
    create: oc
      .route({ method: "POST", path: "/api-keys", summary: "Make an API key", tags: ["api keys"] })
      .input(standing.extend({ name: z.string().trim().min(1, "Give the key a name.").max(80, "Use at most 80 characters.") }))
      .output(z.object({ key: apiKeyRow, token: z.string() })),
    revoke: oc.route({ method: "DELETE", path: "/api-keys/{id}", summary: "Revoke an API key", tags: ["api keys"] }).input(z.object({ id: z.string() })).output(z.object({ id: z.string() })).errors(notFound),
  },
  audit: {
    list: oc
      .route({ method: "GET", path: "/audit", summary: "Read the audit log", tags: ["audit log"], description: "Every change by a person, a key or the command line, newest first." })
      .input(auditFilter.extend({ limit: z.coerce.number().int().min(1).max(200).default(50), after: z.string().regex(/^\d{1,18}$/).optional() }))
      .output(z.object({ rows: z.array(auditRow), who: z.array(z.string()) })),
    export: oc.route({ method: "GET", path: "/audit.csv", summary: "Download the audit log", tags: ["audit log"], description: "The same as a CSV file, up to 50,000 lines." }).input(auditFilter).output(z.file()),
  },
  overview: oc.route({ method: "GET", path: "/overview", summary: "Read the numbers beside the navigation", tags: ["overview"] }).output(overviewReply),
  performance: oc
    .route({ method: "GET", path: "/performance", summary: "Read what was posted, by day", tags: ["overview"], description: "What was posted by day, what stopped, and how long posting took." })
    .input(z.object({ days: z.coerce.number().int().min(1).max(92).default(30), workflowId: z.string().optional() }))
    .output(performanceReply),
  workflows: {
    list: oc.route({ method: "GET", path: "/workflows", summary: "List workflows", tags: ["workflows"] }).output(z.array(workflowRow)),
    get: oc.route({ method: "GET", path: "/workflows/{id}", summary: "Read a workflow", tags: ["workflows"] }).input(z.object({ id: z.string() })).output(workflowDetail).errors(notFound),
    /** How many records meet the triggers now and were never enrolled: asked before turning on. */
    matching: oc
      .route({
        method: "POST",
        path: "/workflows/{id}/matching", summary: "Count the records that match",
        tags: ["workflows"],
        description: "How many records meet the triggers now and never went through the workflow, with the last changed of them: by the published definition, or by the one given. What triggers ask beyond properties is asked of the CRM while no workflow that is on asks the same; of more records than can be asked at once, `unknown` says how many may meet them, too.",
      })
      .input(z.object({ id: z.string(), definition: workflowDefinition.optional() }))
      .output(matchingReply)
      .errors(notFound),
    ...workflowRuns,
    enroll: oc
      .route({ method: "POST", path: "/workflows/{id}/enroll", summary: "Enroll one record", tags: ["workflows"] })
      .input(z.object({ id: z.string(), recordId: z.string().trim().min(1) }))
      .output(enrollmentRow)
      .errors({ ...notFound, ...refused }),
    plan: oc
      .route({ method: "GET", path: "/workflows/{id}/plan/{recordId}", summary: "Plan for one record", tags: ["workflows"], description: "What the workflow would do for a record now. Writes nothing." })
      .input(z.object({ id: z.string(), recordId: z.string().trim().min(1), of: triedState }))
      .output(dryRun)
      .errors({ ...notFound, ...refused }),
    /** Which filter held and which did not, what else keeps the record out, and what the workflow would do with it now. */
    explain: oc
      .route({ method: "GET", path: "/workflows/{id}/explain/{recordId}", summary: "Explain one record", tags: ["workflows"], description: "Why a record is or is not in the workflow, and what would happen to it now. Writes nothing." })
      .input(z.object({ id: z.string(), recordId: z.string().trim().min(1) }))
      .output(explainedRecord)
      .errors({ ...notFound, ...refused }),
    planMany: oc
      .route({
        method: "POST",
        path: "/workflows/{id}/plans", summary: "Plan for many records",
        tags: ["workflows"],
        description: "What the workflow would do with many records: those given, or the last changed that meet the triggers. Writes nothing and asks nothing of QuickBooks.",
      })
      .input(
        z.object({
          id: z.string(),
          of: triedState,
          recordIds: z.array(z.string().trim().min(1)).min(1).max(mostPlanned).optional(),
          last: z.number().int().min(1).max(mostPlanned).default(50),
        }),
      )
      .output(batchPlan)
      .errors({ ...notFound, ...refused }),
    ...workflowLife,
    ...workflowFiles,
  },
  crm,
  pickers: {
    /** What a person types into a picker, looked up in the mirror or among the CRM's properties: no call to the books. */
    search: oc
      .route({ method: "POST", path: "/pickers/search", summary: "Search a picker's options", tags: ["pickers"], description: "The first options that contain the text. Nothing is asked of QuickBooks." })
      .input(z.object({ search: pickerSearch, text: z.string().max(200).default(""), limit: z.number().int().min(1).max(100).default(50) }))
      .output(z.object({ options: z.array(pickerOption), hasMore: z.boolean() }))
      .errors(notFound),
  },
  enrollments: {
    list: oc
      .route({ method: "GET", path: "/enrollments", summary: "List enrollments", tags: ["enrollments"] })
      .input(page.extend(enrollmentFilter.shape))
      .output(z.array(enrollmentRow)),
    get: oc.route({ method: "GET", path: "/enrollments/{id}", summary: "Read an enrollment with its history", tags: ["enrollments"] }).input(z.object({ id: z.string() })).output(enrollmentDetail).errors(notFound),
    retry: oc
      .route({ method: "POST", path: "/enrollments/{id}/retry", summary: "Try an enrollment again", tags: ["enrollments"] })
      .input(z.object({ id: z.string() }))
      .output(enrollmentRow)
      .errors({ ...notFound, ...refused }),
    /** Settles an unknown outcome: this document is ours, or none is and it may be posted again (documentId null). */
    resolve: oc
      .route({ method: "POST", path: "/enrollments/{id}/resolve", summary: "Say what became of an unknown posting", tags: ["enrollments"] })
      .input(z.object({ id: z.string(), booksDocumentId: z.string().nullable() }))
      .output(enrollmentRow)
      .errors({ ...notFound, ...refused }),
    cancel: oc
      .route({ method: "POST", path: "/enrollments/{id}/cancel", summary: "Take an enrollment out", tags: ["enrollments"] })
      .input(z.object({ id: z.string() }))
      .output(enrollmentRow)
      .errors({ ...notFound, ...refused }),
    cancelMany: oc
      .route({ method: "POST", path: "/enrollments/cancel", summary: "Take many enrollments out", tags: ["enrollments"], description: "Takes out the named enrollments, or all that fit the filter and are not over. What is being posted or unsettled stays." })
      .input(enrollmentFilter.extend({ ids: z.array(z.string()).min(1).max(10_000).optional() }).refine((which) => Object.values(which).some((part) => part !== undefined), "say which: by ids, or by a filter"))
      .output(z.object({ cancelled: z.number(), left: z.number() })),
  },
  alerts: {
    /** What stopped whole workflows and is open until they go on, newest first. */
    list: oc.route({ method: "GET", path: "/alerts", summary: "List alerts", tags: ["attention"] }).output(z.array(alertRow)),
  },
  approvals: {
    list: oc.route({ method: "GET", path: "/approvals", summary: "List approvals that wait", tags: ["approvals"], description: "Planned documents that wait for a person, newest first." }).input(page).output(z.array(approvalRow)),
    get: oc.route({ method: "GET", path: "/approvals/{enrollmentId}", summary: "Read one approval", tags: ["approvals"] }).input(z.object({ enrollmentId: z.string() })).output(approvalRow).errors(notFound),
    /** What is shown is posted, if nothing changed since; an answer to something else than what waits now is refused. */
    approve: oc
      .route({ method: "POST", path: "/approvals/{enrollmentId}/approve", summary: "Approve a document", tags: ["approvals"] })
      .input(approvalAnswer.extend({ note: note.default("") }))
      .output(z.object({ enrollmentId: z.string() }))
      .errors(refused),
    approveMany: oc
      .route({ method: "POST", path: "/approvals/approve", summary: "Approve many documents", tags: ["approvals"] })
      .input(z.object({ approvals: z.array(approvalAnswer).min(1).max(mostApproved) }))
      .output(manyApproved),
    /** Takes the record out of the workflow; nothing is posted. */
    reject: oc
      .route({ method: "POST", path: "/approvals/{enrollmentId}/reject", summary: "Reject a document", tags: ["approvals"] })
      .input(approvalAnswer.extend({ note: note.default("") }))
      .output(z.object({ enrollmentId: z.string() }))
      .errors(refused),
  },
  attention: {
    list: oc.route({ method: "GET", path: "/attention", summary: "List what needs attention, by cause", tags: ["attention"], description: "Every cause counts all that it stopped, and shows the newest 50 of them." }).output(z.array(attentionGroup)),
    /** Retries every enrollment that stopped for this cause; without a cause, all of them. */
    retryAll: oc
      .route({ method: "POST", path: "/attention/retry", summary: "Try all of a cause again", tags: ["attention"], description: "Answers at once with how many are tried again; they are worked off in the background." })
      .input(z.object({ cause: z.string().optional() }))
      .output(z.object({ retried: z.number() })),
    documents: oc
      .route({ method: "GET", path: "/attention/documents", summary: "List documents that are gone", tags: ["attention"], description: "Documents that somebody voided or deleted in the books, and that were neither made again nor settled, the last gone first." })
      .output(z.array(goneDocuments)),
    settleDocuments: oc
      .route({ method: "POST", path: "/attention/documents/settle", summary: "Say that nothing is to be done about documents", tags: ["attention"] })
      .input(z.object({ ids: z.array(z.string()).min(1).max(1_000) }))
      .output(z.object({ settled: z.number() })),
  },
  links: {
    list: oc
      .route({ method: "GET", path: "/links", summary: "List saved choices", tags: ["links"], description: "Choices that were saved, newest first." })
      .input(z.object({ connectionId: z.string().optional(), kind: linkKind.optional(), limit: z.coerce.number().int().min(1).max(200).default(50), offset: z.coerce.number().int().min(0).default(0) }))
      .output(z.array(linkRow)),
    /** What stopped enrollments and waits for a choice, with suggestions. */
    unmatched: oc.route({ method: "GET", path: "/unmatched", summary: "List what waits for a choice", tags: ["links"] }).output(z.array(unmatchedRow)),
    /** Customers or items that resemble a text; of an empty text none do. */
    search: oc
      .route({ method: "GET", path: "/connections/{connectionId}/matches", summary: "Suggest matches", tags: ["links"] })
      .input(z.object({ connectionId: z.string(), kind: choiceKind, text: z.string().max(600), limit: z.coerce.number().int().min(1).max(50).default(10) }))
      .output(z.array(suggestion))
      .errors(notFound),
    /** Keeps a choice, and retries every enrollment that waits for it. */
    save: oc
      .route({ method: "PUT", path: "/links", summary: "Save a choice", tags: ["links"] })
      .input(linkInput)
      .output(z.object({ link: linkRow, retried: z.number() }))
      .errors({ ...notFound, ...refused }),
    /** Takes a choice back; what was posted with it stays. */
    remove: oc.route({ method: "POST", path: "/links/remove", summary: "Take a choice back", tags: ["links"] }).input(linkName).output(linkRow).errors(notFound),
  },
  documents: {
    list: oc.route({ method: "GET", path: "/documents", summary: "List documents", tags: ["documents"] }).input(page.extend(documentFilter.shape)).output(z.array(documentRow)),
    get: oc.route({ method: "GET", path: "/documents/{id}", summary: "Read a document", tags: ["documents"] }).input(z.object({ id: z.string() })).output(documentDetail).errors(notFound),
    check: oc
      .route({ method: "POST", path: "/documents/{id}/check", summary: "Check a document in the books now", tags: ["documents"], description: "Asks the books at once what became of the document; it is followed anyway, within minutes." })
      .input(z.object({ id: z.string() }))
      .output(documentDetail)
      .errors({ ...notFound, ...refused }),
    retryLinkBack: oc
      .route({ method: "POST", path: "/documents/{id}/link-back", summary: "Write a document onto its record again", tags: ["documents"] })
      .input(z.object({ id: z.string() }))
      .output(documentDetail)
      .errors(notFound),
  },
  connections: {
    list: oc.route({ method: "GET", path: "/connections", summary: "List connections", tags: ["connections"] }).output(z.array(connectionRow)),
    get: oc.route({ method: "GET", path: "/connections/{id}", summary: "Read a connection", tags: ["connections"] }).input(z.object({ id: z.string() })).output(connectionRow).errors(notFound),
    /** What a person needs to know before connecting a company. */
    options: oc.route({ method: "GET", path: "/connection-options", summary: "Read what connecting QuickBooks needs", tags: ["connections"] }).output(connectOptions),
    /** Begins a connection: the person goes on to the vendor's consent page, and comes back from there. */
    connect: oc
      .route({ method: "POST", path: "/connections", summary: "Begin connecting QuickBooks", tags: ["connections"] })
      .input(connectInput)
      .output(z.object({ consentUrl: z.string() }))
      .errors(refused),
    /** What a person needs to know before connecting a CRM. */
    crmOptions: oc.route({ method: "GET", path: "/crm-connection-options", summary: "Read what connecting a CRM needs", tags: ["connections"] }).output(crmOptions),
    /** Whose a token is and what it may do. Nothing is kept. */
    tryToken: oc.route({ method: "POST", path: "/crm-tokens/try", summary: "Look at an account before connecting it", tags: ["connections"] }).input(tokenInput).output(lookedAccount).errors(refused),
    /** Connects the CRM account behind a token; with `id`, gives that connection another token of the same account. */
    connectToken: oc
      .route({ method: "POST", path: "/crm-connections", summary: "Connect a CRM by token", tags: ["connections"] })
      .input(tokenInput.extend({ id: z.string().optional() }))
      .output(connectionRow)
      .errors({ ...notFound, ...refused }),
    /** Begins a connection by an app's keys: the person goes on to the CRM's consent page, and comes back from there. */
    connectApp: oc
      .route({ method: "POST", path: "/crm-connections/app", summary: "Begin connecting a CRM by app", tags: ["connections"] })
      .input(appInput.extend({ id: z.string().optional() }))
      .output(z.object({ consentUrl: z.string() }))
      .errors({ ...notFound, ...refused }),
    saveCrmSettings: oc
      .route({ method: "PUT", path: "/connections/{id}/crm-settings", summary: "Change a CRM connection's settings", tags: ["connections"] })
      .input(crmSettingsInput.partial().extend({ id: z.string() }))
      .output(connectionRow)
      .errors({ ...notFound, ...invalidSettings }),
    check: oc
      .route({ method: "POST", path: "/connections/{id}/check", summary: "Check a connection", tags: ["connections"], description: "Asks the vendor once, which is one metered call for books. Of a CRM the permissions are read again." })
      .input(z.object({ id: z.string() }))
      .output(connectionRow)
      .errors({ ...notFound, ...refused }),
    setReadOnly: oc
      .route({ method: "PUT", path: "/connections/{id}/read-only", summary: "Switch read-only mode", tags: ["connections"], description: "In read-only mode everything is read and planned, and nothing is written." })
      .input(z.object({ id: z.string(), isReadOnly: z.boolean() }))
      .output(connectionRow)
      .errors(notFound),
    /** How many metered calls background work may make a month, how a batch counts, how many a minute, and when a backlog goes out in batches. */
    saveAllowance: oc
      .route({ method: "PUT", path: "/connections/{id}/allowance", summary: "Change budget and bursts", tags: ["connections"] })
      .input(allowanceSettings.partial().extend({ id: z.string() }))
      .output(connectionRow)
      .errors(notFound),
    /** How customers and products are matched, how documents are taxed, and what is done about money. */
    settings: oc
      .route({ method: "GET", path: "/connections/{id}/settings", summary: "Read a company's settings", tags: ["connections"] })
      .input(z.object({ id: z.string() }))
      .output(accountSettings)
      .errors(notFound),
    saveSettings: oc
      .route({ method: "PUT", path: "/connections/{id}/settings", summary: "Change a company's settings", tags: ["connections"], description: "Changes the settings that are given; the others stay." })
      .input(z.object({ id: z.string(), settings: z.record(z.string(), fieldValue) }))
      .output(accountSettings)
      .errors({ ...notFound, ...invalidSettings }),
    /** Gives the permission back and erases it here. Documents, settings and waiting work stay. */
    disconnect: oc
      .route({ method: "POST", path: "/connections/{id}/disconnect", summary: "Disconnect", tags: ["connections"] })
      .input(z.object({ id: z.string() }))
      .output(z.object({ connection: connectionRow, isVendorTold: z.boolean(), mustBeRemovedThere: z.boolean() }))
      .errors(notFound),
  },
  /** The files that put our actions into the CRM's own workflow editor. */
  crmApp: {
    hubspot: oc.route({ method: "GET", path: "/crm-app/hubspot", summary: "Get the files of the CRM's app", tags: ["connections"], description: "The files of a private app to deploy with HubSpot's developer CLI." }).input(crmAppInput).output(crmApp),
  },
  webhookSecret: {
    /** What receivers check the signatures of our webhooks with. */
    get: oc.route({ method: "GET", path: "/webhook-secret", summary: "Read the signing secret", tags: ["webhooks"] }).output(webhookSecret),
    renew: oc
      .route({ method: "POST", path: "/webhook-secret", summary: "Make another signing secret", tags: ["webhooks"], description: "Makes another secret. Calls are signed with it at once, so give it to the receivers right away." })
      .output(webhookSecret),
  },
  notifications: notificationsContract,
  webhooks: webhooksContract,
  ownRecords: ownRecordsContract,
  records: recordsContract,
  unbilled: unbilledContract,
  setup: setupContract,
  doctor: oc.route({ method: "GET", path: "/doctor", summary: "Check the installation", tags: ["doctor"] }).output(z.array(doctorCheck)),
  changes: oc.route({ method: "GET", path: "/changes", summary: "Follow changes", tags: ["live"] }).output(eventIterator(changeReply)),
};
