/** "Create a paid QuickBooks invoice": an invoice and the payment for it, linked, as one unit of work. */
import type { DocumentPlan } from "../../domain/document/plan.ts";
import { planRefusals } from "../../domain/document/refusals.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { type Action, defineAction, type Found, type Notes } from "../action.ts";
import { depositField, paymentMethodField, withPaymentDate } from "../payment/fields.ts";
import { moneyIds, moneySettingFailures } from "../payment/money.ts";
import { planPaidSale, saleSettings, taxPaid } from "../payment/paid-sale.ts";
import { invoiceFailures } from "../payment/received.ts";
import { failuresOf } from "../sale/chosen.ts";
import { advancedFields, booksField, customerFields, itemFields } from "../sale/fields.ts";
import { saleIds, saleNeeds } from "../sale/needs.ts";
import { saleSettingFailures } from "../sale/setting-checks.ts";
import { createPaidInvoiceSettings, type CreatePaidInvoiceSettings } from "./settings.ts";

export const createPaidInvoice: Action = defineAction<CreatePaidInvoiceSettings>({
  kind: "create-paid-invoice",
  title: "Create a paid QuickBooks invoice",
  description: "An invoice and the payment that settles it, linked, as one unit of work.",
  documents: ["invoice", "payment"],
  objectTypes: ["payment"],

  settings: createPaidInvoiceSettings,

  form: [booksField("paid invoice"), depositField, paymentMethodField, ...customerFields, ...itemFields("paid invoice"), ...withPaymentDate(advancedFields)],

  booksConnection: (settings) => settings.books,
  needs: (settings, subject, books) => saleNeeds(saleSettings(settings), subject, books, moneyIds(settings)),
  settingsNeeds: (settings, books) => [...saleIds(saleSettings(settings), books), ...moneyIds(settings)],
  checkSettings: (settings, found) => [...saleSettingFailures(saleSettings(settings), found), ...moneySettingFailures(settings, found)],

  plan: (settings, subject, found) => {
    const notes: Notes = { decisions: [], warnings: [] };
    return { plan: planPaidInvoice(settings, subject, found, notes), ...notes };
  },
});

function planPaidInvoice(settings: CreatePaidInvoiceSettings, subject: Subject, found: Found, notes: Notes): Result<DocumentPlan[], Failure[]> {
  const paid = planPaidSale(settings, "payment", subject, found, notes);
  const failures = [...invoiceFailures(subject), ...taxFailures(settings, subject, found), ...failuresOf(paid)];
  if (!paid.ok || failures.length > 0) return err(failures);
  const { sale, payment, depositAccount, paymentMethod } = paid.value;
  const { customer, transactionDate, currency, exchangeRate, privateNote, total } = sale;
  const plans: DocumentPlan[] = [
    { ...sale, kind: "invoice", dueDate: transactionDate, terms: null, prepayment: null, fromEstimate: null },
    {
      kind: "payment",
      customer,
      transactionDate,
      currency,
      exchangeRate,
      total,
      applied: [{ invoice: { use: "posted-before", ordinal: 0 }, amount: total }],
      depositAccount,
      paymentMethod,
      paymentReference: payment.reference,
      privateNote,
    },
  ];
  const refusals = plans.flatMap((plan) => planRefusals(plan, found.books.company));
  return refusals.length > 0 ? err(refusals) : ok(plans);
}

/** Strict parity: taxed lines are refused until the account says that tax is booked as it was charged. */
function taxFailures(settings: CreatePaidInvoiceSettings, subject: Subject, found: Found): Failure[] {
  if (found.books.settings.takesTaxedPayments) return [];
  const tax = taxPaid(saleSettings(settings), subject, found);
  return tax.amountMinor === 0 ? [] : [{ code: "payment-taxed", recordName: subject.record.name, tax }];
}
