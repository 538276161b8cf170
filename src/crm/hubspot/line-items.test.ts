import { describe, expect, test } from "vitest";
import type { LineItem } from "#domain/record.ts";
import { aRecord, subjectIn, to, type Properties } from "./scripted-records.ts";

async function lineOf(properties: Properties): Promise<LineItem | undefined> {
  const world = { records: { line_items: { "901": { name: "Care", quantity: "1", price: "10", ...properties } } }, associations: { "1 line_items": [to(901)] } };
  return (await subjectIn(world, aRecord("deal", "1"))).lineItems[0];
}

describe("line items", () => {
  test("know their product, their discount and how they recur", async () => {
    expect(await lineOf({ hs_product_id: "101", hs_discount_percentage: "8.50", recurringbillingfrequency: "monthly", hs_recurring_billing_start_date: "2026-12-01" })).toMatchObject({
      productId: "101", discountPercent: "8.5", isRecurring: true, billingStart: "2026-12-01",
    });
    expect(await lineOf({ hs_product_id: null, hs_discount_percentage: "", recurringbillingfrequency: "" })).toMatchObject({ productId: null, discountPercent: null, isRecurring: false, billingStart: null });
  });

  test.each([
    ["1796083200000", "2026-12-01"],
    ["2026-12-01T00:00:00Z", "2026-12-01"],
    ["soon", null],
  ])("start on the day that HubSpot writes as %s", async (written, day) => {
    expect(await lineOf({ hs_recurring_billing_start_date: written })).toMatchObject({ billingStart: day });
  });

  test.each<[string, Properties, LineItem["tax"]]>([
    ["a tax rate of the portal", { hs_tax_rate: "8.875", hs_tax_label: "NY sales tax", hs_tax_amount: "0.89" }, { rate: "8.875", label: "NY sales tax", amount: "0.89" } as LineItem["tax"]],
    ["a rate of zero", { hs_tax_rate: "0", hs_tax_label: "Exempt", hs_tax_amount: "0" }, { rate: "0", label: "Exempt", amount: "0" } as LineItem["tax"]],
    ["an automated amount", { hs_tax_amount: "0", hs_auto_tax_amount: "0.73" }, { rate: null, label: null, amount: "0.73" } as LineItem["tax"]],
    ["an amount of older accounts", { tax: "1.25" }, { rate: null, label: null, amount: "1.25" } as LineItem["tax"]],
    ["a rate alone", { hs_tax_rate: "20" }, { rate: "20", label: null, amount: null } as LineItem["tax"]],
    ["zeros alone, which say nothing", { hs_tax_amount: "0", hs_auto_tax_amount: "0.00", tax: "0" }, null],
    ["nothing", {}, null],
  ])("are taxed by %s", async (_, properties, tax) => {
    expect((await lineOf(properties))?.tax).toEqual(tax);
  });
});
