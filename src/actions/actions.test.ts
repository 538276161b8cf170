/** The catalog: which actions there are, on what, and that each one's form and settings are about the same things. */
import { describe, expect, test } from "vitest";
import type { Action } from "./action.ts";
import { actionOf, actions } from "./index.ts";
import { aPayment, aRow, aSubject, found, plannedBy, theDocument, theFailures, usualRows } from "./sale/samples.ts";

/** What must be chosen before an action is ready. */
const required: Record<string, Record<string, unknown>> = {
  "create-expense": { paidFrom: "35", category: "60" },
  "create-refund-receipt": { refundFrom: "35" },
};

function settingsOf({ kind }: Action): Record<string, unknown> {
  return { books: "b1", ...required[kind] };
}

function subjectOf({ objectTypes }: Action): ReturnType<typeof aSubject> {
  return objectTypes.includes("payment") ? aPayment({ paymentState: "refunded", refunded: "300" as never }) : aSubject();
}

/** Whoever changes it, at any depth, throws. */
function frozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === "object" && part !== null) frozen(part as object);
  return Object.freeze(value);
}

test("there are the seven actions, each on its kinds of records (A1-A7, W7)", () => {
  expect(actions.map(({ kind, documents, objectTypes }) => [kind, documents.join("+"), objectTypes.join(",")])).toEqual([
    ["create-invoice", "invoice", "deal,quote"],
    ["create-estimate", "estimate", "deal,quote"],
    ["create-sales-receipt", "sales-receipt", "deal,quote"],
    ["create-paid-invoice", "invoice+payment", "payment"],
    ["create-payment-sales-receipt", "sales-receipt", "payment"],
    ["create-expense", "expense", "payment"],
    ["create-refund-receipt", "refund-receipt", "payment"],
  ]);
  expect(actionOf("create-money")).toBeUndefined();
});

describe.each(actions.map((action) => [action.title, action] as const))("%s", (_, action) => {
  test("asks in its form for every setting that it knows, and for nothing else", () => {
    expect(action.form.map(({ name }) => name).sort()).toEqual([...action.settingNames].sort());
  });

  test("hides fields only behind fields and values that its form has", () => {
    for (const { shownWhen } of action.form) {
      if (shownWhen === undefined) continue;
      const other = action.form.find(({ name }) => name === shownWhen.field);
      const values = other && "options" in other ? other.options.map(({ value }) => value) : [];
      expect(values).toEqual(expect.arrayContaining([shownWhen.equals].flat()));
    }
  });

  test("cannot be published with a required field left empty", () => {
    const ready = action.ready({});
    expect(ready.ok).toBe(false);
    if (!ready.ok) expect(ready.error).toContainEqual(expect.objectContaining({ field: "books", label: "QuickBooks account" }));
  });

  test("plans with what is usual, the same each time", () => {
    const plan = () => plannedBy(action, settingsOf(action), subjectOf(action));
    expect(plan().plan).toMatchObject({ ok: true, value: action.documents.map((kind) => ({ kind })) });
    expect(plan()).toEqual(plan());
  });

  test("changes nothing that it is given, and nothing is written by planning", () => {
    const subject = frozen(subjectOf(action));
    expect(plannedBy(action, frozen(settingsOf(action)), subject).plan.ok).toBe(true);
  });

  test("finds what it needs by what it says it needs, and is content with settings that exist", () => {
    const ready = action.ready(settingsOf(action));
    if (!ready.ok) throw new Error(JSON.stringify(ready.error));
    const { books, references } = found();
    const ids = ready.value.settingsNeeds(books);
    expect(ready.value.needs(subjectOf(action), books).ids).toEqual(expect.arrayContaining(ids));
    expect(ready.value.checkSettings({ books, references })).toEqual([]);
  });
});

describe("Create a QuickBooks estimate (A2)", () => {
  const estimate = actionOf("create-estimate")!;
  const signed = aSubject({ record: { ...aSubject().record, objectType: "quote", properties: { expires: "2026-12-31", signed: "2026-11-22" } } });

  test("has neither terms nor a due date, and moves no money", () => {
    const plan = theDocument(estimate, {}, aSubject());
    expect([plan.kind, "terms" in plan, "dueDate" in plan]).toEqual(["estimate", false, false]);
  });

  test("may expire, and is accepted on the day that a property says", () => {
    expect(theDocument(estimate, { expirationDateProperty: "expires", acceptedDateProperty: "signed" }, signed)).toMatchObject({
      expirationDate: "2026-12-31", acceptance: { by: "Ada Okoye", on: "2026-11-22" },
    });
    expect(theDocument(estimate, {}, signed)).toMatchObject({ expirationDate: null, acceptance: null });
  });
});

