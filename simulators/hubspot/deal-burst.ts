/** Many deals at once, as an import or a busy day makes them. */
import { byHand } from "./app.ts";
import { type Input, listIn, numberIn, textIn, WrongInput } from "./control-input.ts";
import { plainText } from "./plain-text.ts";
import type { Portal, StoredRecord } from "./portal.ts";
import { knownContacts, products } from "./seed-data.ts";
import { addLines, linesIn, type SoldLine } from "./sold-lines.ts";

interface DealBurst {
  count: number;
  stage: string;
  /** Taken in turn; a contact that is not there is made. */
  contactEmails: string[];
  /** The same on each deal; null = one to three of the products. */
  lineItems: SoldLine[] | null;
}

const mostDeals = 50_000;

/** Reads `{ count, stage?, contact?, contactEmails?, lineItems? }`; without contacts those that QuickBooks knows are taken. */
export function burstIn(portal: Portal, { count, stage = "contractsent", contact, contactEmails = contact === undefined ? [] : [contact], lineItems, ...rest }: Input): DealBurst {
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new WrongInput(`Deals are made of count, stage, contact, contactEmails and lineItems, not of ${unknown}.`);
  const number = numberIn(count, "count");
  if (!Number.isInteger(number) || number < 1 || number > mostDeals) throw new WrongInput(`count must be from 1 to ${mostDeals}.`);
  if (portal.pipelines.stageWithId(plainText(stage)) === undefined) throw new WrongInput(`There is no stage ${plainText(stage)}.`);
  const emails = listIn(contactEmails, "contactEmails").map((one) => textIn(one, "Each e-mail"));
  return {
    count: number,
    stage: textIn(stage, "stage"),
    contactEmails: emails.length > 0 ? emails : knownContacts.map((one) => one.email),
    lineItems: lineItems === undefined ? null : linesIn(lineItems),
  };
}

const works = ["Fit-out", "Reception refresh", "Meeting rooms", "Acoustic upgrade", "Studio redesign", "Lighting plan", "Workspace survey", "Furniture package"];

/** Adds the deals and gives their ids. */
export function addDeals(portal: Portal, { count, stage, contactEmails, lineItems }: DealBurst): string[] {
  const contacts = contactEmails.map((email) => portal.findBy("contacts", "email", email) ?? portal.create("contacts", { email, firstname: email.split("@")[0] ?? email }, byHand));
  return Array.from({ length: count }, (_, index) => portal.together(() => addDeal(portal, index, stage, contacts[index % contacts.length], lineItems)));
}

function addDeal(portal: Portal, index: number, stage: string, contact: StoredRecord | undefined, lineItems: SoldLine[] | null): string {
  const { firstname, lastname, company } = contact?.values ?? {};
  const client = company ?? ([firstname, lastname].filter(Boolean).join(" ") || "Walk-in");
  const pipeline = portal.pipelines.stageWithId(stage)?.pipeline.id ?? "default";
  const number = portal.count("deals") + 1;
  // The line items come first, so that the deal has its amount from the start of its life.
  const lines = addLines(portal, lineItems ?? usualLines(index));
  const deal = portal.create("deals", { dealname: `${works[index % works.length]} ${number} - ${client}`, pipeline, dealstage: stage, dealtype: "newbusiness" }, byHand);
  for (const line of lines) portal.associate("deals", deal.id, "line_items", line.id, [], byHand);
  if (contact) portal.associate("deals", deal.id, "contacts", contact.id, [], byHand);
  return deal.id;
}

function usualLines(index: number): SoldLine[] {
  return Array.from({ length: 1 + (index % 3) }, (_, at) => ({ sku: products[(index * 3 + at) % products.length]?.sku ?? "", quantity: String(1 + ((index + at) % 4)) }));
}
