import { describe, expect, test } from "vitest";
import type { Members } from "../wire-object.ts";
import { type Answered, codeOf, itemLine, testCompany, type TestCompany } from "../test-company.ts";

const discount = (members: Members): Members => {
  const { Amount, ...detail } = members;
  return { DetailType: "DiscountLineDetail", ...(Amount === undefined ? {} : { Amount }), DiscountLineDetail: detail };
};

function made(answer: Answered, entity: string): Members & { Id: string; SyncToken: string } {
  expect(answer.body["Fault"]).toBeUndefined();
  return answer.body[entity] as Members & { Id: string; SyncToken: string };
}

function create(company: TestCompany, entity: string, body: Members): Members & { Id: string; SyncToken: string } {
  return made(company.post(`/${entity.toLowerCase()}`, body), entity);
}

function read(company: TestCompany, entity: string, id: string): Members & { Id: string; SyncToken: string } {
  return made(company.get(`/${entity.toLowerCase()}/${id}`), entity);
}

const sale = { CustomerRef: { value: "1" }, Line: [itemLine(150)] };

describe("estimates", () => {
  test("start pending, have numbers of their own and come back as item, subtotal, discount", () => {
    const company = testCompany();
    create(company, "Invoice", sale);
    const estimate = create(company, "Estimate", { CustomerRef: { value: "1" }, Line: [itemLine(35), discount({ PercentBased: true, DiscountPercent: 10, DiscountAccountRef: { value: "86" } })] });
    expect(estimate).toMatchObject({ TxnStatus: "Pending", DocNumber: "1001", TotalAmt: 31.5 });
    expect((estimate["Line"] as Members[]).map((line) => line["DetailType"])).toEqual(["SalesItemLineDetail", "SubTotalLineDetail", "DiscountLineDetail"]);
    expect(estimate["Balance"]).toBeUndefined();
  });

  test("are accepted by hand, and closed only by an invoice that names them", () => {
    const company = testCompany();
    const { Id, SyncToken } = create(company, "Estimate", sale);
    const accepted = made(company.post("/estimate", { Id, SyncToken, sparse: true, TxnStatus: "Accepted", AcceptedBy: "Ada" }), "Estimate");
    expect(accepted).toMatchObject({ TxnStatus: "Accepted", AcceptedBy: "Ada", TotalAmt: 150 });
    expect(codeOf(company.post("/estimate", { Id, SyncToken: accepted.SyncToken, sparse: true, TxnStatus: "Closed" }))).toBe("6000");
    expect(codeOf(company.post("/invoice", { ...sale, CustomerRef: { value: "2" }, LinkedTxn: [{ TxnId: Id, TxnType: "Estimate" }] }))).toBe("620");
    const invoice = create(company, "Invoice", { ...sale, LinkedTxn: [{ TxnId: Id, TxnType: "Estimate" }] });
    expect(invoice["LinkedTxn"]).toEqual([{ TxnId: Id, TxnType: "Estimate" }]);
    expect(read(company, "Estimate", Id)).toMatchObject({ TxnStatus: "Closed", LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] });
    expect(codeOf(company.post("/invoice", { ...sale, LinkedTxn: [{ TxnId: Id, TxnType: "Estimate" }] }))).toBe("620");
    company.post("/invoice?operation=delete", { Id: invoice.Id, SyncToken: invoice.SyncToken });
    expect(read(company, "Estimate", Id)).toMatchObject({ TxnStatus: "Pending", LinkedTxn: [] });
  });
});

