/** Decisions in words: what each is about, and what was decided. */
import type { CustomerWay, DateSource, Decision, DecisionFacts, PartyWay } from "../decision.ts";
import { documentStatusWords, documentTitle } from "../document/kind.ts";
import type { Language } from "../language.ts";
import { decimalText, type Money } from "../money.ts";
import type { DecisionSaid, DecisionWords } from "./decision-words.ts";
import { dutchDecisionWords } from "./dutch/decision.ts";
import { momentText } from "./said.ts";

const words: DecisionWords = {
  "party-chosen": ({ objectType, name, way, of }) => ({ about: objectType, decided: `${name}, ${partyWayInWords(way, objectType)} of ${of}` }),
  "customer-matched": ({ as, name, way }) => ({ about: as, decided: `${name}, matched ${customerWayInWords(way)}` }),
  "customer-created": ({ as, name, under, tried, takenName }) => ({
    about: as,
    decided: `${name} will be created${under === null ? "" : ` under ${under}`}: none was matched ${tried.map(customerWayInWords).join(", ")}${takenName === null ? "" : `; the name ${takenName} is taken`}`,
  }),
  "item-matched": ({ lineName, name, key, sku }) => ({
    about: productFor(lineName),
    decided: `${name}, matched ${{ "saved-link": "by the link saved earlier", "books-id-property": "by the QuickBooks id on the line item", sku: `by SKU ${sku}`, name: "by name" }[key]}`,
  }),
  "item-created": ({ lineName, name, incomeAccount }) => ({ about: productFor(lineName), decided: `${name} will be created with income account ${incomeAccount}` }),
  "item-by-default": ({ lineName, name }) => ({ about: productFor(lineName), decided: `${name}, the default: no product matches` }),
  dated: ({ date, source, days }) => ({ about: "transaction date", decided: `${date}, ${sourceInWords(source)}${days === 0 ? "" : `, ${Math.abs(days)} days ${days < 0 ? "earlier" : "later"}`}` }),
  "date-moved": ({ date, closed }) => ({ about: "transaction date", decided: `${date}, the first open day: ${closed} is in a closed period` }),
  "part-billed": ({ part, whole, before, left }) => ({ about: "part of the record", decided: `${amount(part)} of ${amount(whole)} before tax; billed before: ${amount(before)}, left after this: ${amount(left)}` }),
  "refund-booked": ({ amounts, together, paid, before }) => ({
    about: "refund",
    decided: `${decimalText(together)} of ${amount(paid)} paid${amounts.length === 1 ? "" : ` in ${amounts.length} refunds (${amounts.map((one) => decimalText(one)).join(", ")})`}; booked before: ${decimalText(before)}`,
  }),
  "fee-booked": () => ({ about: "amount", decided: "the processing fee of the payment" }),
  "discount-in-prices": ({ because }) => ({
    about: "discount",
    decided: because === "several-tax-codes" ? "in the prices: the lines have several tax codes" : "in the prices: discounts on documents are switched off in QuickBooks",
  }),
  "billed-before": ({ kind, number, date }) => ({ about: "billing again", decided: `not billed again: ${documentTitle(kind, number)} of ${date} was made of this record by this step before and is still there` }),
  "would-not-bill-again": ({ kind, number, date }) => ({ about: "billing again", decided: `would not be billed again: ${documentTitle(kind, number)} of ${date} was made of this record by this step and is still there` }),
  "earlier-on-its-way": () => ({ about: "billing again", decided: "a document of this record by this step is still on its way: another enrollment would wait for it, and not bill again once it is there" }),
  "branch-taken": ({ branch, because }) => ({
    about: "branch",
    decided: `goes to "${branch}": ${because.is === "filters" ? "its filters hold" : because.is === "value" ? `${because.labels?.property ?? because.property} ${because.value.trim() === "" ? "has no value" : `is "${because.labels?.value ?? because.value}"`}` : "no other branch fits"}`,
  }),
  "no-branch-taken": () => ({ about: "branch", decided: "no branch fits: goes on after them" }),
  "waiting-until": ({ until }) => ({ about: "delay", decided: `waits until ${momentText(until)}` }),
  "waited-until": ({ until }) => ({ about: "delay", decided: `waited until ${momentText(until)}` }),
  "waiting-for-payment": ({ kind, number, status, until }) => ({ about: "delay", decided: `waits until ${documentTitle(kind, number)} is paid, at most until ${momentText(until)}; now it is ${documentStatusWords[status].toLowerCase()}` }),
  "payment-waited-for": ({ kind, number, status, isPaid }) => ({ about: "delay", decided: isPaid ? `${documentTitle(kind, number)} is paid` : `goes on: ${documentTitle(kind, number)} is ${documentStatusWords[status].toLowerCase()}, not paid` }),
  "no-document-to-wait-for": () => ({ about: "delay", decided: "no step before made a document, so nothing is to be paid" }),
  "payment-expected": () => ({ about: "delay", decided: "waits until the document is paid; here it counts as paid" }),
  ended: () => ({ about: "end", decided: "ends here" }),
  "property-set": ({ property, of, value, labels }) => ({ about: "property", decided: `sets ${labels?.property ?? property} of ${of} to "${labels?.value ?? value}"` }),
  "note-written": () => ({ about: "note", decided: "writes a note on the record" }),
  "email-sent": ({ to }) => ({ about: "e-mail", decided: `sends an e-mail to ${to.join(", ")}` }),
  "webhook-called": ({ host }) => ({ about: "webhook", decided: `calls ${host}` }),
  "approval-asked": ({ because }) => ({
    about: "approval",
    decided: `asks for approval: ${because.is === "always" ? "every document is approved" : because.is === "amount" ? `it comes to ${because.amount} or more` : "a customer would be created"}`,
  }),
  "approval-not-needed": () => ({ about: "approval", decided: "no approval is needed" }),
  "nothing-to-approve": () => ({ about: "approval", decided: "no document follows, so nothing is to be approved" }),
  "approval-possible": () => ({ about: "approval", decided: "may ask a person for approval" }),
  "approval-answered": ({ approves, by, note }) => ({ about: "approval", decided: `${by} ${approves ? "approved" : "did not approve"}${note === "" ? "" : `: ${note}`}` }),
};

