/** Tax codes, rates and agencies of a company on its first day. */
import type { Entity } from "../company.ts";
import { listEntity } from "./entries.ts";

export interface TaxLists {
  TaxCode: Entity[];
  TaxRate: Entity[];
  TaxAgency: Entity[];
}

/** A rate of an agency, in percent. */
export interface RateSeed {
  id: string;
  name: string;
  percent: number;
  agencyId: string;
}

/** A code with its sales rates and purchase rates, by rate id. */
export interface CodeSeed {
  id: string;
  name: string;
  description: string;
  sales: string[];
  purchase: string[];
  isTaxable?: boolean;
  /** Every rate after the first is a tax on the amount with the taxes before it. */
  isCompound?: boolean;
}

/** The three lists from their short forms. */
export function taxLists(agencies: Record<string, string>, rates: readonly RateSeed[], codes: readonly CodeSeed[]): TaxLists {
  const nameOf = new Map(rates.map(({ id, name }) => [id, name]));
  const rateList = (ids: string[], isCompound: boolean): { TaxRateDetail: object[] } => ({
    TaxRateDetail: ids.map((value, index) => ({
      TaxRateRef: { value, name: nameOf.get(value) }, TaxTypeApplicable: isCompound && index > 0 ? "TaxOnAmountPlusTax" : "TaxOnAmount", TaxOrder: index,
    })),
  });
  return {
    TaxAgency: Object.entries(agencies).map(([id, DisplayName]) => listEntity(id, { DisplayName, TaxTrackedOnSales: true, TaxTrackedOnPurchases: true, TaxAgencyConfig: "SYSTEM_GENERATED" })),
    TaxRate: rates.map(({ id, name, percent, agencyId }) => taxRate(id, name, percent, agencyId)),
    TaxCode: codes.map(({ id, name, description, sales, purchase, isTaxable = true, isCompound = false }) =>
      listEntity(id, {
        Name: name, Description: description, Active: true, Hidden: false, Taxable: isTaxable, TaxGroup: true, TaxCodeConfigType: "SYSTEM_GENERATED",
        SalesTaxRateList: rateList(sales, isCompound), PurchaseTaxRateList: rateList(purchase, isCompound),
      }),
    ),
  };
}

/** A rate as the books keep it. */
export function taxRate(id: string, name: string, percent: number, agencyId: string): Entity {
  return listEntity(id, {
    Name: name, Description: name, Active: true, RateValue: percent, AgencyRef: { value: agencyId }, SpecialTaxType: "NONE", DisplayType: "ReadOnly",
    EffectiveTaxRate: [{ RateValue: percent, EffectiveDate: "1970-01-01T00:00:00-08:00" }],
  });
}
