/**
 * Every failure in plain words: what happened, why, what to do, and who can do it. Web, command line, API and
 * docs/failures.md all show these. Vendor codes and traces are kept beside the words, never in front of them.
 */
import type { Instant } from "./dates.ts";
import type { Failure } from "./failure.ts";
import { decimalText } from "./money.ts";

/** A failure in words, for people. */
export interface Explanation {
  /** One sentence with the facts in it. */
  happened: string;
  /** One sentence: the rule behind it. */
  why: string;
  /** One sentence, imperative. */
  doThis: string;
  /** Who can do it. */
  who: "you" | "bookkeeper" | "crm admin" | "server admin" | "nobody needs to";
  retry: "by-itself" | "after-you-fix-it" | "never";
  /** The setting of the step to point at. */
  field: string | null;
  /** Where the thing to fix can be opened. */
  link: string | null;
}

/** Puts a failure in words. Exhaustive: a new code does not compile until it is explained. */
export function explain(failure: Failure): Explanation {
  const said = explained(failure);
  return {
    happened: said.happened,
    why: said.why,
    doThis: said.doThis,
    who: said.who ?? "you",
    retry: said.retry ?? "after-you-fix-it",
    field: said.field ?? null,
    link: said.link ?? null,
  };
}

/** True when waiting and trying again can help without anybody doing anything. */
export function isTransient(failure: Failure): boolean {
  return explain(failure).retry === "by-itself";
}

type Said = Pick<Explanation, "happened" | "why" | "doThis"> & Partial<Explanation>;

