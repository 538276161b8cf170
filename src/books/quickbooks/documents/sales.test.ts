import { describe, expect, test } from "vitest";
import type { LocalDate } from "#domain/dates.ts";
import type { PlannedShipping } from "#domain/document/sales.ts";
import type { Decimal } from "#domain/money.ts";
import { scriptedDocument, scriptedLine, scriptedMark, ukCompany, usCompany, usd } from "../scripted-samples.ts";
import { bodyOf } from "./documents.ts";
import { encodeInvoice } from "./invoice.ts";

const address = { lines: ["Ada Okoye", "12 Quay Street"], city: "Oakland", region: "CA", postalCode: "94607", country: "" };
const plainLine = {
  DetailType: "SalesItemLineDetail",
  Amount: 100.01,
  Description: "Design consultation",
  SalesItemLineDetail: { ItemRef: { value: "7" }, Qty: 3, UnitPrice: 33.335, TaxCodeRef: { value: "NON" } },
};

describe("the members that all sales documents share", () => {
  test("are said when the plan has them", () => {
    const document = scriptedDocument({
      number: "H-1042",
      billEmail: "ap@northwind.example",
      billEmailCc: ["a@northwind.example", "b@northwind.example"],
      billEmailBcc: ["books@harbor.example"],
      emailing: "mark-to-be-sent",
      billingAddress: address,
      shippingAddress: { ...address, lines: ["1", "2", "3", "4", "5", "6"], country: "USA" },
      class: { id: "200", name: "Retail" },
      location: { id: "3", name: "Oakland" },
      customFields: [{ id: "1", name: "Crew", value: "North" }],
      customerMemo: "Thank you",
      exchangeRate: "1.0825" as Decimal,
    });
    expect(encodeInvoice(document, { ...usCompany, multicurrency: true })).toStrictEqual({
      CustomerRef: { value: "58" },
      TxnDate: "2026-11-23",
      CurrencyRef: { value: "USD" },
      ExchangeRate: 1.0825,
      DocNumber: "H-1042",
      BillEmail: { Address: "ap@northwind.example" },
      BillEmailCc: { Address: "a@northwind.example,b@northwind.example" },
      BillEmailBcc: { Address: "books@harbor.example" },
      EmailStatus: "NeedToSend",
      BillAddr: { Line1: "Ada Okoye", Line2: "12 Quay Street", City: "Oakland", CountrySubDivisionCode: "CA", PostalCode: "94607" },
      ShipAddr: { Line1: "1", Line2: "2", Line3: "3", Line4: "4", Line5: "5, 6", City: "Oakland", CountrySubDivisionCode: "CA", PostalCode: "94607", Country: "USA" },
      ClassRef: { value: "200" },
      DepartmentRef: { value: "3" },
      CustomField: [{ DefinitionId: "1", Name: "Crew", Type: "StringType", StringValue: "North" }],
      CustomerMemo: { value: "Thank you" },
      PrivateNote: `Deal 4711 ${scriptedMark}`,
      Line: [plainLine],
    });
  });

  test("do not put what is sent by itself on the list of documents to be sent", () => {
    expect(encodeInvoice(scriptedDocument({ emailing: "send" }), usCompany)).not.toHaveProperty("EmailStatus");
  });

  test("cut a memo, and refuse a number or an address that is too long", () => {
    expect(encodeInvoice(scriptedDocument({ customerMemo: "x".repeat(1_001) }), usCompany)["CustomerMemo"]).toEqual({ value: "x".repeat(1_000) });
    const long = scriptedDocument({ number: "H".repeat(22), billEmail: `${"e".repeat(90)}@mail.example`, billEmailCc: Array.from({ length: 6 }, () => "somebody@mail.example") });
    expect(bodyOf(long, usCompany)).toMatchObject({
      ok: false,
      error: [
        { code: "text-too-long", field: "document number", longest: 21 },
        { code: "text-too-long", field: "e-mail address", longest: 100 },
        { code: "text-too-long", field: "list of e-mail copies", longest: 100 },
      ],
    });
  });
});

describe("lines", () => {
  test("may be text, and may have a class and a date of service", () => {
    const lines = [{ kind: "text" as const, description: "Phase 1" }, { ...scriptedLine(), class: { id: "200", name: "Retail" }, serviceDate: "2026-11-20" as LocalDate }];
    expect(encodeInvoice(scriptedDocument({ lines }), usCompany)["Line"]).toStrictEqual([
      { DetailType: "DescriptionOnly", Description: "Phase 1", DescriptionLineDetail: {} },
      { ...plainLine, SalesItemLineDetail: { ...plainLine.SalesItemLineDetail, ClassRef: { value: "200" }, ServiceDate: "2026-11-20" } },
    ]);
  });

  const discount = { percent: null, amount: usd(1_000), account: null, taxCode: null, isBeforeTax: false };

  test.for([
    ["an amount", { ...discount, account: { id: "86", name: "Discounts given" } }, { Amount: 10, DiscountLineDetail: { PercentBased: false, DiscountAccountRef: { value: "86" } } }],
    ["a percentage that gives the amount", { ...discount, percent: "10" as Decimal }, { DiscountLineDetail: { PercentBased: true, DiscountPercent: 10 } }],
    ["a percentage that gives another amount", { ...discount, percent: "10.5" as Decimal }, { Amount: 10, DiscountLineDetail: { PercentBased: false } }],
  ] as const)("have a discount at their end: %s", ([, planned, sent]) => {
    const wire = encodeInvoice(scriptedDocument({ discount: planned }), usCompany);
    expect(wire["Line"]).toStrictEqual([plainLine, { DetailType: "DiscountLineDetail", ...sent }]);
    expect(wire).not.toHaveProperty("ApplyTaxAfterDiscount");
  });

  test("send a discount of exactly half a cent as the amount it was rounded to", () => {
    const lines = [scriptedLine({ quantity: "1", unitPrice: "10.05" })];
    const wire = encodeInvoice(scriptedDocument({ lines, discount: { ...discount, percent: "10" as Decimal, amount: usd(101) } }), usCompany);
    expect((wire["Line"] as unknown[])[1]).toStrictEqual({ DetailType: "DiscountLineDetail", Amount: 1.01, DiscountLineDetail: { PercentBased: false } });
  });

  test("have shipping as the vendor's own item", () => {
    const shipping: PlannedShipping = { amount: usd(1_250), isTaxable: true, taxCode: null, includedTax: null };
    const sent = (code: string) => [plainLine, { DetailType: "SalesItemLineDetail", Amount: 12.5, SalesItemLineDetail: { ItemRef: { value: "SHIPPING_ITEM_ID" }, TaxCodeRef: { value: code } } }];
    expect(encodeInvoice(scriptedDocument({ shipping }), usCompany)["Line"]).toStrictEqual(sent("NON"));
    expect(encodeInvoice(scriptedDocument({ shipping, tax: { mode: "automated", expectedTax: null } }), usCompany)["Line"]).toStrictEqual(sent("TAX"));
  });
});

