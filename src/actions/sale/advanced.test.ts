import { describe, expect, test } from "vitest";
import type { LocalDate } from "../../domain/dates.ts";
import type { InvoicePlan } from "../../domain/document/invoice.ts";
import type { Subject } from "../../domain/record.ts";
import { createInvoice } from "../create-invoice/create-invoice.ts";
import { aContact, aRow, aSubject, type FoundFacts, plannedBy, theDocument, theFailures, told, usualRows } from "./samples.ts";

const address = { lines: ["12 Quay St"], city: "Portland", region: "OR", postalCode: "97201", country: "US" };
const deal = aSubject({
  record: {
    ...aSubject().record,
    properties: { delivery: "2026-12-24", signed: "2026-11-23T06:30:00.000Z", po: "PO-77", empty: null, soon: "soon", branch: "East", rate: "1.1", terms: "net 30", mail: "bills@northwind.example" },
  },
  billingAddress: address,
});

function invoice(settings: Record<string, unknown>, facts: FoundFacts = {}, subject: Subject = deal): InvoicePlan {
  return theDocument(createInvoice, settings, subject, facts) as InvoicePlan;
}

const labelled: FoundFacts = { rows: [...usualRows, aRow("class", "7", "East"), aRow("location", "8", "East")], company: { classes: "per-line", locations: true } };

