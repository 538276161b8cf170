/**
 * Who holds which name. Customers, vendors and employees share one set of names, inactive members included; comparison
 * ignores case (reference: names). Items, accounts, terms and classes each have a set of their own.
 */
import type { Entity, EntityName, NumberSequence } from "./company.ts";

interface Family {
  family: string;
  member: string;
}

const families: Partial<Record<EntityName, Family>> = {
  Customer: { family: "people", member: "DisplayName" },
  Vendor: { family: "people", member: "DisplayName" },
  Employee: { family: "people", member: "DisplayName" },
  Item: { family: "items", member: "FullyQualifiedName" },
  Account: { family: "accounts", member: "FullyQualifiedName" },
  Term: { family: "terms", member: "Name" },
  Class: { family: "classes", member: "FullyQualifiedName" },
  Department: { family: "departments", member: "FullyQualifiedName" },
  PaymentMethod: { family: "payment methods", member: "Name" },
  TaxCode: { family: "tax codes", member: "Name" },
  TaxRate: { family: "tax rates", member: "Name" },
  TaxAgency: { family: "tax agencies", member: "DisplayName" },
  CompanyCurrency: { family: "currencies", member: "Code" },
};

/** Which documents may not have the same number. */
export const sequenceOf: Partial<Record<EntityName, NumberSequence>> = {
  Invoice: "sales", SalesReceipt: "sales", RefundReceipt: "sales", CreditMemo: "sales", Estimate: "estimate", Purchase: "purchase", Bill: "bill", JournalEntry: "journal",
};

interface Holder {
  name: EntityName;
  id: string;
}

export interface Names {
  hold(name: EntityName, entity: Entity): void;
  release(name: EntityName, entity: Entity): void;
  /** Who holds a name in the family of `name`, other than `exceptId`. */
  holder(name: EntityName, value: string, exceptId?: string): Holder | undefined;
  /** The document that holds a number among those that share their numbers with `name`, other than `exceptId`. */
  numberHolder(name: EntityName, docNumber: string, exceptId?: string): Holder | undefined;
}

export function createNames(): Names {
  const holders = new Map<string, Holder>();
  const numbers = new Map<string, Holder>();

  return {
    hold: (name, entity) => {
      const key = keyOf(name, entity);
      if (key !== undefined) holders.set(key, { name, id: entity.Id });
      const number = numberKey(name, entity["DocNumber"]);
      if (number !== undefined) numbers.set(number, { name, id: entity.Id });
    },
    release: (name, entity) => {
      const key = keyOf(name, entity);
      if (key !== undefined && isSame(holders.get(key), name, entity.Id)) holders.delete(key);
      const number = numberKey(name, entity["DocNumber"]);
      if (number !== undefined && isSame(numbers.get(number), name, entity.Id)) numbers.delete(number);
    },
    holder: (name, value, exceptId) => {
      const holder = holders.get(nameKey(families[name]?.family ?? "", value));
      return isSame(holder, name, exceptId) ? undefined : holder;
    },
    numberHolder: (name, docNumber, exceptId) => {
      const holder = numbers.get(numberKey(name, docNumber) ?? "");
      return isSame(holder, name, exceptId) ? undefined : holder;
    },
  };
}

function keyOf(name: EntityName, entity: Entity): string | undefined {
  const family = families[name];
  const value = family && entity[family.member];
  return family && typeof value === "string" ? nameKey(family.family, value) : undefined;
}

function numberKey(name: EntityName, docNumber: unknown): string | undefined {
  const sequence = sequenceOf[name];
  return sequence === undefined || typeof docNumber !== "string" || docNumber === "" ? undefined : `${sequence}/${docNumber}`;
}

function nameKey(family: string, value: string): string {
  return `${family}/${value.trim().toLowerCase()}`;
}

function isSame(holder: Holder | undefined, name: EntityName, id: string | undefined): boolean {
  return holder !== undefined && holder.name === name && holder.id === id;
}
