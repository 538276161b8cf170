/** "Create a QuickBooks invoice": from a deal or quote, its first contact and its line items. */
import { customerRule as customerRuleSchema } from "../../domain/books-settings.ts";
import { addDays } from "../../domain/dates.ts";
import type { InvoicePlan } from "../../domain/document/invoice.ts";
import type { BooksRef, PlannedCustomer } from "../../domain/document/references.ts";
import { planRefusals } from "../../domain/document/refusals.ts";
import { plainSale, salesTotal } from "../../domain/document/sales.ts";
import type { Failure } from "../../domain/failure.ts";
import { matchingKey } from "../../domain/matching.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import type { ReferenceQuery } from "../../domain/ports/store.ts";
import type { Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Decision } from "../../domain/step.ts";
import { type Action, defineAction, type Found, type Planned } from "../action.ts";
import { displayNameOf, planCustomer } from "../sale/customer.ts";
import { type MissingItems, planLines } from "../sale/lines.ts";
import { createInvoiceSettings, type CreateInvoiceSettings } from "./settings.ts";

/** The longest private note QuickBooks keeps is 4000 characters; ours leaves room for the mark. */
const longestNote = 1_000;

export const createInvoice: Action = defineAction<CreateInvoiceSettings>({
  kind: "create-invoice",
  title: "Create a QuickBooks invoice",
  documents: ["invoice"],
  objectTypes: ["deal", "quote"],

  settings: createInvoiceSettings,

  form: [
    {
      kind: "picker",
      name: "books",
      label: "QuickBooks account",
      help: "The company in whose books the invoice is created.",
      isRequired: true,
      source: "books-connections",
    },
    { kind: "picker", name: "terms", label: "Payment terms", help: "Decides the due date. Empty: due on the invoice date.", isRequired: false, source: "terms" },
    {
      kind: "choice",
      name: "customerRule",
      label: "Customer",
      help: "The first associated contact is the customer, matched on first name, last name and e-mail.",
      isRequired: false,
      options: [
        { value: customerRuleSchema.enum["must-be-eligible"], label: "Must be eligible: the contact meets the account's customer sync filter" },
        { value: customerRuleSchema.enum["create-if-missing"], label: "Create if missing: any contact may become a customer" },
      ],
    },
    {
      kind: "choice",
      name: "createMissingItems",
      label: "Create product if it does not exist",
      help: "No: when one line's product is missing, no invoice is created.",
      isRequired: true,
      options: [
        { value: "no", label: "No" },
        { value: "yes", label: "Yes" },
      ],
    },
    {
      kind: "picker",
      name: "incomeAccount",
      label: "Income account for created products",
      help: "Where the income of a created product goes.",
      isRequired: true,
      source: "income-accounts",
      shownWhen: { field: "createMissingItems", equals: "yes" },
    },
  ],

  booksConnection: (settings) => settings.books,

  needs: (settings, subject): ReferenceQuery => {
    const contact = subject.contacts[0];
    const email = contact?.email?.trim();
    return {
      customers: contact && email ? [{ email: matchingKey(email), firstName: matchingKey(contact.firstName ?? ""), lastName: matchingKey(contact.lastName ?? "") }] : [],
      displayNames: contact ? [matchingKey(displayNameOf(contact))] : [],
      companyNames: [],
      emails: [],
      kinds: [],
      skus: subject.lineItems.flatMap((line) => (line.sku ? [line.sku] : [])).map(matchingKey),
      itemNames: subject.lineItems.map((line) => matchingKey(line.name)),
      ids: idsOf(settings),
      links: contact ? [{ kind: "customer", crmKey: contact.id }] : [],
    };
  },

  settingsNeeds: idsOf,

  checkSettings: (settings, found) => {
    const missing = missingItems(settings, found);
    const terms = chosenTerms(settings, found);
    return [...(missing.ok ? [] : missing.error), ...(terms.ok ? [] : terms.error)];
  },

  plan: (settings, subject, found): Planned => {
    const decisions: Decision[] = [];
    const planned = planInvoice(settings, subject, found, decisions);
    return { plan: planned.ok ? ok([planned.value]) : planned, decisions, warnings: [] };
  },
});

function idsOf(settings: CreateInvoiceSettings): ReferenceQuery["ids"] {
  return [
    ...(settings.terms ? [{ kind: "term" as const, id: settings.terms }] : []),
    ...(settings.incomeAccount ? [{ kind: "account" as const, id: settings.incomeAccount }] : []),
  ];
}

