import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capVerdicts, type CapWish } from "./caps.ts";
import type { LocalDate } from "./dates.ts";
import type { DocumentPlan } from "./document/plan.ts";
import { plainSale } from "./document/sales.ts";
import type { Failure } from "./failure.ts";
import type { Money } from "./money.ts";
import { workflowCaps } from "./workflow.ts";

/** `customerKey` null = a customer that the books have. */
function aPlanOf(total: Money, customerKey: string | null): DocumentPlan {
  const existing = { use: "existing" as const, id: "58", name: "Cool Cars", matchedBy: "saved-link" as const };
  const created = { use: "create" as const, name: "New", firstName: null, lastName: null, email: null, companyName: null, phone: null, address: null, parent: null, crmKey: customerKey ?? "" };
  return {
    ...plainSale, kind: "invoice", customer: customerKey === null ? existing : created, transactionDate: "2026-11-20" as LocalDate, dueDate: "2026-12-20" as LocalDate,
    terms: null, currency: total.currency, lines: [], total, billEmail: null, privateNote: "", prepayment: null, fromEstimate: null,
  };
}

const unused = { documents: 0, newCustomers: [] };
const wish = (amountMinor: number, customer: string | null = null, currency = "USD"): CapWish => ({ plans: [aPlanOf({ amountMinor, currency }, customer)], isNew: true });
const codes = (verdicts: readonly (Failure | null)[]) => verdicts.map((one) => one?.code ?? null);

describe("W17: caps", () => {
  test("let pass what fits, stop the first plan that does not, and everything after it", () => {
    const { verdicts, tripped } = capVerdicts(workflowCaps.parse({ documentsPerHour: 3 }), { documents: 1, newCustomers: [] }, [wish(100), wish(100), wish(100), wish(100)], null);
    expect(codes(verdicts)).toEqual([null, null, "workflow-halted", "workflow-halted"]);
    expect(tripped).toEqual({ code: "cap-documents", cap: 3 });
  });

  test.each([
    ["10000", "USD", 1_000_000, null],
    ["10000", "USD", 1_000_001, "cap-amount"],
    ["9999.99", "USD", 1_000_000, "cap-amount"],
    ["10000", "EUR", 100, "cap-currency-differs"],
    ["10000", "JPY", 10_001, "cap-currency-differs"],
  ])("an amount of at most %s %s decides on %i cents: %s", (amount, currency, minor, code) => {
    const { verdicts, tripped } = capVerdicts(workflowCaps.parse({ amountPerDocument: { amount, currency } }), unused, [wish(minor)], null);
    expect([verdicts[0]?.code ?? null, tripped?.code ?? null]).toEqual([code, code]);
  });

  test("the customers that documents would have created count once each, and known ones not at all", () => {
    const caps = workflowCaps.parse({ newCustomersPerDay: 2 });
    const { verdicts } = capVerdicts(caps, { documents: 0, newCustomers: ["contact:1"] }, [wish(1), wish(1, "contact:1"), wish(1, "contact:2"), wish(1, "contact:2"), wish(1, "contact:3")], null);
    expect(codes(verdicts)).toEqual([null, null, null, null, "workflow-halted"]);
  });

  test("the rest of a unit of which the first document is in the books counts no further document", () => {
    const rest: CapWish = { ...wish(100), isNew: false };
    expect(codes(capVerdicts(workflowCaps.parse({ documentsPerHour: 1 }), { documents: 1, newCustomers: [] }, [rest], null).verdicts)).toEqual([null]);
  });

  test("a workflow that a cap stopped records nothing, even when its caps were taken away", () => {
    const { verdicts, tripped } = capVerdicts(workflowCaps.parse({}), unused, [wish(1)], { code: "cap-documents", cap: 1 });
    expect([codes(verdicts), tripped]).toEqual([["workflow-halted"], null]);
  });

  test("never let more documents pass than are left, whatever is wished", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(30), fc.array(fc.boolean(), { maxLength: 40 }), (cap, used, news) => {
        const wishes = news.map((isNew) => ({ ...wish(100), isNew }));
        const { verdicts } = capVerdicts(workflowCaps.parse({ documentsPerHour: cap + 1 }), { documents: used, newCustomers: [] }, wishes, null);
        const passed = wishes.filter((one, at) => one.isNew && verdicts[at] === null).length;
        expect(passed).toBeLessThanOrEqual(Math.max(0, cap + 1 - used));
      }),
    );
  });
});
