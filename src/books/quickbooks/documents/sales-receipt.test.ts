import { expect, test } from "vitest";
import { scriptedMark, scriptedSalesReceipt, usCompany, usd } from "../scripted-samples.ts";
import { bodyOf } from "./documents.ts";
import { decodeSalesReceipt, encodeSalesReceipt } from "./sales-receipt.ts";

const app = "https://qbo.example.test";

test("a sales receipt says how it was paid and where the money goes, as far as it is known", () => {
  const plain = {
    CustomerRef: { value: "58" },
    TxnDate: "2026-11-23",
    PrivateNote: `Deal 4711 ${scriptedMark}`,
    Line: [
      {
        DetailType: "SalesItemLineDetail",
        Amount: 100.01,
        Description: "Design consultation",
        SalesItemLineDetail: { ItemRef: { value: "7" }, Qty: 3, UnitPrice: 33.335, TaxCodeRef: { value: "NON" } },
      },
    ],
  };
  expect(encodeSalesReceipt(scriptedSalesReceipt(), usCompany)).toStrictEqual(plain);
  const paid = scriptedSalesReceipt({ depositAccount: { id: "35", name: "Checking" }, paymentMethod: { id: "2", name: "Visa" }, paymentReference: "ch_9Q1" });
  expect(encodeSalesReceipt(paid, usCompany)).toStrictEqual({ ...plain, DepositToAccountRef: { value: "35" }, PaymentMethodRef: { value: "2" }, PaymentRefNum: "ch_9Q1" });
});

test("a payment's number that is too long is refused", () => {
  const long = scriptedSalesReceipt({ paymentReference: "pi_3MtwBwLkdIwHu7ix28a3tqPa" });
  expect(bodyOf(long, usCompany)).toMatchObject({ ok: false, error: [{ code: "text-too-long", field: "payment reference", longest: 21 }] });
});

test("a sales receipt that QuickBooks has is read, also one without a customer and one that is void", () => {
  const wire = {
    sparse: false, domain: "QBO", TxnDate: "2017-09-20", TotalAmt: 40, SyncToken: "0", PrintStatus: "NeedToPrint", Id: "6", EmailStatus: "NotSet", DocNumber: "1005", Balance: 0,
    DepositToAccountRef: { value: "4", name: "Undeposited Funds" }, CustomField: [], CurrencyRef: { value: "USD", name: "United States Dollar" }, ApplyTaxAfterDiscount: false,
  };
  expect(decodeSalesReceipt(wire, usCompany, app)).toStrictEqual({
    kind: "sales-receipt", booksId: "6", number: "1005", syncToken: "0", status: "paid", party: null, transactionDate: "2017-09-20", dueDate: null,
    total: usd(4_000), balance: usd(0), url: `${app}/app/salesreceipt?txnId=6`, privateNote: "",
  });
  expect(decodeSalesReceipt({ ...wire, TotalAmt: 0, SyncToken: "1", PrivateNote: "Voided" }, usCompany, app)).toMatchObject({ status: "voided", syncToken: "1" });
});