describe("receipts", () => {
  test("a sales receipt owes nothing and puts its money into Undeposited Funds", () => {
    const company = testCompany();
    expect(create(company, "SalesReceipt", { ...sale, PaymentMethodRef: { value: "3" }, PaymentRefNum: "ch_1" })).toMatchObject({
      Balance: 0, TotalAmt: 150, DepositToAccountRef: { value: "4", name: "Undeposited Funds" }, PaymentMethodRef: { value: "3", name: "Credit Card" },
    });
    expect(codeOf(company.post("/salesreceipt", { ...sale, DepositToAccountRef: { value: "79" } }))).toBe("6000");
  });

  test("a voided sales receipt is worth nothing", () => {
    const company = testCompany();
    const { Id, SyncToken } = create(company, "SalesReceipt", { ...sale, PrivateNote: "n" });
    const voided = made(company.post("/salesreceipt?operation=update&include=void", { Id, SyncToken, sparse: true }), "SalesReceipt");
    expect(voided).toMatchObject({ TotalAmt: 0, PrivateNote: "Voided - n", SyncToken: "1", Line: [{ SalesItemLineDetail: { Qty: 0 } }, {}] });
  });

  test("a refund receipt says which account the money leaves, may do without a customer, and cannot be voided", () => {
    const company = testCompany();
    expect(codeOf(company.post("/refundreceipt", sale))).toBe("2020");
    const refund = create(company, "RefundReceipt", { Line: [itemLine(125)], DepositToAccountRef: { value: "35" }, PaymentRefNum: "re_1" });
    expect(refund).toMatchObject({ TotalAmt: 125, Balance: 0, DocNumber: "1001" });
    expect(codeOf(company.post("/refundreceipt?operation=void", { Id: refund.Id, SyncToken: refund.SyncToken }))).toBe("500");
  });
});

describe("credits, payments and deposits", () => {
  test("a payment without money applies a credit to an invoice", () => {
    const company = testCompany();
    const invoice = create(company, "Invoice", sale);
    const credit = create(company, "CreditMemo", { CustomerRef: { value: "1" }, Line: [itemLine(50)] });
    expect(read(company, "Customer", "1")).toMatchObject({ Balance: 100 });
    const payment = create(company, "Payment", {
      CustomerRef: { value: "1" }, TotalAmt: 0,
      Line: [{ Amount: 50, LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] }, { Amount: 50, LinkedTxn: [{ TxnId: credit.Id, TxnType: "CreditMemo" }] }],
    });
    expect(payment).toMatchObject({ UnappliedAmt: 0 });
    expect(read(company, "Invoice", invoice.Id)).toMatchObject({ Balance: 100, LinkedTxn: [{ TxnId: payment.Id, TxnType: "Payment" }] });
    expect(read(company, "CreditMemo", credit.Id)).toMatchObject({ RemainingCredit: 0, Balance: 0 });
    expect(read(company, "Customer", "1")).toMatchObject({ Balance: 100 });
    company.post("/payment?operation=delete", { Id: payment.Id, SyncToken: payment.SyncToken });
    expect(read(company, "CreditMemo", credit.Id)).toMatchObject({ RemainingCredit: 50 });
    expect(read(company, "Invoice", invoice.Id)).toMatchObject({ Balance: 150, LinkedTxn: [] });
  });

  test("a parent pays for a sub-customer, a stranger does not", () => {
    const company = testCompany();
    const sub = create(company, "Customer", { DisplayName: "Northwind warehouse", Job: true, ParentRef: { value: "1" } });
    const invoice = create(company, "Invoice", { ...sale, CustomerRef: { value: sub.Id } });
    const payment = (value: string): Members => ({ CustomerRef: { value }, TotalAmt: 150, Line: [{ Amount: 150, LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] }] });
    expect(codeOf(company.post("/payment", payment("2")))).toBe("620");
    create(company, "Payment", payment("1"));
    expect(read(company, "Invoice", invoice.Id)).toMatchObject({ Balance: 0 });
  });

  test("what lies in a bank deposit cannot be changed until it is taken off", () => {
    const company = testCompany();
    const receipt = create(company, "SalesReceipt", sale);
    const deposit = create(company, "Deposit", { DepositToAccountRef: { value: "35" }, Line: [{ Amount: 150, LinkedTxn: [{ TxnId: receipt.Id, TxnType: "SalesReceipt", TxnLineId: "0" }] }] });
    expect(deposit).toMatchObject({ TotalAmt: 150 });
    const now = read(company, "SalesReceipt", receipt.Id);
    expect(now["LinkedTxn"]).toEqual([{ TxnId: deposit.Id, TxnType: "Deposit" }]);
    expect(codeOf(company.post("/salesreceipt?include=void", { Id: receipt.Id, SyncToken: now.SyncToken, sparse: true }))).toBe("6540");
    expect(codeOf(company.post("/salesreceipt?operation=delete", { Id: receipt.Id, SyncToken: now.SyncToken }))).toBe("6540");
    company.post("/deposit?operation=delete", { Id: deposit.Id, SyncToken: deposit.SyncToken });
    expect(read(company, "SalesReceipt", receipt.Id)["LinkedTxn"]).toEqual([]);
  });

  test("a deposit needs a bank account and lines of one kind", () => {
    const company = testCompany();
    const direct = { Amount: 10, DetailType: "DepositLineDetail", DepositLineDetail: { AccountRef: { value: "79" } } };
    expect(create(company, "Deposit", { DepositToAccountRef: { value: "35" }, Line: [direct], CashBack: { AccountRef: { value: "4" }, Amount: 3 } })).toMatchObject({ TotalAmt: 7 });
    const refused = company.post("/deposit", { DepositToAccountRef: { value: "41" }, Line: [direct] });
    expect(JSON.stringify(refused.body)).toContain("Select a bank account for this deposit");
  });
});

