/** What is wrong with settings by themselves, before any record: something chosen is gone, unfit or missing. */
import type { Failure } from "../../domain/failure.ts";
import type { Found } from "../action.ts";
import { chosenRow, failuresOf } from "./chosen.ts";
import { chosenTerms } from "./dates.ts";
import { missingItems } from "./items.ts";
import type { DueSettings, PartSettings, SaleSettings } from "./settings.ts";

type Settings = SaleSettings & Partial<DueSettings> & Partial<PartSettings>;

/** Of any sales document. */
export function saleSettingFailures(settings: Settings, found: Pick<Found, "books" | "references">): Failure[] {
  return [
    ...failuresOf(
      missingItems(settings, found),
      chosenTerms(settings.terms ?? null, found),
      chosenRow(found, "class", settings.class, "class"),
      chosenRow(found, "location", settings.location, "location"),
    ),
    ...missingChoices(settings),
    ...unfitTaxMode(settings, found),
  ];
}

/** A choice that asks for another setting, which is empty: its field, its label, and when it is asked for. */
function missingChoices(settings: Settings): Failure[] {
  const asked: [field: keyof Settings, label: string, isAsked: boolean][] = [
    ["transactionDateProperty", "Date property", settings.transactionDate === "property"],
    ["numberPattern", "Number pattern", settings.number === "pattern"],
    ["numberProperty", "Number property", settings.number === "property"],
    ["billEmailProperty", "E-mail property", settings.billEmail === "property"],
    ["shippingProperty", "Shipping property", settings.shipping === "property"],
    ["exchangeRateProperty", "Rate property", settings.exchangeRate === "property"],
    ["exchangeRateFixed", "Rate", settings.exchangeRate === "fixed"],
    ["contactLabel", "Contact label", settings.contactChoice.includes("label")],
    ["partPercent", "Percentage", settings.part === "percent"],
    ["partAmount", "Amount", settings.part === "amount"],
    ["partLines", "Lines", settings.part === "lines"],
  ];
  return asked.flatMap(([field, label, isAsked]) => (isAsked && (settings[field] ?? null) === null ? [{ code: "setting-missing" as const, field, label }] : []));
}

function unfitTaxMode({ taxMode: mode }: Settings, { books: { company } }: Pick<Found, "books">): Failure[] {
  const fits = mode === null || mode === "none" || (mode === "codes") === (company.country !== "US");
  return fits ? [] : [{ code: "tax-mode-unfit", mode, country: company.country }];
}
