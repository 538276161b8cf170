/** In Dutch: decisions. */
import type { CustomerWay, DateSource, PartyWay } from "../../decision.ts";
import type { Money } from "../../money.ts";
import type { DecisionWords } from "../decision-words.ts";
import { callerInWords } from "../who.ts";
import { dateText, amountText, documentName, momentText, statusName } from "./said.ts";

const parties = { customer: "klant", company: "bedrijf" } as const;

export const dutchDecisionWords: DecisionWords = {
  "party-chosen": ({ objectType, name, way, of }) => ({ about: objectType === "contact" ? "contact" : "bedrijf", decided: `${name}, ${partyWayInDutch(way, objectType)} van ${of}` }),
  "customer-matched": ({ as, name, way }) => ({ about: parties[as], decided: `${name}, gevonden ${customerWay(way)}` }),
  "customer-created": ({ as, name, under, tried, takenName }) => ({
    about: parties[as],
    decided: `${name} wordt aangemaakt${under === null ? "" : ` onder ${under}`}: er is niemand gevonden ${tried.map(customerWay).join(", ")}${takenName === null ? "" : `; de naam ${takenName} is bezet`}`,
  }),
  "item-matched": ({ lineName, name, key, sku }) => ({
    about: productFor(lineName),
    decided: `${name}, gevonden ${{ "saved-link": "met de koppeling die eerder bewaard is", "books-id-property": "met het QuickBooks-id op de regel", sku: `op SKU ${sku}`, name: "op naam" }[key]}`,
  }),
  "item-created": ({ lineName, name, incomeAccount }) => ({ about: productFor(lineName), decided: `${name} wordt aangemaakt met opbrengstrekening ${incomeAccount}` }),
  "item-by-default": ({ lineName, name }) => ({ about: productFor(lineName), decided: `${name}, de standaard: er past geen product` }),
  dated: ({ date, source, days }) => ({ about: "documentdatum", decided: `${dateText(date)}, ${sourceInDutch(source)}${days === 0 ? "" : `, ${Math.abs(days)} dagen ${days < 0 ? "eerder" : "later"}`}` }),
  "date-moved": ({ date, closed }) => ({ about: "documentdatum", decided: `${dateText(date)}, de eerste open dag: ${dateText(closed)} ligt in een afgesloten periode` }),
  "part-billed": ({ part, whole, before, left }) => ({
    about: "deel van het record",
    decided: `${amount(part)} van ${amount(whole)} zonder btw; eerder gefactureerd: ${amount(before)}, blijft hierna over: ${amount(left)}`,
  }),
  "refund-booked": ({ amounts, together, paid, before }) => ({
    about: "terugbetaling",
    decided: `${amountText(together)} van ${amount(paid)} betaald${amounts.length === 1 ? "" : `, in ${amounts.length} terugbetalingen (${amounts.map(amountText).join("; ")})`}; eerder geboekt: ${amountText(before)}`,
  }),
  "fee-booked": () => ({ about: "bedrag", decided: "de transactiekosten van de betaling" }),
  "discount-in-prices": ({ because }) => ({
    about: "korting",
    decided: because === "several-tax-codes" ? "in de prijzen: de regels hebben verschillende btw-codes" : "in de prijzen: kortingen op documenten staan in QuickBooks uit",
  }),
  "billed-before": ({ kind, number, date }) => ({
    about: "opnieuw factureren",
    decided: `niet opnieuw gefactureerd: ${documentName(kind, number)} van ${dateText(date)} is eerder door deze stap van dit record gemaakt en bestaat nog`,
  }),
  "would-not-bill-again": ({ kind, number, date }) => ({
    about: "opnieuw factureren",
    decided: `zou niet opnieuw gefactureerd worden: ${documentName(kind, number)} van ${dateText(date)} is door deze stap van dit record gemaakt en bestaat nog`,
  }),
  "earlier-on-its-way": () => ({
    about: "opnieuw factureren",
    decided: "een document van dit record door deze stap is nog onderweg: een volgende inschrijving zou daarop wachten, en niet opnieuw factureren als het er is",
  }),
  "branch-taken": ({ branch, because }) => ({
    about: "tak",
    decided: `gaat naar "${branch}": ${because.is === "filters" ? "haar filters kloppen" : because.is === "value" ? `${because.labels?.property ?? because.property} ${because.value.trim() === "" ? "heeft geen waarde" : `is "${because.labels?.value ?? because.value}"`}` : "geen andere tak past"}`,
  }),
  "no-branch-taken": () => ({ about: "tak", decided: "geen tak past: gaat erna verder" }),
  "waiting-until": ({ until }) => ({ about: "wachttijd", decided: `wacht tot ${momentText(until)}` }),
  "waited-until": ({ until }) => ({ about: "wachttijd", decided: `heeft gewacht tot ${momentText(until)}` }),
  "waiting-for-payment": ({ kind, number, status, until }) => ({ about: "wachttijd", decided: `wacht tot ${documentName(kind, number)} betaald is, hooguit tot ${momentText(until)}; nu is de status: ${statusName(status)}` }),
  "payment-waited-for": ({ kind, number, status, isPaid }) => ({ about: "wachttijd", decided: isPaid ? `${documentName(kind, number)} is betaald` : `gaat verder: ${documentName(kind, number)} is niet betaald, de status is: ${statusName(status)}` }),
  "no-document-to-wait-for": () => ({ about: "wachttijd", decided: "geen stap ervoor heeft een document gemaakt, dus is er niets te betalen" }),
  "payment-expected": () => ({ about: "wachttijd", decided: "wacht tot het document betaald is; hier geldt het als betaald" }),
  ended: () => ({ about: "einde", decided: "eindigt hier" }),
  "property-set": ({ property, of, value, labels }) => ({ about: "eigenschap", decided: `zet ${labels?.property ?? property} van ${of} op "${labels?.value ?? value}"` }),
  "note-written": () => ({ about: "notitie", decided: "schrijft een notitie op het record" }),
  "email-sent": ({ to }) => ({ about: "e-mail", decided: `stuurt een e-mail naar ${to.join(", ")}` }),
  "webhook-called": ({ host }) => ({ about: "webhook", decided: `roept ${host} aan` }),
  "approval-asked": ({ because }) => ({
    about: "goedkeuring",
    decided: `vraagt om goedkeuring: ${because.is === "always" ? "elk document wordt goedgekeurd" : because.is === "amount" ? `het komt op ${because.amount} of meer` : "er zou een klant aangemaakt worden"}`,
  }),
  "approval-not-needed": () => ({ about: "goedkeuring", decided: "er is geen goedkeuring nodig" }),
  "nothing-to-approve": () => ({ about: "goedkeuring", decided: "er volgt geen document, dus is er niets goed te keuren" }),
  "approval-possible": () => ({ about: "goedkeuring", decided: "vraagt misschien een persoon om goedkeuring" }),
  "approval-answered": ({ approves, by, note }) => ({ about: "goedkeuring", decided: `${callerInWords(by, "nl")} ${approves ? "heeft het goedgekeurd" : "heeft het niet goedgekeurd"}${note === "" ? "" : `: ${note}`}` }),
};

