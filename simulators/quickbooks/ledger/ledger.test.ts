import { Big } from "big.js";
import { describe, expect } from "vitest";
import { fc, test } from "@fast-check/vitest";
import { type Company, type Entity, entityNames, transactions } from "../company.ts";
import type { ProfileName } from "../profiles/profiles.ts";
import { itemLine, testCompany, type TestCompany } from "../test-company.ts";
import type { Members } from "../wire-object.ts";
import { postingsOf } from "./postings.ts";

type Made = Members & { Id: string; SyncToken: string };

function create(company: TestCompany, name: string, body: Members): Made {
  const { body: answer } = company.post(`/${name.toLowerCase()}`, body);
  expect(answer["Fault"]).toBeUndefined();
  return answer[name] as Made;
}

/** What an account has gained since the first day. */
function balance({ company }: TestCompany, accountId: string): number {
  const atFirst = testCompany().company.find("Account", accountId)?.["CurrentBalance"];
  return Number(company.find("Account", accountId)?.["CurrentBalance"]) - Number(atFirst);
}

const customer = { CustomerRef: { value: "1" } };
const expense = (amount: number): Members => ({ Amount: amount, DetailType: "AccountBasedExpenseLineDetail", AccountBasedExpenseLineDetail: { AccountRef: { value: "63" }, TaxCodeRef: { value: "free" } } });
const cents = fc.integer({ min: 1, max: 500_000 }).map((value) => value / 100);

/** One transaction of any kind that posts. */
const anyDocument = fc.oneof(
  fc.record({ name: fc.constantFrom("Invoice", "SalesReceipt", "CreditMemo", "RefundReceipt"), amounts: fc.array(cents, { minLength: 1, maxLength: 4 }), percent: fc.integer({ min: 0, max: 100 }), isTaxed: fc.boolean() }).map(
    ({ name, amounts, percent, isTaxed }): [string, Members] => [
      name,
      {
        ...customer,
        ...(name === "RefundReceipt" ? { DepositToAccountRef: { value: "35" } } : {}),
        Line: [...amounts.map((amount) => itemLine(amount, { TaxCodeRef: { value: isTaxed ? "taxed" : "free" } })), { DetailType: "DiscountLineDetail", DiscountLineDetail: { PercentBased: true, DiscountPercent: percent } }],
      },
    ],
  ),
  fc.record({ amounts: fc.array(cents, { minLength: 1, maxLength: 3 }), isCredit: fc.boolean() }).map(({ amounts, isCredit }): [string, Members] => ["Purchase", { PaymentType: "CreditCard", AccountRef: { value: "41" }, Credit: isCredit, Line: amounts.map(expense) }]),
  fc.array(cents, { minLength: 1, maxLength: 3 }).map((amounts): [string, Members] => ["Bill", { VendorRef: { value: "40" }, Line: amounts.map(expense) }]),
  cents.map((TotalAmt): [string, Members] => ["Payment", { ...customer, TotalAmt }]),
  fc.tuple(cents, cents).map(([amount, back]): [string, Members] => [
    "Deposit",
    { DepositToAccountRef: { value: "35" }, Line: [{ Amount: amount + back, DetailType: "DepositLineDetail", DepositLineDetail: { AccountRef: { value: "1" } } }], CashBack: { AccountRef: { value: "4" }, Amount: back } },
  ]),
  cents.map((amount): [string, Members] => ["JournalEntry", { Line: ["Debit", "Credit"].map((PostingType, index) => ({ Amount: amount, DetailType: "JournalEntryLineDetail", JournalEntryLineDetail: { PostingType, AccountRef: { value: index === 0 ? "35" : "1" } } })) }]),
);

/** The profile's own tax codes for "taxed" and "free". */
const codes: [ProfileName, string, string][] = [["us", "TAX", "NON"], ["uk", "3", "6"]];

function inProfile(body: Members, taxed: string, free: string): Members {
  return JSON.parse(JSON.stringify(body).replaceAll('"taxed"', `"${taxed}"`).replaceAll('"free"', `"${free}"`)) as Members;
}

function everyPosting(company: Company): Map<string, Big> {
  const sums = new Map<string, Big>();
  for (const name of entityNames.filter((one) => transactions.has(one))) {
    for (const entity of company.all(name)) for (const { accountId, amount } of postingsOf(company, name, entity)) sums.set(accountId, (sums.get(accountId) ?? new Big(0)).plus(amount));
  }
  return sums;
}

