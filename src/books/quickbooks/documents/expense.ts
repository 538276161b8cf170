/** Expenses: plan -> wire, wire -> posted (reference: 5.20). */
import type { ExpensePlan } from "#domain/document/expense.ts";
import type { PlannedExpenseLine } from "#domain/document/lines.ts";
import type { PostedDocument } from "#domain/document/plan.ts";
import type { PlannedTax } from "#domain/document/tax.ts";
import type { BooksCompany, ReadyDocument } from "#domain/ports/books.ts";
import { wireDescription } from "./lines.ts";
import { commonMembers, member, noteWith, refMember, wireMoney, type Wire } from "./members.ts";
import { posted } from "./posted.ts";
import { codeMembers, taxMembers, wireAmount } from "./taxes.ts";

/** The account's type must fit: cash for a bank account, credit card for a credit card. */
const paymentTypes = { bank: "Cash", "credit-card": "CreditCard" } as const;

/** The body of a create. */
export function encodeExpense({ plan, party, mark }: ReadyDocument<ExpensePlan>, company: BooksCompany): Wire {
  return {
    PaymentType: paymentTypes[plan.paidFrom.kind],
    AccountRef: { value: plan.paidFrom.account.id },
    ...(party ? { EntityRef: { value: party.id, type: "Vendor" } } : {}),
    ...commonMembers(plan, company),
    ...member("DocNumber", plan.number),
    ...refMember("PaymentMethodRef", plan.paymentMethod),
    ...refMember("DepartmentRef", plan.location),
    PrivateNote: noteWith(plan.privateNote, mark),
    ...taxMembers(plan.tax, company),
    Line: plan.lines.map((line) => categoryLine(line, plan.tax)),
  };
}

function categoryLine(line: PlannedExpenseLine, tax: PlannedTax): Wire {
  const { amount, inclusive } = wireAmount(line, tax);
  return {
    DetailType: "AccountBasedExpenseLineDetail",
    Amount: wireMoney(amount),
    ...member("Description", wireDescription(line.description)),
    AccountBasedExpenseLineDetail: { AccountRef: { value: line.category.id }, ...codeMembers(line, tax), ...inclusive, ...refMember("ClassRef", line.class) },
  };
}

/** What QuickBooks says it has. Throws when the answer is not an expense. */
export function decodeExpense(wire: unknown, company: BooksCompany, appUrl: string): PostedDocument {
  return posted("expense", wire, company, appUrl, (expense) => ({ page: "expense", party: expense.EntityRef, status: "paid" }));
}
