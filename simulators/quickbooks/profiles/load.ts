/** Many entries at once, to try how something copes with a large company. */
import type { Company } from "../company.ts";
import { labelled } from "../references.ts";
import { person } from "./entries.ts";

/** Adds customers "Load Customer1 ..." and items "Load item 1 ..." in one go, after those that are there already. */
export function addMany(company: Company, customers: number, items: number): void {
  const firstCustomer = loaded(company, "Customer", "DisplayName", "Load Customer") + 1;
  const firstItem = loaded(company, "Item", "Name", "Load item ") + 1;
  const income = company.all("Account").find((account) => account["AccountType"] === "Income");
  const currency = company.prefs("CurrencyPrefs")["HomeCurrency"];
  for (let n = firstCustomer; n < firstCustomer + customers; n++) {
    company.add("Customer", {
      ...person(`Load Customer${n}`), GivenName: "Load", FamilyName: `Customer${n}`, PrimaryEmailAddr: { Address: `load${n}@load.example` },
      Taxable: false, Job: false, Balance: 0, BalanceWithJobs: 0, CurrencyRef: currency,
    });
  }
  for (let n = firstItem; n < firstItem + items; n++) {
    company.add("Item", {
      Name: `Load item ${n}`, FullyQualifiedName: `Load item ${n}`, Sku: `LOAD-${n}`, Description: `Load item ${n}`, Type: "Service", UnitPrice: 10, PurchaseCost: 0,
      Taxable: false, TrackQtyOnHand: false, Active: true, ...(income ? { IncomeAccountRef: labelled(income) } : {}),
    });
  }
}

function loaded(company: Company, list: "Customer" | "Item", member: string, start: string): number {
  return company.all(list).filter((entity) => String(entity[member]).startsWith(start)).length;
}
