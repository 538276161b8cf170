import { describe, expect, test } from "vitest";
import type { Members } from "../wire-object.ts";
import { codeOf, invoiceBody, itemLine, testCompany, type TestCompany } from "../test-company.ts";

function created(company: TestCompany, members: Members = {}): Members {
  const answer = company.post("/invoice", invoiceBody(members));
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body["Invoice"] as Members;
}

function refusedWith(members: Members, prepare: (company: TestCompany) => void = () => {}): string | undefined {
  const company = testCompany();
  prepare(company);
  const answer = company.post("/invoice", invoiceBody(members));
  expect(answer.status).toBe(400);
  expect(company.company.count("Invoice")).toBe(0);
  return codeOf(answer);
}

function preferences(company: TestCompany, group: string, members: Members): void {
  const token = company.company.single("Preferences").SyncToken;
  const answer = company.post("/preferences", { Id: "1", SyncToken: token, sparse: true, [group]: members });
  expect(answer.status).toBe(200);
}

describe("a created invoice", () => {
  test("has everything the vendor derives", () => {
    const company = testCompany();
    const invoice = created(company, { SalesTermRef: { value: "3" }, Line: [itemLine(300, { Qty: 2, UnitPrice: 150 })] });
    expect(invoice).toMatchObject({
      Id: "145", SyncToken: "0", domain: "QBO", sparse: false, DocNumber: "1001", TxnDate: "2026-11-23", DueDate: "2026-12-23", TotalAmt: 300, Balance: 300,
      CustomerRef: { value: "1", name: "Ada Okoye" }, SalesTermRef: { value: "3", name: "Net 30" }, CurrencyRef: { value: "USD" }, EmailStatus: "NotSet", PrintStatus: "NotSet",
      BillEmail: { Address: "ada@northwind.example" }, BillAddr: { City: "Oakland" }, TxnTaxDetail: { TotalTax: 0 }, LinkedTxn: [],
      MetaData: { CreateTime: "2026-11-23T12:00:00-08:00", LastUpdatedTime: "2026-11-23T12:00:00-08:00" },
    });
    expect(invoice["Line"]).toMatchObject([
      { Id: "1", LineNum: 1, Amount: 300, DetailType: "SalesItemLineDetail", SalesItemLineDetail: { ItemRef: { value: "1", name: "Design consultation" }, TaxCodeRef: { value: "NON" } } },
      { Amount: 300, DetailType: "SubTotalLineDetail" },
    ]);
  });

  test("takes the next number, and a refused one takes none", () => {
    const company = testCompany();
    expect(created(company)["DocNumber"]).toBe("1001");
    company.post("/invoice", invoiceBody({ EmailStatus: "Lost" }));
    company.post("/invoice", invoiceBody({ Line: [itemLine(-5)] }));
    expect(created(company)["DocNumber"]).toBe("1002");
  });

  test("keeps its own address and e-mail", () => {
    const invoice = created(testCompany(), { BillEmail: { Address: "ap@northwind.example" }, BillAddr: { Line1: "1 Other Way" } });
    expect(invoice).toMatchObject({ BillEmail: { Address: "ap@northwind.example" }, BillAddr: { Line1: "1 Other Way" } });
  });

  test("read-only members that were sent are overwritten", () => {
    expect(created(testCompany(), { TotalAmt: 1, Balance: 1, domain: "mine", Line: [itemLine(150), { DetailType: "SubTotalLineDetail", Amount: 1, SubTotalLineDetail: {} }] })).toMatchObject({ TotalAmt: 150, Balance: 150, domain: "QBO" });
  });

  test("raises the customer's balance, which sinks when it is voided or deleted", () => {
    const company = testCompany();
    created(company);
    const second = created(company, { Line: [itemLine(0.1), itemLine(0.2)] });
    const balance = (): unknown => company.company.find("Customer", "1")?.["Balance"];
    expect(balance()).toBe(150.3);
    company.post("/invoice?operation=delete", { Id: second["Id"], SyncToken: "0" });
    expect(balance()).toBe(150);
    company.post("/invoice?operation=void", { Id: "145", SyncToken: "0" });
    expect(balance()).toBe(0);
  });

  test("is due by its own date, its term, or the customer's usual term", () => {
    const company = testCompany();
    expect(created(company)["DueDate"]).toBe("2026-11-23");
    expect(created(company, { DueDate: "2027-01-31", SalesTermRef: { value: "3" } })["DueDate"]).toBe("2027-01-31");
    expect(created(company, { TxnDate: "2026-02-20", SalesTermRef: { value: "2" } })["DueDate"]).toBe("2026-03-07");
    company.post("/customer", { Id: "1", SyncToken: "0", sparse: true, SalesTermRef: { value: "4" } });
    expect(created(company)).toMatchObject({ DueDate: "2027-01-22", SalesTermRef: { value: "4", name: "Net 60" } });
  });

  test("terms by the day of the month move to the next month when that is too near", () => {
    const company = testCompany();
    const term = (company.post("/term", { Name: "The 5th", DayOfMonthDue: 5, DueNextMonthDays: 20 }).body["Term"] as Members)["Id"];
    expect(created(company, { TxnDate: "2026-11-01", SalesTermRef: { value: term } })["DueDate"]).toBe("2026-12-05");
    const last = (company.post("/term", { Name: "Month's end", DayOfMonthDue: 31, DueNextMonthDays: 0 }).body["Term"] as Members)["Id"];
    expect(created(company, { TxnDate: "2026-02-10", SalesTermRef: { value: last } })["DueDate"]).toBe("2026-02-28");
  });

  test("today is the company's day, not the server's", () => {
    const company = testCompany();
    company.clock.set(Date.parse("2026-11-24T05:00:00Z"));
    expect(created(company)["TxnDate"]).toBe("2026-11-23");
  });

  test("a discount line follows the subtotal and gets the company's account", () => {
    const invoice = created(testCompany(), { Line: [{ DetailType: "DiscountLineDetail", DiscountLineDetail: { PercentBased: true, DiscountPercent: 10 } }, itemLine(35)] });
    expect(invoice["TotalAmt"]).toBe(31.5);
    expect((invoice["Line"] as Members[]).map((line) => line["DetailType"])).toEqual(["SalesItemLineDetail", "SubTotalLineDetail", "DiscountLineDetail"]);
    expect((invoice["Line"] as Members[])[2]).toMatchObject({ Amount: 3.5, DiscountLineDetail: { DiscountAccountRef: { value: "86", name: "Discounts given" } } });
  });

  test("taxable lines are taxed by the state the goods go to", () => {
    const taxed = (state: string): Members => created(testCompany(), { ShipAddr: { CountrySubDivisionCode: state }, Line: [itemLine(200, { TaxCodeRef: { value: "TAX" } })] });
    expect(taxed("CA")).toMatchObject({ TotalAmt: 214.5, TxnTaxDetail: { TotalTax: 14.5 } });
    expect(taxed("OR")).toMatchObject({ TotalAmt: 200 });
  });

  test("a tax total that comes with its code is kept, alone it is not", () => {
    const Line = [itemLine(200, { TaxCodeRef: { value: "TAX" } })];
    expect(created(testCompany(), { Line, TxnTaxDetail: { TxnTaxCodeRef: { value: "2" }, TotalTax: 19.99 } })["TotalAmt"]).toBe(219.99);
    expect(created(testCompany(), { Line, TxnTaxDetail: { TotalTax: 19.99 } })["TotalAmt"]).toBe(214.5);
  });

  test("unsaid, an item's and its customer's tax setting decide", () => {
    const company = testCompany();
    company.post("/item", { Id: "1", SyncToken: "0", sparse: true, Taxable: true });
    expect(created(company)["TotalAmt"]).toBe(150);
    company.post("/customer", { Id: "1", SyncToken: "0", sparse: true, Taxable: true });
    expect(created(company)["TotalAmt"]).toBe(160.88);
  });

  test("with sales tax off there is no tax detail", () => {
    const company = testCompany();
    preferences(company, "TaxPrefs", { UsingSalesTax: false });
    const invoice = created(company, { Line: [itemLine(200, { TaxCodeRef: { value: "TAX" } })], TxnTaxDetail: { TxnTaxCodeRef: { value: "2" }, TotalTax: 5 } });
    expect(invoice["TotalAmt"]).toBe(200);
    expect(invoice).not.toHaveProperty("TxnTaxDetail.TotalTax");
  });

  test("a line without an item only documents", () => {
    expect(created(testCompany(), { Line: [itemLine(150), { DetailType: "SalesItemLineDetail", Amount: 10, Description: "note", SalesItemLineDetail: {} }, { DetailType: "DescriptionOnly", Description: "words" }] })["TotalAmt"]).toBe(150);
  });

  test("unit prices keep seven decimals, and the amount is checked against them", () => {
    const invoice = created(testCompany(), { Line: [itemLine(7.96, { Qty: 15, UnitPrice: 0.5306667 }), itemLine(33.33, { Qty: 0.333, UnitPrice: 100.09 })] });
    expect(invoice["TotalAmt"]).toBe(41.29);
  });
});

