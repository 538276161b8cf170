/** The company behind a connection, from CompanyInfo and Preferences. */
import { parseLocalDate } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { BooksCompany } from "#domain/ports/books.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { QuickBooksClient } from "./client.ts";
import { wireCompanyInfo, wirePreferences } from "./wire.ts";

/** QuickBooks does not tell a company's time zone; its state or country does, well enough for "today". */
const zoneOfState: Record<string, string> = {
  AK: "America/Anchorage", AL: "America/Chicago", AR: "America/Chicago", AZ: "America/Phoenix", CO: "America/Denver", CT: "America/New_York",
  DC: "America/New_York", DE: "America/New_York", FL: "America/New_York", GA: "America/New_York", HI: "Pacific/Honolulu", IA: "America/Chicago",
  ID: "America/Boise", IL: "America/Chicago", IN: "America/Indiana/Indianapolis", KS: "America/Chicago", KY: "America/New_York", LA: "America/Chicago",
  MA: "America/New_York", MD: "America/New_York", ME: "America/New_York", MI: "America/Detroit", MN: "America/Chicago", MO: "America/Chicago",
  MS: "America/Chicago", MT: "America/Denver", NC: "America/New_York", ND: "America/Chicago", NE: "America/Chicago", NH: "America/New_York",
  NJ: "America/New_York", NM: "America/Denver", NY: "America/New_York", OH: "America/New_York", OK: "America/Chicago", PA: "America/New_York",
  RI: "America/New_York", SC: "America/New_York", SD: "America/Chicago", TN: "America/Chicago", TX: "America/Chicago", UT: "America/Denver",
  VA: "America/New_York", VT: "America/New_York", WI: "America/Chicago", WV: "America/New_York", WY: "America/Denver",
};
const zoneOfProvince: Record<string, string> = {
  AB: "America/Edmonton", BC: "America/Vancouver", MB: "America/Winnipeg", NB: "America/Moncton", NL: "America/St_Johns", NS: "America/Halifax",
  NT: "America/Yellowknife", PE: "America/Halifax", SK: "America/Regina", YT: "America/Whitehorse",
};
const zoneOfCountry: Record<string, string> = {
  AU: "Australia/Sydney", CA: "America/Toronto", FR: "Europe/Paris", GB: "Europe/London", IN: "Asia/Kolkata", UK: "Europe/London", ZA: "Africa/Johannesburg",
};
/** QuickBooks' own clock. */
const usualZone = "America/Los_Angeles";

/** Two metered reads. */
export async function readCompany(client: QuickBooksClient, realmId: string): Promise<Result<BooksCompany, Failure>> {
  const [info, preferences] = await Promise.all([client.get(`/companyinfo/${realmId}`), client.get("/preferences")]);
  if (!info.ok) return info;
  if (!preferences.ok) return preferences;
  const company = wireCompanyInfo.safeParse(info.value);
  const prefs = wirePreferences.safeParse(preferences.value);
  if (!company.success || !prefs.success) return err({ code: "books-unreachable", detail: "the company's settings could not be read" });
  const { CompanyName, Country, CompanyAddr } = company.data.CompanyInfo;
  const { AccountingInfoPrefs, SalesFormsPrefs, CurrencyPrefs, TaxPrefs } = prefs.data.Preferences;
  return ok({
    realmId,
    name: CompanyName,
    country: Country,
    homeCurrency: CurrencyPrefs?.HomeCurrency?.value ?? "USD",
    multicurrency: CurrencyPrefs?.MultiCurrencyEnabled ?? false,
    timeZone: zoneOf(Country, CompanyAddr?.CountrySubDivisionCode?.trim().toUpperCase() ?? ""),
    closedThrough: parseLocalDate(AccountingInfoPrefs?.BookCloseDate?.slice(0, 10) ?? "") ?? null,
    customNumbers: SalesFormsPrefs?.CustomTxnNumbers ?? false,
    tax: taxOf(Country, TaxPrefs?.UsingSalesTax === true, TaxPrefs?.PartnerTaxEnabled === true),
    allows: {
      discounts: SalesFormsPrefs?.AllowDiscount ?? false,
      shipping: SalesFormsPrefs?.AllowShipping ?? false,
      prepayments: SalesFormsPrefs?.AllowDeposit ?? false,
      estimates: SalesFormsPrefs?.AllowEstimates ?? false,
    },
    classes: AccountingInfoPrefs?.ClassTrackingPerTxnLine ? "per-line" : AccountingInfoPrefs?.ClassTrackingPerTxn ? "per-document" : "none",
    locations: AccountingInfoPrefs?.TrackDepartments ?? false,
    defaultTermsId: SalesFormsPrefs?.DefaultTerms?.value ?? null,
  });
}

/** Only the United States have tax for the whole document; there it is automated or, in older companies, not. */
function taxOf(country: string, isOn: boolean, isAutomated: boolean): BooksCompany["tax"] {
  if (!isOn) return "none";
  if (country !== "US") return "code-per-line";
  return isAutomated ? "automated" : "one-code-per-document";
}

function zoneOf(country: string, division: string): string {
  const ofDivision = { US: zoneOfState, CA: zoneOfProvince }[country]?.[division];
  return ofDivision ?? zoneOfCountry[country] ?? usualZone;
}
