/** Customers and items that a document needs: plan -> wire. */
import type { PlannedCustomer, PlannedItem } from "#domain/document/references.ts";
import { wirePrice } from "./amounts.ts";
import { cutTo } from "./wire-text.ts";

/** Reference: 5.3 and 5.4. */
const longestCompanyName = 100;
const longestDescription = 4_000;

/** A customer. CurrencyRef only where the company has several: elsewhere QuickBooks refuses it (reference: pitfall 39). */
export function encodeCustomer(customer: Extract<PlannedCustomer, { use: "create" }>, currency: string, multicurrency: boolean): Record<string, unknown> {
  return {
    DisplayName: customer.name,
    ...(customer.firstName ? { GivenName: customer.firstName } : {}),
    ...(customer.lastName ? { FamilyName: customer.lastName } : {}),
    ...(customer.companyName ? { CompanyName: cutTo(customer.companyName, longestCompanyName) } : {}),
    PrimaryEmailAddr: { Address: customer.email },
    ...(multicurrency ? { CurrencyRef: { value: currency } } : {}),
  };
}

/**
 * An item of type Service: it needs no stock accounts, and a bookkeeper can change it later. Its price is only what
 * QuickBooks proposes for later documents; amounts never come from it.
 */
export function encodeItem(item: Extract<PlannedItem, { use: "create" }>): Record<string, unknown> {
  return {
    Name: item.name,
    Type: "Service",
    ...(item.sku ? { Sku: item.sku } : {}),
    Description: cutTo(item.description || item.name, longestDescription),
    UnitPrice: Number(wirePrice(item.unitPrice)),
    IncomeAccountRef: { value: item.incomeAccount.id },
  };
}