describe("refusals", () => {
  const line = (detail: Members, amount = 150): Members => ({ Line: [itemLine(amount, detail)] });

  test.each<[string, string, Members]>([
    ["no customer", "2020", { CustomerRef: null }],
    ["an unknown customer", "2500", { CustomerRef: { value: "9999" } }],
    ["no lines", "2020", { Line: null }],
    ["an empty list of lines", "2020", { Line: [] }],
    ["only a subtotal", "2020", { Line: [{ DetailType: "SubTotalLineDetail", Amount: 1, SubTotalLineDetail: {} }] }],
    ["lines that are no list", "2010", { Line: { Amount: 1 } }],
    ["a line that is no object", "2010", { Line: ["x"] }],
    ["a line without a kind", "2020", { Line: [{ Amount: 1 }] }],
    ["a line of an unknown kind", "2170", { Line: [{ DetailType: "MagicLineDetail", Amount: 1 }] }],
    ["a line without an amount", "2020", { Line: [{ DetailType: "SalesItemLineDetail", SalesItemLineDetail: { ItemRef: { value: "1" } } }] }],
    ["an amount that is no number", "2010", { Line: [{ DetailType: "SalesItemLineDetail", Amount: "many", SalesItemLineDetail: { ItemRef: { value: "1" } } }] }],
    ["an amount that is not quantity times price", "6070", line({ Qty: 3, UnitPrice: 49.99 })],
    ["an unknown item", "2500", line({ ItemRef: { value: "9999" } })],
    ["an unknown term", "2500", { SalesTermRef: { value: "9999" } }],
    ["an unknown class", "2500", line({ ClassRef: { value: "9999" } })],
    ["a tax code of another country", "6100", line({ TaxCodeRef: { value: "7" } })],
    ["a pseudo tax code", "6160", line({ TaxCodeRef: { value: "CustomSalesTax" } })],
    ["shipping that is turned off", "5030", line({ ItemRef: { value: "SHIPPING_ITEM_ID" } })],
    ["a negative total", "6000", line({}, -0.01)],
    ["another currency", "6000", { CurrencyRef: { value: "EUR" } }],
    ["a long number", "2050", { DocNumber: "1".repeat(22) }],
    ["a long note", "2050", { PrivateNote: "x".repeat(4_001) }],
    ["a long description", "2050", { Line: [{ ...itemLine(150), Description: "x".repeat(4_001) }] }],
    ["a bad e-mail address", "2210", { BillEmail: { Address: "ada at northwind" } }],
    ["a date of another format", "2060", { TxnDate: "23.11.2026" }],
    ["a day that does not exist", "2070", { TxnDate: "2026-02-30" }],
    ["an unknown e-mail status", "2170", { EmailStatus: "Soon" }],
    ["an estimate that does not exist", "620", { LinkedTxn: [{ TxnId: "7", TxnType: "Estimate" }] }],
    ["an unknown member", "2010", { Colour: "red" }],
    ["an unknown member in a line", "2010", { Line: [{ ...itemLine(150), Quantity: 1 }] }],
    ["an unknown member in a detail", "2010", line({ Price: 1 })],
    ["a reference that is a text", "2010", { CustomerRef: "1" }],
  ])("%s is refused with %s", (_, code, members) => {
    expect(refusedWith(members)).toBe(code);
  });

  test("a body that is not JSON is refused with 2010", () => {
    expect(codeOf(testCompany().post("/invoice", '{"Line":'))).toBe("2010");
    expect(codeOf(testCompany().post("/invoice", "[]"))).toBe("2010");
  });

  test("inactive customers and items are refused", () => {
    expect(refusedWith({}, (company) => company.post("/customer", { Id: "1", SyncToken: "0", sparse: true, Active: false }))).toBe("6250");
    expect(refusedWith({}, (company) => company.post("/item", { Id: "1", SyncToken: "0", sparse: true, Active: false }))).toBe("610");
  });

  test("an e-mail to be sent needs an address", () => {
    expect(refusedWith({ EmailStatus: "NeedToSend" }, (company) => company.post("/customer", { Id: "1", SyncToken: "0", DisplayName: "Ada Okoye" }))).toBe("6420");
  });

  test("closed books refuse everything on or before their date", () => {
    const company = testCompany();
    const old = created(company, { TxnDate: "2026-09-30" });
    preferences(company, "AccountingInfoPrefs", { BookCloseDate: "2026-10-31" });
    expect(codeOf(company.post("/invoice", invoiceBody({ TxnDate: "2026-10-31" })))).toBe("6200");
    expect(codeOf(company.post("/invoice", { Id: old["Id"], SyncToken: "0", sparse: true, PrivateNote: "x" }))).toBe("6200");
    expect(codeOf(company.post("/invoice?operation=delete", { Id: old["Id"], SyncToken: "0" }))).toBe("6200");
    expect(created(company, { TxnDate: "2026-11-01" })["TxnDate"]).toBe("2026-11-01");
  });
});

