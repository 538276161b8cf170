/** Two records become one; and a person whom the portal must forget is erased. */
import { throughApi } from "./app.ts";
import type { TypeName } from "./object-types.ts";
import type { Portal, StoredRecord } from "./portal.ts";
import { badInput, notFound, Refusal } from "./vendor-errors.ts";

const mergeable: readonly TypeName[] = ["contacts", "companies", "deals"];
const mostMerges = 250;

/**
 * The first record stays, with the values that it lacks from the other and with both records' associations; the other is
 * archived. Deals and companies live on under a new id, contacts keep theirs.
 */
export function merge(portal: Portal, type: TypeName, primaryId: string, otherId: string): StoredRecord {
  if (!mergeable.includes(type)) throw badInput(`Merging is not supported for ${type}`);
  const [primary, other] = [portal.find(type, primaryId), portal.find(type, otherId)];
  if (primary === undefined || other === undefined) throw notFound();
  if (primary === other) throw badInput("A record cannot be merged with itself");
  const merges = (primary.merges ?? 0) + (other.merges ?? 0) + 1;
  if (merges > mostMerges) throw new Refusal(414, "VALIDATION_ERROR", `Records can be merged at most ${mostMerges} times`);
  const isRenewed = type !== "contacts";
  const filled = Object.fromEntries(Object.entries({ ...other.values, ...primary.values }).filter(([name]) => isWritable(portal, type, name)));
  const moved = Object.keys(filled).filter((name) => primary.values[name] === undefined).length;
  return portal.together(() => {
    const losers = isRenewed ? [primary, other] : [other];
    const links = losers.flatMap((one) => portal.links.ofRecord(type, one.id));
    for (const loser of losers) portal.archive(type, loser, throughApi, false);
    const winner = isRenewed ? portal.create(type, filled, throughApi, primary.createdAt) : primary;
    if (!isRenewed) portal.update(type, winner, filled, throughApi);
    winner.merges = merges;
    portal.update(type, winner, { hs_merged_object_ids: mergedInto(winner, [primary, other]).join(";") }, throughApi);
    for (const { to, toId, typeIds } of links) if (portal.find(to, toId) !== undefined) portal.associate(type, winner.id, to, toId, typeIds, throughApi);
    portal.tellMerge(type, { winner: winner.id, primary: primary.id, merged: losers.map(({ id }) => id).filter((id) => id !== primary.id), moved }, throughApi);
    return winner;
  });
}

/** What became part of it, earlier merges of either included. */
function mergedInto(winner: StoredRecord, parts: readonly StoredRecord[]): string[] {
  const ids = parts.flatMap(({ id, values }) => [...(values["hs_merged_object_ids"] ?? "").split(";"), id]);
  return [...new Set(ids)].filter((id) => id !== "" && id !== winner.id);
}

function isWritable(portal: Portal, type: TypeName, name: string): boolean {
  const definition = portal.definitions[type].get(name);
  return definition !== undefined && !definition.modificationMetadata.readOnlyValue;
}

/** Erases a contact for good, by id or by the value of a unique property; nothing can be restored. */
export function erase(portal: Portal, type: TypeName, id: string, idProperty: string | undefined): void {
  if (type !== "contacts") throw badInput(`GDPR deletion is not supported for ${type}`);
  const record = idProperty === undefined ? (portal.find(type, id) ?? portal.findArchived(type, id)) : portal.findBy(type, idProperty, id);
  // HubSpot answers the same whether there was somebody or not.
  if (record !== undefined) portal.erase(type, record, throughApi);
}
