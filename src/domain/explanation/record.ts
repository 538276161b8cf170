/** In words: what stops a document because of the record in the CRM. */
import { documentWords } from "../document/kind.ts";
import type { RecordFailure } from "../failure.ts";
import { decimalText } from "../money.ts";
import { partyWayInWords } from "./decision.ts";
import { recordTypeWords } from "./record-types.ts";
import type { Words } from "./said.ts";

export const recordWords: Words<RecordFailure> = {
  "record-not-found": (failure) => ({
    happened: `The ${recordTypeWords[failure.objectType].one} ${failure.recordId} is not in the CRM.`,
    why: "It was deleted, merged, or the connection may not read it.",
    doThis: "Check the id, or restore the record, and enroll it again.",
  }),
  "record-deleted": (failure) => ({
    happened: `The ${recordTypeWords[failure.objectType].one} was deleted in the CRM, so it left the workflow.`,
    why: "A deleted record is not billed. What was posted before stays in the books.",
    doThis: "Nothing, unless it was deleted by mistake: restore it in the CRM, and it is looked at again.",
    who: "nobody needs to",
  }),
  "record-merged": (failure) => ({
    happened: `The ${recordTypeWords[failure.objectType].one} was merged into ${failure.into} in the CRM, so it left the workflow.`,
    why: "The record that is left goes on in its place, and is not billed again for what was billed before.",
    doThis: "Nothing: look at the record that is left.",
    who: "nobody needs to",
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
    happened: `The contact ${failure.contactName} does not meet the customer sync filter (${typeof failure.filter === "string" ? failure.filter : `${failure.filter.property} is any of ${failure.filter.values.join(", ")}`}).`,
    why: "With the rule \"must be eligible\" only contacts that meet the filter may be billed; nothing was written.",
    doThis: "Change the contact so that it meets the filter, or choose the other customer rule in the step, then retry.",
    field: "customerRule",
  }),
  "contact-not-chosen": (failure) => ({
    happened: `None of the contacts of "${failure.recordName}" (${failure.contactNames.join(", ")}) is ${typeof failure.ways === "string" ? failure.ways : failure.ways.map((way) => partyWayInWords(way, "contact")).join(", ")}.`,
    why: "The step says which contact is the customer, and no other one is taken by chance.",
    doThis: "Give the right contact that role or label on the record, or add another way to the step's \"Which contact\", then retry.",
    field: "contactChoice",
  }),
  "contacts-ambiguous": (failure) => ({
    happened: `"${failure.recordName}" has several ${plural(failure.objectType)} that are ${wayInWords(failure)}: ${failure.candidates.map((one) => one.name).join(", ")}.`,
    why: "The step is set to stop when several fit, because a wrong customer is worse than none.",
    doThis: `Leave only one of them as ${wayInWords(failure)} on the record, or let the step choose another way or take the first, then retry.`,
    field: "severalContacts",
  }),
  "contact-one-of-several": (failure) => ({
    happened: `${failure.contactName} was taken as ${wayInWords(failure)}; ${failure.others.join(", ")} ${failure.others.length === 1 ? "was" : "were"} left out.`,
    why: `Several ${plural(failure.objectType)} fit, and the step is set to take the first: the oldest record.`,
    doThis: "Nothing, if that is right. Otherwise give the right one a label or role and choose that in the step, or let the step stop and ask.",
    field: "severalContacts",
    retry: "never",
  }),
  "no-company": (failure) => ({
    happened: `"${failure.recordName}" has no associated company.`,
    why: "The step bills the company, or the contact under the company.",
    doThis: "Associate the company with the record, or let the step bill the contact, then retry.",
    field: "customerIs",
  }),
  "company-without-name": (failure) => ({
    happened: "The company has no name.",
    why: "A QuickBooks customer needs a display name, which is the company's name.",
    doThis: "Fill in the company's name, then retry.",
    link: failure.companyUrl,
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
  "no-chosen-lines": (failure) => ({
    happened: `"${failure.recordName}" has no ${failure.which} line items.`,
    why: `The step bills ${failure.which} lines only, so there is nothing to bill.`,
    doThis: "Choose all lines in the step, or check the billing frequency of the line items, then retry.",
    field: "whichLines",
  }),
  "amount-missing": (failure) => ({
    happened: `"${failure.recordName}" has neither line items nor an amount.`,
    why: "Without line items the step bills the record's amount, and there is none.",
    doThis: "Fill in the record's amount or add line items, then retry.",
  }),
  "property-empty": (failure) => ({
    happened: `"${failure.recordName}" has no value in the property "${failure.property}".`,
    why: "The step takes this from the property, and nothing is guessed in its place.",
    doThis: "Fill in the property, or choose another source in the step, then retry.",
  }),
  "property-unreadable": (failure) => ({
    happened: `The property "${failure.property}" is "${failure.value}", which is not ${failure.expected}.`,
    why: "The step takes this from the property, and a value that cannot be read is never guessed at.",
    doThis: "Correct the property, or choose another source in the step, then retry.",
  }),
  "placeholder-unknown": (failure) => ({
    happened: `There is no property for the placeholder {{${failure.placeholder}}}.`,
    why: "A text with an unknown placeholder would go to the customer with a hole in it.",
    doThis: "Correct the placeholder in the step: a property's internal name, or contact., company. or record. before one; then retry.",
    field: failure.field,
  }),
  "email-missing": (failure) => ({
    happened: `The document of "${failure.recordName}" is to be e-mailed, and there is no address.`,
    why: "QuickBooks sends a document to the e-mail that stands on it.",
    doThis: "Fill in the contact's e-mail address, or switch e-mailing off in the step, then retry.",
  }),
  "email-unusable": (failure) => ({
    happened: `"${failure.email}" is not an e-mail address.`,
    why: "QuickBooks refuses a document with an address it cannot use.",
    doThis: "Correct the address, then retry.",
    field: failure.field,
  }),
  "part-too-large": (failure) => ({
    happened: `The step bills ${decimalText(failure.wanted)} ${failure.wanted.currency}; only ${decimalText(failure.left)} ${failure.left.currency} is not billed yet.`,
    why: "Deposits and milestones together are never more than the record.",
    doThis: "Choose \"What was not billed yet\" or a smaller amount in the step, then retry.",
    field: "partAmount",
  }),
  "part-line-unknown": (failure) => ({
    happened: `The record has no line item called "${failure.lineName}".`,
    why: "The step bills only the lines it names, by name or SKU.",
    doThis: "Correct the names in the step, or the line items, then retry.",
    field: "partLines",
  }),
  "nothing-left-to-bill": (failure) => ({
    happened: `Everything of "${failure.recordName}" is billed already.`,
    why: "Earlier documents of the same record cover all that this step would bill.",
    doThis: "Nothing, if that is right. Otherwise void the earlier document in QuickBooks, or choose \"All of it\" in the step, then retry.",
  }),
  "total-zero": (failure) => ({
    happened: `The ${documentWords[failure.kind].noun} would come to nothing.`,
    why: "A receipt or a payment of zero moves no money; usually the record's discount or prices are wrong.",
    doThis: "Correct the record, or allow receipts of zero in the QuickBooks account's settings, then retry.",
  }),
  "text-too-long": (failure) => ({
    happened: `The ${failure.field} "${failure.text}" has ${failure.text.length} characters; QuickBooks keeps ${failure.longest}.`,
    why: "A number or an address that is cut short would be another one, so it is never cut.",
    doThis: `Make the ${failure.field} shorter, then retry.`,
  }),
};

function wayInWords({ way, objectType }: Extract<RecordFailure, { way: unknown }>): string {
  return typeof way === "string" ? way : partyWayInWords(way, objectType);
}

function plural(objectType: "contact" | "company"): string {
  return recordTypeWords[objectType].several;
}
