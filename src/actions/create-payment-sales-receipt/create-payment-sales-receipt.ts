/** "Create a QuickBooks sales receipt" for a payment: any kind of product, taxed or not. */
import { planRefusals } from "../../domain/document/refusals.ts";
import type { SalesReceiptPlan } from "../../domain/document/sales-receipt.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { type Action, defineAction, type Found, type Notes } from "../action.ts";
import { depositField, paymentMethodField, withPaymentDate } from "../payment/fields.ts";
import { moneyIds, moneySettingFailures } from "../payment/money.ts";
import { planPaidSale, saleSettings } from "../payment/paid-sale.ts";
import { invoiceFailures } from "../payment/received.ts";
import { failuresOf } from "../sale/chosen.ts";
import { advancedFields, booksField, customerFields, itemFields } from "../sale/fields.ts";
import { saleIds, saleNeeds } from "../sale/needs.ts";
import { saleSettingFailures } from "../sale/setting-checks.ts";
import { createPaymentSalesReceiptSettings, type CreatePaymentSalesReceiptSettings } from "./settings.ts";

export const createPaymentSalesReceipt: Action = defineAction<CreatePaymentSalesReceiptSettings>({
  kind: "create-payment-sales-receipt",
  title: "Create a QuickBooks sales receipt for the payment",
  description: "A sales receipt for what was paid, with any kind of product.",
  documents: ["sales-receipt"],
  objectTypes: ["payment"],

  settings: createPaymentSalesReceiptSettings,

  form: [booksField("sales receipt"), depositField, paymentMethodField, ...customerFields, ...itemFields("sales receipt"), ...withPaymentDate(advancedFields)],

  booksConnection: (settings) => settings.books,
  needs: (settings, subject, books) => saleNeeds(saleSettings(settings), subject, books, moneyIds(settings)),
  settingsNeeds: (settings, books) => [...saleIds(saleSettings(settings), books), ...moneyIds(settings)],
  checkSettings: (settings, found) => [...saleSettingFailures(saleSettings(settings), found), ...moneySettingFailures(settings, found)],

  plan: (settings, subject, found) => {
    const notes: Notes = { decisions: [], warnings: [] };
    const planned = planReceipt(settings, subject, found, notes);
    return { plan: planned.ok ? ok([planned.value]) : planned, ...notes };
  },
});

function planReceipt(settings: CreatePaymentSalesReceiptSettings, subject: Subject, found: Found, notes: Notes): Result<SalesReceiptPlan, Failure[]> {
  const paid = planPaidSale(settings, "sales-receipt", subject, found, notes);
  const failures = [...invoiceFailures(subject), ...failuresOf(paid)];
  if (!paid.ok || failures.length > 0) return err(failures);
  const { sale, payment, depositAccount, paymentMethod } = paid.value;
  const plan: SalesReceiptPlan = { ...sale, kind: "sales-receipt", depositAccount, paymentMethod, paymentReference: payment.reference };
  const refusals = planRefusals(plan, found.books.company);
  return refusals.length > 0 ? err(refusals) : ok(plan);
}
