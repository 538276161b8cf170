/** The sample quotes and payments. */
import { iso, type Portal, type StoredRecord } from "./portal.ts";
import { addPayment, type PaymentWish, settle } from "./payments.ts";
import { deals } from "./seed-data.ts";
import { addLine, imported, type Seeder } from "./seeder.ts";

interface SeedQuote {
  /** Index of its deal. */
  deal: number;
  status: string;
  sign: "ESIGN_COMPLETED" | "ESIGN_PENDING" | null;
  /** E-mail of whom to bill, when it is not the signer. */
  billing?: string;
  /** Kind of the adjustment: its label, type and value. */
  adjustments?: Partial<Record<"discounts" | "fees" | "taxes", [string, "FIXED" | "PERCENT", string]>>;
}

const quotes: readonly SeedQuote[] = [
  { deal: 12, status: "APPROVAL_NOT_NEEDED", sign: "ESIGN_COMPLETED" },
  { deal: 15, status: "APPROVAL_NOT_NEEDED", sign: "ESIGN_PENDING", adjustments: { discounts: ["Founding client", "PERCENT", "5"], fees: ["Rush fee", "FIXED", "75.00"], taxes: ["County sales tax", "PERCENT", "9.375"] } },
  { deal: 19, status: "APPROVED", sign: "ESIGN_PENDING", billing: "vera@rossibakery.example" },
  { deal: 28, status: "DRAFT", sign: null },
];

/** Quotes of some deals; each has line items of its own. */
export function addQuotes(seeder: Seeder): void {
  for (const quote of quotes) {
    seeder.wait(8);
    const deal = seeder.portal.find("deals", String(9001 + quote.deal));
    if (deal !== undefined) seeder.portal.together(() => addQuote(seeder.portal, quote, deal));
  }
}

function addQuote(portal: Portal, seed: SeedQuote, deal: StoredRecord): void {
  const quote = portal.create("quotes", quoteValues(deal, seed), imported);
  portal.associate("deals", deal.id, "quotes", quote.id, [], imported);
  for (const contactId of portal.links.ids("deals", deal.id, "contacts")) portal.associate("quotes", quote.id, "contacts", contactId, seed.sign === null ? [] : [702], imported);
  for (const companyId of portal.links.ids("deals", deal.id, "companies")) portal.associate("quotes", quote.id, "companies", companyId, [], imported);
  const billing = seed.billing === undefined ? undefined : portal.findBy("contacts", "email", seed.billing);
  if (billing !== undefined) portal.associate("quotes", quote.id, "contacts", billing.id, [1226], imported);
  (deals[seed.deal]?.lines ?? []).forEach((line, position) => {
    portal.associate("quotes", quote.id, "line_items", addLine(portal, line, position).id, [], imported);
  });
  for (const type of ["discounts", "fees", "taxes"] as const) {
    const [label, form, value] = seed.adjustments?.[type] ?? [];
    if (label === undefined) continue;
    const adjustment = portal.create(type, { hs_label: label, hs_type: form ?? null, hs_value: value ?? null, hs_sort_order: "1" }, imported);
    portal.associate("quotes", quote.id, type, adjustment.id, [], imported);
  }
}

function quoteValues(deal: StoredRecord, { status, sign }: SeedQuote): Record<string, string | null> {
  const isDraft = status === "DRAFT";
  return {
    hs_title: `Quote: ${deal.values["dealname"] ?? ""}`, hs_expiration_date: "2026-12-31", hs_status: status, hs_sign_status: sign, hs_currency: "USD", hs_language: "en",
    hs_quote_number: `Q-${deal.id}`, hs_esign_enabled: String(sign !== null), hs_template_type: "CUSTOMIZABLE_QUOTE_TEMPLATE",
    hs_quote_status: isDraft ? "DRAFT" : sign === "ESIGN_COMPLETED" ? "ACCEPTED" : "PUBLISHED", hs_quote_esign_status: sign === null ? null : sign === "ESIGN_COMPLETED" ? "SIGNED" : "PENDING_SIGNATURE",
    hs_esign_num_signers_required: sign === null ? null : "1", hs_esign_num_signers_completed: sign === null ? null : sign === "ESIGN_COMPLETED" ? "1" : "0",
    ...(sign === "ESIGN_COMPLETED" ? { hs_esign_date: "2026-10-28T18:30:00.000Z", hs_accepted_date: "2026-10-28T18:30:00.000Z" } : {}),
  };
}