function productFor(lineName: string): string {
  return `product voor "${lineName}"`;
}

function amount(money: Money): string {
  return `${amountText(money)} ${money.currency}`;
}

/** How a contact or company was chosen, for example `het factuurcontact`. */
export function partyWayInDutch(way: PartyWay, objectType: "contact" | "company"): string {
  const noun = objectType === "contact" ? "contact" : "bedrijf";
  switch (way.by) {
    case "billing":
      return objectType === "contact" ? "het factuurcontact" : "het factuurbedrijf";
    case "signer":
      return "de ondertekenaar van de offerte";
    case "payer":
      return "de betaler";
    case "primary":
      return `het primaire ${noun}`;
    case "label":
      return `het ${noun} met het label "${way.label}"`;
    case "first":
      return `het eerste gekoppelde ${noun}`;
  }
}

function customerWay({ key, party, property }: CustomerWay): string {
  switch (key) {
    case "saved-link":
      return "met de koppeling die eerder bewaard is";
    case "books-id-property":
      return `met het QuickBooks-id in de eigenschap ${property ?? ""}`;
    case "email":
      return party === "contact" ? "op e-mailadres" : "op bedrijfsnaam en e-mailadres";
    case "name-and-email":
      return party === "contact" ? "op voornaam, achternaam en e-mailadres" : "op bedrijfsnaam en e-mailadres";
    case "company-name":
      return "op bedrijfsnaam";
    case "display-name":
      return "op weergavenaam";
  }
}

function sourceInDutch(source: DateSource): string {
  switch (source.from) {
    case "today":
      return "vandaag in de tijdzone van het bedrijf";
    case "paid-at":
      return "toen de betaler betaalde";
    case "no-paid-at":
      return "vandaag: het CRM zegt niet wanneer betaald is";
    case "property":
      return `uit ${source.property}`;
  }
}