describe("Create a QuickBooks sales receipt (A3)", () => {
  const receipt = actionOf("create-sales-receipt")!;
  const paid = aSubject({ record: { ...aSubject().record, properties: { check: "1204" } } });

  test("has the deposit account, the payment method and the money's own number", () => {
    expect(theDocument(receipt, { depositAccount: "4", paymentMethod: "2", referenceProperty: "check" }, paid)).toMatchObject({
      kind: "sales-receipt", depositAccount: { id: "4" }, paymentMethod: { id: "2" }, paymentReference: "1204",
    });
  });

  test("of nothing is refused unless the account takes it", () => {
    const free = aSubject({ lineItems: [{ ...aSubject().lineItems[0]!, netAmount: "0" as never }] });
    expect(theFailures(receipt, {}, free)).toMatchObject([{ code: "total-zero", kind: "sales-receipt" }]);
    expect(theDocument(receipt, {}, free, { settings: { takesZeroReceipts: true } }).total.amountMinor).toBe(0);
  });

  test("stops at an account that takes no deposits and a method that is gone", () => {
    expect(theFailures(receipt, { depositAccount: "79", paymentMethod: "9" }, paid)).toMatchObject([{ code: "account-wrong-type", field: "depositAccount" }, { code: "reference-gone", kind: "payment-method" }]);
  });
});

describe("Create a QuickBooks sales receipt for a payment (A5)", () => {
  const receipt = actionOf("create-payment-sales-receipt")!;
  const taxed = aPayment({ amount: "327" as never }, { lineItems: [{ ...aSubject().lineItems[0]!, tax: { rate: null, label: null, amount: "27" as never } }] });

  test("is dated when the payer paid, and takes any kind of product", () => {
    expect(theDocument(receipt, {}, aPayment())).toMatchObject({ kind: "sales-receipt", transactionDate: "2026-11-21", paymentReference: "PAY-1042", total: { amountMinor: 30_000 } });
  });

  test("books the tax that was charged, without a switch", () => {
    expect(theDocument(receipt, {}, taxed, { settings: { chargedTaxCode: "9" } })).toMatchObject({ total: { amountMinor: 32_700 }, tax: { mode: "as-charged", tax: { amountMinor: 2_700 } } });
  });

  test("elsewhere contains the tax, so that it comes to exactly what was paid", () => {
    const rows = [...usualRows.filter(({ kind }) => kind !== "tax-code"), aRow("tax-code", "21", "21%", { details: { salesRates: [{ rateId: "r", base: "amount" }] } }), aRow("tax-rate", "r", "21%", { details: { percent: "21" as never } })];
    const line = (n: number) => ({ ...aSubject().lineItems[0]!, id: String(n), quantity: "1" as never, unitPrice: "0.1" as never, netAmount: null, currency: "EUR", tax: { rate: "21" as never, label: null, amount: "0.02" as never } });
    const payment = aPayment({ amount: "0.36" as never }, { currency: "EUR", lineItems: [line(1), line(2), line(3)] });
    const facts = { rows, company: { country: "NL", homeCurrency: "EUR", tax: "code-per-line" as const }, settings: { taxMappings: [{ rate: "21", label: null, taxCode: "21" }] } };
    expect(theDocument(receipt, {}, payment, facts).total.amountMinor).toBe(36);
    const cent = aPayment({ amount: "0.37" as never }, { currency: "EUR", lineItems: [line(1), line(2), line(3)] });
    expect(theDocument(receipt, {}, cent, facts)).toMatchObject({ total: { amountMinor: 37 }, tax: { mode: "codes", amounts: "inclusive" } });
    const other = aPayment({ amount: "0.90" as never }, { currency: "EUR", lineItems: [line(1), line(2), line(3)] });
    expect(theFailures(receipt, {}, other, facts)).toMatchObject([{ code: "paid-differs" }]);
  });
});
