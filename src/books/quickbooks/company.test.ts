import { describe, expect, test } from "vitest";
import { scriptedCompany, type ScriptedCompany } from "./scripted-company.ts";

function settings(info: Record<string, unknown>, preferences: Record<string, unknown> = {}): Promise<ScriptedCompany> {
  return scriptedCompany((call) => ({ json: call.path.startsWith("/companyinfo") ? { CompanyInfo: { CompanyName: "Harbor & Pine", ...info } } : { Preferences: preferences } }));
}

describe("the company", () => {
  test("is read with the settings that change what we plan", async () => {
    await using company = await settings(
      { Country: "US", CompanyAddr: { CountrySubDivisionCode: "ny" } },
      {
        AccountingInfoPrefs: { BookCloseDate: "2025-12-31", ClassTrackingPerTxn: true, TrackDepartments: true },
        SalesFormsPrefs: { CustomTxnNumbers: true, AllowDiscount: true, AllowDeposit: false, DefaultTerms: { value: "3" } },
        TaxPrefs: { UsingSalesTax: true, PartnerTaxEnabled: true },
        CurrencyPrefs: { MultiCurrencyEnabled: true, HomeCurrency: { value: "USD" } },
      },
    );
    expect(await company.books.company()).toEqual({
      ok: true,
      value: {
        realmId: "9341452000000001",
        name: "Harbor & Pine",
        country: "US",
        homeCurrency: "USD",
        multicurrency: true,
        timeZone: "America/New_York",
        closedThrough: "2025-12-31",
        customNumbers: true,
        tax: "automated",
        allows: { discounts: true, shipping: false, prepayments: false, estimates: false },
        classes: "per-document",
        locations: true,
        defaultTermsId: "3",
      },
    });
  });

  test.for([
    ["US", "CA", "America/Los_Angeles"],
    ["US", "HI", "Pacific/Honolulu"],
    ["US", "", "America/Los_Angeles"],
    ["CA", "BC", "America/Vancouver"],
    ["CA", "ON", "America/Toronto"],
    ["GB", "", "Europe/London"],
    ["AU", "NSW", "Australia/Sydney"],
    ["ZZ", "", "America/Los_Angeles"],
  ] as const)("of %s %s keeps the days of its place", async ([Country, CountrySubDivisionCode, timeZone]) => {
    await using company = await settings({ Country, CompanyAddr: { CountrySubDivisionCode } });
    expect(await company.books.company()).toMatchObject({ ok: true, value: { timeZone, closedThrough: null, multicurrency: false } });
  });

  test.for([
    ["US", {}, "none"],
    ["US", { UsingSalesTax: true }, "one-code-per-document"],
    ["US", { UsingSalesTax: true, PartnerTaxEnabled: true }, "automated"],
    ["GB", { UsingSalesTax: true }, "code-per-line"],
    ["GB", { UsingSalesTax: false }, "none"],
  ] as const)("of %s with %o has its tax as it is set up", async ([Country, TaxPrefs, tax]) => {
    await using company = await settings({ Country }, { TaxPrefs });
    expect(await company.books.company()).toMatchObject({ ok: true, value: { tax } });
  });

  test("is not guessed at when the settings cannot be read", async () => {
    await using company = await scriptedCompany(() => ({ json: {} }));
    expect(await company.books.company()).toMatchObject({ ok: false, error: { code: "books-unreachable" } });
  });
});
