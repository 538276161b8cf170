/** A company in Canada, with GST, HST and provincial taxes. */
import type { CompanyState } from "../company.ts";
import { companyIn } from "./business.ts";
import { taxLists } from "./tax-lists.ts";

const gst = taxLists(
  { "1": "Canada Revenue Agency", "2": "Ministry of Finance (BC)", "3": "Revenu Qu\u00e9bec" },
  [
    { id: "10", name: "GST", percent: 5, agencyId: "1" },
    { id: "11", name: "GST (ITC)", percent: 5, agencyId: "1" },
    { id: "12", name: "HST (ON)", percent: 13, agencyId: "1" },
    { id: "13", name: "HST (ON) (ITC)", percent: 13, agencyId: "1" },
    { id: "14", name: "PST (BC)", percent: 7, agencyId: "2" },
    { id: "15", name: "PST (BC) on purchases", percent: 7, agencyId: "2" },
    { id: "16", name: "QST", percent: 9.975, agencyId: "3" },
    { id: "17", name: "QST (ITR)", percent: 9.975, agencyId: "3" },
    { id: "18", name: "Zero-rated", percent: 0, agencyId: "1" },
    { id: "19", name: "Zero-rated purchases", percent: 0, agencyId: "1" },
  ],
  [
    { id: "2", name: "Exempt", description: "Exempt", sales: ["18"], purchase: ["19"], isTaxable: false },
    { id: "3", name: "Zero-rated", description: "Zero-rated", sales: ["18"], purchase: ["19"] },
    { id: "4", name: "GST", description: "GST 5 %", sales: ["10"], purchase: ["11"] },
    { id: "5", name: "HST ON", description: "HST Ontario 13 %", sales: ["12"], purchase: ["13"] },
    { id: "6", name: "GST/PST BC", description: "GST 5 % and PST 7 %", sales: ["10", "14"], purchase: ["11", "15"] },
    { id: "7", name: "GST/QST QC - 9.975", description: "GST 5 % and QST 9.975 %", sales: ["10", "16"], purchase: ["11", "17"] },
  ],
);

export function caCompany(realmId: string): CompanyState {
  return companyIn(realmId, {
    companyName: "Harbour & Pine Studio Inc.",
    country: "CA",
    address: { Line1: "317 Pearl Street", City: "Toronto", CountrySubDivisionCode: "ON", PostalCode: "M5V 1A1", Country: "CAN" },
    phone: "(416) 555-0142",
    customerAddress: { City: "Toronto", CountrySubDivisionCode: "ON", PostalCode: "M5V 2B2", Country: "CAN" },
    home: { value: "CAD", name: "Canadian Dollar" },
    currencies: [],
    tax: { UsingSalesTax: true },
    taxes: gst,
    itemTaxCode: "5",
  });
}
