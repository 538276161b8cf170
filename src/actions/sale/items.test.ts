import { describe, expect, test } from "vitest";
import type { InvoicePlan } from "../../domain/document/invoice.ts";
import { createInvoice } from "../create-invoice/create-invoice.ts";
import { aLine, aRow, aSubject, type FoundFacts, plannedBy, theDocument, theFailures, told, usualRows } from "./samples.ts";

const moss = aLine("Moss wall", "1", "860", { productId: "p9", sku: "FUR-490", properties: { quantity: "1", price: "860", qb_item: "9" } });

function item(facts: FoundFacts = {}, settings: Record<string, unknown> = {}, line = moss): unknown {
  const [only] = (theDocument(createInvoice, settings, aSubject({ lineItems: [line] }), facts) as InvoicePlan).lines;
  return only?.kind === "item" ? only.item : null;
}

describe("products are matched by ordered keys", () => {
  const link = { kind: "item" as const, crmKey: "product:p9", booksId: "1" };
  const bySku = [...usualRows, aRow("item", "20", "Wall of moss", { sku: "fur-490" })];
  const byName = [...usualRows, aRow("item", "21", "moss  WALL")];

  test.each<[string, FoundFacts, object]>([
    ["the saved link goes first", { links: [link], rows: bySku }, { id: "1", matchedBy: "saved-link" }],
    ["a link may be by SKU", { links: [{ ...link, crmKey: "sku:fur-490" }] }, { id: "1", matchedBy: "saved-link" }],
    ["a link may be by name", { links: [{ ...link, crmKey: "name:moss wall" }] }, { id: "1", matchedBy: "saved-link" }],
    ["then the QuickBooks id in the CRM's property", { rows: bySku, settings: { booksIdProperties: { contact: null, company: null, lineItem: "qb_item" } } }, { id: "9", matchedBy: "books-id-property" }],
    ["then the SKU, whatever the case", { rows: bySku }, { id: "20", matchedBy: "sku" }],
    ["then the name, whatever case and spaces", { rows: byName }, { id: "21", matchedBy: "name" }],
    ["the name may be that with its category", { rows: [...usualRows, aRow("item", "22", "Wall", { details: { fullName: "Moss wall" } })] }, { id: "22", matchedBy: "name" }],
    ["in the account's own order", { rows: [...bySku, aRow("item", "21", "moss  WALL")], settings: { itemMatching: ["name", "sku"] } }, { id: "21", matchedBy: "name" }],
    ["the default product comes last", { settings: { defaultItem: "1" } }, { id: "1", matchedBy: "default" }],
  ])("%s", (_, facts, expected) => {
    expect(item(facts)).toMatchObject(expected);
  });

  test("what was decided is told for each", () => {
    const { decisions } = plannedBy(createInvoice, {}, aSubject({ lineItems: [moss] }), { links: [link] });
    expect(told(decisions)).toContainEqual({ about: 'product for "Moss wall"', decided: "Design consultation, matched by the link saved earlier", lineItemId: "line-Moss wall" });
  });

  test("a linked product that is inactive stops, and is never replaced silently", () => {
    const rows = [...bySku, aRow("item", "30", "Old wall", { isActive: false })];
    expect(theFailures(createInvoice, {}, aSubject({ lineItems: [moss] }), { rows, links: [{ ...link, booksId: "30" }] })).toMatchObject([{ code: "item-inactive", itemName: "Old wall" }]);
  });

  test("a line without a match says under which key a choice would be kept", () => {
    expect(theFailures(createInvoice, {}, aSubject({ lineItems: [moss] }))).toMatchObject([{ code: "item-not-found", crmKey: "product:p9" }]);
  });
});

describe("a created product", () => {
  const create = { createMissingItems: "yes" };
  const rows = [...usualRows, aRow("item", "14", "Walls", { type: "Category" })];

  test("has type, account, tax and category from the step, else from the account", () => {
    const account = { newItems: { type: "non-inventory" as const, incomeAccount: "79", isTaxable: false, category: "14" } };
    expect(item({ rows, settings: account }, create)).toMatchObject({ use: "create", type: "non-inventory", isTaxable: false, category: { id: "14", name: "Walls" }, incomeAccount: { id: "79" } });
    const own = { ...create, newItemType: "service", newItemTaxable: "yes", incomeAccount: "79" };
    expect(item({ rows, settings: account }, own)).toMatchObject({ type: "service", isTaxable: true });
  });

  test("goes before the default product, and needs an income account of the right type", () => {
    expect(item({ settings: { defaultItem: "1" } }, { ...create, incomeAccount: "79" })).toMatchObject({ use: "create" });
    expect(theFailures(createInvoice, create, aSubject({ lineItems: [moss] }))).toMatchObject([{ code: "income-account-missing" }, { code: "item-not-found" }]);
  });

  test("with a category that is gone stops", () => {
    expect(theFailures(createInvoice, { ...create, incomeAccount: "79", newItemCategory: "14" }, aSubject({ lineItems: [moss] }))).toMatchObject([{ code: "reference-gone", kind: "item", field: "newItemCategory" }, { code: "item-not-found" }]);
  });
});

