/** What all sales documents have in common: customer, lines, amounts, dates, numbers, e-mail and print. */
import type { Company, Entity, TransactionName } from "../company.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { labelled } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { memberText } from "../member-text.ts";
import { currencyRef } from "./currencies.ts";
import { checkCustomFields, customFieldsOf } from "./custom-fields.ts";
import { documentAmounts } from "./document-amounts.ts";
import { contactOf, customerOf, documentCurrency } from "./document-customer.ts";
import { salesNumber } from "./document-number.ts";
import { type EntityWrite, isSparse } from "./kind.ts";
import { preparedLines } from "./lines.ts";
import { checkOpenPeriod } from "./open-period.ts";
import { checkStockDates } from "./stock-dates.ts";
import { trackedRefs } from "./tracked-refs.ts";
import { voidedNote } from "./voided-note.ts";

/** How one kind of sales document differs from the others. */
export interface SalesForm {
  name: TransactionName;
  needsCustomer: boolean;
  /** Checks and members of its own; they come after the common ones. */
  own(company: Company, write: EntityWrite, document: CommonPart): Members;
}

/** What is known of a document before its own members. */
export interface CommonPart {
  customer: Entity | undefined;
  txnDate: string;
  /** Lines, tax, total, exchange rate. */
  amounts: Members;
}

/** The stored form of a sales document, or a refusal as the vendor words it. */
export function preparedSalesDocument(company: Company, write: EntityWrite, form: SalesForm): Members {
  const { members, given, before, today } = write;
  const customer = customerOf(company, write);
  if (!customer && form.needsCustomer) throw missing("CustomerRef");
  const txnDate = memberText(members["TxnDate"] ?? before?.["TxnDate"], today);
  checkOpenPeriod(company, txnDate);
  if (before) checkOpenPeriod(company, String(before["TxnDate"]));
  const currency = documentCurrency(company, isSparse(write) ? { ...before, ...given } : members, customer);
  const contact = contactOf(members, customer);
  const stored = storedLines(before);
  const lines = isSparse(write) && given["Line"] === undefined ? stored : preparedLines(company, members["Line"], customer, stored);
  if (form.name !== "Estimate") checkStockDates(company, lines, txnDate);
  const dated = { ...write, members: { ...members, ...contact, TxnDate: txnDate } };
  const amounts = documentAmounts(company, dated, lines, customer, currency);
  checkCustomFields(given);
  return {
    ...members,
    ...contact,
    ...amounts,
    ...trackedRefs(company, members),
    CustomField: customFieldsOf(company, members),
    TxnDate: txnDate,
    ...(customer ? { CustomerRef: labelled(customer) } : {}),
    CurrencyRef: currencyRef(currency),
    LinkedTxn: before?.["LinkedTxn"] ?? [],
    PrintStatus: memberText(members["PrintStatus"], "NotSet"),
    EmailStatus: emailStatusOf({ ...members, ...contact }),
    ApplyTaxAfterDiscount: members["ApplyTaxAfterDiscount"] ?? false,
    ...form.own(company, dated, { customer, txnDate, amounts }),
    // Last: a refused document takes no number.
    DocNumber: salesNumber(company, form.name, write),
  };
}

function storedLines(before: Entity | undefined): Members[] {
  return ((before?.["Line"] ?? []) as Members[]).filter((line) => line["DetailType"] !== "SubTotalLineDetail");
}

function emailStatusOf(members: Members): string {
  const status = memberText(members["EmailStatus"], "NotSet");
  const address = (members["BillEmail"] as { Address?: string } | undefined)?.Address;
  if (status === "NeedToSend" && !address) throw new Refusal("6420", "Email address is required : BillEmail is required when EmailStatus is NeedToSend.", "BillEmail");
  return status;
}

/** A voided document keeps its lines at zero and says so in its note. */
export function voidedSalesDocument(entity: Entity): Members {
  const lines = (entity["Line"] as Members[]).map(zeroed);
  const home = entity["HomeTotalAmt"] === undefined ? {} : { HomeTotalAmt: 0, HomeBalance: 0 };
  return { ...entity, ...home, Line: lines, TotalAmt: 0, Balance: 0, TxnTaxDetail: { TotalTax: 0 }, LinkedTxn: [], PrivateNote: voidedNote(entity) };
}

function zeroed(line: Members): Members {
  const { SalesItemLineDetail: sold, GroupLineDetail: bundle } = line as { SalesItemLineDetail?: Members; GroupLineDetail?: { Line?: Members[] } };
  return {
    ...line,
    ...(line["DetailType"] === "DescriptionOnly" ? {} : { Amount: 0 }),
    ...(sold ? { SalesItemLineDetail: { ...sold, Qty: 0 } } : {}),
    ...(bundle ? { GroupLineDetail: { ...bundle, Quantity: 0, Line: (bundle.Line ?? []).map(zeroed) } } : {}),
  };
}
