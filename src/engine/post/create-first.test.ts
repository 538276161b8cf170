import { describe, expect, test } from "vitest";
import type { PaymentPlan } from "../../domain/document/payment.ts";
import type { PaidInvoice } from "../../domain/document/references.ts";
import type { Posting } from "../../domain/posting.ts";
import type { EngineContext } from "../context.ts";
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

describe("a customer whose name is taken at the last moment", () => {
  const customer = { use: "create", name: "Ada Okoye", firstName: "Ada", lastName: "Okoye", email: "ada@northwind.example", crmKey: "551@company:88" };
  const northwind = { use: "existing", id: "5", name: "Northwind", matchedBy: "saved-link" };
  const holder = { kind: "customer", id: "1", name: "ada okoye", isActive: true, email: "Ada@northwind.example", details: {} };

  async function prepared(parent: object | null, changes: object) {
    const answer = { outcome: "refused", failures: [{ code: "books-name-taken" }], exchange: null };
    const books = { createCustomer: async () => answer, nameHolders: async () => ({ ok: true, value: [{ ...holder, ...changes }] }) };
    const store = { findReferences: async () => ({ rows: [], links: [], isComplete: true }), keepCreated: async () => undefined, latestPostings: async () => [], documentsOfEnrollment: async () => [] };
    const context = { store, books: async () => books, clock: { now: () => "2026-11-23T18:00:00.000Z" } } as unknown as EngineContext;
    const plan = { kind: "payment", customer: { ...customer, parent }, currency: "USD", total: usd, applied: [] };
    return prepare(context, { plan, enrollmentId: "e", stepId: "paid", connectionId: "b" } as unknown as Posting);
  }

  test.each<[string, object | null, object]>([
    ["by the same person's customer", null, {}],
    ["by the same person's sub-customer of the planned company", northwind, { details: { parentId: "5" } }],
  ])("is %s", async (_, parent, changes) => {
    expect(await prepared(parent, changes)).toMatchObject({ ready: true, party: { id: "1" } });
  });

  test.each<[string, object | null, object]>([
    ["a customer with another e-mail", null, { email: "other@ada.example" }],
    ["an inactive customer", null, { isActive: false }],
    ["a project", null, { details: { isProject: true, parentId: "5" } }],
    ["the same person by itself, when a company was planned", northwind, {}],
    ["the same person under another company", northwind, { details: { parentId: "9" } }],
  ])("is never merged with %s", async (_, parent, changes) => {
    expect(await prepared(parent, changes)).toMatchObject({ ready: false, answer: { failures: [{ code: "display-name-taken", holderId: "1", crmKey: "551@company:88" }] } });
  });
});
