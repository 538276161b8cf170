/** Makes the sample portal. The same seed gives the same portal, with the same ids and times. */
import { seededRandom } from "../parts/fault-plan.ts";
import { owners } from "./owners.ts";
import { Portal, type PortalState, type StoredRecord } from "./portal.ts";
import { addPayments, addQuotes } from "./seed-commerce.ts";
import { awkwardContacts, companyPlaces, deals, knownContacts, newContacts, products, type SeedContact, type SeedDeal, unknownProduct } from "./seed-data.ts";
import { addLine, imported, type Seeder } from "./seeder.ts";

const firstDay = Date.parse("2026-07-06T16:00:00.000Z");
const hourMs = 3_600_000;

/** The portal as it is on the first day. */
export function seedPortal(seed: number): PortalState {
  const random = seededRandom(seed);
  let time = firstDay;
  const clock = { now: () => new Date((time += 1_000)), set: () => {}, advance: () => {} };
  const portal = new Portal(undefined, clock, () => {});
  const seeder: Seeder = {
    portal,
    owner: () => owners[Math.floor(random() * owners.length)]?.id ?? "",
    wait: (hours) => {
      time += hours * hourMs + Math.floor(random() * hourMs);
    },
  };
  addProducts(seeder);
  addContacts(seeder);
  for (const deal of deals) portal.together(() => addDeal(seeder, deal));
  addQuotes(seeder);
  addPayments(seeder);
  return portal.state();
}

function addProducts({ portal }: Seeder): void {
  for (const { name, sku, price, kind } of [...products, unknownProduct]) {
    portal.create("products", { name, hs_sku: sku, price, hs_product_type: kind }, imported);
  }
}

function addContacts(seeder: Seeder): void {
  const { portal } = seeder;
  for (const [index, one] of [...knownContacts, ...newContacts, awkwardContacts.withoutEmail, awkwardContacts.vendorNamesake].entries()) {
    seeder.wait(1);
    // A few people asked to be left out of the accounts.
    const sync = index % 9 === 8 && index > knownContacts.length ? "false" : "true";
    const contact = portal.create("contacts", contactValues(one, sync, seeder.owner()), imported);
    if (one.company === "") continue;
    const company = portal.findBy("companies", "name", one.company) ?? portal.create("companies", companyValues(one), imported);
    portal.associate("contacts", contact.id, "companies", company.id, [1], imported);
  }
}

function contactValues(one: SeedContact, sync: string, owner: string): Record<string, string> {
  return {
    firstname: one.first, lastname: one.last, email: one.email, company: one.company, city: one.city, state: "CA", country: "United States",
    lifecyclestage: "opportunity", quickbooks_sync: sync, hubspot_owner_id: owner,
  };
}

function companyValues(one: SeedContact): Record<string, string> {
  const domain = one.email.split("@")[1] ?? "";
  return { name: one.company, domain, city: one.city, state: "CA", country: "United States", ...companyPlaces[one.company] };
}

function addDeal(seeder: Seeder, { name, email, stage, lines }: SeedDeal): void {
  const { portal } = seeder;
  seeder.wait(20);
  const contact = email === "" ? portal.findBy("contacts", "lastname", awkwardContacts.withoutEmail.last) : portal.findBy("contacts", "email", email);
  const deal = portal.create("deals", { dealname: name, pipeline: "default", dealstage: "appointmentscheduled", dealtype: "newbusiness", hubspot_owner_id: seeder.owner() }, imported);
  lines.forEach((line, position) => {
    portal.associate("deals", deal.id, "line_items", addLine(portal, line, position).id, [], imported);
  });
  if (contact) associateContact(portal, deal.id, contact);
  seeder.wait(5);
  if (stage !== "appointmentscheduled") portal.update("deals", deal, { dealstage: stage }, imported);
  if (deal.values["hs_is_closed"] !== "true") portal.update("deals", deal, { closedate: "2026-12-18T20:00:00.000Z" }, imported);
}

function associateContact(portal: Portal, dealId: string, contact: StoredRecord): void {
  portal.associate("deals", dealId, "contacts", contact.id, [], imported);
  for (const companyId of portal.links.ids("contacts", contact.id, "companies")) portal.associate("deals", dealId, "companies", companyId, [5], imported);
}
