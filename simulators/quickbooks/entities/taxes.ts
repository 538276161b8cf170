/** Tax codes, rates and agencies, and the service that makes them. */
import type { Company, Entity } from "../company.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { memberText } from "../member-text.ts";
import type { Members } from "../wire-object.ts";
import { type EntityKind, operations } from "./kind.ts";

export const taxCodeKind: EntityKind = readOnlyKind("TaxCode");
export const taxRateKind: EntityKind = readOnlyKind("TaxRate");

export const taxAgencyKind: EntityKind = {
  name: "TaxAgency",
  operations: operations("create"),
  isCaptured: false,
  hasWebhook: true,
  prepare: (company, { members }) => preparedAgency(company, members),
};

function readOnlyKind(name: "TaxCode" | "TaxRate"): EntityKind {
  return { name, operations: operations(""), isCaptured: false, hasWebhook: false, prepare: (_, { members }) => members };
}

function preparedAgency(company: Company, members: Members): Members {
  const name = memberText(members["DisplayName"]).trim();
  if (name === "") throw missing("DisplayName");
  if (company.names.holder("TaxAgency", name)) throw taken("tax agency");
  return { ...members, DisplayName: name, TaxTrackedOnSales: true, TaxTrackedOnPurchases: true, TaxAgencyConfig: "USER_DEFINED" };
}

function taken(what: string): Refusal {
  return new Refusal("6240", `The name supplied already exists. : Another ${what} is already using this \nname. Please use a different name.`);
}

/** POST /taxservice/taxcode: a code with its rates, each one that is there already or a new one. The reply has no envelope. */
export function createTaxCode(company: Company, given: Members): Members {
  const name = memberText(given["TaxCode"]).trim();
  if (name === "") throw missing("TaxCode");
  if (company.names.holder("TaxCode", name)) throw taken("tax code");
  const details = (given["TaxRateDetails"] ?? []) as Members[];
  if (details.length === 0) throw missing("TaxRateDetails");
  // Every rate is checked before the first one is made.
  for (const detail of details) checkDetail(company, detail);
  checkOnce(details);
  const rates = details.map((detail) => ({ rate: rateOf(company, detail), isPurchase: detail["TaxApplicableOn"] === "Purchase" }));
  const list = (wantsPurchase: boolean): Members => ({
    TaxRateDetail: rates
      .filter(({ isPurchase }) => isPurchase === wantsPurchase)
      .map(({ rate }, index) => ({ TaxRateRef: { value: rate.Id, name: rate["Name"] }, TaxTypeApplicable: "TaxOnAmount", TaxOrder: index })),
  });
  const code = company.add("TaxCode", {
    Name: name, Description: name, Active: true, Hidden: false, Taxable: true, TaxGroup: true, TaxCodeConfigType: "USER_DEFINED", SalesTaxRateList: list(false), PurchaseTaxRateList: list(true),
  });
  return {
    TaxCode: name,
    TaxCodeId: code.Id,
    TaxRateDetails: rates.map(({ rate, isPurchase }) => ({
      TaxRateName: rate["Name"], TaxRateId: rate.Id, RateValue: `${String(rate["RateValue"])}%`, TaxAgencyId: (rate["AgencyRef"] as { value: string }).value, TaxApplicableOn: isPurchase ? "Purchase" : "Sales",
    })),
  };
}

function checkDetail(company: Company, detail: Members): void {
  const applicable = memberText(detail["TaxApplicableOn"], "Sales");
  if (!["Sales", "Purchase"].includes(applicable)) throw new Refusal("2170", `Invalid Enumeration : ${applicable}`, "TaxApplicableOn");
  const id = memberText(detail["TaxRateId"]);
  if (id !== "") {
    if (!company.find("TaxRate", id)) throw new Refusal("2500", `Invalid Reference Id : TaxRate element id ${id} not found`, "TaxRateId");
    return;
  }
  const name = memberText(detail["TaxRateName"]).trim();
  if (name === "") throw missing("TaxRateName");
  const value = Number(memberText(detail["RateValue"], "NaN"));
  if (Number.isNaN(value)) throw missing("RateValue");
  if (value < 0 || value > 100) throw new Refusal("2150", `Invalid percent : ${value}`, "RateValue");
  if (company.names.holder("TaxRate", name)) throw taken("tax rate");
  const agency = memberText(detail["TaxAgencyId"]);
  if (agency === "") throw missing("TaxAgencyId");
  if (!company.find("TaxAgency", agency)) throw new Refusal("2500", `Invalid Reference Id : TaxAgency element id ${agency} not found`, "TaxAgencyId");
}

/** A rate may come once per side. */
function checkOnce(details: Members[]): void {
  const keys = details.map((detail) => `${memberText(detail["TaxApplicableOn"], "Sales")}/${memberText(detail["TaxRateId"] ?? detail["TaxRateName"]).toLowerCase()}`);
  if (new Set(keys).size < keys.length) throw new Refusal("6000", "Business Validation Error: A tax rate can be used only once.", "TaxRateDetails");
}

function rateOf(company: Company, detail: Members): Entity {
  const existing = company.find("TaxRate", memberText(detail["TaxRateId"]));
  if (existing) return existing;
  const value = Number(detail["RateValue"]);
  return company.add("TaxRate", {
    Name: memberText(detail["TaxRateName"]).trim(), Description: memberText(detail["TaxRateName"]), Active: true, RateValue: value, AgencyRef: { value: memberText(detail["TaxAgencyId"]) },
    SpecialTaxType: "NONE", DisplayType: "ReadOnly", EffectiveTaxRate: [{ RateValue: value, EffectiveDate: "1970-01-01T00:00:00-08:00" }],
  });
}
