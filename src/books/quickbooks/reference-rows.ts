/** Rows of the mirror from QuickBooks' list entities. */
import { instantOf, parseInstant } from "#domain/dates.ts";
import type { ReferenceKind, ReferenceRow } from "#domain/ports/books.ts";
import { decimalOf } from "./amounts.ts";
import { wireListed, type WireListed } from "./wire.ts";

/** The entities we mirror, and our word for each. */
export const mirroredEntities = {
  Customer: "customer",
  Vendor: "vendor",
  Employee: "employee",
  Item: "item",
  Account: "account",
  Term: "term",
  TaxCode: "tax-code",
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
    modifiedAt: parseInstant(wire.MetaData?.LastUpdatedTime ?? "") ?? instantOf(0),
  };
}

/** An inactive name comes back as "X (deleted)" from some lists (reference: 5.2); the name itself is X. */
function nameOf(entity: MirroredEntity, wire: WireListed): string {
  const name = wire.DisplayName ?? wire.Name ?? wire.FullyQualifiedName ?? `${entity} ${wire.Id}`;
  return wire.Active ? name : name.replace(/ \(deleted\)$/, "");
}
