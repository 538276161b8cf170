/** "Create a QuickBooks expense": the processing fee of a payment. A refund never takes it back: processors keep the fee. */
import type { BooksConnection } from "../../domain/connection.ts";
import type { ExpensePlan } from "../../domain/document/expense.ts";
import { untaxed } from "../../domain/document/lines.ts";
import type { BooksRef } from "../../domain/document/references.ts";
import { planRefusals } from "../../domain/document/refusals.ts";
import type { Failure } from "../../domain/failure.ts";
import { roundToMoney, type Money } from "../../domain/money.ts";
import { noReferences, type ReferenceQuery } from "../../domain/ports/mirror-store.ts";
import type { Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { type Action, defineAction, type Found, type Notes } from "../action.ts";
import type { FormField } from "../form.ts";
import { paymentDateField, paymentMethodField } from "../payment/fields.ts";
import { paymentDate, receivedPayment } from "../payment/received.ts";
import { chosenAccount, chosenRow, failuresOf, refOf } from "../sale/chosen.ts";
import { transactionDateOf } from "../sale/dates.ts";
import { booksField } from "../sale/fields.ts";
import { labelsOf } from "../sale/labels.ts";
import { filledIn } from "../template.ts";
import { originOf } from "../sale/texts.ts";
import { createExpenseSettings, type CreateExpenseSettings } from "./settings.ts";

const form: readonly FormField[] = [
  booksField("expense"),
  { kind: "picker", name: "paidFrom", label: "Paid from", help: "The bank or credit card account that the fee was taken from.", isRequired: true, source: "paid-from-accounts" },
  { kind: "picker", name: "category", label: "Category", help: "The expense account for processing fees.", isRequired: true, source: "expense-accounts" },
  { kind: "picker", name: "payee", label: "Payee", help: "The processor, as a vendor of your books.", isRequired: false, source: "vendors" },
  { kind: "text", name: "memo", label: "Memo", help: "Placeholders such as {{record.name}} are filled in. Empty: where the expense comes from.", isRequired: false, format: "long-template" },
  paymentDateField,
  { kind: "property", name: "transactionDateProperty", label: "Date property", help: "A payment without this date stops.", isRequired: true, of: "date", section: "advanced", shownWhen: { field: "transactionDate", equals: "property" } },
  { ...paymentMethodField, section: "advanced" },
  { kind: "picker", name: "class", label: "Class", help: "On the expense's line.", isRequired: false, source: "classes", section: "advanced" },
  { kind: "picker", name: "location", label: "Location", help: "The expense's location.", isRequired: false, source: "locations", section: "advanced" },
];

const paidFromTypes = ["Bank", "Credit Card"];
const expenseTypes = ["Expense", "Other Expense", "Cost of Goods Sold"];

export const createExpense: Action = defineAction<CreateExpenseSettings>({
  kind: "create-expense",
  title: "Create a QuickBooks expense",
  description: "The processing fee of the payment, from the account that paid it.",
  documents: ["expense"],
  objectTypes: ["payment"],

  settings: createExpenseSettings,

  form,

  booksConnection: (settings) => settings.books,
  needs: (settings) => ({ ...noReferences, ids: idsOf(settings) }),
  settingsNeeds: idsOf,
  checkSettings: (settings, found) => failuresOf(accountsOf(settings, found)),

  plan: (settings, subject, found) => {
    const notes: Notes = { decisions: [], warnings: [] };
    const planned = planExpense(settings, subject, found, notes);
    return { plan: planned.ok ? ok([planned.value]) : planned, ...notes };
  },
});

function idsOf({ paidFrom, category, payee, paymentMethod, class: chosenClass, location }: CreateExpenseSettings): ReferenceQuery["ids"] {
  const optional = [
    { kind: "vendor" as const, id: payee },
    { kind: "payment-method" as const, id: paymentMethod },
    { kind: "class" as const, id: chosenClass },
    { kind: "location" as const, id: location },
  ];
  return [{ kind: "account", id: paidFrom }, { kind: "account", id: category }, ...optional.flatMap(({ kind, id }) => (id === null ? [] : [{ kind, id }]))];
}

interface ExpenseAccounts {
  paidFrom: ExpensePlan["paidFrom"];
  category: BooksRef;
  payee: BooksRef | null;
  paymentMethod: BooksRef | null;
}

function accountsOf(settings: CreateExpenseSettings, found: Pick<Found, "references">): Result<ExpenseAccounts, Failure[]> {
  const paidFrom = chosenAccount(found, settings.paidFrom, "paidFrom", paidFromTypes, "a bank or credit card account");
  const category = chosenAccount(found, settings.category, "category", expenseTypes, "an expense account");
  const payee = chosenRow(found, "vendor", settings.payee, "payee");
  const method = chosenRow(found, "payment-method", settings.paymentMethod, "paymentMethod");
  if (!paidFrom.ok || !category.ok || !payee.ok || !method.ok) return err(failuresOf(paidFrom, category, payee, method));
  return ok({
    paidFrom: { account: refOf(paidFrom.value), kind: paidFrom.value.type === "Bank" ? "bank" : "credit-card" },
    category: refOf(category.value),
    payee: payee.value && refOf(payee.value),
    paymentMethod: method.value && refOf(method.value),
  });
}

function planExpense(settings: CreateExpenseSettings, subject: Subject, found: Found, notes: Notes): Result<ExpensePlan, Failure[]> {
  const { record, currency } = subject;
  const payment = receivedPayment(subject, found);
  const fee = feeOf(subject);
  const accounts = accountsOf(settings, found);
  const date = settings.transactionDate === "payment" ? paymentDate(subject, found, notes) : transactionDateOf({ ...settings, transactionDate: settings.transactionDate, transactionDateOffset: null }, subject, found, notes);
  const memo = settings.memo === null ? ok("") : filledIn(settings.memo, { subject, contact: subject.contacts[0] ?? null, company: subject.companies[0] ?? null, today: found.today, outputs: found.outputs }, "memo");
  const labels = labelsOf({ class: settings.class, classProperty: null, classRules: null, location: settings.location, locationProperty: null, locationRules: null }, record, found);
  const refusals = currencyFailures(currency, found.books);
  if (!payment.ok || !fee.ok || !accounts.ok || !date.ok || !memo.ok || !labels.ok || refusals.length > 0) return err([...failuresOf(payment, fee, accounts, date, memo, labels), ...refusals]);
  const description = `Processing fee of ${record.name}`;
  const plan: ExpensePlan = {
    kind: "expense",
    paidFrom: accounts.value.paidFrom,
    payee: accounts.value.payee,
    transactionDate: date.value,
    currency,
    exchangeRate: null,
    lines: [{ category: accounts.value.category, description, amount: fee.value, ...untaxed, class: labels.value.class }],
    tax: { mode: "none" },
    total: fee.value,
    number: null,
    paymentMethod: accounts.value.paymentMethod,
    location: labels.value.location,
    privateNote: memo.value || originOf(record),
  };
  notes.decisions.push({ code: "fee-booked" });
  const planned = planRefusals(plan, found.books.company);
  return planned.length > 0 ? err(planned) : ok(plan);
}

/** A processor tells its fee when the money is there: that a pending payment has none yet is no failure besides its waiting. */
function feeOf({ record, payment, currency }: Subject): Result<Money, Failure[]> {
  if (payment?.fee == null && payment?.paymentState === "pending") return err([]);
  if (payment?.fee == null) return err([{ code: "payment-unreadable", recordName: record.name, missing: "fee" }]);
  const fee = roundToMoney(payment.fee, currency);
  if (!fee.ok) return err([{ code: "payment-unreadable", recordName: record.name, missing: "fee" }]);
  return fee.value.amountMinor > 0 ? ok(fee.value) : err([{ code: "payment-without-fee", recordName: record.name }]);
}

function currencyFailures(currency: string, { company }: BooksConnection): Failure[] {
  return !company.multicurrency && currency !== company.homeCurrency ? [{ code: "currency-not-used", currency, homeCurrency: company.homeCurrency }] : [];
}
