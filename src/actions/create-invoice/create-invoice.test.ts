import { fc, test as property } from "@fast-check/vitest";
import { Big } from "big.js";
import { describe, expect, test } from "vitest";
import type { InvoicePlan } from "../../domain/document/invoice.ts";
import { type PlannedItemLine, untaxed } from "../../domain/document/lines.ts";
import { plainSale } from "../../domain/document/sales.ts";
import type { LocalDate } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import { decimalText } from "../../domain/money.ts";
import type { Subject } from "../../domain/record.ts";
import { createInvoice } from "./create-invoice.ts";
import { aContact, aLine, aRow, aSubject, found, type FoundFacts, told, usualRows } from "../sale/samples.ts";

const usual = { books: "b1", terms: "3", customerRule: null, createMissingItems: "no", incomeAccount: null };

function plan(subject: Subject, facts: FoundFacts = {}, settings: Record<string, unknown> = {}) {
  const ready = createInvoice.ready({ ...usual, ...settings });
  if (!ready.ok) throw new Error(JSON.stringify(ready.error));
  return ready.value.plan(subject, found(facts));
}

function planned(...args: Parameters<typeof plan>): Omit<InvoicePlan, "lines"> & { lines: PlannedItemLine[] } {
  const { plan: result } = plan(...args);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value[0] as Omit<InvoicePlan, "lines"> & { lines: PlannedItemLine[] };
}

function failures(...args: Parameters<typeof plan>): Failure[] {
  const { plan: result } = plan(...args);
  return result.ok ? [] : result.error;
}

const plainLine = { ...untaxed, kind: "item", class: null, serviceDate: null };

test("a deal, its contact and its lines become exactly this invoice", () => {
  const lineItems = [aLine("Design consultation", "2", "150", { sku: "DSN-100" }), aLine("pendant  LIGHT", "2.5", "132.40", { description: "Brass" })];
  const { plan: result, decisions } = plan(aSubject({ lineItems }));
  expect(result).toEqual({
    ok: true,
    value: [{
      ...plainSale,
      kind: "invoice",
      prepayment: null,
      fromEstimate: null,
      customer: { use: "existing", id: "1", name: "Ada Okoye", matchedBy: "name-and-email" },
      transactionDate: "2026-11-23",
      dueDate: "2026-12-23",
      terms: { id: "3", name: "Net 30" },
      currency: "USD",
      lines: [
        {
          ...plainLine,
          lineItemId: "line-Design consultation",
          item: { use: "existing", id: "1", name: "Design consultation", matchedBy: "sku" },
          description: "Design consultation",
          quantity: "2",
          unitPrice: "150",
          amount: { amountMinor: 30_000, currency: "USD" },
        },
        {
          ...plainLine,
          lineItemId: "line-pendant  LIGHT",
          item: { use: "existing", id: "9", name: "Pendant light", matchedBy: "name" },
          description: "Brass",
          quantity: "2.5",
          unitPrice: "132.4",
          amount: { amountMinor: 33_100, currency: "USD" },
        },
      ],
      total: { amountMinor: 63_100, currency: "USD" },
      billEmail: "ada@northwind.example",
      privateNote: 'Created by Ledgerline from deal "Reception fit-out" https://crm.example/deals/9001',
    }],
  });
  expect(told(decisions).map((one) => one.decided)).toEqual([
    "Ada Okoye, matched by first name, last name and e-mail",
    "Design consultation, matched by SKU DSN-100",
    "Pendant light, matched by name",
    "2026-11-23, today in the company's time zone",
  ]);
});

