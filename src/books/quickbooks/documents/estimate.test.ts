import { describe, expect, test } from "vitest";
import type { LocalDate } from "#domain/dates.ts";
import { scriptedEstimate, scriptedMark, usCompany, usd } from "../scripted-samples.ts";
import { decodeEstimate, encodeEstimate } from "./estimate.ts";

const app = "https://qbo.example.test";

describe("an estimate on the wire", () => {
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

  test("waits for an answer unless the plan says otherwise", () => {
    expect(encodeEstimate(scriptedEstimate(), usCompany)).toStrictEqual(plain);
    expect(encodeEstimate(scriptedEstimate({ expirationDate: "2026-12-23" as LocalDate }), usCompany)).toStrictEqual({ ...plain, ExpirationDate: "2026-12-23" });
  });

  test("may be accepted already, by somebody on a day", () => {
    const accepted = (by: string | null, on: string | null) => encodeEstimate(scriptedEstimate({ acceptance: { by, on: on as LocalDate | null } }), usCompany);
    expect(accepted("Ada Okoye", "2026-11-22")).toStrictEqual({ ...plain, TxnStatus: "Accepted", AcceptedBy: "Ada Okoye", AcceptedDate: "2026-11-22" });
    expect(accepted(null, null)).toStrictEqual({ ...plain, TxnStatus: "Accepted" });
  });
});

test("an estimate that QuickBooks has is read, and owes nothing", () => {
  const wire = {
    Id: "41", SyncToken: "3", DocNumber: "1001", TxnDate: "2014-09-07", TxnStatus: "Closed", TotalAmt: 582.5, ApplyTaxAfterDiscount: false, CustomerRef: { value: "10", name: "Cool Cars" },
    LinkedTxn: [{ TxnId: "103", TxnType: "Invoice" }], TxnTaxDetail: { TotalTax: 0 }, EmailStatus: "NotSet", PrintStatus: "NeedToPrint",
  };
  const read = (TxnStatus: string) => decodeEstimate({ ...wire, TxnStatus }, usCompany, app).status;
  expect(decodeEstimate(wire, usCompany, app)).toStrictEqual({
    kind: "estimate", booksId: "41", number: "1001", syncToken: "3", status: "closed", party: { id: "10", name: "Cool Cars" }, transactionDate: "2014-09-07", dueDate: null,
    total: usd(58_250), balance: usd(0), url: `${app}/app/estimate?txnId=41`, privateNote: "",
  });
  expect(["Pending", "Accepted", "Rejected", "Converted", "Unheard"].map(read)).toEqual(["pending", "accepted", "rejected", "closed", "pending"]);
});