describe("custom numbers", () => {
  function company(): TestCompany {
    const made = testCompany();
    preferences(made, "SalesFormsPrefs", { CustomTxnNumbers: true });
    return made;
  }

  test("are stored as sent, or not at all", () => {
    const made = company();
    expect(created(made, { DocNumber: "INV-7" })["DocNumber"]).toBe("INV-7");
    expect(created(made)).not.toHaveProperty("DocNumber", expect.anything());
  });

  test("a number that is taken is refused, naming its holder, unless duplicates are allowed", () => {
    const made = company();
    created(made, { DocNumber: "INV-7" });
    const second = made.post("/invoice", invoiceBody({ DocNumber: "INV-7" }));
    expect(codeOf(second)).toBe("6140");
    expect(JSON.stringify(second.body)).toContain("DocNumber=INV-7 is assigned to TxnType=Invoice with TxnId=145");
    expect(made.post("/invoice?include=allowduplicatedocnum", invoiceBody({ DocNumber: "INV-7" })).status).toBe(200);
  });

  test("with automatic numbers, a number that was sent does not move the counter", () => {
    const made = testCompany();
    created(made, { DocNumber: "5000" });
    expect(created(made)["DocNumber"]).toBe("1001");
  });
});

describe("updates", () => {
  test("an old sync token is refused with 5010, a missing one with 2020, an unknown id with 610", () => {
    const company = testCompany();
    created(company);
    expect(company.post("/invoice", { Id: "145", SyncToken: "0", sparse: true, PrivateNote: "one" }).status).toBe(200);
    expect(codeOf(company.post("/invoice", { Id: "145", SyncToken: "0", sparse: true, PrivateNote: "two" }))).toBe("5010");
    expect(codeOf(company.post("/invoice", { Id: "145", sparse: true, PrivateNote: "two" }))).toBe("2020");
    expect(codeOf(company.post("/invoice", { Id: "999", SyncToken: "0", sparse: true }))).toBe("610");
    expect(codeOf(company.post("/invoice", { Id: "x y", SyncToken: "0", sparse: true }))).toBe("2030");
  });

  test("a sparse update changes what it names and nothing else", () => {
    const company = testCompany();
    const before = created(company, { PrivateNote: "old", Line: [itemLine(200, { TaxCodeRef: { value: "TAX" } })], TxnTaxDetail: { TxnTaxCodeRef: { value: "2" }, TotalTax: 9 } });
    const after = company.post("/invoice", { Id: "145", SyncToken: "0", sparse: true, PrivateNote: "new" }).body["Invoice"] as Members;
    expect(after).toEqual({ ...before, PrivateNote: "new", SyncToken: "1" });
  });

  test("lines that are sent replace all lines; known ids stay, others are new", () => {
    const company = testCompany();
    created(company, { Line: [itemLine(10), itemLine(20)] });
    const after = company.post("/invoice", { Id: "145", SyncToken: "0", sparse: true, Line: [{ ...itemLine(25), Id: "2" }, itemLine(5), { ...itemLine(1), Id: "77" }] }).body["Invoice"] as Members;
    expect(after["TotalAmt"]).toBe(31);
    expect((after["Line"] as Members[]).map((line) => [line["Id"], line["Amount"]])).toEqual([["2", 25], ["3", 5], ["4", 1], [undefined, 31]]);
  });

  test("a full update clears what it omits, but keeps the number", () => {
    const company = testCompany();
    created(company, { PrivateNote: "old", SalesTermRef: { value: "3" } });
    const after = company.post("/invoice", { ...invoiceBody(), Id: "145", SyncToken: "0" }).body["Invoice"] as Members;
    expect(after).not.toHaveProperty("PrivateNote");
    expect(after).toMatchObject({ DocNumber: "1001", DueDate: "2026-11-23" });
    expect(codeOf(company.post("/invoice", { Id: "145", SyncToken: "1", CustomerRef: { value: "1" } }))).toBe("2020");
  });

  test("an empty text clears a member", () => {
    const company = testCompany();
    created(company, { PrivateNote: "old" });
    expect(company.post("/invoice", { Id: "145", SyncToken: "0", sparse: true, PrivateNote: "" }).body["Invoice"]).not.toHaveProperty("PrivateNote");
  });
});