describe("the customer", () => {
  const created = { use: "create", name: "Zoë Ünal", firstName: "Zoë", lastName: "Ünal", email: "zoe@unal.example", companyName: null, phone: null, address: null, parent: null, crmKey: "551" };
  const zoe = aContact({ firstName: "Zoë", lastName: "Ünal", email: "zoe@unal.example" });

  test.each<[string, Subject, FoundFacts, InvoicePlan["customer"] | object]>([
    ["is found whatever the case, spaces and Unicode form", aSubject({ contacts: [aContact({ firstName: " ADA", email: "Ada@Northwind.example " })] }), {}, { id: "1" }],
    ["is found by its display name when the books have no first and last name", aSubject(), { rows: [...usualRows.slice(1), aRow("customer", "8", "Ada Okoye", { email: "ada@northwind.example" })] }, { id: "8" }],
    ["is the one linked earlier, even under another name", aSubject(), { rows: [...usualRows, aRow("customer", "7", "Northwind")], links: [{ kind: "customer", crmKey: "551", booksId: "7" }] }, { id: "7", matchedBy: "saved-link" }],
    ["is created when nobody has name and e-mail", aSubject({ contacts: [zoe] }), {}, created],
    ["is the first contact when there are several", aSubject({ contacts: [aContact(), zoe] }), {}, { id: "1" }],
  ])("%s", (_, subject, facts, expected) => {
    expect(planned(subject, facts).customer).toMatchObject(expected);
  });

  test.each<[string, Subject, FoundFacts, object[]]>([
    ["no contact", aSubject({ contacts: [] }), {}, [{ code: "no-contact" }]],
    ["no e-mail", aSubject({ contacts: [aContact({ email: "  " })] }), {}, [{ code: "contact-without-email", contactName: "Ada Okoye" }]],
    ["no name", aSubject({ contacts: [aContact({ firstName: null, lastName: "" })] }), {}, [{ code: "contact-without-name" }]],
    ["two equal customers", aSubject(), { rows: [...usualRows, aRow("customer", "31", "Ada Okoye (2)", { firstName: "Ada", lastName: "Okoye", email: "ada@northwind.example" })] }, [{ code: "customers-ambiguous" }]],
    ["an inactive customer", aSubject(), { rows: usualRows.map((row) => (row.kind === "customer" ? { ...row, isActive: false } : row)) }, [{ code: "customer-inactive" }]],
    ["a vendor of that name", aSubject({ contacts: [zoe] }), { rows: [...usualRows, aRow("vendor", "40", "ZOË ünal")] }, [{ code: "display-name-taken", holder: "vendor", holderId: "40" }]],
    ["an inactive employee of that name", aSubject({ contacts: [zoe] }), { rows: [...usualRows, aRow("employee", "60", "Zoë Ünal", { isActive: false })] }, [{ code: "display-name-taken", holder: "employee" }]],
    ["a customer of that name with another e-mail", aSubject({ contacts: [aContact({ email: "other@ada.example" })] }), {}, [{ code: "display-name-taken", holder: "customer" }]],
    ["a first name longer than QuickBooks keeps", aSubject({ contacts: [aContact({ firstName: "A".repeat(101) })] }), {}, [{ code: "display-name-unusable", reason: "too-long" }]],
    ["a colon in the name", aSubject({ contacts: [aContact({ lastName: "O:K" })] }), {}, [{ code: "display-name-unusable", reason: "forbidden-character" }]],
  ])("stops: %s", (_, subject, facts, expected) => {
    expect(failures(subject, facts)).toMatchObject(expected);
  });

  const filter = { property: "quickbooks_sync", values: ["true"] };
  test("must meet the sync filter under the new rule, and need not under the legacy one", () => {
    const subject = aSubject({ contacts: [aContact({ properties: { quickbooks_sync: "false" } })] });
    const facts = { settings: { customerSyncFilter: filter } };
    expect(failures(subject, facts)).toMatchObject([{ code: "contact-not-eligible", filter: { property: "quickbooks_sync", values: ["true"] } }]);
    expect(failures(subject, facts, { customerRule: "create-if-missing" })).toEqual([]);
    expect(failures(aSubject({ contacts: [aContact({ properties: { quickbooks_sync: "TRUE" } })] }), facts)).toEqual([]);
  });
});