describe("tax", () => {
  const taxed = { ...scriptedLine({ quantity: "8", unitPrice: "25" }), isTaxable: true };
  const vat = { id: "3", name: "20.0% S" };

  test("is left to QuickBooks for the lines that are taxable", () => {
    const discount = { percent: null, amount: usd(1_000), account: null, taxCode: null, isBeforeTax: true };
    const wire = encodeInvoice(scriptedDocument({ lines: [taxed, scriptedLine()], discount, tax: { mode: "automated", expectedTax: usd(2_050) } }), usCompany);
    expect(wire).toMatchObject({ ApplyTaxAfterDiscount: true, Line: [{ SalesItemLineDetail: { TaxCodeRef: { value: "TAX" } } }, { SalesItemLineDetail: { TaxCodeRef: { value: "NON" } } }, {}] });
    expect(wire).not.toHaveProperty("TxnTaxDetail");
    expect(wire).not.toHaveProperty("GlobalTaxCalculation");
  });

  test("is booked as it was charged, with its code", () => {
    const wire = encodeInvoice(scriptedDocument({ lines: [taxed], tax: { mode: "as-charged", tax: usd(1_999), code: { id: "2", name: "California" } } }), usCompany);
    expect(wire["TxnTaxDetail"]).toStrictEqual({ TxnTaxCodeRef: { value: "2" }, TotalTax: 19.99 });
    expect(wire["Line"]).toMatchObject([{ SalesItemLineDetail: { TaxCodeRef: { value: "TAX" } } }]);
  });

  test("goes by codes outside the United States, on top of the amounts", () => {
    const lines = [{ ...scriptedLine({ quantity: "2", unitPrice: "120" }), taxCode: vat }];
    const discount = { percent: "10" as Decimal, amount: usd(2_400), account: null, taxCode: vat, isBeforeTax: false };
    const wire = encodeInvoice(scriptedDocument({ lines, discount, tax: { mode: "codes", amounts: "exclusive", expectedTax: usd(4_320) } }), ukCompany);
    expect(wire).toMatchObject({ GlobalTaxCalculation: "TaxExcluded" });
    expect(wire).not.toHaveProperty("ApplyTaxAfterDiscount");
    expect(wire["Line"]).toStrictEqual([
      { DetailType: "SalesItemLineDetail", Amount: 240, Description: "Design consultation", SalesItemLineDetail: { ItemRef: { value: "7" }, Qty: 2, UnitPrice: 120, TaxCodeRef: { value: "3" } } },
      { DetailType: "DiscountLineDetail", DiscountLineDetail: { PercentBased: true, DiscountPercent: 10, TaxCodeRef: { value: "3" } } },
    ]);
  });

  test("inside the amounts: lines are sent net, with the amount that includes it beside them", () => {
    const lines = [
      { ...scriptedLine({ quantity: "15", unitPrice: "0.6" }), taxCode: vat, includedTax: usd(104) },
      { ...scriptedLine({ quantity: "1", unitPrice: "3" }), taxCode: vat },
    ];
    const wire = encodeInvoice(scriptedDocument({ lines, tax: { mode: "codes", amounts: "inclusive", expectedTax: usd(104) } }), ukCompany);
    expect(wire).toMatchObject({
      GlobalTaxCalculation: "TaxInclusive",
      Line: [
        { Amount: 7.96, SalesItemLineDetail: { Qty: 15, UnitPrice: 0.5306667, TaxCodeRef: { value: "3" }, TaxInclusiveAmt: 9 } },
        { Amount: 3, SalesItemLineDetail: { Qty: 1, UnitPrice: 3, TaxInclusiveAmt: 3 } },
      ],
    });
  });

  test("in a way the country does not know is refused before anything is sent", () => {
    const charged = scriptedDocument({ tax: { mode: "as-charged", tax: usd(100), code: { id: "2", name: "California" } } });
    expect(bodyOf(charged, ukCompany)).toEqual({ ok: false, error: [{ code: "tax-mode-unfit", mode: "as-charged", country: "GB" }] });
    const codes = scriptedDocument({ tax: { mode: "codes", amounts: "exclusive", expectedTax: usd(100) } });
    expect(bodyOf(codes, usCompany)).toEqual({ ok: false, error: [{ code: "tax-mode-unfit", mode: "codes", country: "US" }] });
  });
});
