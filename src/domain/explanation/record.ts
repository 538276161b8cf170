/** In words: what stops a document because of the record in the CRM. */
import type { RecordFailure } from "../failure.ts";
import { decimalText } from "../money.ts";
import type { Words } from "./said.ts";

export const recordWords: Words<RecordFailure> = {
  "record-not-found": (failure) => ({
    happened: `The ${failure.objectType} ${failure.recordId} is not in the CRM.`,
    why: "It was deleted, merged, or the connection may not read it.",
    doThis: "Check the id, or restore the record, and enroll it again.",
  }),
  "no-contact": (failure) => ({
    happened: `"${failure.recordName}" has no associated contact.`,
    why: "The customer of the document is found by the first associated contact.",
    doThis: "Associate a contact with the record, then retry.",
  }),
  "contact-without-email": (failure) => ({
    happened: `The contact ${failure.contactName} has no e-mail address.`,
    why: "A customer is matched, and created, on first name, last name and e-mail together; without the e-mail the wrong customer could be billed.",
    doThis: "Fill in the contact's e-mail address, then retry.",
    link: failure.contactUrl,
  }),
  "contact-without-name": (failure) => ({
    happened: "The contact has neither a first name nor a last name.",
    why: "A QuickBooks customer needs a display name, which is made from the contact's name.",
    doThis: "Fill in the contact's name, then retry.",
    link: failure.contactUrl,
  }),
  "contact-not-eligible": (failure) => ({
    happened: `The contact ${failure.contactName} does not meet the customer sync filter (${failure.filter}).`,
    why: "With the rule \"must be eligible\" only contacts that meet the filter may be billed; nothing was written.",
    doThis: "Change the contact so that it meets the filter, or choose the other customer rule in the step, then retry.",
    field: "customerRule",
  }),
  "no-line-items": (failure) => ({
    happened: `"${failure.recordName}" has no line items.`,
    why: "A document is made of the record's line items; without any there is nothing to bill.",
    doThis: "Add the line items to the record, then retry.",
  }),
  "line-item-incomplete": (failure) => ({
    happened: `The line item "${failure.lineName}" has no ${failure.missing}.`,
    why: "A line needs a name, a quantity and a price.",
    doThis: `Fill in the line item's ${failure.missing}, then retry.`,
  }),
  "number-not-readable": (failure) => ({
    happened: `The ${failure.field} of "${failure.lineName}" is "${failure.value}", which is not a number.`,
    why: "Amounts are computed exactly, so a value that is not a plain decimal number is never guessed at.",
    doThis: `Correct the line item's ${failure.field}, then retry.`,
  }),
  "amount-too-large": (failure) => ({
    happened: `The amount of "${failure.lineName}" is too large.`,
    why: "QuickBooks takes at most 99,999,999,999 per amount.",
    doThis: "Correct the quantity or the price, then retry.",
  }),
  "line-currency-differs": (failure) => ({
    happened: `"${failure.lineName}" is priced in ${failure.lineCurrency}, the document is in ${failure.documentCurrency}.`,
    why: "A document has one currency, and amounts are never converted silently.",
    doThis: "Give all line items the record's currency, then retry.",
  }),
  "total-negative": (failure) => ({
    happened: `The total would be ${decimalText(failure.total)} ${failure.total.currency}.`,
    why: "QuickBooks refuses a document with a negative total.",
    doThis: "Correct the line items, or make a refund or credit in QuickBooks instead.",
  }),
  "text-too-long": (failure) => ({
    happened: `The ${failure.field} "${failure.text}" has ${failure.text.length} characters; QuickBooks keeps ${failure.longest}.`,
    why: "A number or an address that is cut short would be another one, so it is never cut.",
    doThis: `Make the ${failure.field} shorter, then retry.`,
  }),
};
