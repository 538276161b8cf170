/** In words: the connection to the books. */
import { documentWords } from "../document/kind.ts";
import type { BooksFailure } from "../failure.ts";
import { momentText, wholeText, type Words } from "./said.ts";

export const booksWords: Words<BooksFailure> = {
  "books-disconnected": (failure) => ({
    happened: `The connection to ${failure.booksName} has ended.`,
    why: "QuickBooks no longer accepts our permission: it was revoked, or it expired.",
    doThis: "Reconnect the same company; the waiting work then goes on by itself.",
    retry: "by-itself",
  }),
  "books-not-connected": (failure) => ({
    happened: `${failure.booksName} is disconnected.`,
    why: "A person disconnected it, and nothing is read or written until it is reconnected.",
    doThis: "Reconnect the same company on the Connections page; the waiting work then goes on by itself.",
    retry: "by-itself",
  }),
  "books-read-only": (failure) => ({
    happened: `${failure.booksName} is read-only: nothing is written there.`,
    why: "A person switched read-only mode on, so documents are planned and wait.",
    doThis: "Switch read-only mode off on the Connections page; the waiting work then goes on by itself.",
    retry: "by-itself",
  }),
  "books-permission-ends": (failure) => ({
    happened: `The permission for ${failure.booksName} ${failure.daysLeft <= 0 ? "has ended" : `ends in ${failure.daysLeft === 1 ? "one day" : `${failure.daysLeft} days`}`} (${failure.endsAt.slice(0, 10)}).`,
    why:
      failure.because === "five-years"
        ? "QuickBooks ends every permission five years after it was given, however often it is used."
        : "QuickBooks ends a permission that was not renewed for 100 days; Ledgerline renews it every day while it runs.",
    doThis:
      failure.because === "five-years"
        ? "Reconnect the same company before that day; this starts another five years."
        : "Check that a worker is running and reaches QuickBooks, or reconnect the same company.",
  }),
  "books-connected-already": (failure) => ({
    happened: `${failure.booksName} (company ${failure.externalId}) is connected in this workspace already.`,
    why: "One company connected twice would be written to by two connections that do not know of each other.",
    doThis: "Use the connection that is there, or choose another company on QuickBooks' page.",
    retry: "never",
  }),
  "books-keys-refused": () => ({
    happened: "QuickBooks does not know the app's keys.",
    why: "The client id and the client secret must be a pair of the same app and environment.",
    doThis: "Copy both keys from the app's page at developer.intuit.com again, without spaces, and connect once more.",
  }),
  "books-consent-unusable": () => ({
    happened: "QuickBooks did not accept its own consent any more.",
    why: "A consent is good once and for a few minutes, and for exactly the redirect address it was given for.",
    doThis: "Start the connection again, and come back from QuickBooks' page within ten minutes.",
  }),
  "books-environment-differs": (failure) => ({
    happened: `QuickBooks' ${failure.environment} system does not let this app into that company.`,
    why: "Development keys open sandbox companies only, and production keys open live companies only.",
    doThis: "Choose the environment that the keys are for, and connect again.",
  }),
  "books-other-company": (failure) => ({
    happened: `The permission is for another QuickBooks company (${failure.given}) than ${failure.booksName} (${failure.externalId}).`,
    why: "Work that waits for one company must never be posted to another.",
    doThis: "Reconnect, and choose the same company on QuickBooks' page.",
    retry: "never",
  }),
  "books-busy": () => ({
    happened: "QuickBooks asked us to slow down.",
    why: "A company has a fixed number of requests a minute, shared by all its apps.",
    doThis: "Nothing: it goes on by itself.",
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "books-slowed-down": (failure) => ({
    happened: `We ask QuickBooks at most ${failure.perMinute} times a minute for now, because other apps use the company's allowance.`,
    why: "QuickBooks counts all apps of a company together and told us to wait although our own share was not used up.",
    doThis: `Nothing: the pace grows back by itself until ${momentText(failure.until)}.`,
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "books-budget-low": (failure) => ({
    happened: `${wholeText(failure.used)} of this month's ${wholeText(failure.budget)} metered QuickBooks calls are used.`,
    why: "Reading from QuickBooks is metered; at the budget, background reading stops, while documents are posted on, as that is free.",
    doThis: `Raise the budget on the Connections page, or wait until ${momentText(failure.resetsAt)}.`,
  }),
  "books-budget-spent": (failure) => ({
    happened: "This month's budget of metered QuickBooks calls is spent.",
    why: "Background work never reads beyond the budget you set; posting documents is free and goes on.",
    doThis: `Raise the budget on the Connections page, or wait until ${momentText(failure.resetsAt)}.`,
    retry: "by-itself",
  }),
  "books-unreachable": (failure) => ({
    happened: "QuickBooks could not be reached.",
    why: `The call did not get a usable answer (${failure.detail}).`,
    doThis: "Nothing: it is tried again by itself.",
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "books-not-read-yet": (failure) => ({
    happened: `The customers, products and accounts of ${failure.booksName} are not all read yet.`,
    why: "Nothing is planned before that: a customer who is not read yet would be taken for one that does not exist, and created twice.",
    doThis: "Nothing: it goes on by itself when the first read is complete. Should that take long, look at the Connections page.",
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "books-locked": ({ retryAt }) => ({
    happened: "The QuickBooks company cannot be used right now.",
    why: "QuickBooks has locked it for a while: it is under maintenance or being moved.",
    doThis: `Nothing: it is tried again at ${momentText(retryAt)}.`,
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "books-access-lost": () => ({
    happened: "The QuickBooks user who connected the company may not do this any more.",
    why: "We may do what that user may; the user was removed from the company, or given fewer rights.",
    doThis: "Reconnect the same company as one of its admins; the waiting work then goes on by itself.",
    who: "books admin",
    retry: "by-itself",
  }),
  "books-subscription-ended": () => ({
    happened: "QuickBooks takes no new data, because the company's subscription or trial has ended.",
    why: "QuickBooks lets a company without a subscription be read, but not written to, so all its documents wait.",
    doThis: "Renew the QuickBooks subscription; the waiting work then goes on by itself within a few minutes.",
    who: "books admin",
    retry: "by-itself",
  }),
  "books-request-repeated": () => ({
    happened: "QuickBooks has seen this very request before and does not say what became of it.",
    why: "Every document is sent under an id of its own, so that it is made once however often it is sent; the first sending may still be under way.",
    doThis: "Nothing: the document is looked for in QuickBooks before anything else is done.",
    who: "nobody needs to",
    retry: "by-itself",
  }),
  "document-voided": ({ kind }) => ({
    happened: `In QuickBooks ${documentWords[kind].article} ${documentWords[kind].noun} of ours was voided.`,
    why: `Somebody voided it there: it keeps its number and has no amount any more, so it counts as not made. ${whoDidIt}`,
    doThis: goneDoThis,
    who: "bookkeeper",
  }),
  "document-deleted": ({ kind }) => ({
    happened: `In QuickBooks ${documentWords[kind].article} ${documentWords[kind].noun} of ours was deleted.`,
    why: `Somebody deleted it there, so it counts as not made. ${whoDidIt}`,
    doThis: goneDoThis,
    who: "bookkeeper",
  }),
  "outcome-unknown": ({ kind, sentAt, candidates }) => ({
    happened: `It is not certain whether the ${documentWords[kind].noun} sent at ${momentText(sentAt)} exists: ${similarText(candidates.length)}.`,
    why: "The answer was lost, and guessing could bill the customer twice.",
    doThis:
      candidates.length === 0
        ? "Look for it in QuickBooks; if it is there say which it is, otherwise choose \"post again\"."
        : "Look at the documents named here in QuickBooks; if one of them is ours choose it, otherwise choose \"post again\".",
    who: "bookkeeper",
  }),
};

function similarText(count: number): string {
  if (count === 0) return "QuickBooks knows the request, but no such document was found";
  return count === 1 ? "one similar document was found, without our mark" : `${count} similar documents were found, none with our mark`;
}

const whoDidIt = "QuickBooks does not tell other programs who it was; its own audit log does.";
const goneDoThis = "If the customer is still to get it, make it again: under Needs attention, press \"Make again\" beside it and choose the workflow. If it went on purpose, press \"Settled\" there; a sale that is not to be billed at all is ignored under Unbilled.";
