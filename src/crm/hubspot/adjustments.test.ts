import { afterEach, describe, expect, test } from "vitest";
import { scriptedPortal, type ScriptedPortal } from "./scripted-portal.ts";
import { aRecord, holding, subjectIn, to, type Properties, type ScriptedRecords } from "./scripted-records.ts";

let portal: ScriptedPortal | undefined;
afterEach(async () => {
  await portal?.stop();
  portal = undefined;
});

/** A quote, or another record, with one discount. */
function discounted(discount: Properties): ScriptedRecords {
  return { records: { discounts: { "61": discount } }, associations: { "1 discounts": [to(61)] } };
}

describe("adjustments", () => {
  test("come as discounts, fees and taxes, each in their own order", async () => {
    const world = {
      records: {
        discounts: { "61": { hs_label: "Loyal", hs_type: "PERCENT", hs_value: "10", hs_sort_order: "2" }, "62": { hs_label: "Voucher", hs_type: "FIXED", hs_value: "25.00", hs_sort_order: "1" } },
        fees: { "71": { hs_label: "Handling", hs_type: "FIXED", hs_value: "4.95" } },
        taxes: { "82": { hs_label: "City", hs_type: "PERCENT", hs_value: "1.5" }, "81": { hs_label: "State", hs_type: "PERCENT", hs_value: "7.25" } },
      },
      associations: { "1 taxes": [to(82), to(81)], "1 fees": [to(71)], "1 discounts": [to(61), to(62)] },
    };
    expect((await subjectIn(world, aRecord("quote", "1"))).adjustments).toEqual([
      { kind: "discount", label: "Voucher", form: "amount", value: "25" },
      { kind: "discount", label: "Loyal", form: "percent", value: "10" },
      { kind: "fee", label: "Handling", form: "amount", value: "4.95" },
      { kind: "tax", label: "State", form: "percent", value: "7.25" },
      { kind: "tax", label: "City", form: "percent", value: "1.5" },
    ]);
  });

  test("below zero are what they come to; of nothing there is none", async () => {
    const world = {
      records: { discounts: { "61": { hs_type: "FIXED", hs_value: "-5" }, "62": { hs_type: "FIXED", hs_value: "0.00" }, "63": { hs_type: "PERCENT" } }, fees: { "71": { hs_type: "FIXED", hs_value: "-3" } } },
      associations: { "1 discounts": [to(61), to(62), to(63)], "1 fees": [to(71)] },
    };
    expect((await subjectIn(world, aRecord("quote", "1"))).adjustments).toEqual([
      { kind: "discount", label: "Discount", form: "amount", value: "5" },
      { kind: "discount", label: "Fee", form: "amount", value: "3" },
    ]);
  });

  test.each<[string, Properties, unknown]>([
    ["a kind HubSpot may yet invent", { hs_type: "TIERED", hs_value: "5" }, { code: "property-unreadable", property: "hs_type", value: "TIERED", expected: "FIXED or PERCENT" }],
    ["a value that is no number", { hs_type: "FIXED", hs_value: "five" }, { code: "property-unreadable", property: "hs_value", value: "five", expected: "a positive number" }],
  ])("with %s are never left out silently", async (_, discount, error) => {
    portal = await scriptedPortal(holding(discounted(discount)));
    expect(await portal.crm.readSubjects([aRecord("quote", "1")])).toEqual({ ok: false, error });
    expect(await portal.crm.readSubjects([aRecord("quote", "1"), aRecord("quote", "2")])).toMatchObject({ ok: true, value: [{ record: { id: "2" } }] });
  });

  test("that are associated but cannot be read are missed", async () => {
    portal = await scriptedPortal(holding({ records: {}, associations: { "1 fees": [to(71)] } }));
    expect(await portal.crm.readSubjects([aRecord("quote", "1")])).toEqual({ ok: false, error: { code: "crm-unreachable", detail: "HubSpot does not give fee 71" } });
  });

  test.each<[string, Properties, unknown[]]>([
    ["an amount", { hs_order_discount_code: "SUMMER", hs_order_discount_amount: "15.00", hs_order_discount_percentage: "10" }, [{ kind: "discount", label: "SUMMER", form: "amount", value: "15" }]],
    ["a percentage", { hs_order_discount_amount: "0", hs_order_discount_percentage: "10" }, [{ kind: "discount", label: "Discount", form: "percent", value: "10" }]],
    ["nothing", { hs_order_discount_code: "", hs_order_discount_amount: "0" }, []],
  ])("of a payment are its order's discount: %s", async (_, properties, adjustments) => {
    expect((await subjectIn({ records: {}, associations: {} }, aRecord("payment", "1", properties))).adjustments).toEqual(adjustments);
  });

  test("of a payment count once when the order's discount is an object, too", async () => {
    const payment = aRecord("payment", "1", { hs_order_discount_amount: "15.00" });
    const { adjustments } = await subjectIn(discounted({ hs_label: "Summer", hs_type: "FIXED", hs_value: "15" }), payment);
    expect(adjustments).toEqual([{ kind: "discount", label: "Summer", form: "amount", value: "15" }]);
  });
});
