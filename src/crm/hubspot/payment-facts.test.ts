import { afterEach, describe, expect, test } from "vitest";
import type { PaymentFacts } from "#domain/record.ts";
import { scriptedPortal, type ScriptedPortal } from "./scripted-portal.ts";
import { aRecord, holding, subjectIn, to, type Properties } from "./scripted-records.ts";

let portal: ScriptedPortal | undefined;
afterEach(async () => {
  await portal?.stop();
  portal = undefined;
});

async function factsOf(properties: Properties): Promise<PaymentFacts | null> {
  return (await subjectIn({ records: {}, associations: {} }, aRecord("payment", "1", properties))).payment;
}

describe("the facts of a payment", () => {
  test("are read from its properties", async () => {
    const payment = aRecord("payment", "1", {
      hs_initial_amount: "1996.80", hs_initiated_date: "2026-11-03T18:22:07.120Z", hs_latest_status: "partially_refunded", hs_currency_code: "USD", hs_customer_email: "ada@quay.example",
      hs_payment_method_type: "card", hs_processor_type: "hs_payments", hs_payment_source_app: "QUOTE", hs_reference_number: "PAY-77", hs_fees_amount: "58.21", hs_platform_fee: "9.98",
      hs_refunds_amount: "96.80", hs_billing_address_line_1: "1 Quay Street", hs_billing_address_city: "Oakland", hs_billing_address_state: "CA", hs_billing_address_zip: "94607", hs_billing_address_country: "US",
      hs_shipping_ship_to_name: "Ada Byron", hs_shipping_address_line_1: "2 Pier Road", hs_shipping_address_line_2: "Unit 4", hs_shipping_address_country: "US",
    });
    expect(await subjectIn({ records: {}, associations: {} }, payment)).toMatchObject({
      currency: "USD",
      amount: "1996.8",
      billingAddress: { lines: ["1 Quay Street"], city: "Oakland", region: "CA", postalCode: "94607", country: "US" },
      shippingAddress: { lines: ["Ada Byron", "2 Pier Road", "Unit 4"], city: "", region: "", postalCode: "", country: "US" },
      payment: {
        paymentState: "partly-refunded", amount: "1996.8", fee: "68.19", refunded: "96.8", method: "card", reference: "PAY-77", paidAt: "2026-11-03T18:22:07.120Z",
        payerEmail: "ada@quay.example", paysInvoice: false, isFromBooks: false,
      },
    });
  });

  test("are unknown where HubSpot says nothing, and then nothing is booked", async () => {
    expect(await factsOf({})).toEqual({
      paymentState: "pending", amount: null, fee: null, refunded: "0", refunds: [], method: null, reference: null, paidAt: null, payerEmail: null, paysInvoice: false, isFromBooks: false,
    });
  });

  test.each([
    ["processing", "pending"],
    ["succeeded", "succeeded"],
    ["SUCCEEDED", "succeeded"],
    ["failed", "failed"],
    ["partially_refunded", "partly-refunded"],
    ["refunded", "refunded"],
    ["processing_refund", "refund-pending"],
    ["disputed_won", "succeeded"],
    ["disputed_lost", "dispute-lost"],
    ["disputed_action_required", "disputed"],
    ["disputed_awaiting_decision", "disputed"],
    ["a_status_to_come", "pending"],
  ])("call %s %s", async (status, paymentState) => {
    expect(await factsOf({ hs_latest_status: status })).toMatchObject({ paymentState });
  });

  test.each<[string, Properties, string | null]>([
    ["both", { hs_fees_amount: "2.90", hs_platform_fee: "0.50" }, "3.4"],
    ["both, as the net amount shows", { hs_initial_amount: "100", hs_net_amount: "96.60", hs_fees_amount: "2.90", hs_platform_fee: "0.50" }, "3.4"],
    ["the processor's alone when it holds the platform's, as the net amount shows", { hs_initial_amount: "100", hs_net_amount: "97.10", hs_fees_amount: "2.90", hs_platform_fee: "0.50" }, "2.9"],
    ["the platform's alone", { hs_platform_fee: "0.50" }, "0.5"],
    ["none", { hs_fees_amount: "0" }, "0"],
  ])("have as fee %s", async (_, properties, fee) => {
    expect(await factsOf(properties)).toMatchObject({ fee });
  });

  test("have all refunded when HubSpot says so without an amount", async () => {
    expect(await factsOf({ hs_latest_status: "refunded", hs_initial_amount: "190.00" })).toMatchObject({ refunded: "190" });
    expect(await factsOf({ hs_latest_status: "refunded", hs_initial_amount: "190.00", hs_refunds_amount: "188.00" })).toMatchObject({ refunded: "188" });
  });

  test("take the payment's id for its number when it has no reference", async () => {
    expect(await factsOf({ hs_reference_number: " ", hs_payment_id: "pi_3" })).toMatchObject({ reference: "pi_3" });
  });

  test.each(["quickbooks", "xero", "QuickBooks"])("know a payment that %s has already", async (processor) => {
    expect(await factsOf({ hs_processor_type: processor })).toMatchObject({ isFromBooks: true });
  });

  test.each<[string, Properties]>([
    ["its source", { hs_payment_source_app: "INVOICE" }],
    ["a flag", { hs_payment_source_app: "MIGRATION", hs_has_associated_invoice: "true" }],
    ["a count", { hs_number_of_associated_invoices: "1" }],
  ])("know that it pays an invoice by %s", async (_, properties) => {
    expect(await factsOf(properties)).toMatchObject({ paysInvoice: true });
  });

  test("know that it pays an invoice by the association alone", async () => {
    const payment = aRecord("payment", "1", { hs_payment_source_app: "SALES_CHECKOUT", hs_has_associated_invoice: "false" });
    expect((await subjectIn({ records: {}, associations: { "1 invoices": [to(4501)] } }, payment)).payment).toMatchObject({ paysInvoice: true });
  });

  test("are given without the associations to who may not read invoices", async () => {
    const rest = holding({ records: {}, associations: {} });
    portal = await scriptedPortal((call) => (call.path.endsWith("/invoices/batch/read") ? { status: 403, json: { category: "MISSING_SCOPES", message: "no" } } : rest(call)));
    expect(await portal.crm.readSubjects([aRecord("payment", "1")])).toMatchObject({ ok: true, value: [{ payment: { paysInvoice: false } }] });
  });
});
