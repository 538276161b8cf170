/** What customers owe and vendors are owed, in their own currencies. */
import { Big } from "big.js";
import type { Company, Entity, EntityName } from "../company.ts";
import { memberText } from "../member-text.ts";
import { amount } from "../money.ts";
import { refId } from "../references.ts";
import type { Members } from "../wire-object.ts";

export interface Owed {
  who: "Customer" | "Vendor";
  id: string;
  amount: Big;
}

/** What a transaction adds to whose balance; credits and money paid ahead lower it. */
export function owedBy(company: Company, name: EntityName, transaction: Entity): Owed[] {
  const owe = (who: Owed["who"], reference: unknown, value: Big): Owed[] => {
    const id = refId(reference);
    return id === undefined || value.eq(0) ? [] : [{ who, id, amount: value }];
  };
  const open = amount(transaction["Balance"]) ?? new Big(0);
  switch (name) {
    case "Invoice":
      return owe("Customer", transaction["CustomerRef"], open);
    case "CreditMemo":
      return owe("Customer", transaction["CustomerRef"], open.neg());
    case "Payment":
      return owe("Customer", transaction["CustomerRef"], (amount(transaction["UnappliedAmt"]) ?? new Big(0)).neg());
    case "Bill":
      return owe("Vendor", transaction["VendorRef"], open);
    case "JournalEntry":
      return ((transaction["Line"] ?? []) as Members[]).flatMap((line) => journalLine(company, line, owe));
    default:
      return [];
  }
}

/** A journal line on what is owed says by or to whom. */
function journalLine(company: Company, line: Members, owe: (who: Owed["who"], reference: unknown, value: Big) => Owed[]): Owed[] {
  const detail = (line["JournalEntryLineDetail"] ?? {}) as Members;
  const type = company.find("Account", refId(detail["AccountRef"]) ?? "")?.["AccountType"];
  const entity = (detail["Entity"] as Members | undefined)?.["EntityRef"];
  const value = (amount(line["Amount"]) ?? new Big(0)).times(memberText(detail["PostingType"]) === "Credit" ? -1 : 1);
  if (type === "Accounts Receivable") return owe("Customer", entity, value);
  return type === "Accounts Payable" ? owe("Vendor", entity, value.neg()) : [];
}
