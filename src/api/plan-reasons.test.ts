import { describe, expect, test } from "vitest";
import type { DocumentPlanReply } from "./document-plan.ts";
import { createdFirst, otherReasons, placeReasons } from "./plan-reasons.ts";

const money = { amountMinor: 50_000, currency: "USD" };
const newItem = { use: "create", name: "Moss wall", sku: "FUR-490", description: null, unitPrice: "860", incomeAccount: { id: "79", name: "Sales" }, type: "service", isTaxable: true, category: { id: "9", name: "Green" } } as const;
const line = { kind: "item", lineItemId: "501", item: newItem, description: "", quantity: "1", unitPrice: "500", amount: money, class: null, serviceDate: null, isTaxable: false, taxCode: null, includedTax: null };
const company = { use: "create", name: "Northwind", firstName: null, lastName: null, email: null, companyName: "Northwind", phone: null, address: null, crmKey: "company:3", parent: null };
const customer = { ...company, name: "Ada Okoye", firstName: "Ada", lastName: "Okoye", email: "ada@northwind.example", companyName: null, crmKey: "7", parent: company };
const invoice = { kind: "invoice", transactionDate: "2026-11-23", currency: "USD", customer, lines: [line, { ...line, lineItemId: "502" }], tax: { mode: "none" } } as unknown as DocumentPlanReply;
const payment = { kind: "payment", customer, applied: [] } as unknown as DocumentPlanReply;
const expense = { kind: "expense", payee: null, lines: [], tax: { mode: "none" } } as unknown as DocumentPlanReply;

describe("what is created first", () => {
  test("comes in the order it is created, each thing once over all the documents of a step", () => {
    expect(createdFirst([invoice, payment]).map(({ what, name, facts }) => `${what} ${name}: ${facts.map(({ label, value }) => `${label} ${value}`).join(", ")}`)).toEqual([
      "Customer Northwind: Company Northwind",
      "Customer Ada Okoye: Under Northwind, Person Ada Okoye, E-mail ada@northwind.example",
      "Product Moss wall: Type Service, Income account Sales, Category Green, SKU FUR-490, Taxable Yes",
    ]);
    expect(createdFirst([expense])).toEqual([]);
  });
});

describe("reasons", () => {
  const decisions = [
    { topic: "customer" as const, about: "klant", decided: "Ada Okoye will be created" },
    { topic: "product" as const, about: 'product for "Moss"', decided: "matched by SKU", lineItemId: "502" },
    { topic: "transaction-date" as const, about: "transaction date", decided: "the close date" },
    { topic: "discount" as const, about: "discount", decided: "in the prices" },
    { topic: "other" as const, about: "weather", decided: "fine" },
  ];

  test("stand next to what they are about", () => {
    const { party, facts, sums, lines, elsewhere } = placeReasons(invoice, decisions);
    expect([party, facts, sums]).toEqual([["klant: Ada Okoye will be created"], ["transaction date: the close date"], ["discount: in the prices"]]);
    expect([...lines]).toEqual([["502", ["matched by SKU"]]]);
    expect(elsewhere.map(({ about }) => about)).toEqual(["weather"]);
  });

  test("that no document has a place for are not lost, also when there is no document", () => {
    expect(otherReasons([invoice, payment], decisions).map(({ about }) => about)).toEqual(["weather"]);
    expect(otherReasons([expense], decisions).map(({ about }) => about)).toEqual(["klant", 'product for "Moss"', "weather"]);
    expect(otherReasons([], decisions)).toEqual(decisions);
  });
});