describe("the lines", () => {
  const moss = aLine("Moss wall", "1", "860", { sku: "FUR-490" });
  const missing = { createMissingItems: "yes", incomeAccount: "79" };

  test("the SKU decides before the name", () => {
    const line = aLine("Pendant light", "1", "1", { sku: " dsn-100 " });
    expect(planned(aSubject({ lineItems: [line] })).lines[0]?.item).toMatchObject({ id: "1", matchedBy: "sku" });
  });

  test("a discount becomes a net unit price with at most seven decimals", () => {
    const line = aLine("Design consultation", "3", "150", { netAmount: "400" as never });
    expect(planned(aSubject({ lineItems: [line] })).lines[0]).toMatchObject({ unitPrice: "133.3333333", amount: { amountMinor: 40_000 } });
  });

  test("a missing product is created with the chosen income account", () => {
    const [line] = planned(aSubject({ lineItems: [moss] }), {}, missing).lines;
    expect(line?.item).toEqual({ use: "create", name: "Moss wall", sku: "FUR-490", description: null, unitPrice: "860", incomeAccount: { id: "79", name: "Sales of Product Income" }, type: "service", isTaxable: true, category: null });
  });

  test("a free line and a zero total are kept", () => {
    expect(planned(aSubject({ lineItems: [aLine("Pendant light", "1", "0")] })).total.amountMinor).toBe(0);
  });

  test.each<[string, ReturnType<typeof aLine>[], FoundFacts, Record<string, unknown>, object[]]>([
    ["no lines", [], {}, {}, [{ code: "no-line-items" }]],
    ["a missing product, which is not to be created", [moss], {}, {}, [{ code: "item-not-found", sku: "FUR-490" }]],
    ["a missing product and no income account", [moss], {}, { createMissingItems: "yes" }, [{ code: "income-account-missing" }, { code: "item-not-found" }]],
    ["an income account that is none", [], {}, { createMissingItems: "yes", incomeAccount: "35" }, [{ code: "account-wrong-type" }, { code: "no-line-items" }]],
    ["an income account that is gone", [aLine("Pendant light", "1", "1")], {}, { createMissingItems: "yes", incomeAccount: "99" }, [{ code: "account-gone" }]],
    ["an inactive product", [aLine("Old lamp", "1", "1")], { rows: [...usualRows, aRow("item", "12", "Old lamp", { isActive: false })] }, missing, [{ code: "item-inactive" }]],
    ["two equal products", [aLine("Lamp", "1", "1")], { rows: [...usualRows, aRow("item", "12", "Lamp"), aRow("item", "13", "lamp ")] }, {}, [{ code: "items-ambiguous" }]],
    ["a category, which is no product", [aLine("Lighting", "1", "1")], { rows: [...usualRows, aRow("item", "14", "Lighting", { type: "Category" })] }, {}, [{ code: "item-not-found" }]],
    ["a name QuickBooks cannot hold", [aLine("Desk: oak", "1", "1")], {}, missing, [{ code: "item-name-unusable" }]],
    ["a quantity that is no number", [aLine("Pendant light", "two", "1")], {}, {}, [{ code: "number-not-readable", field: "quantity", value: "two" }]],
    ["no price", [aLine("Pendant light", "1", "")], {}, {}, [{ code: "line-item-incomplete", missing: "price" }]],
    ["no name", [aLine("", "1", "1")], {}, {}, [{ code: "line-item-incomplete", missing: "name" }]],
    ["another currency", [aLine("Pendant light", "1", "1", { currency: "EUR" })], {}, {}, [{ code: "line-currency-differs" }]],
    ["too large an amount", [aLine("Pendant light", "99999999999", "99999999999")], {}, {}, [{ code: "amount-too-large" }]],
    ["a negative total", [aLine("Pendant light", "1", "-5")], {}, {}, [{ code: "total-negative" }]],
  ])("stop: %s", (_, lineItems, facts, settings, expected) => {
    expect(failures(aSubject({ lineItems }), facts, settings)).toMatchObject(expected);
  });
});