function planInvoice(settings: CreateInvoiceSettings, subject: Subject, found: Found, decisions: Decision[]): Result<InvoicePlan, Failure[]> {
  const contact = subject.contacts[0];
  const rule = settings.customerRule ?? found.books.settings.customerRule;
  const customer: Result<PlannedCustomer, Failure[]> = contact
    ? planCustomer(contact, rule, found, decisions)
    : err([{ code: "no-contact", recordName: subject.record.name }]);
  const missing = missingItems(settings, found);
  const lines =
    subject.lineItems.length === 0
      ? err<Failure[]>([{ code: "no-line-items", recordName: subject.record.name }])
      : planLines(subject.lineItems, subject.currency, missing.ok ? missing.value : { create: false }, found, decisions);
  const terms = chosenTerms(settings, found);

  const failures = [
    ...(customer.ok ? currencyOf(customer.value, subject.currency, found) : customer.error),
    ...(missing.ok ? [] : missing.error),
    ...(lines.ok ? [] : lines.error),
    ...(terms.ok ? [] : terms.error),
    ...companyRefusals(subject.currency, found),
  ];
  if (failures.length > 0 || !customer.ok || !lines.ok || !terms.ok) return err(failures);

  const total = salesTotal({ ...plainSale, lines: lines.value, currency: subject.currency });
  if (total.amountMinor < 0) return err([{ code: "total-negative", total }]);
  decisions.push({ about: "transaction date", decided: `${found.today}, today in the company's time zone` });
  const plan: InvoicePlan = {
    ...plainSale,
    kind: "invoice",
    customer: customer.value,
    transactionDate: found.today,
    dueDate: terms.value?.dueDays == null ? null : addDays(found.today, terms.value.dueDays),
    terms: terms.value === null ? null : { id: terms.value.id, name: terms.value.name },
    currency: subject.currency,
    lines: lines.value,
    total,
    billEmail: contact?.email?.trim() ?? null,
    privateNote: `Created by Ledgerline from ${subject.record.objectType} "${subject.record.name}" ${subject.record.url}`.slice(0, longestNote),
    prepayment: null,
    fromEstimate: null,
  };
  const refusals = planRefusals(plan, found.books.company);
  return refusals.length > 0 ? err(refusals) : ok(plan);
}

function missingItems(settings: CreateInvoiceSettings, found: Pick<Found, "references">): Result<MissingItems, Failure[]> {
  if (settings.createMissingItems === "no") return ok({ create: false });
  if (settings.incomeAccount === null) return err([{ code: "income-account-missing", field: "incomeAccount" }]);
  const account = activeRow(found, "account", settings.incomeAccount);
  if (!account) return err([{ code: "account-gone", accountId: settings.incomeAccount, field: "incomeAccount" }]);
  if (account.type !== "Income" && account.type !== "Other Income") {
    return err([{ code: "account-wrong-type", accountName: account.name, field: "incomeAccount", expected: "an income account" }]);
  }
  const incomeAccount: BooksRef = { id: account.id, name: account.name };
  return ok({ create: true, incomeAccount });
}

function chosenTerms(settings: CreateInvoiceSettings, found: Pick<Found, "references">): Result<ReferenceRow | null, Failure[]> {
  if (settings.terms === null) return ok(null);
  const terms = activeRow(found, "term", settings.terms);
  return terms ? ok(terms) : err([{ code: "terms-gone", termsId: settings.terms, field: "terms" }]);
}

function activeRow(found: Pick<Found, "references">, kind: ReferenceRow["kind"], id: string): ReferenceRow | undefined {
  return found.references.rows.find((row) => row.kind === kind && row.id === id && row.isActive);
}

function currencyOf(customer: PlannedCustomer, currency: string, found: Found): Failure[] {
  if (customer.use === "create") return [];
  const row = found.references.rows.find((one) => one.kind === "customer" && one.id === customer.id);
  const customerCurrency = row?.currency ?? found.books.company.homeCurrency;
  if (customerCurrency === currency || !found.books.company.multicurrency) return [];
  return [{ code: "customer-currency-differs", customerName: customer.name, customerCurrency, documentCurrency: currency }];
}

function companyRefusals(currency: string, found: Found): Failure[] {
  const { homeCurrency, multicurrency, closedThrough } = found.books.company;
  const failures: Failure[] = [];
  if (!multicurrency && currency !== homeCurrency) failures.push({ code: "currency-not-used", currency, homeCurrency });
  if (closedThrough !== null && found.today <= closedThrough) failures.push({ code: "period-closed", date: found.today, closedThrough });
  return failures;
}
