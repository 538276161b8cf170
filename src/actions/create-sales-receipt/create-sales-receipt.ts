/** "Create a QuickBooks sales receipt": a sale that was paid on the spot, from a deal or quote. */
import { planRefusals } from "../../domain/document/refusals.ts";
import type { SalesReceiptPlan } from "../../domain/document/sales-receipt.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { type Action, defineAction, type Found, type Notes } from "../action.ts";
import type { FormField } from "../form.ts";
import { depositField, paymentMethodField } from "../payment/fields.ts";
import { chosenDeposit, moneyIds, moneySettingFailures } from "../payment/money.ts";
import { chosenRow, failuresOf, refOf } from "../sale/chosen.ts";
import { advancedFields, booksField, customerFields, itemFields, partFields } from "../sale/fields.ts";
import { saleIds, saleNeeds } from "../sale/needs.ts";
import { planSale, usualSale } from "../sale/plan-sale.ts";
import { saleSettingFailures } from "../sale/setting-checks.ts";
import { createSalesReceiptSettings, type CreateSalesReceiptSettings } from "./settings.ts";

const referenceField: FormField = {
  kind: "property", name: "referenceProperty", label: "Payment reference from a property", help: "For example a check number; at most 21 characters.", isRequired: false, of: "any", section: "advanced",
};

export const createSalesReceipt: Action = defineAction<CreateSalesReceiptSettings>({
  kind: "create-sales-receipt",
  title: "Create a QuickBooks sales receipt",
  description: "A sales receipt for the record's customer and line items, when it is paid already.",
  documents: ["sales-receipt"],
  objectTypes: ["deal", "quote"],

  settings: createSalesReceiptSettings,

  form: [booksField("sales receipt"), depositField, paymentMethodField, ...customerFields, ...itemFields("sales receipt"), ...partFields, referenceField, ...advancedFields],

  booksConnection: (settings) => settings.books,
  needs: (settings, subject, books) => saleNeeds(settings, subject, books, moneyIds(settings)),
  looksBack: ({ part }) => part !== "all",
  settingsNeeds: (settings, books) => [...saleIds(settings, books), ...moneyIds(settings)],
  checkSettings: (settings, found) => [...saleSettingFailures(settings, found), ...moneySettingFailures(settings, found)],

  plan: (settings, subject, found) => {
    const notes: Notes = { decisions: [], warnings: [] };
    const planned = planReceipt(settings, subject, found, notes);
    return { plan: planned.ok ? ok([planned.value]) : planned, ...notes };
  },
});

function planReceipt(settings: CreateSalesReceiptSettings, subject: Subject, found: Found, notes: Notes): Result<SalesReceiptPlan, Failure[]> {
  const planned = planSale(settings, { ...usualSale, kind: "sales-receipt", part: settings }, subject, found, notes);
  const deposit = chosenDeposit(settings.depositAccount, found);
  const method = chosenRow(found, "payment-method", settings.paymentMethod, "paymentMethod");
  if (!planned.ok || !deposit.ok || !method.ok) return err(failuresOf(planned, deposit, method));
  const reference = settings.referenceProperty === null ? null : subject.record.properties[settings.referenceProperty]?.trim() || null;
  const plan: SalesReceiptPlan = { ...planned.value.sale, kind: "sales-receipt", depositAccount: deposit.value, paymentMethod: method.value && refOf(method.value), paymentReference: reference };
  const refusals = planRefusals(plan, found.books.company);
  return refusals.length > 0 ? err(refusals) : ok(plan);
}
