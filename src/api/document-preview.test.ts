import { describe, expect, test } from "vitest";
import type { DocumentPlanReply, SalesPlanReply } from "./document-plan.ts";
import { documentPlan } from "./document-plan.ts";
import { previewAddresses, previewFacts, previewLines, previewParty, previewSums, previewTexts, totalNote } from "./document-preview.ts";

const usd = (amountMinor: number) => ({ amountMinor, currency: "USD" });
const untaxed = { isTaxable: false, taxCode: null, includedTax: null };
const dated = { transactionDate: "2026-11-23", currency: "USD", exchangeRate: null, total: usd(45_000), privateNote: "" };
const sale = {
  ...dated,
  customer: { use: "existing" as const, id: "58", name: "Ada Okoye", matchedBy: "saved-link" },
  lines: [
    { ...untaxed, kind: "item" as const, lineItemId: "501", item: { use: "existing" as const, id: "7", name: "Design", matchedBy: "sku" }, description: "Work", quantity: "4", unitPrice: "125", amount: usd(50_000), class: null, serviceDate: null },
    { kind: "text" as const, description: "Phase 1" },
  ],
  discount: null,
  shipping: null,
  tax: { mode: "none" as const },
  number: null,
  billEmail: "ap@northwind.example",
  billEmailCc: [],
  billEmailBcc: [],
  customerMemo: "",
  billingAddress: null,
  shippingAddress: null,
  class: null,
  location: { id: "3", name: "Oakland" },
  customFields: [],
  emailing: "leave" as const,
};
const bank = { id: "35", name: "Checking" };

function invoice(changes: Partial<SalesPlanReply> = {}): DocumentPlanReply {
  return { ...sale, kind: "invoice", dueDate: null, terms: null, prepayment: null, fromEstimate: null, ...changes } as DocumentPlanReply;
}

const payment: DocumentPlanReply = {
  ...dated,
  kind: "payment",
  customer: sale.customer,
  applied: [{ invoice: { use: "existing", id: "145", number: "1042" }, amount: usd(40_000) }, { invoice: { use: "posted-before", ordinal: 0 }, amount: usd(5_000) }],
  depositAccount: bank,
  paymentMethod: { id: "2", name: "Visa" },
  paymentReference: "ch_9Q1",
};

const expense: DocumentPlanReply = {
  ...dated,
  kind: "expense",
  paidFrom: { account: bank, kind: "bank" },
  payee: null,
  lines: [{ ...untaxed, category: { id: "66", name: "Merchant fees" }, description: "Fee", amount: usd(45_000), class: null }],
  tax: { mode: "codes", amounts: "exclusive", expectedTax: usd(900) },
  number: null,
  paymentMethod: null,
  location: null,
};

describe("the preview", () => {
  test.each([["invoice", invoice()], ["payment", payment], ["expense", expense]])("shows only plans that replies may have: %s", (_, plan) => {
    expect(documentPlan.parse(plan)).toEqual(plan);
  });

  test("names the party in the words of the kind, or nobody", () => {
    expect(previewParty(invoice())).toEqual({ label: "Bill to", name: "Ada Okoye", isNew: false, companyName: null, email: "ap@northwind.example", parentName: null });
    expect(previewParty(payment)).toMatchObject({ label: "Received from", email: null });
    expect(previewParty(expense)).toBeNull();
  });

  test("says what the kind is about beside its dates", () => {
    expect(previewFacts(invoice()).map(({ label, value }) => `${label}: ${value}`)).toEqual(["Date: 2026-11-23", "Due: On the invoice date", "Location: Oakland"]);
    expect(previewFacts(payment).map(({ label, value }) => `${label}: ${value}`)).toEqual(["Date: 2026-11-23", "Deposit to: Checking", "Paid by: Visa", "Reference: ch_9Q1"]);
    expect(previewFacts(expense).map(({ label }) => label)).toEqual(["Date", "Paid from"]);
  });

  test("lists items, texts, the invoices a payment pays, and the categories of an expense", () => {
    expect(previewLines(invoice())).toMatchObject([{ key: "501", name: "Design", quantity: "4", amount: usd(50_000) }, { name: "", description: "Phase 1", quantity: null, amount: null }]);
    expect(previewLines(payment).map(({ name }) => name)).toEqual(["Invoice 1042", "The invoice made before it"]);
    expect(previewLines(expense)).toMatchObject([{ name: "Merchant fees", description: "Fee", amount: usd(45_000) }]);
  });

  test("shows addresses, texts, mailing, class and custom fields where a document has them", () => {
    const address = { lines: ["Northwind", "1 Pier Ave"], city: "Oakland", region: "CA", postalCode: "94607", country: "US" };
    const plan = invoice({
      billingAddress: address,
      customerMemo: "Thank you",
      emailing: "send",
      billEmailCc: ["books@northwind.example"],
      class: { id: "1", name: "Retail" },
      customFields: [{ id: "1", name: "PO number", value: "4711" }],
      exchangeRate: "1.1",
    });
    expect(previewAddresses(plan)).toEqual([{ label: "Billing address", lines: ["Northwind", "1 Pier Ave", "Oakland, CA 94607", "US"] }]);
    expect(previewTexts(plan).map(({ label, value }) => `${label}: ${value}`)).toEqual(["Message to the customer: Thank you", "E-mail: Sent by QuickBooks once it is posted", "E-mail copies to: books@northwind.example"]);
    expect(previewFacts(plan).slice(3).map(({ label, value }) => `${label}: ${value}`)).toEqual(["Class: Retail", "PO number: 4711", "Exchange rate: 1.1"]);
    expect([previewAddresses(payment), previewTexts(payment)]).toEqual([[], []]);
  });

  test("says of each line how it is taxed and what it belongs to", () => {
    const [line, text] = sale.lines;
    const coded = { ...line!, taxCode: { id: "5", name: "21% btw" }, class: { id: "1", name: "Retail" }, serviceDate: "2026-11-01" };
    expect(previewLines(invoice({ lines: [coded, text!] as never, tax: { mode: "codes", amounts: "exclusive", expectedTax: usd(1) } }))[0]?.details).toEqual(["Class: Retail", "Date of service: 2026-11-01", "Tax: 21% btw"]);
    expect(previewLines(invoice({ tax: { mode: "automated", expectedTax: null } }))[0]?.details).toEqual(["Not taxed"]);
  });

  test("shows what lies between the lines and the total, and says when tax is still to come", () => {
    const discount = { percent: "10", amount: usd(5_000), account: null, taxCode: null, isBeforeTax: false };
    const shipping = { ...untaxed, amount: usd(1_250) };
    const charged = { mode: "as-charged" as const, tax: usd(1_999), code: { id: "2", name: "California" } };
    expect(previewSums(invoice({ discount, shipping, tax: charged }))).toEqual([
      { label: "Subtotal", amount: usd(50_000) },
      { label: "Discount 10 %", amount: usd(-5_000) },
      { label: "Shipping", amount: usd(1_250) },
      { label: "Tax, as charged (California)", amount: usd(1_999) },
    ]);
    expect(previewSums(expense)).toEqual([{ label: "Subtotal", amount: usd(45_000) }, { label: "Tax", amount: usd(900) }]);
    expect([totalNote(invoice()), totalNote(invoice({ tax: { mode: "automated", expectedTax: null } })), totalNote(payment)]).toEqual([null, "Sales tax is added by QuickBooks", null]);
  });
});
