/** In Dutch: the labels of own records' fields, of their options, and of the properties that documents leave on records. */
import { documentKinds, documentWords } from "../document/kind.ts";
import { documentName } from "../explanation/dutch/said.ts";
import { linkBackProperties } from "../link-back.ts";
import type { ObjectType, PropertyDefinition } from "../record.ts";
import { ownFieldOf } from "./fields.ts";

const labels: Readonly<Record<string, string>> = {
  "Deal name": "Dealnaam", "Quote name": "Naam van de offerte", "Company name": "Bedrijfsnaam", "Product name": "Productnaam", "Item name": "Naam van de regel",
  "Stage": "Fase", "Sales: Open": "Verkoop: Open", "Sales: Won": "Verkoop: Gewonnen", "Sales: Lost": "Verkoop: Verloren",
  "Amount": "Bedrag", "Currency": "Valuta", "Close date": "Sluitdatum", "Discount, percent": "Korting, procent", "Discount, amount": "Korting, bedrag", "Fee": "Toeslag",
  "Signature status": "Status van de ondertekening", "Not signed": "Niet ondertekend", "Signature pending": "Wacht op ondertekening", "Signed": "Ondertekend", "Signed at": "Ondertekend op",
  "Expiration date": "Geldig tot",
  "Status": "Status", "Pending": "In behandeling", "Succeeded": "Geslaagd", "Failed": "Mislukt", "Partly refunded": "Deels terugbetaald", "Refunded": "Terugbetaald",
  "Refund pending": "Terugbetaling in behandeling", "Disputed": "Betwist", "Dispute lost": "Betwisting verloren",
  "Paid at": "Betaald op", "Reference": "Kenmerk", "Payer's e-mail": "E-mailadres van de betaler", "Payment method": "Betaalmethode", "Processing fee": "Transactiekosten",
  "Refunded amount": "Terugbetaald bedrag", "Fee charged to the payer": "Toeslag voor de betaler",
  "Source": "Bron", "Invoice": "Factuur", "Quote": "Offerte", "Payment link": "Betaallink", "Subscription": "Abonnement", "Other": "Anders",
  "E-mail": "E-mailadres", "First name": "Voornaam", "Last name": "Achternaam", "Phone": "Telefoon", "Domain": "Domein",
  "Address, line 1": "Adres, regel 1", "Address, line 2": "Adres, regel 2", "City": "Plaats", "State or province": "Provincie", "Postal code": "Postcode", "Country": "Land",
  "Billing address, line 1": "Factuuradres, regel 1", "Billing address, line 2": "Factuuradres, regel 2", "Billing city": "Factuuradres, plaats",
  "Billing state or province": "Factuuradres, provincie", "Billing postal code": "Factuuradres, postcode", "Billing country": "Factuuradres, land",
  "Shipping address, line 1": "Verzendadres, regel 1", "Shipping address, line 2": "Verzendadres, regel 2", "Shipping city": "Verzendadres, plaats",
  "Shipping state or province": "Verzendadres, provincie", "Shipping postal code": "Verzendadres, postcode", "Shipping country": "Verzendadres, land",
  "SKU": "SKU", "Description": "Omschrijving", "Unit price": "Prijs per stuk", "Quantity": "Aantal", "Net amount": "Nettobedrag", "Tax name": "Naam van de btw", "Tax rate, percent": "Btw-tarief, procent",
  "Tax amount": "Btw-bedrag", "Recurring": "Terugkerend", "Yes": "Ja", "No": "Nee", "Billing starts": "Facturering begint", "Product's external id": "Extern id van het product", "Position": "Positie",
};

const facts: Readonly<Record<string, string>> = { ID: "id", number: "nummer", status: "status", total: "totaal", balance: "openstaand bedrag", link: "link" };

const ofDocuments = documentKinds.map((kind) => ({ start: `QuickBooks ${documentWords[kind].noun} `, dutch: `QuickBooks-${documentName(kind, null)}` }));

const byLowerCase = new Map(Object.entries(labels).map(([label, dutch]) => [label.toLowerCase(), dutch.toLowerCase()]));

/** The Dutch of a label; undefined = it is none of ours. */
export function labelInDutch(label: string): string | undefined {
  if (Object.hasOwn(labels, label)) return labels[label];
  const document = ofDocuments.find(({ start }) => label.startsWith(start) && Object.hasOwn(facts, label.slice(start.length)));
  return document === undefined ? undefined : `${document.dutch}, ${facts[label.slice(document.start.length)]}`;
}

/** The same for a label inside a sentence. */
export function labelInsideInDutch(label: string): string | undefined {
  return byLowerCase.get(label);
}

/** A property of own records with its label and those of its options in Dutch; one that people defined stays as they called it. */
export function propertyInDutch<Property extends Pick<PropertyDefinition, "name" | "label" | "options">>(objectType: ObjectType, property: Property): Property {
  const isOurs = ownFieldOf(objectType, property.name) !== undefined || linkBackProperties.some(({ name }) => name === property.name);
  if (!isOurs) return property;
  return { ...property, label: labelInDutch(property.label) ?? property.label, options: property.options.map((option) => ({ ...option, label: labelInDutch(option.label) ?? option.label })) };
}
