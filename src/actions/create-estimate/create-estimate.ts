/** "Create a QuickBooks estimate": an offer from a deal or quote; it has no terms and moves no money. */
import type { EstimatePlan } from "../../domain/document/estimate.ts";
import { planRefusals } from "../../domain/document/refusals.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { type Action, defineAction, type Found, type Notes } from "../action.ts";
import type { FormField } from "../form.ts";
import { failuresOf } from "../sale/chosen.ts";
import { dateIn } from "../sale/dates.ts";
import { advancedFields, booksField, customerFields, itemFields } from "../sale/fields.ts";
import { saleIds, saleNeeds } from "../sale/needs.ts";
import { planSale, usualSale } from "../sale/plan-sale.ts";
import { saleSettingFailures } from "../sale/setting-checks.ts";
import { createEstimateSettings, type CreateEstimateSettings } from "./settings.ts";

const ownFields: readonly FormField[] = [
  { kind: "property", name: "expirationDateProperty", label: "Expiration date from a property", help: "Empty in a record: the estimate does not expire.", isRequired: false, of: "date", section: "advanced" },
  { kind: "property", name: "acceptedDateProperty", label: "Accepted on", help: "A date in this property marks the estimate as accepted, for example the date of the signature.", isRequired: false, of: "date", section: "advanced" },
];

export const createEstimate: Action = defineAction<CreateEstimateSettings>({
  kind: "create-estimate",
  title: "Create a QuickBooks estimate",
  description: "An estimate for the record's customer and line items.",
  documents: ["estimate"],
  objectTypes: ["deal", "quote"],

  settings: createEstimateSettings,

  form: [booksField("estimate"), ...customerFields, ...itemFields("estimate"), ...ownFields, ...advancedFields],

  booksConnection: (settings) => settings.books,
  needs: saleNeeds,
  settingsNeeds: saleIds,
  checkSettings: saleSettingFailures,

  plan: (settings, subject, found) => {
    const notes: Notes = { decisions: [], warnings: [] };
    const planned = planEstimate(settings, subject, found, notes);
    return { plan: planned.ok ? ok([planned.value]) : planned, ...notes };
  },
});

function planEstimate(settings: CreateEstimateSettings, subject: Subject, found: Found, notes: Notes): Result<EstimatePlan, Failure[]> {
  const planned = planSale(settings, { ...usualSale, kind: "estimate" }, subject, found, notes);
  const expires = settings.expirationDateProperty === null ? ok(null) : dateIn(subject.record, settings.expirationDateProperty, found);
  const accepted = settings.acceptedDateProperty === null ? ok(null) : dateIn(subject.record, settings.acceptedDateProperty, found);
  if (!planned.ok || !expires.ok || !accepted.ok) return err(failuresOf(planned, expires, accepted));
  const { sale, contact } = planned.value;
  const acceptance = accepted.value === null ? null : { by: contact?.name ?? null, on: accepted.value };
  const plan: EstimatePlan = { ...sale, kind: "estimate", expirationDate: expires.value, acceptance };
  const refusals = planRefusals(plan, found.books.company);
  return refusals.length > 0 ? err(refusals) : ok(plan);
}
