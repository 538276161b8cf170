import { describe, expect, test } from "vitest";
import type { PaymentPlan } from "../domain/document/payment.ts";
import type { PaidInvoice } from "../domain/document/references.ts";
import type { Posting } from "../domain/posting.ts";
import type { EngineContext } from "./context.ts";
import { prepare } from "./create-first.ts";

const usd = { amountMinor: 22_050, currency: "USD" };

/** A ledger in which the first posting of the step made the document, if any. */
function ledger(document: { postingId: string; booksId: string } | null): EngineContext {
  const store = { latestPostings: async (_: string, step: string) => [0, 1].map((ordinal) => ({ id: `${step}-${ordinal}`, ordinal })), documentsOfEnrollment: async () => (document ? [document] : []) };
  return { store } as unknown as EngineContext;
}

function paying(invoices: PaidInvoice[]): Posting {
  const customer = { use: "existing", id: "58", name: "Ada Okoye", matchedBy: "saved-link" };
  const plan = { kind: "payment", customer, currency: "USD", total: usd, applied: invoices.map((invoice) => ({ invoice, amount: usd })) } as Partial<PaymentPlan>;
  return { plan, enrollmentId: "e", stepId: "paid", connectionId: "b" } as unknown as Posting;
}

describe("what a payment needs", () => {
  const before: PaidInvoice = { use: "posted-before", ordinal: 0 };

  test("is its customer and the ids of its invoices, also of one that the step has just made", async () => {
    const posting = paying([{ use: "existing", id: "140", number: "1040" }, before]);
    expect(await prepare(ledger({ postingId: "paid-0", booksId: "145" }), posting)).toEqual({
      ready: true, party: { id: "58", name: "Ada Okoye" }, items: [], invoices: ["140", "145"], exchanges: [],
    });
  });

  test("is never guessed: without the invoice's document nothing is sent", async () => {
    await expect(prepare(ledger(null), paying([before]))).rejects.toThrow("has no document yet");
    await expect(prepare(ledger({ postingId: "another-0", booksId: "145" }), paying([before]))).rejects.toThrow("has no document yet");
  });
});

describe("what an expense needs", () => {
  const expense = (payee: object | null): Posting => ({ plan: { kind: "expense", payee, lines: [] }, connectionId: "b" }) as unknown as Posting;

  test("is its payee, or nobody", async () => {
    const stripe = { id: "56", name: "Stripe" };
    expect(await prepare(ledger(null), expense(stripe))).toMatchObject({ ready: true, party: stripe, items: [], invoices: [] });
    expect(await prepare(ledger(null), expense(null))).toMatchObject({ ready: true, party: null });
  });
});
