/** In words: what the books said no to. Nothing was written. */
import type { BooksRefusal } from "../failure.ts";
import type { Words } from "./said.ts";

export const refusalWords: Words<BooksRefusal> = {
  "books-refused": ({ vendor }) => ({
    happened: `QuickBooks refused it: ${vendor.message}`,
    why: `QuickBooks answered with code ${vendor.code ?? "none"}; nothing was written.`,
    doThis: "Correct what QuickBooks names, then retry.",
  }),
  "books-request-faulty": ({ vendor }) => ({
    happened: "QuickBooks did not understand what Ledgerline sent.",
    why: `This is a bug, not something you did (${vendor.message}); nothing was written.`,
    doThis: "Report it with what QuickBooks said, which is kept with this failure, and update Ledgerline when it is mended.",
    who: "server admin",
    retry: "never",
  }),
  "books-operation-failed": () => ({
    happened: "QuickBooks could not do it, and does not say why.",
    why: "It was asked twice and failed both times; nothing was written.",
    doThis: "Retry later; if it comes again, give QuickBooks' support the trace id that is kept with this failure.",
  }),
  "books-company-reset": () => ({
    happened: "The QuickBooks company was emptied and set up anew.",
    why: "Customers, products and accounts that were chosen before no longer exist, so nothing is posted with them; the lists are being read anew.",
    doThis: "Check the accounts and terms in your workflows, then retry.",
    who: "bookkeeper",
  }),
  "books-permission-denied": () => ({
    happened: "The QuickBooks user who connected the company may not do this.",
    why: "We may do what that user may, and the user's role in QuickBooks forbids it.",
    doThis: "Give the user more rights in QuickBooks, or reconnect the same company as one of its admins, then retry.",
    who: "books admin",
  }),
  "books-feature-off": ({ vendor }) => ({
    happened: `The QuickBooks company cannot do this: ${vendor.message}`,
    why: "The feature is turned off in the company's settings, or is not part of its QuickBooks edition.",
    doThis: "Turn the feature on in QuickBooks, or change the step so that it does without, then retry.",
    who: "books admin",
  }),
  "books-name-taken": ({ vendor }) => ({
    happened: `QuickBooks has another entry of that name: ${vendor.message}`,
    why: "Names in QuickBooks are unique, and inactive entries keep theirs.",
    doThis: "Rename the other entry in QuickBooks, or the record in the CRM, then retry.",
    who: "bookkeeper",
  }),
  "books-object-stale": () => ({
    happened: "Somebody changed the same thing in QuickBooks at the same time.",
    why: "Their change stands and ours was not made, so that neither is lost.",
    doThis: "Look at the change in QuickBooks, then retry.",
    who: "bookkeeper",
  }),
  "books-link-refused": ({ vendor }) => ({
    happened: `QuickBooks would not link the two documents: ${vendor.message}`,
    why: "Only open documents of the same customer, and of kinds that belong together, can be linked.",
    doThis: "Check in QuickBooks whether the other document is still open and is this customer's, then retry.",
    who: "bookkeeper",
  }),
  "books-hierarchy-refused": ({ vendor }) => ({
    happened: `QuickBooks would not put it under that parent: ${vendor.message}`,
    why: "Customers, products, classes and locations have at most five levels, and the parent must be of the same kind and active.",
    doThis: "Choose another parent in QuickBooks, then retry.",
    who: "bookkeeper",
  }),
  "books-custom-field-refused": () => ({
    happened: "QuickBooks does not know the custom field, or it is turned off.",
    why: "Custom fields belong to one company and must be turned on for the kind of document.",
    doThis: "Turn the custom field on in QuickBooks, or choose another in the step, then retry.",
    who: "bookkeeper",
  }),
  "books-email-refused": ({ vendor }) => ({
    happened: `QuickBooks does not accept the e-mail address: ${vendor.message}`,
    why: "The address is missing or is not written like one.",
    doThis: "Correct the contact's e-mail address, then retry.",
  }),
  "books-card-number-refused": () => ({
    happened: "QuickBooks found a payment card number in the texts.",
    why: "Card numbers may not be kept in documents, notes or names.",
    doThis: "Remove the number from the record and its line items, then retry.",
  }),
  "books-amounts-disagree": ({ vendor }) => ({
    happened: `QuickBooks computes another amount: ${vendor.message}`,
    why: "Each amount must be its quantity times its price, and both sides of an entry must agree, to the cent.",
    doThis: "Check quantities, prices and discounts of the line items, then retry.",
  }),
  "books-discount-refused": ({ vendor }) => ({
    happened: `QuickBooks does not accept the discount: ${vendor.message}`,
    why: "A discount is either an amount or a percentage, and at most as large as what it is taken off.",
    doThis: "Correct the discount in the record, then retry.",
  }),
  "books-currency-refused": ({ vendor }) => ({
    happened: `QuickBooks does not accept the currency: ${vendor.message}`,
    why: "A company uses only the currencies that are turned on in it.",
    doThis: "Add the currency in QuickBooks, or change the record's currency, then retry.",
    who: "bookkeeper",
  }),
  "books-tax-code-missing": () => ({
    happened: "QuickBooks wants a sales tax code on every line.",
    why: "Outside the United States each line of a document needs one, also where no tax is due.",
    doThis: "Choose a tax code in the step, or give the products one in QuickBooks, then retry.",
    who: "bookkeeper",
  }),
  "books-tax-code-refused": ({ vendor }) => ({
    happened: `QuickBooks does not accept the tax code: ${vendor.message}`,
    why: "In the United States a line is either taxable or not; elsewhere it has one of the company's own sales tax codes.",
    doThis: "Choose another tax code in the step, then retry.",
    who: "bookkeeper",
  }),
  "books-tax-calculation-failed": ({ vendor }) => ({
    happened: `QuickBooks could not work out the tax: ${vendor.message}`,
    why: "The tax code has no usable sales rate, or the address does not say which tax is due.",
    doThis: "Check the tax code and its rates in QuickBooks and the customer's address, then retry.",
    who: "bookkeeper",
  }),
  "books-inventory-date": () => ({
    happened: "The document is dated before a product's inventory began.",
    why: "QuickBooks counts an inventory product from its start date on.",
    doThis: "Move the product's inventory start date in QuickBooks, or use a product without inventory, then retry.",
    who: "bookkeeper",
  }),
  "books-deposited": () => ({
    happened: "The payment is part of a bank deposit, so QuickBooks does not let it be changed.",
    why: "Changing it would change what the bank says it got.",
    doThis: "Remove it from the deposit in QuickBooks, then retry; or leave it and make a correcting document.",
    who: "bookkeeper",
  }),
  "books-change-blocked": ({ vendor }) => ({
    happened: `Something in QuickBooks stands in the way: ${vendor.message}`,
    why: "What is settled, matched with the bank, paid by card or used by something else cannot be changed from outside.",
    doThis: "Make the change in QuickBooks by hand, or undo there what stands in the way, then retry.",
    who: "bookkeeper",
  }),
  "books-too-large": () => ({
    happened: "It is too large for QuickBooks.",
    why: "QuickBooks limits how much may be sent or asked for at once.",
    doThis: "Split the record into several, or send smaller files, then retry.",
  }),
  "books-file-refused": ({ vendor }) => ({
    happened: `QuickBooks does not accept the file: ${vendor.message}`,
    why: "Only some kinds of files can be attached, and only to some kinds of documents.",
    doThis: "Attach the file in another format, for example PDF, then retry.",
  }),
  "books-reference-unusable": ({ field, vendor }) => ({
    happened: `The ${field ?? "customer, product, account or other entry"} that the document names is not usable in QuickBooks.`,
    why: `It was deleted, merged or made inactive (${vendor.message}).`,
    doThis: "Make it active again in QuickBooks, or choose another, then retry.",
    who: "bookkeeper",
  }),
  "books-value-missing": ({ field, vendor }) => ({
    happened: field === null ? `QuickBooks misses a value: ${vendor.message}` : `QuickBooks misses the ${field}.`,
    why: "QuickBooks does not accept the document without it.",
    doThis: "Fill it in, in the record or in the step, then retry.",
  }),
  "books-amount-refused": ({ field, vendor }) => ({
    happened: `QuickBooks does not accept ${field === null ? "an amount" : `the ${field}`}: ${vendor.message}`,
    why: "Quantities, prices and amounts must lie within QuickBooks' limits, and some may not be negative.",
    doThis: "Correct the line items, then retry.",
  }),
  "books-account-refused": ({ field, vendor }) => ({
    happened: `QuickBooks does not accept the ${field ?? "account"} here: ${vendor.message}`,
    why: "Each kind of document takes only certain types of accounts.",
    doThis: "Choose another account in the step, or for the product in QuickBooks, then retry.",
    who: "bookkeeper",
  }),
  "books-text-refused": ({ field, reason, vendor }) => ({
    happened: `QuickBooks does not accept ${field === null ? "a text" : `the ${field}`}: ${vendor.message}`,
    why: reason === "length" ? "The text is too long or too short." : "The text has characters that QuickBooks does not allow there, such as a colon or a line break in a name.",
    doThis: "Change the text in the record, then retry.",
  }),
  "document-number-taken": ({ number }) => ({
    happened: `The document number ${number} is already used in QuickBooks.`,
    why: "The company gives its own numbers, and each may be used once.",
    doThis: "Free the number in QuickBooks or let QuickBooks assign numbers, then retry.",
    who: "bookkeeper",
  }),
};
