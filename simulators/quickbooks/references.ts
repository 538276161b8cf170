/** What a *Ref of a request points at, or the vendor's refusal. */
import type { Company, Entity, EntityName } from "./company.ts";
import { madeInactive, Refusal } from "./fault-bodies.ts";

export interface Ref {
  value?: string;
  name?: string;
}

const listWords: Partial<Record<EntityName, string>> = {
  Customer: "Names", Vendor: "Names", Employee: "Names", Item: "Items", Account: "Accounts", Term: "Terms", Class: "Classes", Department: "Departments", PaymentMethod: "PaymentMethods",
};

/** The id in a reference; undefined when the member is absent. */
export function refId(reference: unknown): string | undefined {
  const id = (reference as Ref | undefined)?.value;
  return id === undefined || id === "" ? undefined : id;
}

/** The active entity with this id: unknown ids are refused with 2500, inactive elements with 610. */
export function referred(company: Company, name: EntityName, id: string, element: string): Entity {
  const entity = company.find(name, id);
  if (!entity) throw new Refusal("2500", `Invalid Reference Id : ${listWords[name] ?? name} element id ${id} not found`, element);
  if (entity["Active"] === false) throw madeInactive("610", element);
  return entity;
}

/** The entity an optional reference points at. */
export function optional(company: Company, name: EntityName, reference: unknown, element: string): Entity | undefined {
  const id = refId(reference);
  return id === undefined ? undefined : referred(company, name, id, element);
}

/** A reference with its label, as replies carry it. */
export function labelled(entity: Entity): Ref {
  return { value: entity.Id, name: String(entity["DisplayName"] ?? entity["FullyQualifiedName"] ?? entity["Name"]) };
}
