import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, startCaller } from "./caller.ts";

let portal: Caller;

beforeAll(async () => {
  portal = await startCaller();
});

afterAll(() => portal.stop());

type Properties = Record<string, string | null>;

async function paymentOf(id: string): Promise<Properties> {
  const names = "hs_latest_status,hs_initial_amount,hs_fees_amount,hs_platform_fee,hs_net_amount,hs_refunds_amount,hs_net_amount_after_refunds,hs_payment_source_app,hs_has_associated_invoice,hs_customer_email";
  return (await portal.call("GET", `/crm/v3/objects/commerce_payments/${id}?properties=${names}`)).at("properties") as Properties;
}

async function add(wish: Record<string, unknown>): Promise<string> {
  return (await portal.call("POST", "/simulator/payments", wish)).at("id") as string;
}

const become = (id: string, outcome: string, amount?: string) => portal.call("POST", "/simulator/payments/outcome", { id, outcome, ...(amount === undefined ? {} : { amount }) });

describe("a payment", () => {
  test("by card succeeds at once, less the fees of the processor and of HubSpot", async () => {
    const id = await add({ amount: "100.00", contact: "ada@northwind.example" });
    expect(await paymentOf(id)).toMatchObject({ hs_latest_status: "succeeded", hs_fees_amount: "2.90", hs_platform_fee: "0.50", hs_net_amount: "96.60", hs_net_amount_after_refunds: "100.00", hs_payment_source_app: "SALES_CHECKOUT", hs_customer_email: "ada@northwind.example" });
  });

  test("by bank debit is under way until it succeeds or fails", async () => {
    const [one, other] = [await add({ amount: "1000", method: "ach" }), await add({ amount: "5", method: "ach" })];
    expect(await paymentOf(one)).toMatchObject({ hs_latest_status: "processing", hs_fees_amount: null });
    expect((await become(one, "succeed")).body).toEqual({ status: "succeeded" });
    expect((await become(other, "fail")).body).toEqual({ status: "failed" });
    expect(await paymentOf(one)).toMatchObject({ hs_fees_amount: "5.00", hs_net_amount: "990.00" });
    expect((await become(other, "refund")).status).toBe(400);
  });

  test("is refunded in parts, and then altogether", async () => {
    const id = await add({ amount: "90" });
    expect((await become(id, "refund", "30.50")).body).toEqual({ status: "partially_refunded" });
    expect(await paymentOf(id)).toMatchObject({ hs_refunds_amount: "30.50", hs_net_amount_after_refunds: "59.50" });
    expect((await become(id, "refund")).body).toEqual({ status: "refunded" });
    expect(await paymentOf(id)).toMatchObject({ hs_refunds_amount: "90.00", hs_net_amount_after_refunds: "0.00" });
  });

  test("comes to what its line items come to, with their tax", async () => {
    const id = await add({ lineItems: [{ sku: "FUR-430", quantity: "4", taxRate: "5100201" }, { name: "Odd job", quantity: 2, price: "10" }] });
    expect(await paymentOf(id)).toMatchObject({ hs_initial_amount: "348.55" });
    const lines = await portal.call("GET", `/crm/v4/objects/commerce_payments/${id}/associations/line_items`);
    const taxed = Math.min(...(lines.at("results") as { toObjectId: number }[]).map((one) => one.toObjectId));
    expect((await portal.call("GET", `/crm/v3/objects/line_items/${taxed}?properties=hs_tax_rate,hs_tax_label,hs_tax_amount,hs_post_tax_amount`)).at("properties")).toMatchObject({
      hs_tax_rate: "10.25", hs_tax_label: "Sales tax", hs_tax_amount: "30.55", hs_post_tax_amount: "328.55",
    });
  });

  test("of an invoice says so as HubSpot does", async () => {
    const id = await add({ amount: "12", invoice: "4501" });
    expect(await paymentOf(id)).toMatchObject({ hs_payment_source_app: "INVOICE", hs_has_associated_invoice: "true" });
  });
});

test("a quote comes to its lines less discounts, with fees and taxes of what is left", async () => {
  const amountOf = async () => (await portal.call("GET", "/crm/v3/objects/quotes/7002?properties=hs_quote_amount")).at("properties.hs_quote_amount");
  // 1200.00 + 4 x 289.00 less 10 % + 2.5 x 85.00 = 2452.90; less 5 % = 2330.255; 75.00 more, and 9.375 % of it.
  expect(await amountOf()).toBe("2623.72");
  const fee = await portal.call("POST", "/crm/v3/objects/fees", { properties: { hs_label: "Travel", hs_type: "FIXED", hs_value: "10" }, associations: [{ to: { id: "7002" }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 363 }] }] });
  expect(await amountOf()).toBe("2633.72");
  await portal.call("PATCH", `/crm/v3/objects/fees/${String(fee.at("id"))}`, { properties: { hs_value: "20" } });
  expect(await amountOf()).toBe("2643.72");
  await portal.call("DELETE", `/crm/v3/objects/fees/${String(fee.at("id"))}`);
  expect(await amountOf()).toBe("2623.72");
});
