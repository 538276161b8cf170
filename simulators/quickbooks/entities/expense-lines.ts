/** The lines of an expense: on accounts, or for items that were bought. */
import { Big } from "big.js";
import type { Company } from "../company.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { memberText } from "../member-text.ts";
import { amount, wire } from "../money.ts";
import { labelled, optional, refId, referred } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { taxRegime } from "../tax/regime.ts";
import { numbered } from "./line-numbers.ts";
import { trackedClass } from "./tracked-refs.ts";

const mostLines = 10_000;

/** The stored lines. `before` = the lines so far, for their ids. */
export function expenseLines(company: Company, given: unknown, before: Members[]): Members[] {
  const lines = (given ?? []) as Members[];
  if (lines.length === 0) throw missing("Line");
  if (lines.length > mostLines) throw new Refusal("6000", `Business Validation Error: A transaction can have at most ${mostLines} lines.`, "Line");
  return numbered(lines.map((line) => preparedLine(company, line)), before);
}

function preparedLine(company: Company, line: Members): Members {
  switch (line["DetailType"]) {
    case undefined:
      throw missing("Line.DetailType");
    case "AccountBasedExpenseLineDetail":
      return accountLine(company, line);
    case "ItemBasedExpenseLineDetail":
      return itemLine(company, line);
    case "DescriptionOnly": {
      const { Amount: _amount, ...described } = line;
      return described;
    }
    default:
      throw new Refusal("2170", `Invalid Enumeration : ${memberText(line["DetailType"])}`, "Line.DetailType");
  }
}

function accountLine(company: Company, line: Members): Members {
  const detail = (line["AccountBasedExpenseLineDetail"] ?? {}) as Members;
  const lineAmount = amountOf(line);
  const id = refId(detail["AccountRef"]);
  if (id === undefined) throw missing("AccountRef");
  const account = referred(company, "Account", id, "AccountRef");
  return { ...line, Amount: wire(lineAmount), AccountBasedExpenseLineDetail: { ...detail, AccountRef: labelled(account), ...billedTo(company, detail), ...taxCode(company, detail), ...trackedClass(company, detail) } };
}

function itemLine(company: Company, line: Members): Members {
  const detail = (line["ItemBasedExpenseLineDetail"] ?? {}) as Members;
  const lineAmount = amountOf(line);
  const id = refId(detail["ItemRef"]);
  if (id === undefined) throw new Refusal("6440", "Transaction detail required : A line with an amount needs an item or an account.", "ItemRef");
  const item = referred(company, "Item", id, "ItemRef");
  const [quantity, price] = [amount(detail["Qty"]), amount(detail["UnitPrice"])];
  if (quantity && price && !quantity.times(price).round(2, Big.roundHalfUp).eq(lineAmount)) {
    throw new Refusal("6070", `Amount calculation incorrect in the request. Amount is not equal to UnitPrice * Qty. Supplied value:${lineAmount.toFixed()}`, "Line.Amount");
  }
  return { ...line, Amount: wire(lineAmount), ItemBasedExpenseLineDetail: { ...detail, ItemRef: labelled(item), ...billedTo(company, detail), ...taxCode(company, detail), ...trackedClass(company, detail) } };
}

function amountOf(line: Members): Big {
  const lineAmount = amount(line["Amount"]);
  if (lineAmount === undefined) throw missing("Line.Amount");
  return lineAmount;
}

function billedTo(company: Company, detail: Members): Members {
  const status = memberText(detail["BillableStatus"], "NotBillable");
  const customer = optional(company, "Customer", detail["CustomerRef"], "CustomerRef");
  if (status === "Billable" && !customer) throw new Refusal("6310", "Missing customer : A billable line needs a CustomerRef.", "CustomerRef");
  return { BillableStatus: status, ...(customer ? { CustomerRef: labelled(customer) } : {}) };
}

/** United States purchases carry NON; elsewhere the line's own code. */
function taxCode(company: Company, detail: Members): Members {
  const given = refId(detail["TaxCodeRef"]);
  if (taxRegime(company) === "codes") return given === undefined ? {} : { TaxCodeRef: { value: given } };
  if (given !== undefined && given !== "TAX" && given !== "NON") throw new Refusal("6100", "Invalid Line TaxCode in the request : Only TAX or NON can be used here.", "TaxCodeRef");
  return { TaxCodeRef: { value: given ?? "NON" } };
}