describe("the document", () => {
  test("without terms it has no due date of its own", () => {
    expect(planned(aSubject(), {}, { terms: null })).toMatchObject({ terms: null, dueDate: null });
  });

  test.each<[string, Subject, FoundFacts, Record<string, unknown>, object[]]>([
    ["terms that are gone", aSubject(), {}, { terms: "9" }, [{ code: "terms-gone", termsId: "9" }]],
    ["a currency the company does not use", aSubject({ currency: "EUR" }), {}, {}, [{ code: "currency-not-used", currency: "EUR" }]],
    ["a customer in another currency", aSubject({ currency: "EUR" }), { company: { multicurrency: true } }, {}, [{ code: "customer-currency-differs", customerCurrency: "USD" }]],
    ["a closed period", aSubject(), { company: { closedThrough: "2026-11-23" as LocalDate } }, {}, [{ code: "period-closed" }]],
  ])("is refused for %s", (_, subject, facts, settings, expected) => {
    expect(failures(subject, facts, settings)).toMatchObject(expected);
  });

  test("every failure is told at once", () => {
    const subject = aSubject({ currency: "EUR", contacts: [], lineItems: [aLine("Unknown", "x", "")] });
    expect(failures(subject, {}, { terms: "9" }).map((failure) => failure.code)).toEqual([
      "no-contact", "number-not-readable", "line-item-incomplete", "item-not-found", "currency-not-used", "terms-gone",
    ]);
  });
});

test("settings that are missing or wrong name their field", () => {
  expect(createInvoice.ready({ createMissingItems: "maybe" })).toMatchObject({
    ok: false,
    error: [{ code: "setting-invalid", field: "books", label: "QuickBooks account" }, { code: "setting-invalid", field: "createMissingItems" }],
  });
});

test("what is looked up is asked for in comparable form", () => {
  const ready = createInvoice.ready(usual);
  if (!ready.ok) throw new Error("the usual settings are valid");
  const needs = ready.value.needs(aSubject({ contacts: [aContact({ firstName: "ADA", email: " Ada@Northwind.example" })], lineItems: [aLine("Pendant  Light", "1", "1", { sku: "LGT-510 " })] }), found().books);
  expect(needs).toEqual({
    customers: [{ email: "ada@northwind.example", firstName: "ada", lastName: "okoye" }],
    displayNames: ["ada okoye"],
    companyNames: [],
    emails: [],
    kinds: [],
    skus: ["lgt-510"],
    itemNames: ["pendant light", "reception fit-out"],
    ids: [{ kind: "term", id: "3" }],
    links: [{ kind: "customer", crmKey: "551" }, { kind: "item", crmKey: "sku:lgt-510" }, { kind: "item", crmKey: "name:pendant light" }],
  });
});

const decimal = (places: number) => fc.tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: places })).map(([n, digits]) => new Big(n).div(new Big(10).pow(digits)).toFixed());

property.prop([fc.array(fc.tuple(decimal(3), decimal(4)), { minLength: 1, maxLength: 20 })])("the total is the sum of the lines, and each line is quantity x price rounded once", (rows) => {
  const lineItems = rows.map(([quantity, price], n) => aLine("Pendant light", quantity, price, { id: String(n) }));
  const { lines, total } = planned(aSubject({ lineItems }));
  expect(total.amountMinor).toBe(lines.reduce((sum, line) => sum + line.amount.amountMinor, 0));
  for (const line of lines) {
    const exact = new Big(line.quantity).times(line.unitPrice).round(2, Big.roundHalfUp).toFixed(2);
    expect(decimalText(line.amount)).toBe(exact);
  }
});