describe("double entry", () => {
  test.prop([fc.array(fc.tuple(anyDocument, fc.constantFrom("keep", "keep", "delete", "void", "note")), { minLength: 1, maxLength: 6 }), fc.constantFrom(...codes)], { numRuns: 60 })(
    "debits equal credits, the whole document is one of them, and accounts hold the sum of what is posted",
    (documents, [profile, taxed, free]) => {
      const company = testCompany(profile);
      for (const [[name, body], then] of documents) {
        const made = create(company, name, inProfile(body, taxed, free)) as Entity;
        const postings = postingsOf(company.company, name as "Invoice", made);
        expect(postings.reduce((sum, one) => sum.plus(one.amount), new Big(0)).toFixed(2)).toBe("0.00");
        if (name !== "JournalEntry" && made["TotalAmt"] !== 0) expect(postings[0]?.amount.abs().toFixed(2), name).toBe(Number(made["TotalAmt"]).toFixed(2));
        const path = `/${name.toLowerCase()}?operation=${then === "note" ? "update" : then}`;
        if (then !== "keep") company.post(path, { ...body, ...made, sparse: true });
      }
      const sums = everyPosting(company.company);
      for (const account of company.company.all("Account")) {
        const posted = (sums.get(account.Id) ?? new Big(0)).toFixed(2);
        expect(company.company.booked(account.Id).toFixed(2), String(account["Name"])).toBe(posted);
        if (!["Revenue", "Expense"].includes(String(account["Classification"]))) expect(balance(company, account.Id).toFixed(2)).toBe(posted);
      }
    },
  );

  test("an invoice that is paid and banked moves receivables, waiting funds and the bank", () => {
    const company = testCompany();
    const invoice = create(company, "Invoice", { ...customer, Line: [itemLine(150)] });
    expect([balance(company, "56"), balance(company, "1")]).toEqual([150, 0]);
    const payment = create(company, "Payment", { ...customer, TotalAmt: 150, Line: [{ Amount: 150, LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] }] });
    expect([balance(company, "56"), balance(company, "4")]).toEqual([0, 150]);
    create(company, "Deposit", { DepositToAccountRef: { value: "35" }, Line: [{ Amount: 150, LinkedTxn: [{ TxnId: payment.Id, TxnType: "Payment", TxnLineId: "0" }] }] });
    expect([balance(company, "4"), balance(company, "35"), company.company.booked("1").toNumber()]).toEqual([0, 150, -150]);
    expect(company.company.find("Account", "35")?.SyncToken).toBe("0");
  });

  test("a foreign invoice posts what it is worth at home", () => {
    const company = testCompany("multicurrency");
    create(company, "Invoice", { CustomerRef: { value: "2" }, CurrencyRef: { value: "EUR" }, ExchangeRate: 1.1111, Line: [itemLine(33.33), itemLine(33.33), itemLine(33.33)] });
    expect(company.company.booked("56").plus(company.company.booked("1")).toNumber()).toBe(0);
    expect(balance(company, "56")).toBeCloseTo(111.09, 6);
  });
});

describe("what people owe", () => {
  test("a sub-customer's invoice counts for everyone above", () => {
    const company = testCompany();
    const sub = create(company, "Customer", { DisplayName: "Warehouse", Job: true, ParentRef: { value: "1" } });
    create(company, "Invoice", { CustomerRef: { value: sub.Id }, Line: [itemLine(100)] });
    create(company, "Invoice", { ...customer, Line: [itemLine(20)] });
    expect(company.company.find("Customer", sub.Id)).toMatchObject({ Balance: 100, BalanceWithJobs: 100 });
    expect(company.company.find("Customer", "1")).toMatchObject({ Balance: 20, BalanceWithJobs: 120 });
  });

  test("a journal entry on receivables and payables changes what its customer and vendor have open", () => {
    const company = testCompany();
    const line = (PostingType: string, account: string, Type: string, value: string): Members => ({
      Amount: 40, DetailType: "JournalEntryLineDetail", JournalEntryLineDetail: { PostingType, AccountRef: { value: account }, Entity: { Type, EntityRef: { value } } },
    });
    create(company, "JournalEntry", { Line: [line("Debit", "56", "Customer", "1"), line("Credit", "33", "Vendor", "40")] });
    expect(company.company.find("Customer", "1")).toMatchObject({ Balance: 40 });
    expect(company.company.find("Vendor", "40")).toMatchObject({ Balance: 40 });
  });
});

describe("stock", () => {
  const inventory = { Name: "Walnut board", Type: "Inventory", TrackQtyOnHand: true, QtyOnHand: 10, InvStartDate: "2026-10-01", PurchaseCost: 12, IncomeAccountRef: { value: "79" }, ExpenseAccountRef: { value: "80" }, AssetAccountRef: { value: "81" } };
  const sale = (value: string, Qty: number): Members => ({ ...customer, Line: [{ DetailType: "SalesItemLineDetail", Amount: 20 * Qty, SalesItemLineDetail: { ItemRef: { value }, Qty, UnitPrice: 20 } }] });

  test("goods leave with a sale at their cost and come back with a void, a credit or a bill", () => {
    const company = testCompany();
    const item = create(company, "Item", inventory);
    const pieces = (): unknown => company.company.find("Item", item.Id)?.["QtyOnHand"];
    expect([pieces(), balance(company, "81"), balance(company, "34")]).toEqual([10, 120, -120]);
    const invoice = create(company, "Invoice", sale(item.Id, 3));
    expect([pieces(), balance(company, "81"), company.company.booked("80").toNumber()]).toEqual([7, 84, 36]);
    company.post("/invoice?operation=void", { Id: invoice.Id, SyncToken: invoice.SyncToken });
    expect([pieces(), balance(company, "81")]).toEqual([10, 120]);
    create(company, "CreditMemo", sale(item.Id, 1));
    create(company, "Bill", { VendorRef: { value: "40" }, Line: [{ Amount: 24, DetailType: "ItemBasedExpenseLineDetail", ItemBasedExpenseLineDetail: { ItemRef: { value: item.Id }, Qty: 2, UnitPrice: 12 } }] });
    expect([pieces(), balance(company, "81")]).toEqual([13, 156]);
  });

  test("nothing is sold before its stock begins", () => {
    const company = testCompany();
    const { Id } = create(company, "Item", inventory);
    const refused = company.post("/invoice", { ...sale(Id, 1), TxnDate: "2026-09-30" }).body["Fault"] as { Error: { code: string }[] };
    expect(refused.Error[0]?.code).toBe("6270");
  });
});
