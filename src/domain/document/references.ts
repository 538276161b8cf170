/** What a plan points at in the books: something they have, or something to be created first. */
import type { CustomerKey, ItemKey, NewItemType } from "../books-settings.ts";
import type { Decimal } from "../money.ts";
import type { PostalAddress } from "../postal-address.ts";

/** Points at something in the books, with its name for people. */
export interface BooksRef {
  id: string;
  name: string;
}

/** The customer of a document: one the books have, or one to be created first. */
export type PlannedCustomer = ExistingCustomer | NewCustomer;

export interface ExistingCustomer {
  use: "existing";
  id: string;
  name: string;
  /** What found it. `created-earlier` = we made it for another document meanwhile; `earlier-document` = an earlier document of the record. */
  matchedBy: CustomerKey | "created-earlier" | "earlier-document";
}

export interface NewCustomer {
  use: "create";
  /** The display name. */
  name: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  companyName: string | null;
  phone: string | null;
  address: PostalAddress | null;
  /** The customer it is a sub-customer of; null = it stands by itself. A parent has no parent here. */
  parent: ExistingCustomer | (NewCustomer & { parent: null }) | null;
  /** The CRM contact or company it is made from (see `crmKeyOf`); the link is saved. */
  crmKey: string;
}

/** The item of a line: one the books have, or one to be created first. */
export type PlannedItem = ExistingItem | NewItem;

export interface ExistingItem {
  use: "existing";
  id: string;
  name: string;
  matchedBy: ItemKey | "default" | "created-earlier";
}

export interface NewItem {
  use: "create";
  name: string;
  sku: string | null;
  description: string | null;
  unitPrice: Decimal;
  incomeAccount: BooksRef;
  type: NewItemType;
  /** Whether sales tax applies to it (United States). */
  isTaxable: boolean;
  /** The category it is put under; null = none. */
  category: BooksRef | null;
}

/** The invoice a payment is for: one the books have, or one that the same step posts before it. */
export type PaidInvoice =
  | { use: "existing"; id: string; number: string | null }
  | {
      use: "posted-before";
      /** The ordinal of its posting in the step. */
      ordinal: number;
    };
