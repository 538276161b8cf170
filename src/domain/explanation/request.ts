/** In words: what people and other systems ask of us. */
import type { ChoiceKind } from "../matching.ts";
import type { RequestFailure } from "../failure.ts";
import { momentText, type Words } from "./said.ts";

const choiceWords: Record<ChoiceKind, string> = { customer: "customer", item: "product", term: "payment term", "tax-code": "tax code" };

export const requestWords: Words<RequestFailure> = {
  "still-enrolled": (failure) => ({
    happened: `"${failure.recordName}" is going through this workflow right now.`,
    why: "A record goes through a workflow once at a time, so that it is not billed twice.",
    doThis: "Wait until it is through, or open its enrollment and retry or cancel it there.",
  }),
  "enrolled-before": (failure) => ({
    happened: `"${failure.recordName}" went through this workflow ${failure.times === 1 ? "once" : `${failure.times} times`} before.`,
    why: "Re-enrollment is off, so that a record is not billed twice.",
    doThis: "Open its enrollment to retry it, or turn on re-enrollment for the workflow.",
    retry: "never",
  }),
  "links-not-used": (failure) => ({
    happened: `${failure.booksName} does not match ${choiceWords[failure.kind]}s by saved links.`,
    why: "The choice would be kept and never used, because \"saved link\" is not among the account's ways of matching.",
    doThis: "Add \"saved link\" to the ways of matching in the QuickBooks account's settings, then choose again.",
    retry: "never",
  }),
  "link-unusable": (failure) => ({
    happened: `QuickBooks has no active ${choiceWords[failure.kind]} with the id ${failure.booksId} that could be chosen.`,
    why: "Inactive ones cannot be billed, and categories and bundles cannot stand on a line.",
    doThis: "Choose another one, or make it active in QuickBooks, then choose again.",
    retry: "never",
  }),
  "still-under-way": (failure) => ({
    happened: `QuickBooks may still be making the document; until ${momentText(failure.until)} it is not posted again.`,
    why: "Its answer was lost, and QuickBooks may work on a call for two minutes: posting again meanwhile could bill the customer twice.",
    doThis: "Try again after that; the document is looked for in QuickBooks once more before it is posted.",
  }),
  "not-published": (failure) => ({
    happened: `The workflow "${failure.workflow}" was never published.`,
    why: "Only a published version can be turned on or take records; a draft may still be half drawn.",
    doThis: "Review and publish it first.",
    retry: "never",
  }),
  "workflow-in-use": ({ workflow, isOn, running }) => ({
    happened: isOn ? `The workflow "${workflow}" is not off.` : `${running} enrollment${running === 1 ? " is" : "s are"} still in the workflow "${workflow}".`,
    why: "Only a workflow in which nothing runs can be removed. Its documents and history stay.",
    doThis: isOn ? "Turn it off first." : "Wait until they are over, or cancel them.",
    retry: "never",
  }),
  "not-possible-now": (failure) => ({
    happened: `The enrollment cannot be ${failure.asked}: it is ${failure.enrollmentState}.`,
    why: "Its state changed, or this state does not allow it.",
    doThis: "Look at the enrollment again.",
    retry: "never",
  }),
  "document-not-found": (failure) => ({
    happened: `QuickBooks shows no document ${failure.booksDocumentId} for this customer, date and total.`,
    why: "Only a document that fits the recorded plan can be taken for ours.",
    doThis: "Check the id in QuickBooks, or choose to post again.",
  }),
  "workflow-of-crm": (failure) => ({
    happened: `"${failure.workflowName}" stands for a step of a workflow in the CRM.`,
    why: "The CRM may call the step again, and what it made before must still be known then.",
    doThis: "Remove the step in the CRM's workflow; here it can be turned off.",
    retry: "never",
  }),
  "workflow-turned-off": (failure) => ({
    happened: `"${failure.workflowName}" is turned off in Ledgerline.`,
    why: "Somebody turned it off here, so that this step of the CRM's workflow makes no documents.",
    doThis: "Turn it on again on its page in Ledgerline, then send the record through the step again.",
    retry: "never",
  }),
  "crm-call-without-record": () => ({
    happened: "The CRM named no deal, quote or payment to work on.",
    why: "A document is made from a record; a test in the editor without a record has none.",
    doThis: "Run the workflow on a record, or choose one for the test.",
    who: "crm admin",
    retry: "never",
  }),
  "object-type-not-allowed": (failure) => ({
    happened: `The action "${failure.action}" cannot run on a ${failure.objectType}.`,
    why: "Each action works on certain records only.",
    doThis: "Remove the step, or use it in a workflow on another kind of record.",
    retry: "never",
  }),
  "signature-missing": () => ({
    happened: "The webhook carries no signature.",
    why: "Only deliveries signed by the sender's app are accepted.",
    doThis: "Send it through the vendor's own webhook, with the app's secret configured here.",
    who: "crm admin",
    retry: "never",
  }),
  "signature-wrong": () => ({
    happened: "The webhook's signature does not fit its body.",
    why: "The body was changed on the way, the public URL differs, or the secret kept here is not the app's.",
    doThis: "Check the connection's client secret (HubSpot) or webhook verifier token (QuickBooks), and the server's public URL.",
    who: "server admin",
    retry: "never",
  }),
  "webhook-stale": (failure) => ({
    happened: `The webhook was signed at ${failure.sentAt}, more than five minutes from now.`,
    why: "Old deliveries are refused because they could be replayed; polling finds the change anyway.",
    doThis: "Check this server's clock.",
    who: "server admin",
    retry: "never",
  }),
  "webhook-unreadable": (failure) => ({
    happened: "The webhook's body could not be read.",
    why: failure.detail,
    doThis: "Check that the webhook is the vendor's own.",
    who: "crm admin",
    retry: "never",
  }),
  "internal-error": (failure) => ({
    happened: `Something went wrong inside Ledgerline (incident ${failure.incident}).`,
    why: "This is a bug, not something you did; nothing is retried blindly.",
    doThis: "Look the incident up in the server's log, report it, then retry.",
    who: "server admin",
  }),
};
