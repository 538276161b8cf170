/** For tests: a body of every kind of entity that can be created, with as many members as clients usually send. */
import type { EntityName } from "../company.ts";
import type { Members } from "../wire-object.ts";

const sold = { Id: "1", DetailType: "SalesItemLineDetail", Amount: 300, Description: "Two hours", SalesItemLineDetail: { ItemRef: { value: "1" }, Qty: 2, UnitPrice: 150, TaxCodeRef: { value: "TAX" }, ServiceDate: "2026-11-20" } };
const sale: Members = {
  CustomerRef: { value: "1" }, TxnDate: "2026-11-23", PrivateNote: "ref:1", CustomerMemo: { value: "Thank you" }, BillEmail: { Address: "ap@northwind.example" }, ShipMethodRef: { value: "Courier" },
  ShipAddr: { Line1: "12 Quay Street", City: "Oakland", CountrySubDivisionCode: "CA", PostalCode: "94607" }, ApplyTaxAfterDiscount: true,
  Line: [
    sold,
    { DetailType: "DescriptionOnly", Description: "Subtotal:", DescriptionLineDetail: {} },
    { DetailType: "GroupLineDetail", GroupLineDetail: { GroupItemRef: { value: "13" }, Quantity: 1 } },
    { DetailType: "SalesItemLineDetail", Amount: 76, SalesItemLineDetail: { ItemRef: { value: "14" }, Qty: 2, UnitPrice: 38 } },
    { DetailType: "DiscountLineDetail", DiscountLineDetail: { PercentBased: true, DiscountPercent: 10, DiscountAccountRef: { value: "86" } } },
  ],
};
const spent: Members[] = [
  { DetailType: "AccountBasedExpenseLineDetail", Amount: 29.4, Description: "Fee", AccountBasedExpenseLineDetail: { AccountRef: { value: "66" }, CustomerRef: { value: "1" }, BillableStatus: "Billable", TaxCodeRef: { value: "NON" } } },
  { DetailType: "ItemBasedExpenseLineDetail", Amount: 43, ItemBasedExpenseLineDetail: { ItemRef: { value: "14" }, Qty: 2, UnitPrice: 21.5 } },
];
const debitAndCredit = (["Debit", "Credit"] as const).map((PostingType) => ({
  Amount: 40, DetailType: "JournalEntryLineDetail", JournalEntryLineDetail: { PostingType, AccountRef: { value: PostingType === "Debit" ? "56" : "1" }, ...(PostingType === "Debit" ? { Entity: { Type: "Customer", EntityRef: { value: "1" } } } : {}) },
}));

/** What must be there before one of a kind: documents that it links to. */
export function linkedKinds(name: EntityName): EntityName[] {
  return ({ Invoice: ["Estimate"], Payment: ["Invoice", "CreditMemo"], Deposit: ["Payment"] } as Partial<Record<EntityName, EntityName[]>>)[name] ?? [];
}

/** A body to create one; `linked` = the ids of its linked kinds, in their order. */
export function wholeBody(name: EntityName, linked: string[] = []): Members {
  const [first = "", second = ""] = linked;
  switch (name) {
    case "Invoice":
      return { ...sale, SalesTermRef: { value: "3" }, Deposit: 10, LinkedTxn: [{ TxnId: first, TxnType: "Estimate" }] };
    case "Estimate":
      return { ...sale, ExpirationDate: "2026-12-23", TxnStatus: "Accepted", AcceptedBy: "Ada Okoye", AcceptedDate: "2026-11-22" };
    case "SalesReceipt":
      return { ...sale, PaymentMethodRef: { value: "3" }, PaymentRefNum: "ch_1" };
    case "RefundReceipt":
      return { ...sale, DepositToAccountRef: { value: "35" }, PaymentMethodRef: { value: "2" }, PaymentRefNum: "re_1" };
    case "CreditMemo":
      return { ...sale };
    case "Payment":
      return { CustomerRef: { value: "1" }, TotalAmt: 100, PaymentMethodRef: { value: "1" }, PaymentRefNum: "ch_9", Line: [paid("Invoice", first, 120), paid("CreditMemo", second, 20)] };
    case "Deposit":
      return {
        DepositToAccountRef: { value: "35" }, CashBack: { AccountRef: { value: "4" }, Amount: 5, Memo: "petty cash" },
        Line: [{ Amount: 100, LinkedTxn: [{ TxnId: first, TxnType: "Payment", TxnLineId: "0" }] }, { Amount: 20, DetailType: "DepositLineDetail", DepositLineDetail: { AccountRef: { value: "1" }, Entity: { value: "1", type: "CUSTOMER" }, PaymentMethodRef: { value: "1" }, CheckNum: "7" } }],
      };
    case "Purchase":
      return { PaymentType: "Check", AccountRef: { value: "35" }, EntityRef: { value: "40", type: "Vendor" }, DocNumber: "77", PrintStatus: "NeedToPrint", Line: spent };
    case "Bill":
      return { VendorRef: { value: "40" }, SalesTermRef: { value: "3" }, DocNumber: "B-1", Line: spent };
    case "JournalEntry":
      return { Line: debitAndCredit, PrivateNote: "correction", Adjustment: true };
    default:
      return listBody(name);
  }
}

function paid(TxnType: string, TxnId: string, Amount: number): Members {
  return { Amount, LinkedTxn: [{ TxnId, TxnType }] };
}

function listBody(name: EntityName): Members {
  switch (name) {
    case "Customer":
      return { DisplayName: "Quay Bakery", GivenName: "Lena", FamilyName: "Marsh", CompanyName: "Quay Bakery", PrimaryEmailAddr: { Address: "lena@quay.example" }, PrimaryPhone: { FreeFormNumber: "1" }, BillAddr: { Line1: "1 Quay" }, Notes: "n", WebAddr: { URI: "https://quay.example" } };
    case "Vendor":
      return { DisplayName: "Quay Timber", AcctNum: "7", TermRef: { value: "3" } };
    case "Employee":
      return { GivenName: "Kim", FamilyName: "Lund" };
    case "Item":
      return { Name: "Walnut board", Type: "Inventory", TrackQtyOnHand: true, QtyOnHand: 10, InvStartDate: "2026-10-01", UnitPrice: 20, PurchaseCost: 12, IncomeAccountRef: { value: "79" }, ExpenseAccountRef: { value: "80" }, AssetAccountRef: { value: "81" }, Sku: "W-1" };
    case "Account":
      return { Name: "Savings", AccountType: "Bank", AccountSubType: "Savings", AcctNum: "1010" };
    case "Term":
      return { Name: "The 15th", DayOfMonthDue: 15, DueNextMonthDays: 5 };
    case "PaymentMethod":
      return { Name: "Wire", Type: "NON_CREDIT_CARD" };
    case "CompanyCurrency":
      return { Code: "CHF" };
    case "TaxAgency":
      return { DisplayName: "Harbor district" };
    case "Attachable":
      return { Note: "signed", Tag: "t", AttachableRef: [{ EntityRef: { type: "Customer", value: "1" }, IncludeOnSend: false }] };
    default:
      return { Name: "North" };
  }
}
