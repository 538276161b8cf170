/** Makes the sample portal. The same seed gives the same portal, with the same ids and times. */
import { Big } from "big.js";
import { seededRandom } from "../parts/fault-plan.ts";
import { owners } from "./owners.ts";
import { Portal, type PortalState, type Source, type StoredRecord } from "./portal.ts";
import { awkwardContacts, deals, knownContacts, newContacts, products, type SeedContact, type SeedDeal, unknownProduct } from "./seed-data.ts";

const imported: Source = { changeSource: "IMPORT", sourceId: "1" };
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

interface Seeder {
  portal: Portal;
  owner(): string;
  /** Lets so many hours pass, and a bit. */
  wait(hours: number): void;
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
  return { name: one.company, domain, city: one.city, state: "CA", country: "United States" };
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

/** A line as `SKU x quantity`, maybe with `-10%` or `-15` (off each unit). */
function addLine(portal: Portal, line: string, position: number): StoredRecord {
  const [, sku = "", quantity = "1", off, percent] = /^(\S+) x ([\d.]+)(?: -([\d.]+)(%)?)?$/.exec(line) ?? [];
  const product = portal.findBy("products", "hs_sku", sku);
  const { name = sku, price = "0", hs_product_type = "service" } = product?.values ?? {};
  const discount = off === undefined ? {} : percent ? { hs_discount_percentage: off } : { discount: off };
  return portal.create(
    "line_items",
    { name, hs_sku: sku, price, quantity, hs_product_type, hs_product_id: product?.id ?? null, hs_line_item_currency_code: "USD", hs_position_on_quote: String(position), ...discount },
    imported,
  );
}

/** Quotes of some deals; each has line items of its own. */
function addQuotes(seeder: Seeder): void {
  const { portal } = seeder;
  const quotes = [
    { deal: 12, status: "APPROVAL_NOT_NEEDED", sign: "ESIGN_COMPLETED" },
    { deal: 15, status: "APPROVAL_NOT_NEEDED", sign: "ESIGN_PENDING" },
    { deal: 19, status: "APPROVED", sign: "ESIGN_PENDING" },
    { deal: 28, status: "DRAFT", sign: null },
  ];
  for (const { deal: index, status, sign } of quotes) {
    seeder.wait(8);
    const deal = portal.find("deals", String(9001 + index));
    if (deal === undefined) continue;
    const quote = portal.create("quotes", quoteValues(deal, status, sign), imported);
    portal.associate("deals", deal.id, "quotes", quote.id, [], imported);
    for (const contactId of portal.links.ids("deals", deal.id, "contacts")) portal.associate("quotes", quote.id, "contacts", contactId, sign === null ? [] : [702], imported);
    (deals[index]?.lines ?? []).forEach((line, position) => {
      portal.associate("quotes", quote.id, "line_items", addLine(portal, line, position).id, [], imported);
    });
  }
}

function quoteValues(deal: StoredRecord, status: string, sign: string | null): Record<string, string | null> {
  return {
    hs_title: `Quote: ${deal.values["dealname"] ?? ""}`, hs_expiration_date: "2026-12-31", hs_status: status, hs_sign_status: sign, hs_currency: "USD", hs_language: "en",
    hs_quote_amount: deal.values["amount"] ?? null, hs_quote_number: `Q-${deal.id}`, hs_esign_enabled: String(sign !== null), hs_template_type: "CUSTOMIZABLE_QUOTE_TEMPLATE",
    ...(sign === "ESIGN_COMPLETED" ? { hs_esign_date: "2026-10-28T18:30:00.000Z" } : {}),
  };
}

function addPayments(seeder: Seeder): void {
  const { portal } = seeder;
  const payments = [
    { deal: 0, amount: "1500.00", status: "succeeded", fee: "43.80", source: "SALES_CHECKOUT", method: "card", processor: "hs_payments" },
    { deal: 3, amount: "1996.80", status: "succeeded", fee: "58.21", source: "QUOTE", method: "card", processor: "hs_payments" },
    { deal: 7, amount: "800.00", status: "processing", fee: "4.00", source: "INVOICE", method: "ach", processor: "hs_payments" },
    { deal: 5, amount: "190.00", status: "refunded", fee: "5.81", source: "SALES_CHECKOUT", method: "card", processor: "byo_stripe" },
    // Collected outside HubSpot: nobody knows where it came from.
    { deal: 4, amount: "400.00", status: "succeeded", fee: "0.00", source: null, method: "check", processor: "none" },
  ];
  for (const { deal: index, amount, status, fee, source, method, processor } of payments) {
    seeder.wait(6);
    const deal = portal.find("deals", String(9001 + index));
    const [contactId = ""] = deal === undefined ? [] : portal.links.ids("deals", deal.id, "contacts");
    const contact = portal.find("contacts", contactId);
    if (deal === undefined || contact === undefined) continue;
    const payment = portal.create(
      "commerce_payments",
      {
        hs_initial_amount: amount, hs_initiated_date: "2026-10-30T17:00:00.000Z", hs_latest_status: status === "refunded" ? "succeeded" : status, hs_currency_code: "USD", hs_customer_email: contact.values["email"] ?? "",
        hs_payment_method_type: method, hs_processor_type: processor, hs_payment_source_app: source, hs_reference_number: `PAY-${deal.id}`, hs_platform_fee: fee, hs_fees_amount: fee,
        hs_refunds_amount: "0", hs_net_amount: new Big(amount).minus(fee).toFixed(2), hs_net_amount_after_refunds: amount,
      },
      imported,
    );
    portal.associate("deals", deal.id, "commerce_payments", payment.id, [], imported);
    portal.associate("commerce_payments", payment.id, "contacts", contact.id, [], imported);
    if (status !== "refunded") continue;
    // A refund is a later change of the same payment.
    seeder.wait(30);
    portal.update("commerce_payments", payment, { hs_latest_status: status, hs_refunds_amount: amount, hs_net_amount_after_refunds: "0.00" }, imported);
  }
}
