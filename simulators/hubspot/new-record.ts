/** A new record together with its associations. */
import { type TypeName, typeNames } from "./object-types.ts";
import { plainText } from "./plain-text.ts";
import type { Portal, StoredRecord } from "./portal.ts";
import { throughApi } from "./app.ts";
import { objectOf, objectsOf } from "./request-body.ts";
import { badInput } from "./vendor-errors.ts";

/** An association that a new record is to have. */
export interface NewAssociation {
  to: TypeName;
  toId: string;
  typeIds: number[];
}

/** Adds a record together with its associations. */
export function createRecord(portal: Portal, type: TypeName, values: Record<string, string | null>, associations: readonly NewAssociation[]): StoredRecord {
  return portal.together(() => {
    const record = portal.create(type, values, throughApi);
    for (const { to, toId, typeIds } of associations) portal.associate(type, record.id, to, toId, typeIds, throughApi);
    return record;
  });
}

/** The associations of a create call; the kind of the other record is known by the association's type id. */
export function associationsOf(portal: Portal, from: TypeName, given: unknown): NewAssociation[] {
  return objectsOf(given, "associations").map((one) => {
    const typeIds = objectsOf(one["types"], "types").map((type) => Number(type["associationTypeId"]));
    const to = targetOf(portal, from, typeIds);
    const toId = plainText(objectOf(one["to"], "to")["id"]);
    if (portal.find(to, toId) === undefined) throw badInput(`Object ${to} with id ${toId} does not exist`);
    return { to, toId, typeIds };
  });
}

function targetOf(portal: Portal, from: TypeName, typeIds: readonly number[]): TypeName {
  const target = typeNames.find((to) => typeIds.length > 0 && typeIds.every((typeId) => portal.links.types.of(from, to).some((type) => type.typeId === typeId)));
  if (target === undefined) throw badInput(`invalid association type ids [${typeIds.join(", ")}] from ${from}`);
  return target;
}
