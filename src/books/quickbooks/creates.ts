/** Customers and items that a document needs: plan -> wire. */
import type { NewItemType } from "#domain/books-settings.ts";
import type { NewCustomer, NewItem } from "#domain/document/references.ts";
import type { BooksCompany } from "#domain/ports/books.ts";
import { wirePrice } from "./amounts.ts";
import { addressMember, type Wire } from "./documents/members.ts";
import { cutTo } from "./wire-text.ts";

/** Reference: 5.3 and 5.4. */
const longestCompanyName = 100;
const longestDescription = 4_000;
const longestPhone = 30;

/**
 * A customer. CurrencyRef only where the company has several: elsewhere QuickBooks refuses it (reference: pitfall 39). A
 * sub-customer says so twice: `Job`, and whom it is under.
 */
export function encodeCustomer(customer: NewCustomer, parentId: string | null, currency: string, multicurrency: boolean): Wire {
  return {
    DisplayName: customer.name,
    ...(customer.firstName ? { GivenName: customer.firstName } : {}),
    ...(customer.lastName ? { FamilyName: customer.lastName } : {}),
    ...(customer.companyName ? { CompanyName: cutTo(customer.companyName, longestCompanyName) } : {}),
    ...(customer.email === null ? {} : { PrimaryEmailAddr: { Address: customer.email } }),
    ...(customer.phone ? { PrimaryPhone: { FreeFormNumber: cutTo(customer.phone, longestPhone) } } : {}),
    ...addressMember("BillAddr", customer.address),
    ...(parentId === null ? {} : { Job: true, ParentRef: { value: parentId } }),
    ...(multicurrency ? { CurrencyRef: { value: currency } } : {}),
  };
}

const itemTypes: Record<NewItemType, string> = { service: "Service", "non-inventory": "NonInventory" };

/**
 * An item without stock. Its price is only what QuickBooks proposes for later documents; amounts never come from it.
 * `Taxable` exists in the United States alone.
 */
export function encodeItem(item: NewItem, { country }: Pick<BooksCompany, "country">): Wire {
  return {
    Name: item.name,
    Type: itemTypes[item.type],
    ...(item.sku ? { Sku: item.sku } : {}),
    Description: cutTo(item.description || item.name, longestDescription),
    UnitPrice: Number(wirePrice(item.unitPrice)),
    ...(country === "US" ? { Taxable: item.isTaxable } : {}),
    ...(item.category === null ? {} : { SubItem: true, ParentRef: { value: item.category.id } }),
    IncomeAccountRef: { value: item.incomeAccount.id },
  };
}