describe("Advanced settings", () => {
  test.each<[string, Record<string, unknown>, FoundFacts, object]>([
    ["the date may be a property", { transactionDate: "property", transactionDateProperty: "delivery" }, {}, { transactionDate: "2026-12-24" }],
    ["a moment counts as the day in the company's time zone", { transactionDate: "property", transactionDateProperty: "signed" }, {}, { transactionDate: "2026-11-22" }],
    ["the date may be moved by days", { transactionDateOffset: "-3" }, {}, { transactionDate: "2026-11-20" }],
    ["a closed day becomes the first open one when the account says so", {}, { company: { closedThrough: "2026-11-30" as LocalDate }, settings: { closedPeriod: "first-open-day" } }, { transactionDate: "2026-12-01" }],
    ["the due date may be a property, before all terms", { terms: "3", dueDateProperty: "delivery" }, {}, { dueDate: "2026-12-24", terms: { id: "3" } }],
    ["terms may be a property that holds their name", { termsProperty: "terms" }, {}, { terms: { id: "3", name: "Net 30" }, dueDate: "2026-12-23" }],
    ["the account says which terms a name means", { termsProperty: "po" }, { settings: { termMappings: [{ name: "po-77 ", term: "3" }] } }, { terms: { id: "3" } }],
    ["the number may be a pattern", { number: "pattern", numberPattern: "D-{{record.id}}/{{po}}" }, {}, { number: "D-9001/PO-77" }],
    ["the number may be a property", { number: "property", numberProperty: "po" }, {}, { number: "PO-77" }],
    ["memo and note are templates", { customerMemo: "Thank you, {{contact.name}}! {{empty}}", privateNote: "{{record.name}}, {{today}}" }, {}, { customerMemo: "Thank you, Ada Okoye!", privateNote: "Reception fit-out, 2026-11-23" }],
    ["e-mail may be a property, with copies", { billEmail: "property", billEmailProperty: "mail", billEmailCc: "a@x.example; b@x.example" }, {}, { billEmail: "bills@northwind.example", billEmailCc: ["a@x.example", "b@x.example"] }],
    ["e-mail may be none", { billEmail: "none" }, {}, { billEmail: null }],
    ["the billing address may be the record's", { billingAddress: "record" }, {}, { billingAddress: address, shippingAddress: null }],
    ["class on each line and location, fixed", { class: "7", location: "8" }, labelled, { class: null, location: { id: "8" }, lines: [{ class: { id: "7" } }] }],
    ["class on the document, by the name in a property", { classProperty: "branch" }, { ...labelled, company: { classes: "per-document" } }, { class: { id: "7", name: "East" }, lines: [{ class: null }] }],
    ["class by a rule for the property's value", { classProperty: "po", classRules: "PO-76 = West\npo-77 = East" }, labelled, { lines: [{ class: { id: "7" } }] }],
    ["custom fields are templates, and empty ones are left out", { customField1: "{{po}}", customField2: "{{empty}}" }, {}, { customFields: [{ id: "1", value: "PO-77" }] }],
    ["it may be put on the list to be sent", { emailing: "mark-to-be-sent" }, {}, { emailing: "mark-to-be-sent" }],
  ])("%s", (_, settings, facts, expected) => {
    expect(invoice(settings, facts)).toMatchObject(expected);
  });

  test("a foreign currency has the books' rate, a property's or a fixed one", () => {
    const foreign = { ...deal, currency: "EUR" };
    const facts: FoundFacts = { company: { multicurrency: true }, rows: usualRows.map((row) => (row.kind === "customer" ? { ...row, currency: "EUR" } : row)) };
    const rate = (settings: Record<string, unknown>) => invoice(settings, facts, foreign).exchangeRate;
    expect([rate({}), rate({ exchangeRate: "property", exchangeRateProperty: "rate" }), rate({ exchangeRate: "fixed", exchangeRateFixed: "1.25" })]).toEqual([null, "1.1", "1.25"]);
  });

  test.each<[string, Record<string, unknown>, FoundFacts, object[]]>([
    ["an empty date property", { transactionDate: "property", transactionDateProperty: "empty" }, {}, [{ code: "property-empty", property: "empty" }]],
    ["a date that is none", { transactionDate: "property", transactionDateProperty: "soon" }, {}, [{ code: "property-unreadable", value: "soon" }]],
    ["an empty number property", { number: "property", numberProperty: "empty" }, {}, [{ code: "property-empty" }]],
    ["a number longer than the books keep", { number: "pattern", numberPattern: "{{record.name}} {{record.name}}" }, {}, [{ code: "text-too-long", field: "document number" }]],
    ["an unknown placeholder", { customerMemo: "Hi {{contact.nick}} {{pp}}" }, {}, [{ code: "placeholder-unknown", placeholder: "contact.nick" }, { code: "placeholder-unknown", placeholder: "pp" }]],
    ["an address that is none", { billEmailCc: "ada at northwind" }, {}, [{ code: "email-unusable", field: "billEmailCc" }]],
    ["nobody to send it to", { billEmail: "none", emailing: "send" }, {}, [{ code: "email-missing" }]],
    ["a class the company does not use", { class: "7" }, { rows: labelled.rows! }, [{ code: "feature-not-used", feature: "class" }]],
    ["a class that is gone", { class: "9" }, labelled, [{ code: "reference-gone", kind: "class" }]],
    ["a location by an unknown name", { locationProperty: "po" }, labelled, [{ code: "name-unknown", kind: "location", name: "PO-77" }]],
    ["terms by an unknown name", { termsProperty: "po" }, {}, [{ code: "terms-unknown", crmKey: "term:po-77" }]],
    ["a closed period", { transactionDateOffset: "-30" }, { company: { closedThrough: "2026-10-31" as LocalDate } }, [{ code: "period-closed", date: "2026-10-24" }]],
  ])("stop: %s", (_, settings, facts, expected) => {
    expect(theFailures(createInvoice, settings, deal, facts)).toMatchObject(expected);
  });

  test("every reason is told at once", () => {
    const settings = { number: "property", numberProperty: "empty", customerMemo: "{{pp}}", class: "9", dueDateProperty: "soon" };
    expect(theFailures(createInvoice, settings, { ...deal, contacts: [aContact({ email: null })] }, labelled).map(({ code }) => code)).toEqual([
      "contact-without-email", "reference-gone", "property-empty", "placeholder-unknown", "property-unreadable",
    ]);
  });

  test("what a record decided is told", () => {
    expect(told(plannedBy(createInvoice, { transactionDate: "property", transactionDateProperty: "delivery" }, deal).decisions)).toContainEqual({ about: "transaction date", decided: "2026-12-24, from delivery" });
  });
});
