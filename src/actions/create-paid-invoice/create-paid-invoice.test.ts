import { describe, expect, test } from "vitest";
import type { LocalDate } from "../../domain/dates.ts";
import type { Decimal } from "../../domain/money.ts";
import type { Subject } from "../../domain/record.ts";
import { aContact, aLine, aPayment, type FoundFacts, plannedBy, theDocuments, theFailures, told } from "../sale/samples.ts";
import { createPaidInvoice } from "./create-paid-invoice.ts";

const usual = { depositAccount: "4", paymentMethod: "2" };
const taxed = [aLine("Design consultation", "2", "150", { tax: { rate: "9" as Decimal, label: null, amount: "27" as Decimal } })];
const withTax = aPayment({ amount: "327" as Decimal }, { lineItems: taxed });

describe("a paid invoice (A4)", () => {
  test("is an invoice and the payment of all of it, posted in this order", () => {
    expect(theDocuments(createPaidInvoice, usual, aPayment())).toMatchObject([
      { kind: "invoice", transactionDate: "2026-11-21", dueDate: "2026-11-21", terms: null, total: { amountMinor: 30_000 } },
      {
        kind: "payment", transactionDate: "2026-11-21", total: { amountMinor: 30_000 }, paymentReference: "PAY-1042",
        applied: [{ invoice: { use: "posted-before", ordinal: 0 }, amount: { amountMinor: 30_000 } }],
        depositAccount: { id: "4", name: "Undeposited Funds" }, paymentMethod: { id: "2", name: "Visa" },
      },
    ]);
  });

  test("is made out to the payer among the contacts", () => {
    const other = aContact({ id: "9", firstName: "Zoë", lastName: "Ünal", email: "zoe@unal.example" });
    const [invoice] = theDocuments(createPaidInvoice, usual, aPayment({}, { contacts: [other, aContact()] }));
    expect(invoice).toMatchObject({ customer: { id: "1" } });
  });

  test("tells a reference that is too long for the books in the note", () => {
    const [invoice, payment] = theDocuments(createPaidInvoice, usual, aPayment({ reference: "pi_3NkYzr2eZvKYlo2C1a2b3c4d" }));
    expect(payment).toMatchObject({ paymentReference: null });
    expect(invoice?.privateNote).toContain("Payment reference pi_3NkYzr2eZvKYlo2C1a2b3c4d");
  });

  test("with tax is refused until the account says that tax is booked as it was charged", () => {
    expect(theFailures(createPaidInvoice, usual, withTax, { settings: { chargedTaxCode: "9" } })).toMatchObject([{ code: "payment-taxed", tax: { amountMinor: 2_700 } }]);
    const facts: FoundFacts = { settings: { takesTaxedPayments: true, chargedTaxCode: "9" } };
    expect(theDocuments(createPaidInvoice, usual, withTax, facts)).toMatchObject([
      { total: { amountMinor: 32_700 }, tax: { mode: "as-charged", tax: { amountMinor: 2_700 } }, lines: [{ isTaxable: true }] },
      { total: { amountMinor: 32_700 } },
    ]);
  });

  test.each<[string, Subject, FoundFacts, object[]]>([
    ["a pending payment waits", aPayment({ paymentState: "pending" }), {}, [{ code: "payment-pending", retryAt: "2026-11-24T00:00:00.000Z" }]],
    ["a failed payment", aPayment({ paymentState: "failed" }), {}, [{ code: "payment-failed", paymentState: "failed" }]],
    ["a lost dispute", aPayment({ paymentState: "dispute-lost" }), {}, [{ code: "payment-failed" }]],
    ["the payment of a CRM invoice", aPayment({ paysInvoice: true }), {}, [{ code: "payment-pays-invoice" }]],
    ["a payment from the books", aPayment({ isFromBooks: true }), {}, [{ code: "payment-from-books" }]],
    ["an unreadable amount", aPayment({ amount: null }), {}, [{ code: "payment-unreadable", missing: "amount" }]],
    ["lines that do not come to what was paid", aPayment({ amount: "299.99" as Decimal }), {}, [{ code: "paid-differs", paid: { amountMinor: 29_999 }, planned: { amountMinor: 30_000 } }]],
    ["no line items", aPayment({}, { lineItems: [] }), {}, [{ code: "no-line-items" }]],
    ["a closed period", aPayment(), { company: { closedThrough: "2026-11-21" as LocalDate } }, [{ code: "period-closed" }]],
    ["tax without a code for it", withTax, { settings: { takesTaxedPayments: true } }, [{ code: "charged-tax-code-missing" }]],
    ["a discount of 100 %", aPayment({ amount: "0" as Decimal }), {}, [{ code: "payment-unreadable" }]],
  ])("stops: %s", (_, subject, facts, expected) => {
    expect(theFailures(createPaidInvoice, usual, subject, facts)).toMatchObject(expected);
  });

  test("in a closed period takes the first open day when the account says so", () => {
    const facts: FoundFacts = { company: { closedThrough: "2026-11-22" as LocalDate }, settings: { closedPeriod: "first-open-day" } };
    expect(theDocuments(createPaidInvoice, usual, aPayment(), facts)).toMatchObject([{ transactionDate: "2026-11-23" }, { transactionDate: "2026-11-23" }]);
    expect(told(plannedBy(createPaidInvoice, usual, aPayment(), facts).decisions)).toContainEqual({ about: "transaction date", decided: "2026-11-23, the first open day: 2026-11-21 is in a closed period" });
  });

  test("without line items may be one line of the default product", () => {
    const settings = { ...usual, withoutLines: "single-line", defaultItem: "1" };
    expect(theDocuments(createPaidInvoice, settings, aPayment({}, { lineItems: [] }))).toMatchObject([
      { lines: [{ item: { id: "1", matchedBy: "default" }, description: "Payment 1042", amount: { amountMinor: 30_000 } }] },
      { total: { amountMinor: 30_000 } },
    ]);
  });
});
