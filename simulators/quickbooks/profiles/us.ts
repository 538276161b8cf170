/** The sample company: in California, on automated sales tax. */
import type { CompanyState, Entity } from "../company.ts";
import { stateRates } from "../tax/state-rates.ts";
import { companyIn, type Currency, type Place } from "./business.ts";
import { listEntity } from "./entries.ts";
import { type TaxLists, taxLists } from "./tax-lists.ts";

const dollar: Currency = { value: "USD", name: "United States Dollar" };

const california: Place = {
  companyName: "Harbor & Pine Studio LLC",
  country: "US",
  address: { Line1: "12 Quay Street", City: "Oakland", CountrySubDivisionCode: "CA", PostalCode: "94607", Country: "USA" },
  phone: "(510) 555-0142",
  customerAddress: { City: "Oakland", CountrySubDivisionCode: "CA", PostalCode: "94607" },
  home: dollar,
  currencies: [],
  tax: { UsingSalesTax: true, PartnerTaxEnabled: true, TaxGroupCodeRef: { value: "2" } },
  taxes: stateTaxes(),
};

export function usCompany(realmId: string): CompanyState {
  return companyIn(realmId, california);
}

/** The same business, older: the sales tax is one that was set up by hand. */
export function usManualTaxCompany(realmId: string): CompanyState {
  return companyIn(realmId, { ...california, companyName: "Harbor & Pine Classic LLC", tax: { UsingSalesTax: true, PartnerTaxEnabled: false, TaxGroupCodeRef: { value: "2" } } });
}

/** The same business with customers in other currencies. */
export function multicurrencyCompany(realmId: string): CompanyState {
  const euro = { value: "EUR", name: "Euro" };
  const pound = { value: "GBP", name: "British Pound Sterling" };
  const canadian = { value: "CAD", name: "Canadian Dollar" };
  const yen = { value: "JPY", name: "Japanese Yen" };
  return companyIn(realmId, {
    ...california,
    companyName: "Harbor & Pine Worldwide Inc.",
    currencies: [euro, pound, canadian, yen],
    foreignCustomers: { 2: euro, 7: euro, 5: pound, 8: canadian, 25: yen },
  });
}

/** One agency, rate and code per state; California's come first. */
function stateTaxes(): TaxLists {
  const states = Object.entries(stateRates).sort(([a], [b]) => Number(b === "CA") - Number(a === "CA"));
  const agencies = Object.fromEntries(states.map(([state], index) => [String(index + 1), `${state} tax department`]));
  const rates = states.map(([state, percent], index) => ({ id: String(index + 3), name: `${state} sales tax`, percent: Number(percent), agencyId: String(index + 1) }));
  const codes = states.map(([state], index) => ({ id: String(index + 2), name: `${state} sales tax`, description: `Sales tax of ${state}`, sales: [String(index + 3)], purchase: [] }));
  const lists = taxLists(agencies, rates, codes);
  return { ...lists, TaxCode: [...["TAX", "NON", "CustomSalesTax"].map(pseudoCode), ...lists.TaxCode] };
}

/** The pseudo codes of a US company: their id is their name, and they have no sync token. */
function pseudoCode(code: string): Entity {
  const { SyncToken: _none, ...members } = listEntity(code, { Name: code, Description: code === "NON" ? "Non-taxable" : "Taxable", Active: true, Hidden: false, Taxable: code !== "NON", TaxGroup: false });
  return members as Entity;
}
