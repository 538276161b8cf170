/** Customers and items that a document needs: plan -> wire. */
import type { PlannedCustomer, PlannedItem } from "#domain/document/plan.ts";
import { wireNumber } from "./amounts.ts";

/** A customer. CurrencyRef only where the company has several: elsewhere QuickBooks refuses it (reference: pitfall 39). */
export function encodeCustomer(customer: Extract<PlannedCustomer, { use: "create" }>, currency: string, multicurrency: boolean): Record<string, unknown> {
  return {
    DisplayName: customer.name,
    ...(customer.firstName ? { GivenName: customer.firstName } : {}),
    ...(customer.lastName ? { FamilyName: customer.lastName } : {}),
    ...(customer.companyName ? { CompanyName: customer.companyName.slice(0, 100) } : {}),
    PrimaryEmailAddr: { Address: customer.email },
    ...(multicurrency ? { CurrencyRef: { value: currency } } : {}),
  };
}

/** An item of type Service: it needs no stock accounts, and a bookkeeper can change it later. */
export function encodeItem(item: Extract<PlannedItem, { use: "create" }>): Record<string, unknown> {
  return {
    Name: item.name,
    Type: "Service",
    ...(item.sku ? { Sku: item.sku } : {}),
    Description: (item.description ?? item.name).slice(0, 4_000),
    UnitPrice: wireNumber(item.unitPrice),
    IncomeAccountRef: { value: item.incomeAccount.id },
  };
}