function explained(failure: Failure): Said {
  switch (failure.code) {
    case "record-not-found":
      return {
        happened: `The ${failure.objectType} ${failure.recordId} is not in the CRM.`,
        why: "It was deleted, merged, or the connection may not read it.",
        doThis: "Check the id, or restore the record, and enroll it again.",
      };
    case "no-contact":
      return {
        happened: `"${failure.recordName}" has no associated contact.`,
        why: "The customer of the document is found by the first associated contact.",
        doThis: "Associate a contact with the record, then retry.",
      };
    case "contact-without-email":
      return {
        happened: `The contact ${failure.contactName} has no e-mail address.`,
        why: "A customer is matched, and created, on first name, last name and e-mail together; without the e-mail the wrong customer could be billed.",
        doThis: "Fill in the contact's e-mail address, then retry.",
        link: failure.contactUrl,
      };
    case "contact-without-name":
      return {
        happened: "The contact has neither a first name nor a last name.",
        why: "A QuickBooks customer needs a display name, which is made from the contact's name.",
        doThis: "Fill in the contact's name, then retry.",
        link: failure.contactUrl,
      };
    case "contact-not-eligible":
      return {
        happened: `The contact ${failure.contactName} does not meet the customer sync filter (${failure.filter}).`,
        why: "With the rule \"must be eligible\" only contacts that meet the filter may be billed; nothing was written.",
        doThis: "Change the contact so that it meets the filter, or choose the other customer rule in the step, then retry.",
        field: "customerRule",
      };
    case "no-line-items":
      return {
        happened: `"${failure.recordName}" has no line items.`,
        why: "A document is made of the record's line items; without any there is nothing to bill.",
        doThis: "Add the line items to the record, then retry.",
      };
    case "line-item-incomplete":
      return {
        happened: `The line item "${failure.lineName}" has no ${failure.missing}.`,
        why: "A line needs a name, a quantity and a price.",
        doThis: `Fill in the line item's ${failure.missing}, then retry.`,
      };
    case "number-not-readable":
      return {
        happened: `The ${failure.field} of "${failure.lineName}" is "${failure.value}", which is not a number.`,
        why: "Amounts are computed exactly, so a value that is not a plain decimal number is never guessed at.",
        doThis: `Correct the line item's ${failure.field}, then retry.`,
      };
    case "amount-too-large":
      return {
        happened: `The amount of "${failure.lineName}" is too large.`,
        why: "QuickBooks takes at most 99,999,999,999 per amount.",
        doThis: "Correct the quantity or the price, then retry.",
      };
    case "line-currency-differs":
      return {
        happened: `"${failure.lineName}" is priced in ${failure.lineCurrency}, the document is in ${failure.documentCurrency}.`,
        why: "A document has one currency, and amounts are never converted silently.",
        doThis: "Give all line items the record's currency, then retry.",
      };
    case "total-negative":
      return {
        happened: `The total would be ${decimalText(failure.total)} ${failure.total.currency}.`,
        why: "QuickBooks refuses a document with a negative total.",
        doThis: "Correct the line items, or make a refund or credit in QuickBooks instead.",
      };
    case "item-not-found":
      return {
        happened: `QuickBooks has no product "${failure.lineName}"${failure.sku ? ` (SKU ${failure.sku})` : ""}.`,
        why: failure.canCreate
          ? "The product could not be matched by SKU or name."
          : "Every line must match a QuickBooks product, and this step is set not to create missing ones; nothing was written.",
        doThis: "Add the product in QuickBooks with this SKU or name, or set \"Create product if it does not exist\" to Yes, then retry.",
        field: "createMissingItems",
        who: "bookkeeper",
      };
    case "item-inactive":
      return {
        happened: `The QuickBooks product "${failure.itemName}" for line "${failure.lineName}" is inactive.`,
        why: "Inactive products are never used silently.",
        doThis: "Make the product active in QuickBooks, or change the line item, then retry.",
        who: "bookkeeper",
      };
    case "items-ambiguous":
      return {
        happened: `More than one QuickBooks product matches "${failure.lineName}": ${failure.candidates.map((c) => c.name).join(", ")}.`,
        why: "Two products match equally well, and the choice changes which account the income goes to.",
        doThis: "Make SKUs or names unique in QuickBooks, then retry.",
        who: "bookkeeper",
      };
    case "item-name-unusable":
      return {
        happened: `"${failure.lineName}" cannot become a QuickBooks product name.`,
        why: failure.reason === "too-long" ? "QuickBooks product names have at most 100 characters." : "QuickBooks product names may not contain a colon, tab or line break.",
        doThis: "Shorten or change the line item's name, or add the product in QuickBooks with the same SKU, then retry.",
      };
    case "customer-inactive":
      return {
        happened: `The QuickBooks customer "${failure.customerName}" is inactive.`,
        why: "Inactive customers are never used silently.",
        doThis: "Make the customer active in QuickBooks, then retry.",
        who: "bookkeeper",
      };
    case "customers-ambiguous":
      return {
        happened: `More than one QuickBooks customer matches ${failure.contactName}: ${failure.candidates.map((c) => `${c.name} (${c.id})`).join(", ")}.`,
        why: "They have the same first name, last name and e-mail; billing the wrong one cannot be undone quietly.",
        doThis: "Merge the duplicates or make one inactive in QuickBooks, then retry.",
        who: "bookkeeper",
      };
    case "display-name-taken":
      return {
        happened: `The name "${failure.displayName}" is already used by a ${failure.holder} in QuickBooks.`,
        why: "QuickBooks names are unique across customers, vendors and employees, and two of them are never merged silently.",
        doThis: `Rename the ${failure.holder} in QuickBooks (for example "${failure.displayName} (${failure.holder})") or the contact in the CRM, then retry.`,
        who: "bookkeeper",
      };
    case "display-name-unusable":
      return {
        happened: `"${failure.displayName.slice(0, 80)}${failure.displayName.length > 80 ? "…" : ""}" cannot become a QuickBooks customer name.`,
        why: failure.reason === "too-long" ? "QuickBooks takes names of at most 100 characters each and display names of at most 500." : "QuickBooks names may not contain a colon, tab or line break.",
        doThis: "Shorten or change the contact's name, then retry.",
      };
    case "setting-missing":
      return {
        happened: `The step's "${failure.label}" is empty.`,
        why: "The step cannot run without it.",
        doThis: `Choose a value for "${failure.label}", then retry.`,
        field: failure.field,
      };
    case "setting-invalid":
      return {
        happened: `The step's "${failure.label}" is not valid: ${failure.reason}.`,
        why: "The step cannot run with it.",
        doThis: `Correct "${failure.label}", then retry.`,
        field: failure.field,
      };
    case "account-gone":
      return {
        happened: `The chosen account (${failure.accountId}) is no longer in QuickBooks, or is inactive.`,
        why: "It was deleted or made inactive after the step was set up.",
        doThis: "Choose another account in the step, or make it active again, then retry.",
        field: failure.field,
      };
    case "account-wrong-type":
      return {
        happened: `The account "${failure.accountName}" is not ${failure.expected}.`,
        why: "QuickBooks accepts only that kind of account here.",
        doThis: "Choose another account in the step, then retry.",
        field: failure.field,
      };
    case "terms-gone":
      return {
        happened: `The chosen payment terms (${failure.termsId}) are no longer in QuickBooks, or are inactive.`,
        why: "They were deleted or made inactive after the step was set up.",
        doThis: "Choose other payment terms in the step, then retry.",
        field: failure.field,
      };
    case "income-account-missing":
      return {
        happened: "The step creates missing products, but no income account is chosen for them.",
        why: "A QuickBooks product needs the account its income goes to.",
        doThis: "Choose the income account in the step, or set \"Create product if it does not exist\" to No, then retry.",
        field: failure.field,
      };
    case "currency-not-used":
      return {
        happened: `The record is in ${failure.currency}, but the QuickBooks company only uses ${failure.homeCurrency}.`,
        why: "Multicurrency is off in QuickBooks, and amounts are never converted silently.",
        doThis: "Change the record's currency, or turn on multicurrency in QuickBooks, then retry.",
        who: "bookkeeper",
      };
    case "customer-currency-differs":
      return {
        happened: `The customer "${failure.customerName}" is billed in ${failure.customerCurrency}, the record is in ${failure.documentCurrency}.`,
        why: "A QuickBooks customer has one currency for life.",
        doThis: "Change the record's currency, or use a customer in that currency, then retry.",
        who: "bookkeeper",
      };
    case "period-closed":
      return {
        happened: `The books are closed through ${failure.closedThrough}; the document would be dated ${failure.date}.`,
        why: "Nothing may be added to a closed period.",
        doThis: "Ask the bookkeeper to move the closing date, then retry.",
        who: "bookkeeper",
      };
    case "total-differs":
      return {
        happened: `QuickBooks says ${decimalText(failure.posted)} ${failure.posted.currency}, planned was ${decimalText(failure.planned)}${failure.number ? ` (document ${failure.number})` : ""}.`,
        why: "The document exists, but its total is not the one that was previewed; usually QuickBooks added tax.",
        doThis: "Compare the document with the record, and correct or void it in QuickBooks.",
        who: "bookkeeper",
        retry: "never",
      };
    case "books-disconnected":
      return {
        happened: `The connection to ${failure.booksName} has ended.`,
        why: "QuickBooks no longer accepts our permission: it was revoked, or it expired.",
        doThis: "Reconnect the same company; the waiting work then goes on by itself.",
        retry: "by-itself",
      };
    case "books-not-connected":
      return {
        happened: `${failure.booksName} is disconnected.`,
        why: "A person disconnected it, and nothing is read or written until it is reconnected.",
        doThis: "Reconnect the same company on the Connections page; the waiting work then goes on by itself.",
        retry: "by-itself",
      };
    case "books-read-only":
      return {
        happened: `${failure.booksName} is read-only: nothing is written there.`,
        why: "A person switched read-only mode on, so documents are planned and wait.",
        doThis: "Switch read-only mode off on the Connections page; the waiting work then goes on by itself.",
        retry: "by-itself",
      };
    case "books-permission-ends":
      return {
        happened: `The permission for ${failure.booksName} ${failure.daysLeft <= 0 ? "has ended" : `ends in ${failure.daysLeft === 1 ? "one day" : `${failure.daysLeft} days`}`} (${failure.endsAt.slice(0, 10)}).`,
        why:
          failure.because === "five-years"
            ? "QuickBooks ends every permission five years after it was given, however often it is used."
            : "QuickBooks ends a permission that was not renewed for 100 days; Ledgerline renews it every day while it runs.",
        doThis:
          failure.because === "five-years"
            ? "Reconnect the same company before that day; this starts another five years."
            : "Check that a worker is running and reaches QuickBooks, or reconnect the same company.",
      };
    case "books-connected-already":
      return {
        happened: `${failure.booksName} (company ${failure.externalId}) is connected in this workspace already.`,
        why: "One company connected twice would be written to by two connections that do not know of each other.",
        doThis: "Use the connection that is there, or choose another company on QuickBooks' page.",
        retry: "never",
      };
    case "books-keys-refused":
      return {
        happened: "QuickBooks does not know the app's keys.",
        why: "The client id and the client secret must be a pair of the same app and environment.",
        doThis: "Copy both keys from the app's page at developer.intuit.com again, without spaces, and connect once more.",
      };
    case "books-consent-unusable":
      return {
        happened: "QuickBooks did not accept its own consent any more.",
        why: "A consent is good once and for a few minutes, and for exactly the redirect address it was given for.",
        doThis: "Start the connection again, and come back from QuickBooks' page within ten minutes.",
      };
    case "books-environment-differs":
      return {
        happened: `QuickBooks' ${failure.environment} system does not let this app into that company.`,
        why: "Development keys open sandbox companies only, and production keys open live companies only.",
        doThis: "Choose the environment that the keys are for, and connect again.",
      };
    case "books-other-company":
      return {
        happened: `The permission is for another QuickBooks company (${failure.given}) than ${failure.booksName} (${failure.externalId}).`,
        why: "Work that waits for one company must never be posted to another.",
        doThis: "Reconnect, and choose the same company on QuickBooks' page.",
        retry: "never",
      };
    case "books-busy":
      return {
        happened: "QuickBooks asked us to slow down.",
        why: "A company has a fixed number of requests a minute, shared by all its apps.",
        doThis: "Nothing: it goes on by itself.",
        who: "nobody needs to",
        retry: "by-itself",
      };
    case "books-slowed-down":
      return {
        happened: `We ask QuickBooks at most ${failure.perMinute} times a minute for now, because other apps use the company's allowance.`,
        why: "QuickBooks counts all apps of a company together and told us to wait although our own share was not used up.",
        doThis: `Nothing: the pace grows back by itself until ${momentText(failure.until)}.`,
        who: "nobody needs to",
        retry: "by-itself",
      };
    case "books-budget-low":
      return {
        happened: `${wholeText(failure.used)} of this month's ${wholeText(failure.budget)} metered QuickBooks calls are used.`,
        why: "Reading from QuickBooks is metered; at the budget, background reading stops, while documents are posted on, as that is free.",
        doThis: `Raise the budget on the Connections page, or wait until ${momentText(failure.resetsAt)}.`,
      };
    case "books-budget-spent":
      return {
        happened: "This month's budget of metered QuickBooks calls is spent.",
        why: "Background work never reads beyond the budget you set; posting documents is free and goes on.",
        doThis: `Raise the budget on the Connections page, or wait until ${momentText(failure.resetsAt)}.`,
        retry: "by-itself",
      };
    case "books-unreachable":
      return {
        happened: "QuickBooks could not be reached.",
        why: `The call did not get a usable answer (${failure.detail}).`,
        doThis: "Nothing: it is tried again by itself.",
        who: "nobody needs to",
        retry: "by-itself",
      };
    case "books-subscription-ended":
      return {
        happened: "QuickBooks refuses new data because the company's subscription or trial has ended.",
        why: failure.vendor.message,
        doThis: "Renew the QuickBooks subscription, then retry.",
        who: "bookkeeper",
      };
    case "books-refused":
      return {
        happened: `QuickBooks refused it: ${failure.vendor.message}`,
        why: `QuickBooks answered with code ${failure.vendor.code ?? "none"}; nothing was written.`,
        doThis: "Correct what QuickBooks names, then retry.",
      };
    case "document-number-taken":
      return {
        happened: `The document number ${failure.number} is already used in QuickBooks.`,
        why: "The company gives its own numbers, and each may be used once.",
        doThis: "Free the number in QuickBooks or let QuickBooks assign numbers, then retry.",
        who: "bookkeeper",
      };
    case "outcome-unknown":
      return {
        happened: `It is not certain whether the ${failure.kind} sent at ${failure.sentAt} exists: ${failure.candidates.length} similar document${failure.candidates.length === 1 ? " was" : "s were"} found, none with our mark.`,
        why: "The answer was lost, and guessing could bill the customer twice.",
        doThis: "Look at the documents named here in QuickBooks; if one of them is ours choose it, otherwise choose \"post again\".",
        who: "bookkeeper",
      };
    case "crm-disconnected":
      return {
        happened: `The connection to ${failure.crmName} has ended.`,
        why: "The CRM no longer accepts our token.",
        doThis: "Give a new token; the waiting work then goes on by itself.",
        who: "crm admin",
        retry: "by-itself",
      };
    case "crm-busy":
      return {
        happened: "The CRM asked us to slow down.",
        why: "A portal has a fixed number of requests per ten seconds and per day.",
        doThis: "Nothing: it goes on by itself.",
        who: "nobody needs to",
        retry: "by-itself",
      };
    case "crm-unreachable":
      return {
        happened: "The CRM could not be reached.",
        why: `The call did not get a usable answer (${failure.detail}).`,
        doThis: "Nothing: it is tried again by itself.",
        who: "nobody needs to",
        retry: "by-itself",
      };
    case "crm-refused":
      return {
        happened: `The CRM refused it: ${failure.vendor.message}`,
        why: `The CRM answered ${failure.vendor.status ?? "nothing"} ${failure.vendor.code ?? ""}`.trim() + ".",
        doThis: "Correct what the CRM names, then retry.",
        who: "crm admin",
      };
    case "crm-property-missing":
      return {
        happened: `The CRM has no property "${failure.property}".`,
        why: "It was removed or renamed, or was never created.",
        doThis: "Create the property in the CRM, then retry.",
        who: "crm admin",
      };
    case "still-enrolled":
      return {
        happened: `"${failure.recordName}" is going through this workflow right now.`,
        why: "A record goes through a workflow once at a time, so that it is not billed twice.",
        doThis: "Wait until it is through, or open its enrollment and retry or cancel it there.",
      };
    case "enrolled-before":
      return {
        happened: `"${failure.recordName}" went through this workflow ${failure.times === 1 ? "once" : `${failure.times} times`} before.`,
        why: "Re-enrollment is off, so that a record is not billed twice.",
        doThis: "Open its enrollment to retry it, or turn on re-enrollment for the workflow.",
        retry: "never",
      };
    case "not-possible-now":
      return {
        happened: `The enrollment cannot be ${failure.asked}: it is ${failure.enrollmentState}.`,
        why: "Its state changed, or this state does not allow it.",
        doThis: "Look at the enrollment again.",
        retry: "never",
      };
    case "document-not-found":
      return {
        happened: `QuickBooks shows no document ${failure.booksDocumentId} for this customer, date and total.`,
        why: "Only a document that fits the recorded plan can be taken for ours.",
        doThis: "Check the id in QuickBooks, or choose to post again.",
      };
    case "object-type-not-allowed":
      return {
        happened: `The action "${failure.action}" cannot run on a ${failure.objectType}.`,
        why: "Each action works on certain records only.",
        doThis: "Remove the step, or use it in a workflow on another kind of record.",
        retry: "never",
      };
    case "signature-missing":
      return {
        happened: "The webhook carries no signature.",
        why: "Only deliveries signed by the CRM are accepted.",
        doThis: "Send it through the CRM's own webhook, with the app's client secret configured here.",
        who: "crm admin",
        retry: "never",
      };
    case "signature-wrong":
      return {
        happened: "The webhook's signature does not fit its body.",
        why: "The body was changed on the way, the public URL differs, or the client secret is not the app's.",
        doThis: "Check the connection's client secret and the server's public URL.",
        who: "server admin",
        retry: "never",
      };
    case "webhook-stale":
      return {
        happened: `The webhook was signed at ${failure.sentAt}, more than five minutes from now.`,
        why: "Old deliveries are refused because they could be replayed; polling finds the change anyway.",
        doThis: "Check this server's clock.",
        who: "server admin",
        retry: "never",
      };
    case "webhook-unreadable":
      return {
        happened: "The webhook's body could not be read.",
        why: failure.detail,
        doThis: "Check that the webhook is the CRM's own.",
        who: "crm admin",
        retry: "never",
      };
    case "internal-error":
      return {
        happened: `Something went wrong inside Ledgerline (incident ${failure.incident}).`,
        why: "This is a bug, not something you did; nothing is retried blindly.",
        doThis: "Look the incident up in the server's log, report it, then retry.",
        who: "server admin",
      };
  }
}

function momentText(moment: Instant): string {
  return `${moment.slice(0, 16).replace("T", " ")} UTC`;
}

function wholeText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
