/** In words: amounts, currencies and dates. */
import { documentTitle, documentWords } from "../document/kind.ts";
import type { PlannedTax } from "../document/tax.ts";
import type { MoneyFailure } from "../failure.ts";
import { decimalText } from "../money.ts";
import type { Words } from "./said.ts";

const taxWords: Record<PlannedTax["mode"], string> = {
  none: "not at all",
  automated: "as QuickBooks computes it",
  "as-charged": "as it was charged",
  codes: "by tax codes",
};

export const moneyWords: Words<MoneyFailure> = {
  "currency-not-used": (failure) => ({
    happened: `The record is in ${failure.currency}, but the QuickBooks company only uses ${failure.homeCurrency}.`,
    why: "Multicurrency is off in QuickBooks, and amounts are never converted silently.",
    doThis: "Change the record's currency, or turn on multicurrency in QuickBooks, then retry.",
    who: "bookkeeper",
  }),
  "customer-currency-differs": (failure) => ({
    happened: `The customer "${failure.customerName}" is billed in ${failure.customerCurrency}, the record is in ${failure.documentCurrency}.`,
    why: "A QuickBooks customer has one currency for life.",
    doThis: "Change the record's currency, or use a customer in that currency, then retry.",
    who: "bookkeeper",
  }),
  "period-closed": ({ date, closedThrough }) => ({
    happened:
      date === null || closedThrough === null
        ? "The books are closed at the document's date."
        : `The books are closed through ${closedThrough}; the document would be dated ${date}.`,
    why: "Nothing may be added to a closed period.",
    doThis: "Ask the bookkeeper to move the closing date, then retry.",
    who: "bookkeeper",
  }),
  "tax-mode-unfit": (failure) => ({
    happened: `The document is to be taxed ${taxWords[failure.mode]}, which QuickBooks does not do for a company in ${failure.country}.`,
    why: "In the United States QuickBooks computes sales tax or takes the amount charged; in other countries every line has a tax code.",
    doThis: "Choose another way of tax in the step or on the QuickBooks account, then retry.",
    who: "bookkeeper",
  }),
  "tax-rate-unmapped": (failure) => ({
    happened: `"${failure.lineName}" is taxed at ${failure.rate} %${failure.label === null ? "" : ` (${failure.label})`}, and no QuickBooks tax code is chosen for that.`,
    why: "Every line needs a tax code, and a wrong one would be a wrong tax return.",
    doThis: "Choose the tax code for this rate; the choice is kept in the QuickBooks account's settings.",
    who: "bookkeeper",
    field: "taxMappings",
  }),
  "charged-tax-code-missing": (failure) => ({
    happened: "The tax that was charged is to be booked as it is, but no tax code is chosen for it.",
    why: "QuickBooks keeps a given tax amount only together with a tax code.",
    doThis: "Choose the tax code in the QuickBooks account's settings, then retry.",
    who: "bookkeeper",
    field: failure.field,
  }),
  "tax-differs": (failure) => ({
    happened: `The document's tax is ${decimalText(failure.planned)} ${failure.planned.currency}; the CRM says ${decimalText(failure.charged)}.`,
    why: "QuickBooks rounds tax per rate over the document, a CRM per line; or the rates differ.",
    doThis: "Cents are rounding. If it is more, compare the tax code's rate with the CRM's.",
    who: "bookkeeper",
    retry: "never",
  }),
  "paid-differs": (failure) => ({
    happened: `${decimalText(failure.paid)} ${failure.paid.currency} was paid; the lines with discount, shipping and tax come to ${decimalText(failure.planned)}.`,
    why: "What is booked must be what was paid, to the cent.",
    doThis: "Correct the payment's line items, or say how tax and fees are booked in the step or the account's settings, then retry.",
    who: "bookkeeper",
  }),
  "changed-after-posting": (failure) => ({
    happened: `The ${documentWords[failure.kind].noun} of ${decimalText(failure.posted)} ${failure.posted.currency} is in QuickBooks; the record now gives ${decimalText(failure.planned)} ${failure.planned.currency}.`,
    why: "The step makes documents that belong together, and the record was changed after the first of them was created.",
    doThis: "Change the record back and retry, or void the document in QuickBooks, cancel this enrollment and enroll the record again.",
    who: "you",
  }),
  "total-differed-voided": (failure) => ({
    happened: `QuickBooks came to ${decimalText(failure.posted)} ${failure.posted.currency} instead of the planned ${decimalText(failure.planned)}, so document ${failure.number ?? "without number"} was voided.`,
    why: "The QuickBooks account's settings void documents whose total is not the one that was previewed.",
    doThis: "Compare the record with the voided document; usually the tax settings differ. Then retry: it is created anew.",
    who: "bookkeeper",
  }),
  "document-not-voided": (failure) => ({
    happened: `The ${documentTitle(failure.kind, failure.number).toLowerCase()} could not be voided.`,
    why: "QuickBooks does not void this kind of document, or did not answer.",
    doThis: "Correct or delete it in QuickBooks.",
    who: "bookkeeper",
    retry: "never",
  }),
  "document-not-emailed": (failure) => ({
    happened: `The ${documentTitle(failure.kind, failure.number).toLowerCase()} is in QuickBooks, but it was not e-mailed.`,
    why: "QuickBooks refused to send it, or did not answer.",
    doThis: "Look at it in QuickBooks, and send it from there.",
    retry: "never",
  }),
  "total-differs": (failure) => ({
    happened: `QuickBooks says ${decimalText(failure.posted)} ${failure.posted.currency}, planned was ${decimalText(failure.planned)}${failure.number ? ` (document ${failure.number})` : ""}.`,
    why: "The document exists, but its total is not the one that was previewed; usually QuickBooks added tax.",
    doThis: "Compare the document with the record, and correct or void it in QuickBooks.",
    who: "bookkeeper",
    retry: "never",
  }),
};
