/**
 * A quote or payment that was billed bills its deals as well. To which deals it belongs is asked of the CRM once its document
 * exists, so that no document waits for it.
 */
import { later } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { Crm } from "../../domain/ports/crm.ts";
import type { ObjectType } from "../../domain/record.ts";
import { ok, type Result } from "../../domain/result.ts";
import { dealsAskedAgainAt } from "../../domain/unbilled.ts";
import type { EngineContext } from "../context.ts";

/** Documents per round: as many records as a CRM tells the associations of in one call. */
const salesPerRound = 1_000;
const retryMs = 10 * 60_000;

/** What leads from a billed record to its deals. */
const wayToDeals: Partial<Record<ObjectType, readonly ObjectType[]>> = { quote: ["deal"], payment: ["deal", "quote"] };

/**
 * Asks until no document of the CRM is left whose deals are to be asked about now. Without an answer they are asked about again
 * later; so are those that have no deal, since a deal may be associated with a quote that was billed long before.
 */
export async function learnDealsOfDocuments(context: EngineContext, connectionId: ConnectionId): Promise<void> {
  while (!context.isStopping()) {
    const sales = await context.store.salesWithoutDeals(connectionId, salesPerRound, context.clock.now());
    if (sales.length === 0) return;
    const crm = await context.crm(connectionId);
    for (const [objectType, of] of Map.groupBy(sales, (one) => one.objectType)) {
      const read = await keepAssociates(context, crm, connectionId, objectType, of.map(({ recordId }) => recordId));
      if (!read.ok) context.log.warn({ connection: connectionId, objectType, failure: read.error }, "the deals of what was billed could not be read; they are asked about again");
      const now = context.clock.now();
      const asked = of.map(({ recordId, postedAt }) => ({ objectType, recordId, retryAt: read.ok ? dealsAskedAgainAt(postedAt, read.value.has(recordId), now) : later(now, retryMs) }));
      await context.store.noteDealsOf(connectionId, asked, now);
    }
  }
}

/** Keeps with which deals the records are associated, and those of the quotes on the way. Returns the records that lead to a deal. */
async function keepAssociates(context: EngineContext, crm: Crm, connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[]): Promise<Result<ReadonlySet<string>, Failure>> {
  const associatedTypes = wayToDeals[objectType] ?? [];
  if (ids.length === 0 || associatedTypes.length === 0) return ok(new Set());
  const facts = await crm.readTriggerFacts(objectType, ids, { associatedTypes, histories: [] });
  if (!facts.ok) return facts;
  await context.store.keepFacts({ connectionId, objectType, associatedTypes, facts: facts.value });
  const quotes = new Set(facts.value.flatMap(({ associated = [] }) => associated.filter((one) => one.objectType === "quote").map(({ id }) => id)));
  const throughQuotes = await keepAssociates(context, crm, connectionId, "quote", [...quotes]);
  if (!throughQuotes.ok) return throughQuotes;
  const leading = facts.value.filter(({ associated = [] }) => associated.some((one) => one.objectType === "deal" || (one.objectType === "quote" && throughQuotes.value.has(one.id))));
  return ok(new Set(leading.map(({ recordId }) => recordId)));
}
