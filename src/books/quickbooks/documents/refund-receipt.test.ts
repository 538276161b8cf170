import { expect, test } from "vitest";
import { scriptedLine, scriptedMark, scriptedRefundReceipt, usCompany, usd } from "../scripted-samples.ts";
import { decodeRefundReceipt, encodeRefundReceipt } from "./refund-receipt.ts";

const app = "https://qbo.example.test";

test("a refund receipt always says which account the money leaves", () => {
  const lines = [scriptedLine({ quantity: "1", unitPrice: "125" })];
  const plain = {
    CustomerRef: { value: "58" },
    TxnDate: "2026-11-23",
    PrivateNote: `Deal 4711 ${scriptedMark}`,
    DepositToAccountRef: { value: "35" },
    Line: [
      {
        DetailType: "SalesItemLineDetail",
        Amount: 125,
        Description: "Design consultation",
        SalesItemLineDetail: { ItemRef: { value: "7" }, Qty: 1, UnitPrice: 125, TaxCodeRef: { value: "NON" } },
      },
    ],
  };
  expect(encodeRefundReceipt(scriptedRefundReceipt({ lines }), usCompany)).toStrictEqual(plain);
  const byCard = scriptedRefundReceipt({ lines, paymentMethod: { id: "2", name: "Visa" }, paymentReference: "re_8812" });
  expect(encodeRefundReceipt(byCard, usCompany)).toStrictEqual({ ...plain, PaymentMethodRef: { value: "2" }, PaymentRefNum: "re_8812" });
});

test("a refund receipt that QuickBooks has is read", () => {
  const wire = {
    Id: "2", SyncToken: "0", DocNumber: "10030", TxnDate: "2014-04-24", DepartmentRef: { value: "1", name: "Garden" }, CurrencyRef: { value: "USD", name: "United States Dollar" },
    PrivateNote: "This is a memo.", CustomerRef: { value: "64", name: "Candy Shop" }, TotalAmt: 337.93, Balance: 0, PaymentRefNum: "To Print", DepositToAccountRef: { value: "40", name: "Checking" },
    TxnTaxDetail: { TxnTaxCodeRef: { value: "2" }, TotalTax: 22.43 }, BillAddr: { Id: "413", Line1: "1 Fudge Street" }, domain: "QBO", sparse: false,
  };
  expect(decodeRefundReceipt(wire, usCompany, app)).toStrictEqual({
    kind: "refund-receipt", booksId: "2", number: "10030", syncToken: "0", status: "refunded", party: { id: "64", name: "Candy Shop" }, transactionDate: "2014-04-24", dueDate: null,
    total: usd(33_793), balance: usd(0), url: `${app}/app/refundreceipt?txnId=2`, privateNote: "This is a memo.",
  });
  expect(decodeRefundReceipt({ ...wire, CustomerRef: undefined }, usCompany, app).party).toBeNull();
});