describe("lines", () => {
  test("of a record without line items are one line with its amount, when the step says so", () => {
    const settings = { withoutLines: "single-line", defaultItem: "1" };
    const plan = theDocument(createInvoice, settings, aSubject({ lineItems: [], amount: "1250.50" as never })) as InvoicePlan;
    expect(plan.lines).toMatchObject([{ description: "Reception fit-out", item: { id: "1", matchedBy: "default" }, amount: { amountMinor: 125_050 } }]);
    expect(theFailures(createInvoice, settings, aSubject({ lineItems: [] }))).toMatchObject([{ code: "amount-missing" }]);
  });

  test("may be only the one-time or only the recurring ones", () => {
    const lineItems = [aLine("Pendant light", "1", "10"), aLine("Design consultation", "1", "20", { isRecurring: true })];
    const total = (which: string) => theDocument(createInvoice, { whichLines: which }, aSubject({ lineItems })).total.amountMinor;
    expect([total("all"), total("one-time"), total("recurring")]).toEqual([3_000, 1_000, 2_000]);
    expect(theFailures(createInvoice, { whichLines: "recurring" }, aSubject())).toMatchObject([{ code: "no-chosen-lines", which: "recurring" }]);
  });

  test("with fees of the record get one more line each, or the fees become shipping", () => {
    const subject = aSubject({ adjustments: [{ kind: "fee", label: "Delivery", form: "amount", value: "25" as never }] });
    const lines = theDocument(createInvoice, { defaultItem: "1" }, subject) as InvoicePlan;
    expect([lines.lines.length, lines.shipping, lines.total.amountMinor]).toEqual([2, null, 32_500]);
    const shipped = theDocument(createInvoice, { shipping: "fees" }, subject, { company: { allows: { discounts: true, shipping: true, prepayments: true, estimates: true } } }) as InvoicePlan;
    expect([shipped.lines.length, shipped.shipping?.amount.amountMinor, shipped.total.amountMinor]).toEqual([1, 2_500, 32_500]);
    expect(theFailures(createInvoice, { shipping: "fees" }, subject)).toMatchObject([{ code: "feature-not-used", feature: "shipping" }]);
  });

  test("with a discount go net into the price, or gross with one discount on the document", () => {
    const lineItems = [aLine("Pendant light", "2", "100", { netAmount: "180" as never })];
    const net = theDocument(createInvoice, {}, aSubject({ lineItems })) as InvoicePlan;
    expect([net.lines[0], net.discount, net.total.amountMinor]).toMatchObject([{ unitPrice: "90" }, null, 18_000].map((one) => one));
    const gross = theDocument(createInvoice, { lineDiscounts: "document-discount" }, aSubject({ lineItems })) as InvoicePlan;
    expect([gross.lines[0], gross.discount, gross.total.amountMinor]).toMatchObject([{ unitPrice: "100" }, { amount: { amountMinor: 2_000 } }, 18_000]);
  });

  test("keep a document discount as the percentage it is, and in the prices where the company has none", () => {
    const subject = aSubject({ adjustments: [{ kind: "discount", label: "Loyal", form: "percent", value: "10" as never }] });
    const plan = theDocument(createInvoice, {}, subject) as InvoicePlan;
    expect([plan.discount, plan.total.amountMinor]).toMatchObject([{ percent: "10", amount: { amountMinor: 3_000 }, isBeforeTax: true }, 27_000]);
    const folded = theDocument(createInvoice, {}, subject, { company: { allows: { discounts: false, shipping: false, prepayments: true, estimates: true } } }) as InvoicePlan;
    expect([folded.discount, folded.lines[0], folded.total.amountMinor]).toMatchObject([null, { unitPrice: "135" }, 27_000].map((one) => one));
  });

  test("may have a discount after tax in the United States", () => {
    const subject = aSubject({ adjustments: [{ kind: "discount", label: "Loyal", form: "amount", value: "30" as never }] });
    const isBefore = (settings: Record<string, unknown>) => (theDocument(createInvoice, settings, subject) as InvoicePlan).discount?.isBeforeTax;
    expect([isBefore({}), isBefore({ discountTiming: "after-tax" })]).toEqual([true, false]);
  });

  test("of 100 % discount make a zero document", () => {
    const lineItems = [aLine("Pendant light", "2", "100", { netAmount: "0" as never })];
    expect(theDocument(createInvoice, {}, aSubject({ lineItems })).total.amountMinor).toBe(0);
  });
});
