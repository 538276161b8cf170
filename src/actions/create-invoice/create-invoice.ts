/** "Create a QuickBooks invoice": from a deal or quote, its contact or company and its line items. */
import type { InvoicePlan } from "../../domain/document/invoice.ts";
import { planRefusals } from "../../domain/document/refusals.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { type Action, defineAction, type Found, type Notes } from "../action.ts";
import { failuresOf, refOf } from "../sale/chosen.ts";
import { dueOf } from "../sale/dates.ts";
import { advancedFields, booksField, customerFields, dueFields, itemFields, partFields, termsField } from "../sale/fields.ts";
import { saleIds, saleNeeds } from "../sale/needs.ts";
import { planSale, usualSale } from "../sale/plan-sale.ts";
import { saleSettingFailures } from "../sale/setting-checks.ts";
import { createInvoiceSettings, type CreateInvoiceSettings } from "./settings.ts";

export const createInvoice: Action = defineAction<CreateInvoiceSettings>({
  kind: "create-invoice",
  title: "Create a QuickBooks invoice",
  description: "An invoice for the record's customer and line items, whole or in part.",
  documents: ["invoice"],
  objectTypes: ["deal", "quote"],

  settings: createInvoiceSettings,

  form: [booksField("invoice"), termsField, ...customerFields, ...itemFields("invoice"), ...partFields, ...dueFields, ...advancedFields],

  booksConnection: (settings) => settings.books,
  needs: saleNeeds,
  looksBack: ({ part }) => part !== "all",
  settingsNeeds: saleIds,
  checkSettings: saleSettingFailures,

  plan: (settings, subject, found) => {
    const notes: Notes = { decisions: [], warnings: [] };
    const planned = planInvoice(settings, subject, found, notes);
    return { plan: planned.ok ? ok([planned.value]) : planned, ...notes };
  },
});

function planInvoice(settings: CreateInvoiceSettings, subject: Subject, found: Found, notes: Notes): Result<InvoicePlan, Failure[]> {
  const planned = planSale(settings, { ...usualSale, kind: "invoice", part: settings }, subject, found, notes);
  const due = dueOf(settings, subject, planned.ok ? planned.value.sale.transactionDate : found.today, found);
  if (!planned.ok || !due.ok) return err(failuresOf(planned, due));
  const { terms, dueDate } = due.value;
  const plan: InvoicePlan = { ...planned.value.sale, kind: "invoice", dueDate, terms: terms && refOf(terms), prepayment: null, fromEstimate: null };
  const refusals = planRefusals(plan, found.books.company);
  return refusals.length > 0 ? err(refusals) : ok(plan);
}
