import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { InvoicePlan } from "../../domain/document/invoice.ts";
import { createInvoice } from "../create-invoice/create-invoice.ts";
import type { EarlierDocument } from "../action.ts";
import { aLine, anEarlier, aSubject, plannedBy, theDocument, theFailures, told } from "./samples.ts";

const lineItems = [aLine("Design consultation", "3", "150", { id: "l1" }), aLine("Pendant light", "1", "99.99", { id: "l2" })];
const deal = aSubject({ lineItems, adjustments: [{ kind: "discount", label: "Loyal", form: "percent", value: "10" as never }] });

function invoice(settings: Record<string, unknown>, earlier: EarlierDocument[] = [], subject = deal): InvoicePlan {
  return theDocument(createInvoice, settings, subject, { earlier }) as InvoicePlan;
}

function amounts({ lines, discount, total }: InvoicePlan): number[] {
  return [...lines.flatMap((line) => (line.kind === "item" ? [line.amount.amountMinor] : [])), discount?.amount.amountMinor ?? 0, total.amountMinor];
}

describe("a part of a deal", () => {
  const half = { part: "percent", partPercent: "50" };

  test("is the whole when nothing is said", () => {
    expect(amounts(invoice({}))).toEqual([45_000, 9_999, 5_500, 49_499]);
  });

  test("is a percentage of every line and of the discount, with quantity and price that multiply to it", () => {
    const plan = invoice(half);
    expect(amounts(plan)).toEqual([22_500, 5_000, 2_750, 24_750]);
    expect(plan.lines).toMatchObject([{ quantity: "3", unitPrice: "75" }, { quantity: "1", unitPrice: "50" }]);
    expect(plan.discount).toMatchObject({ percent: null });
  });

  test("says how much was billed before and what is left", () => {
    const { decisions } = plannedBy(createInvoice, { part: "balance" }, deal, { earlier: [anEarlier(invoice(half))] });
    expect(told(decisions)).toContainEqual({ about: "part of the record", decided: "247.49 USD of 494.99 USD before tax; billed before: 247.50 USD, left after this: 0.00 USD" });
  });

  test("two halves are the whole, and never a cent more", () => {
    const first = invoice(half);
    const second = invoice(half, [anEarlier(first)]);
    expect(first.total.amountMinor + second.total.amountMinor).toBe(49_499);
    expect(theFailures(createInvoice, half, deal, { earlier: [anEarlier(first), anEarlier(second)] })).toMatchObject([{ code: "nothing-left-to-bill" }]);
  });

  test("is an amount, spread over the lines", () => {
    expect(amounts(invoice({ part: "amount", partAmount: "100" })).at(-1)).toBe(10_000);
    const tooMuch = { part: "amount", partAmount: "500" };
    expect(theFailures(createInvoice, tooMuch, deal)).toMatchObject([{ code: "part-too-large", left: { amountMinor: 49_499 } }]);
  });

  test("is some lines by name or SKU with their part of the discount, and the balance is the others", () => {
    const light = invoice({ part: "lines", partLines: "pendant LIGHT\n" });
    expect(amounts(light)).toEqual([9_999, 1_000, 8_999]);
    expect(amounts(invoice({ part: "balance" }, [anEarlier(light)]))).toEqual([45_000, 4_500, 40_500]);
    expect(theFailures(createInvoice, { part: "lines", partLines: "Moss wall" }, deal)).toMatchObject([{ code: "part-line-unknown", lineName: "Moss wall" }]);
  });

  test("bills a free line once", () => {
    const subject = aSubject({ lineItems: [...lineItems, aLine("Old lamp", "1", "0", { id: "l3" })] });
    const first = theDocument(createInvoice, { ...half, createMissingItems: "yes", incomeAccount: "79" }, subject) as InvoicePlan;
    const rest = theDocument(createInvoice, { part: "balance", createMissingItems: "yes", incomeAccount: "79" }, subject, { earlier: [anEarlier(first)] }) as InvoicePlan;
    expect([first.lines.length, rest.lines.length]).toEqual([3, 2]);
  });

  test("an estimate bills nothing, so the balance after it is the whole", () => {
    const offered = { ...invoice({}), kind: "estimate" as const, expirationDate: null, acceptance: null };
    expect(amounts(invoice({ part: "balance" }, [anEarlier(offered)])).at(-1)).toBe(49_499);
  });
});

const price = fc.integer({ min: 1, max: 1_000_000 }).map((cents) => (cents / 100).toFixed(2));
const line = fc.tuple(fc.integer({ min: 1, max: 20 }), price);
const percent = fc.integer({ min: 1, max: 60 });

property.prop([fc.array(line, { minLength: 1, maxLength: 8 }), fc.array(percent, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 100 })])(
  "milestones and the balance after them lose no cent, whatever the percentages",
  (rows, percents, off) => {
    const items = rows.map(([quantity, unit], n) => aLine("Pendant light", String(quantity), unit, { id: String(n) }));
    const subject = aSubject({ lineItems: items, adjustments: off === 0 ? [] : [{ kind: "discount", label: "Off", form: "percent", value: String(off) as never }] });
    const whole = invoice({}, [], subject).total.amountMinor;
    const earlier: EarlierDocument[] = [];
    for (const part of [...percents.map((one) => ({ part: "percent", partPercent: String(one) })), { part: "balance" }]) {
      const { plan } = plannedBy(createInvoice, part, subject, { earlier });
      if (plan.ok) earlier.push(anEarlier(plan.value[0]!));
      else expect(plan.error).toMatchObject([{ code: "nothing-left-to-bill" }]);
    }
    expect(earlier.reduce((sum, one) => sum + one.total.amountMinor, 0)).toBe(whole);
  },
);