describe("void, delete and send", () => {
  test("a void invoice is worth nothing and says so", () => {
    const company = testCompany();
    created(company, { PrivateNote: "ref:7", Line: [itemLine(300, { Qty: 2, UnitPrice: 150 })] });
    const voided = company.post("/invoice?operation=void", { Id: "145", SyncToken: "0" }).body["Invoice"] as Members;
    expect(voided).toMatchObject({ TotalAmt: 0, Balance: 0, SyncToken: "1", PrivateNote: "Voided - ref:7", DocNumber: "1001" });
    expect((voided["Line"] as Members[])[0]).toMatchObject({ Amount: 0, SalesItemLineDetail: { Qty: 0 } });
    expect(codeOf(company.post("/invoice?operation=void", { Id: "145", SyncToken: "0" }))).toBe("5010");
  });

  test("a deleted invoice is gone, and change data capture says so", () => {
    const company = testCompany();
    created(company);
    expect(company.post("/invoice?operation=delete", { Id: "145", SyncToken: "0" }).body["Invoice"]).toEqual({ status: "Deleted", domain: "QBO", Id: "145" });
    expect(codeOf(company.get("/invoice/145"))).toBe("610");
    expect(JSON.stringify(company.get("/cdc?entities=Invoice&changedSince=2026-11-23T00:00:00-08:00").body)).toContain('"status":"Deleted"');
  });

  test("sending marks the invoice and keeps the address used", () => {
    const company = testCompany();
    created(company);
    expect(company.post("/invoice/145/send?sendTo=boss@northwind.example", "").body["Invoice"]).toMatchObject({ EmailStatus: "EmailSent", BillEmail: { Address: "boss@northwind.example" }, DeliveryInfo: { DeliveryType: "Email" } });
  });
});