interface SeedPayment extends Partial<Omit<PaymentWish, "amount" | "contact" | "others">> {
  /** Index of its deal, whose contact pays. */
  deal: number;
  amount?: string;
  /** How much is given back later; "all" = all of it. */
  refund?: string;
  paysInvoice?: true;
}

const petaluma = { line_1: "40 Lakeville Street", city: "Petaluma", state: "CA", zip: "94952", country: "US" };

const payments: readonly SeedPayment[] = [
  { deal: 0, amount: "1500.00" },
  { deal: 3, amount: "1996.80", source: "QUOTE" },
  // A bank debit that is still under way.
  { deal: 7, amount: "800.00", method: "ach" },
  { deal: 5, amount: "190.00", processor: "byo_stripe", refund: "all" },
  // Collected outside HubSpot: nobody knows where it came from.
  { deal: 4, amount: "400.00", method: "check", processor: "none", source: null },
  // With sales tax, billed and shipped to addresses of its own.
  { deal: 9, lines: [{ sku: "FUR-430", quantity: "4", taxRate: "5100201" }, { sku: "INS-600", quantity: "1.5" }], values: addressValues() },
  { deal: 6, amount: "850.00", refund: "250.00" },
  { deal: 2, amount: "2400.00", paysInvoice: true },
];

function addressValues(): Record<string, string> {
  const places = Object.entries(petaluma).flatMap(([part, value]) => [[`hs_billing_address_${part}`, value], [`hs_shipping_address_${part}`, value]]);
  return { ...(Object.fromEntries(places) as Record<string, string>), hs_shipping_ship_to_name: "Gallagher Brewing, loading dock" };
}

/** Payments of every kind, from contacts of some deals. */
export function addPayments(seeder: Seeder): void {
  const { portal } = seeder;
  for (const { deal: index, amount = null, refund, paysInvoice, ...wish } of payments) {
    seeder.wait(6);
    const deal = portal.find("deals", String(9001 + index));
    const [contactId = ""] = deal === undefined ? [] : portal.links.ids("deals", deal.id, "contacts");
    const contact = portal.find("contacts", contactId);
    if (deal === undefined || contact === undefined) continue;
    const others = { deals: deal, ...(paysInvoice ? { invoices: addInvoice(portal, deal, contact, amount) } : {}) };
    const source = paysInvoice ? "INVOICE" : "SALES_CHECKOUT";
    const values = { hs_initiated_date: "2026-10-30T17:00:00.000Z", ...wish.values };
    const payment = addPayment(portal, { method: "card", lines: [], source, processor: "hs_payments", ...wish, amount, contact, others, values }, imported);
    if (refund === undefined) continue;
    // A refund is a later change of the same payment.
    seeder.wait(30);
    settle(portal, payment, { outcome: "refund", amount: refund === "all" ? null : refund }, imported);
  }
}

function addInvoice(portal: Portal, deal: StoredRecord, contact: StoredRecord, amount: string | null): StoredRecord {
  const values = { hs_currency: "USD", hs_invoice_status: "paid", hs_title: `Deposit: ${deal.values["dealname"] ?? ""}`, hs_number: "INV-2041", hs_amount_billed: amount, hs_amount_paid: amount, hs_balance_due: "0.00", hs_invoice_date: iso(portal.now()) };
  const invoice = portal.create("invoices", values, imported);
  portal.associate("invoices", invoice.id, "contacts", contact.id, [], imported);
  portal.associate("invoices", invoice.id, "deals", deal.id, [], imported);
  return invoice;
}
