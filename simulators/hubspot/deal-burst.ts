/** Many deals at once, as an import or a busy day makes them. */
import { byHand } from "./app.ts";
import { type Input, listIn, numberIn, objectIn, textIn, WrongInput } from "./control-input.ts";
import { plainText } from "./plain-text.ts";
import type { Portal, StoredRecord } from "./portal.ts";
import { stageWithId } from "./pipelines.ts";
import { knownContacts, products } from "./seed-data.ts";

interface BurstLine {
  sku?: string;
  name?: string;
  quantity: string;
  price?: string;
}

interface DealBurst {
  count: number;
  stage: string;
  /** Taken in turn; a contact that is not there is made. */
  contactEmails: string[];
  /** The same on each deal; null = one to three of the products. */
  lineItems: BurstLine[] | null;
}

const mostDeals = 50_000;

/** Reads `{ count, stage?, contact?, contactEmails?, lineItems? }`; without contacts those that QuickBooks knows are taken. */
export function burstIn({ count, stage = "contractsent", contact, contactEmails = contact === undefined ? [] : [contact], lineItems, ...rest }: Input): DealBurst {
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new WrongInput(`Deals are made of count, stage, contact, contactEmails and lineItems, not of ${unknown}.`);
  const number = numberIn(count, "count");
  if (!Number.isInteger(number) || number < 1 || number > mostDeals) throw new WrongInput(`count must be from 1 to ${mostDeals}.`);
  if (stageWithId(plainText(stage)) === undefined) throw new WrongInput(`There is no stage ${plainText(stage)}.`);
  const emails = listIn(contactEmails, "contactEmails").map((one) => textIn(one, "Each e-mail"));
  return {
    count: number,
    stage: textIn(stage, "stage"),
    contactEmails: emails.length > 0 ? emails : knownContacts.map((one) => one.email),
    lineItems: lineItems === undefined ? null : listIn(lineItems, "lineItems").map((one) => lineIn(objectIn(one, "Each line item"))),
  };
}

function lineIn({ sku, name, quantity, price }: Input): BurstLine {
  for (const one of [quantity, price ?? "0"]) if (!/^\d+(\.\d+)?$/.test(plainText(one))) throw new WrongInput("A line item needs a quantity, and its quantity and price are numbers.");
  return {
    quantity: plainText(quantity),
    ...(sku === undefined ? {} : { sku: textIn(sku, "sku") }),
    ...(name === undefined ? {} : { name: textIn(name, "name") }),
    ...(price === undefined ? {} : { price: plainText(price) }),
  };
}

const works = ["Fit-out", "Reception refresh", "Meeting rooms", "Acoustic upgrade", "Studio redesign", "Lighting plan", "Workspace survey", "Furniture package"];

/** Adds the deals and gives their ids. */
export function addDeals(portal: Portal, { count, stage, contactEmails, lineItems }: DealBurst): string[] {
  const contacts = contactEmails.map((email) => portal.findBy("contacts", "email", email) ?? portal.create("contacts", { email, firstname: email.split("@")[0] ?? email }, byHand));
  return Array.from({ length: count }, (_, index) => portal.together(() => addDeal(portal, index, stage, contacts[index % contacts.length], lineItems)));
}

function addDeal(portal: Portal, index: number, stage: string, contact: StoredRecord | undefined, lineItems: BurstLine[] | null): string {
  const { firstname, lastname, company } = contact?.values ?? {};
  const client = company ?? ([firstname, lastname].filter(Boolean).join(" ") || "Walk-in");
  const pipeline = stageWithId(stage)?.pipeline.id ?? "default";
  const number = portal.count("deals") + 1;
  // The line items come first, so that the deal has its amount from the start of its life.
  const lines = (lineItems ?? usualLines(index)).map((line, position) => portal.create("line_items", lineValues(portal, line, position), byHand));
  const deal = portal.create("deals", { dealname: `${works[index % works.length]} ${number} - ${client}`, pipeline, dealstage: stage, dealtype: "newbusiness" }, byHand);
  for (const line of lines) portal.associate("deals", deal.id, "line_items", line.id, [], byHand);
  if (contact) portal.associate("deals", deal.id, "contacts", contact.id, [], byHand);
  return deal.id;
}

function usualLines(index: number): BurstLine[] {
  return Array.from({ length: 1 + (index % 3) }, (_, at) => ({ sku: products[(index * 3 + at) % products.length]?.sku ?? "", quantity: String(1 + ((index + at) % 4)) }));
}

function lineValues(portal: Portal, line: BurstLine, position: number): Record<string, string> {
  const product = portal.all("products").find(({ values }) => (line.sku === undefined ? values["name"] === line.name : values["hs_sku"] === line.sku));
  const name = line.name ?? product?.values["name"] ?? line.sku ?? "";
  const sku = line.sku ?? product?.values["hs_sku"];
  return {
    name,
    quantity: line.quantity,
    price: line.price ?? product?.values["price"] ?? "0",
    hs_position_on_quote: String(position),
    hs_line_item_currency_code: portal.currency,
    ...(sku === undefined ? {} : { hs_sku: sku }),
    ...(product === undefined ? {} : { hs_product_id: product.id }),
  };
}
