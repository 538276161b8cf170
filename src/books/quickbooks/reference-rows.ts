/** Rows of the mirror from QuickBooks' list entities. */
import { instantOf, parseInstant } from "#domain/dates.ts";
import type { ReferenceDetails, ReferenceRow, TaxCodeRate } from "#domain/ports/books.ts";
import type { ReferenceKind } from "#domain/reference-kind.ts";
import { decimalOf } from "./amounts.ts";
import { wireListed, type WireListed, type WireTaxRates } from "./wire.ts";

/** The entities we mirror, and our word for each. QuickBooks' API calls a location a department. */
export const mirroredEntities = {
  Customer: "customer",
  Vendor: "vendor",
  Employee: "employee",
  Item: "item",
  Account: "account",
  Class: "class",
  Department: "location",
  Term: "term",
  PaymentMethod: "payment-method",
  TaxCode: "tax-code",
  TaxRate: "tax-rate",
} as const satisfies Record<string, ReferenceKind>;
export type MirroredEntity = keyof typeof mirroredEntities;

/** One entity as a row; undefined when it is not one (an unreadable entity must not stop the others). */
export function decodeRow(entity: MirroredEntity, wire: unknown): ReferenceRow | undefined {
  const read = wireListed.safeParse(wire);
  return read.success ? rowOf(entity, read.data) : undefined;
}

function rowOf(entity: MirroredEntity, wire: WireListed): ReferenceRow {
  return {
    kind: mirroredEntities[entity],
    id: wire.Id,
    name: nameOf(entity, wire),
    isActive: wire.Active,
    firstName: wire.GivenName ?? null,
    lastName: wire.FamilyName ?? null,
    email: wire.PrimaryEmailAddr?.Address ?? null,
    sku: wire.Sku ?? null,
    currency: wire.CurrencyRef?.value ?? null,
    unitPrice: wire.UnitPrice == null ? null : decimalOf(wire.UnitPrice),
    type: wire.AccountType ?? wire.Type ?? null,
    dueDays: wire.DueDays ?? null,
    details: detailsOf(wire),
    modifiedAt: parseInstant(wire.MetaData?.LastUpdatedTime ?? "") ?? instantOf(0),
  };
}

/** An inactive name comes back as "X (deleted)" from some lists (reference: 5.2); the name itself is X. */
function nameOf(entity: MirroredEntity, wire: WireListed): string {
  const name = wire.DisplayName ?? wire.Name ?? wire.FullyQualifiedName ?? `${entity} ${wire.Id}`;
  return wire.Active ? name : name.replace(/ \(deleted\)$/, "");
}

function detailsOf(wire: WireListed): ReferenceDetails {
  const isUnder = wire.ParentRef != null;
  return {
    ...said("companyName", wire.CompanyName),
    ...said("parentId", wire.ParentRef?.value),
    ...said("fullName", isUnder ? wire.FullyQualifiedName : undefined),
    ...said("isProject", wire.IsProject === true ? true : undefined),
    ...said("isTaxable", wire.Taxable),
    ...said("incomeAccountId", wire.IncomeAccountRef?.value),
    ...said("expenseAccountId", wire.ExpenseAccountRef?.value),
    ...said("taxCodeId", wire.SalesTaxCodeRef?.value ?? wire.DefaultTaxCodeRef?.value),
    ...said("termsId", wire.SalesTermRef?.value ?? wire.TermRef?.value),
    ...said("paymentMethodId", wire.PaymentMethodRef?.value),
    ...said("subType", wire.AccountSubType),
    ...said("classification", wire.Classification),
    ...said("dueDayOfMonth", wire.DayOfMonthDue),
    ...said("dueNextMonthDays", wire.DueNextMonthDays),
    ...said("salesRates", ratesOf(wire.SalesTaxRateList)),
    ...said("purchaseRates", ratesOf(wire.PurchaseTaxRateList)),
    ...said("percent", wire.RateValue == null ? undefined : decimalOf(wire.RateValue)),
    ...said("agencyId", wire.AgencyRef?.value),
  };
}

function said<Name extends keyof ReferenceDetails>(name: Name, value: ReferenceDetails[Name] | null | undefined): ReferenceDetails {
  return value === null || value === undefined ? {} : { [name]: value };
}

const bases: Record<string, TaxCodeRate["base"]> = { TaxOnAmount: "amount", TaxOnAmountPlusTax: "amount-and-taxes", TaxOnTax: "taxes" };

function ratesOf(list: WireTaxRates | null | undefined): TaxCodeRate[] | undefined {
  const rates = list?.TaxRateDetail ?? [];
  if (rates.length === 0) return undefined;
  const inOrder = [...rates].sort((a, b) => (a.TaxOrder ?? 0) - (b.TaxOrder ?? 0));
  return inOrder.map((rate) => ({ rateId: rate.TaxRateRef.value, base: bases[rate.TaxTypeApplicable ?? "TaxOnAmount"] ?? "amount" }));
}
