/** Credit memos: what a customer owes less. A payment applies them to invoices. */
import { Big } from "big.js";
import { wire } from "../money.ts";
import { balanceMembers } from "./document-amounts.ts";
import { type EntityKind, operations } from "./kind.ts";
import { unapplyPayments } from "./payment.ts";
import { preparedSalesDocument } from "./sales-document.ts";

export const creditMemoKind: EntityKind = {
  name: "CreditMemo",
  operations: operations("create update delete send pdf"),
  isCaptured: true,
  hasWebhook: true,
  prepare: (company, write) =>
    preparedSalesDocument(company, write, {
      name: "CreditMemo",
      needsCustomer: true,
      own: (_, { before }, { amounts }) => {
        const applied = before ? new Big(Number(before["TotalAmt"])).minus(Number(before["RemainingCredit"])) : new Big(0);
        const left = new Big(Number(amounts["TotalAmt"])).minus(applied);
        return { RemainingCredit: wire(left), ...balanceMembers(company, amounts, left), DueDate: undefined };
      },
    }),
  settle: (company, before, after) => {
    if (before && !after) unapplyPayments(company, "CreditMemo", before);
  },
};
