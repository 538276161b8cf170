/** A company in the United Kingdom, registered for VAT. */
import type { CompanyState } from "../company.ts";
import { companyIn } from "./business.ts";
import { taxLists } from "./tax-lists.ts";

const vat = taxLists(
  { "1": "HM Revenue & Customs (VAT)" },
  [
    { id: "4", name: "20.0% S sales", percent: 20, agencyId: "1" },
    { id: "5", name: "20.0% S purchases", percent: 20, agencyId: "1" },
    { id: "6", name: "5.0% R sales", percent: 5, agencyId: "1" },
    { id: "7", name: "5.0% R purchases", percent: 5, agencyId: "1" },
    { id: "8", name: "0.0% Z sales", percent: 0, agencyId: "1" },
    { id: "9", name: "0.0% Z purchases", percent: 0, agencyId: "1" },
    { id: "10", name: "Exempt sales", percent: 0, agencyId: "1" },
    { id: "11", name: "Exempt purchases", percent: 0, agencyId: "1" },
    { id: "12", name: "No VAT sales", percent: 0, agencyId: "1" },
    { id: "13", name: "No VAT purchases", percent: 0, agencyId: "1" },
  ],
  [
    { id: "3", name: "20.0% S", description: "Standard rate", sales: ["4"], purchase: ["5"] },
    { id: "4", name: "5.0% R", description: "Reduced rate", sales: ["6"], purchase: ["7"] },
    { id: "5", name: "0.0% Z", description: "Zero rate", sales: ["8"], purchase: ["9"] },
    { id: "6", name: "Exempt", description: "Exempt from VAT", sales: ["10"], purchase: ["11"] },
    { id: "7", name: "No VAT", description: "Outside the scope of VAT", sales: ["12"], purchase: ["13"], isTaxable: false },
  ],
);

export function ukCompany(realmId: string): CompanyState {
  return companyIn(realmId, {
    companyName: "Harbour & Pine Studio Ltd",
    country: "GB",
    address: { Line1: "4 Quayside", City: "Bristol", PostalCode: "BS1 4DJ", Country: "GBR" },
    phone: "0117 496 0142",
    customerAddress: { City: "Bristol", PostalCode: "BS1 5TY", Country: "GBR" },
    home: { value: "GBP", name: "British Pound Sterling" },
    currencies: [],
    tax: { UsingSalesTax: true },
    taxes: vat,
    itemTaxCode: "3",
  });
}