describe("money that goes out", () => {
  const fee = { Amount: 29.4, DetailType: "AccountBasedExpenseLineDetail", Description: "Processor fee", AccountBasedExpenseLineDetail: { AccountRef: { value: "66" } } };

  test("an expense names how it was paid and from where, even when only a note changes", () => {
    const company = testCompany();
    const body = { PaymentType: "CreditCard", AccountRef: { value: "41" }, EntityRef: { value: "40", type: "Vendor" }, Line: [fee] };
    const purchase = create(company, "Purchase", body);
    expect(purchase).toMatchObject({ TotalAmt: 29.4, EntityRef: { name: "Bayside Upholstery", type: "Vendor" }, Line: [{ Id: "1", AccountBasedExpenseLineDetail: { BillableStatus: "NotBillable", TaxCodeRef: { value: "NON" } } }] });
    const { Id, SyncToken } = purchase;
    expect(codeOf(company.post("/purchase", { Id, SyncToken, sparse: true, PrivateNote: "x" }))).toBe("2020");
    expect(made(company.post("/purchase", { Id, SyncToken, sparse: true, PrivateNote: "x", PaymentType: "CreditCard", AccountRef: { value: "41" } }), "Purchase")).toMatchObject({ PrivateNote: "x", TotalAmt: 29.4 });
    expect(codeOf(company.post("/purchase?operation=void", { Id, SyncToken: "1" }))).toBe("500");
  });

  test.for([
    ["a card's expense on a bank account", { PaymentType: "CreditCard", AccountRef: { value: "35" }, Line: [fee] }, "6000"],
    ["an expense without an account", { PaymentType: "Cash", Line: [fee] }, "2020"],
    ["an expense without lines", { PaymentType: "Cash", AccountRef: { value: "35" } }, "2020"],
    ["a billable line without a customer", { PaymentType: "Cash", AccountRef: { value: "35" }, Line: [{ ...fee, AccountBasedExpenseLineDetail: { AccountRef: { value: "66" }, BillableStatus: "Billable" } }] }, "6310"],
    ["an unknown payee", { PaymentType: "Cash", AccountRef: { value: "35" }, EntityRef: { value: "999", type: "Vendor" }, Line: [fee] }, "2500"],
  ] as [string, Members, string][])("%s is refused", ([, body, code]) => {
    expect(codeOf(testCompany().post("/purchase", body))).toBe(code);
  });

  test("an expense's number is taken once", () => {
    const company = testCompany();
    const body = { PaymentType: "Cash", AccountRef: { value: "35" }, DocNumber: "77", Line: [fee] };
    create(company, "Purchase", body);
    expect(codeOf(company.post("/purchase", body))).toBe("6140");
    create(company, "Purchase", { ...body, DocNumber: "77" , PaymentType: "Check" });
    expect(company.post("/purchase?include=allowduplicatedocnum", body).status).toBe(200);
  });

  test("a bill is owed to its vendor and due by its term; a void fails inside status 200", () => {
    const company = testCompany();
    const bill = create(company, "Bill", { VendorRef: { value: "40" }, TxnDate: "2026-11-01", SalesTermRef: { value: "3" }, Line: [fee] });
    expect(bill).toMatchObject({ TotalAmt: 29.4, Balance: 29.4, DueDate: "2026-12-01" });
    expect(read(company, "Vendor", "40")).toMatchObject({ Balance: 29.4 });
    const answer = company.post("/bill?operation=void", { Id: bill.Id, SyncToken: bill.SyncToken });
    expect([answer.status, codeOf(answer)]).toEqual([200, "10000"]);
  });

  test("a journal entry balances", () => {
    const company = testCompany();
    const line = (PostingType: string, Amount: number): Members => ({ Amount, DetailType: "JournalEntryLineDetail", JournalEntryLineDetail: { PostingType, AccountRef: { value: "35" } } });
    const entry = create(company, "JournalEntry", { Line: [line("Debit", 5), line("Credit", 5)] });
    expect(entry).toMatchObject({ TotalAmt: 5 });
    expect(codeOf(company.post("/journalentry", { Line: [line("Debit", 5), line("Credit", 4)] }))).toBe("2300");
    expect(company.post("/journalentry?operation=void", { Id: entry.Id, SyncToken: "0" }).body).toMatchObject({ BatchItemResponse: [] });
  });
});

