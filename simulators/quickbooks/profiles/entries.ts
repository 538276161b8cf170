/** Entries as a company holds them on its first day. */
import type { Entity } from "../company.ts";

const madeAt = "2026-01-05T09:00:00-08:00";

/** An entity of the first day. */
export function listEntity(Id: string, members: Record<string, unknown>): Entity {
  return { ...members, domain: "QBO", sparse: false, Id, SyncToken: "0", MetaData: { CreateTime: madeAt, LastUpdatedTime: madeAt } };
}

/** What every customer, vendor and employee of that name has. */
export function person(name: string): Record<string, unknown> {
  return { DisplayName: name, FullyQualifiedName: name, PrintOnCheckName: name, Active: true };
}
