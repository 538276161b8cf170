/**
 * Who holds which name. Customers, vendors and employees share one set of names, inactive members included; comparison
 * ignores case (reference: names). Items, accounts, terms and classes each have a set of their own.
 */
import type { Entity, EntityName } from "./company.ts";

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
  PaymentMethod: { family: "payment methods", member: "Name" },
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
  /** The invoice that holds a number, other than `exceptId`. */
  numberHolder(docNumber: string, exceptId?: string): string | undefined;
}

export function createNames(): Names {
  const holders = new Map<string, Holder>();
  const numbers = new Map<string, string>();

  return {
    hold: (name, entity) => {
      const key = keyOf(name, entity);
      if (key !== undefined) holders.set(key, { name, id: entity.Id });
      if (name === "Invoice" && typeof entity["DocNumber"] === "string") numbers.set(entity["DocNumber"], entity.Id);
    },
    release: (name, entity) => {
      const key = keyOf(name, entity);
      if (key !== undefined && isSame(holders.get(key), name, entity.Id)) holders.delete(key);
      if (name === "Invoice" && typeof entity["DocNumber"] === "string" && numbers.get(entity["DocNumber"]) === entity.Id) numbers.delete(entity["DocNumber"]);
    },
    holder: (name, value, exceptId) => {
      const holder = holders.get(nameKey(families[name]?.family ?? "", value));
      return isSame(holder, name, exceptId) ? undefined : holder;
    },
    numberHolder: (docNumber, exceptId) => {
      const id = numbers.get(docNumber);
      return id === exceptId ? undefined : id;
    },
  };
}

function keyOf(name: EntityName, entity: Entity): string | undefined {
  const family = families[name];
  const value = family && entity[family.member];
  return family && typeof value === "string" ? nameKey(family.family, value) : undefined;
}

function nameKey(family: string, value: string): string {
  return `${family}/${value.trim().toLowerCase()}`;
}

function isSame(holder: Holder | undefined, name: EntityName, id: string | undefined): boolean {
  return holder !== undefined && holder.name === name && holder.id === id;
}
