/** A company in the Netherlands, with Dutch VAT (btw). */
import type { CompanyState } from "../company.ts";
import { companyIn } from "./business.ts";
import { taxLists } from "./tax-lists.ts";

const btw = taxLists(
  { "1": "Belastingdienst" },
  [
    { id: "1", name: "21% btw verkoop", percent: 21, agencyId: "1" },
    { id: "2", name: "21% btw inkoop", percent: 21, agencyId: "1" },
    { id: "3", name: "9% btw verkoop", percent: 9, agencyId: "1" },
    { id: "4", name: "9% btw inkoop", percent: 9, agencyId: "1" },
    { id: "5", name: "0% btw verkoop", percent: 0, agencyId: "1" },
    { id: "6", name: "0% btw inkoop", percent: 0, agencyId: "1" },
    { id: "7", name: "Vrijgesteld verkoop", percent: 0, agencyId: "1" },
    { id: "8", name: "Vrijgesteld inkoop", percent: 0, agencyId: "1" },
    { id: "9", name: "Verlegd verkoop", percent: 0, agencyId: "1" },
    { id: "10", name: "Verlegd inkoop", percent: 0, agencyId: "1" },
  ],
  [
    { id: "2", name: "21% btw", description: "Hoog tarief", sales: ["1"], purchase: ["2"] },
    { id: "3", name: "9% btw", description: "Laag tarief", sales: ["3"], purchase: ["4"] },
    { id: "4", name: "0% btw", description: "Nultarief", sales: ["5"], purchase: ["6"] },
    { id: "5", name: "Vrijgesteld", description: "Vrijgesteld van btw", sales: ["7"], purchase: ["8"] },
    { id: "6", name: "Btw verlegd", description: "Btw verlegd naar de afnemer", sales: ["9"], purchase: ["10"] },
  ],
);

export function nlCompany(realmId: string): CompanyState {
  return companyIn(realmId, {
    companyName: "Haven & Den Studio B.V.",
    country: "NL",
    address: { Line1: "Westerkade 12", City: "Rotterdam", PostalCode: "3016 CL", Country: "NLD" },
    phone: "010 555 0142",
    customerAddress: { City: "Rotterdam", PostalCode: "3011 AB", Country: "NLD" },
    home: { value: "EUR", name: "Euro" },
    currencies: [],
    tax: { UsingSalesTax: true },
    taxes: btw,
    itemTaxCode: "2",
  });
}