function productFor(lineName: string): string {
  return `product for "${lineName}"`;
}

function amount(money: Money): string {
  return `${decimalText(money)} ${money.currency}`;
}

/** How a contact or company was chosen, for example `the billing contact`. */
export function partyWayInWords(way: PartyWay, objectType: "contact" | "company"): string {
  switch (way.by) {
    case "billing":
    case "primary":
      return `the ${way.by} ${objectType}`;
    case "signer":
      return "the signer of the quote";
    case "payer":
      return "the payer";
    case "label":
      return `the ${objectType} labelled "${way.label}"`;
    case "first":
      return `the first associated ${objectType}`;
  }
}

function customerWayInWords({ key, party, property }: CustomerWay): string {
  switch (key) {
    case "saved-link":
      return "by the link saved earlier";
    case "books-id-property":
      return `by the QuickBooks id in the property ${property ?? ""}`;
    case "email":
      return party === "contact" ? "by e-mail" : "by company name and e-mail";
    case "name-and-email":
      return party === "contact" ? "by first name, last name and e-mail" : "by company name and e-mail";
    case "company-name":
      return "by company name";
    case "display-name":
      return "by display name";
  }
}

function sourceInWords(source: DateSource): string {
  switch (source.from) {
    case "today":
      return "today in the company's time zone";
    case "paid-at":
      return "when the payer paid";
    case "no-paid-at":
      return "today: the CRM does not say when it was paid";
    case "property":
      return `from ${source.property}`;
  }
}

/** Puts a decision in words, of the given language. One that was kept as a sentence stays that sentence. */
export function decisionInWords(decision: Decision, language: Language = "en"): DecisionSaid {
  if (!("code" in decision)) return { about: decision.about, decided: decision.decided };
  const said = language === "nl" ? dutchDecisionWords : words;
  return (said[decision.code] as (decision: DecisionFacts) => DecisionSaid)(decision);
}