describe("companies abroad", () => {
  test("a document in another currency says what it is worth at home", () => {
    const company = testCompany("multicurrency");
    expect(codeOf(company.post("/invoice", { CustomerRef: { value: "2" }, Line: [itemLine(100)] }))).toBe("2020");
    expect(codeOf(company.post("/invoice", { CustomerRef: { value: "2" }, CurrencyRef: { value: "USD" }, Line: [itemLine(100)] }))).toBe("6000");
    expect(create(company, "Invoice", { CustomerRef: { value: "2" }, CurrencyRef: { value: "EUR" }, Line: [itemLine(100)] })).toMatchObject({ TotalAmt: 100, ExchangeRate: 1.0842, HomeTotalAmt: 108.42, HomeBalance: 108.42 });
    company.post("/exchangerate", { SourceCurrencyCode: "EUR", Rate: 2.5, AsOfDate: "2026-11-01" });
    expect(create(company, "SalesReceipt", { CustomerRef: { value: "2" }, CurrencyRef: { value: "EUR" }, Line: [itemLine(100)] })).toMatchObject({ HomeTotalAmt: 250 });
    expect(company.get("/exchangerate?sourcecurrencycode=EUR&asofdate=2026-11-20").body).toMatchObject({ ExchangeRate: { Rate: 2.5, TargetCurrencyCode: "USD" } });
  });

  test("a currency without small units has none", () => {
    const company = testCompany("multicurrency");
    expect(create(company, "Invoice", { CustomerRef: { value: "25" }, CurrencyRef: { value: "JPY" }, Line: [itemLine(100), discount({ PercentBased: true, DiscountPercent: 0.5 })] })).toMatchObject({ TotalAmt: 99 });
  });

  test("tax codes are made by the tax service, each rate once", () => {
    const company = testCompany("uk");
    const made = company.post("/taxservice/taxcode", { TaxCode: "Levy", TaxRateDetails: [{ TaxRateName: "levy", RateValue: "8", TaxAgencyId: "1", TaxApplicableOn: "Sales" }] });
    expect(made.body).toMatchObject({ TaxCode: "Levy", TaxRateDetails: [{ RateValue: "8%" }] });
    expect(create(company, "Invoice", { CustomerRef: { value: "1" }, Line: [itemLine(100, { TaxCodeRef: { value: made.body["TaxCodeId"] } })] })).toMatchObject({ TotalAmt: 108 });
    expect(codeOf(company.post("/taxservice/taxcode", { TaxCode: "Levy 2", TaxRateDetails: [{ TaxRateName: "levy", RateValue: "8", TaxAgencyId: "1" }] }))).toBe("6240");
  });

  test("an invoice in the United Kingdom needs a code on every line", () => {
    const company = testCompany("uk");
    expect(codeOf(company.post("/invoice", sale))).toBe("6000");
    const line = itemLine(240, { Qty: 2, UnitPrice: 120, TaxCodeRef: { value: "3" } });
    expect(create(company, "Invoice", { CustomerRef: { value: "1" }, GlobalTaxCalculation: "TaxExcluded", Line: [line] })).toMatchObject({ TotalAmt: 288, TxnTaxDetail: { TotalTax: 48 } });
  });
});
