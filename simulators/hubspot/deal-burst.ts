/** Many deals at once, as an import or a busy day makes them. */
import { byHand } from "./app.ts";
import type { Portal, StoredRecord } from "./portal.ts";
import { stageWithId } from "./pipelines.ts";
import { knownContacts, products } from "./seed-data.ts";

export interface DealBurst {
  count: number;
  stage?: string;
  /** Taken in turn; a contact that is not there is made. Absent = the contacts QuickBooks knows. */
  contactEmails?: string[];
  /** The same on each deal. Absent = one to three of the products. */
  lineItems?: { sku?: string; name?: string; quantity: number | string; price?: number | string }[];
}

const works = ["Fit-out", "Reception refresh", "Meeting rooms", "Acoustic upgrade", "Studio redesign", "Lighting plan", "Workspace survey", "Furniture package"];

/** Adds the deals and gives their ids. */
export function addDeals(portal: Portal, { count, stage = "contractsent", contactEmails, lineItems }: DealBurst): string[] {
  const emails = contactEmails?.length ? contactEmails : knownContacts.map((one) => one.email);
  const contacts = emails.map((email) => portal.findBy("contacts", "email", email) ?? portal.create("contacts", { email, firstname: email.split("@")[0] ?? email }, byHand));
  return Array.from({ length: count }, (_, index) => portal.together(() => addDeal(portal, index, stage, contacts[index % contacts.length], lineItems)));
}

function addDeal(portal: Portal, index: number, stage: string, contact: StoredRecord | undefined, lineItems: DealBurst["lineItems"]): string {
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

function usualLines(index: number): NonNullable<DealBurst["lineItems"]> {
  return Array.from({ length: 1 + (index % 3) }, (_, at) => ({ sku: products[(index * 3 + at) % products.length]?.sku ?? "", quantity: 1 + ((index + at) % 4) }));
}

function lineValues(portal: Portal, line: NonNullable<DealBurst["lineItems"]>[number], position: number): Record<string, string> {
  const product = portal.all("products").find(({ values }) => (line.sku === undefined ? values["name"] === line.name : values["hs_sku"] === line.sku));
  const name = line.name ?? product?.values["name"] ?? line.sku ?? "";
  const sku = line.sku ?? product?.values["hs_sku"];
  return {
    name,
    quantity: String(line.quantity),
    price: String(line.price ?? product?.values["price"] ?? "0"),
    hs_position_on_quote: String(position),
    hs_line_item_currency_code: portal.currency,
    ...(sku === undefined ? {} : { hs_sku: sku }),
    ...(product === undefined ? {} : { hs_product_id: product.id }),
  };
}
