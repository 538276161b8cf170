/** A sent form becomes a write like any other: the same rules as the API's. */
import type { Company, Entity } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";
import { writeOne } from "../operations.ts";
import type { FormValues, ListPage } from "./lists.ts";

/** Saves; returns the vendor's words when it is refused. */
export function saveEntry(company: Company, list: ListPage, entity: Entity | undefined, values: FormValues, now: Date): string | null {
  try {
    writeOne(company, list.name, { ...membersOf(list, values), ...(entity ? versionOf(entity, values) : {}) }, { now });
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.detail;
    throw error;
  }
}

function versionOf(entity: Entity, values: FormValues): Record<string, unknown> {
  return { Id: entity.Id, SyncToken: entity.SyncToken, sparse: true, Active: values["Active"] === "yes" };
}

function membersOf(list: ListPage, values: FormValues): Record<string, unknown> {
  const text = (name: string): string => values[name]?.trim() ?? "";
  if (list.name === "Item") {
    const { Name, Sku, Type, Description } = { Name: text("Name"), Sku: text("Sku"), Type: text("Type"), Description: text("Description") };
    return { Name, Sku, Type, Description, UnitPrice: text("UnitPrice"), IncomeAccountRef: { value: text("IncomeAccountRef") } };
  }
  const email = text("Email");
  return {
    GivenName: text("GivenName"),
    FamilyName: text("FamilyName"),
    DisplayName: text("DisplayName"),
    CompanyName: text("CompanyName"),
    ...(email === "" ? {} : { PrimaryEmailAddr: { Address: email } }),
  };
}
