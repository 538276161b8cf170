/**
 * Which records meet groups that ask for what is not kept of them: those that may, by what is kept, are asked in the CRM now.
 * Nothing is kept of the answers, so that the next event still sees what changed.
 */
import type { CrmConnection } from "../../domain/connection.ts";
import type { MatchQuery } from "../../domain/ports/trigger-store.ts";
import type { CrmRecord } from "../../domain/record.ts";
import type { Filter, FilterGroup } from "../../domain/trigger.ts";
import { matchTriggers } from "../../domain/trigger/match.ts";
import type { EngineContext } from "../context.ts";
import { factsAreKept } from "./fact-loads.ts";
import { filterFacts } from "./filter-facts.ts";
import { needsOfGroups } from "./trigger-index.ts";

/** Of so many records at most the CRM is asked at once: a few calls, which a person waits for. */
const mostAsked = 500;

/** Records that meet a query, with how many do. `unknown` = so many more may, which nobody asked the CRM about. */
export interface Meeting {
  count: number;
  records: CrmRecord[];
  unknown: number;
}

/** How many meet the query, with the last changed of them. */
export async function meeting(context: EngineContext, connection: CrmConnection, query: MatchQuery, limit: number): Promise<Meeting> {
  const groups = [...(query.groups === "all" ? [] : query.groups), ...(query.except ?? [])];
  if (query.groups !== "all" && query.groups.length === 0) return { count: 0, records: [], unknown: 0 };
  if (await factsAreKept(context, connection, query.objectType, groups)) {
    const [count, records] = await Promise.all([context.store.countMatching(query), context.store.recordsMatching(query, { limit, order: "newest" })]);
    return { count, records, unknown: 0 };
  }
  return askedNow(context, connection, query, groups, limit);
}

async function askedNow(context: EngineContext, connection: CrmConnection, query: MatchQuery, groups: readonly FilterGroup[], limit: number): Promise<Meeting> {
  const possible = byProperties(query);
  const [total, candidates] = await Promise.all([context.store.countMatching(possible), context.store.recordsMatching(possible, { limit: mostAsked, order: "newest" })]);
  const facts = await filterFacts(context, connection.id, query.objectType, candidates, groups);
  if (!facts.ok) {
    context.log.warn({ connection: connection.id, failure: facts.error }, "the CRM could not be asked which records meet the filters");
    return { count: 0, records: [], unknown: total };
  }
  const meets = (record: CrmRecord, some: readonly FilterGroup[]): boolean => matchTriggers(some, facts.value.get(record.id) ?? record, query.asking).matched;
  const records = candidates.filter((record) => (query.groups === "all" || meets(record, query.groups)) && !meets(record, query.except ?? []));
  return { count: records.length, records: records.slice(0, limit), unknown: Math.max(0, total - candidates.length) };
}

/** The query as far as records' own properties answer it: it means at least all that the whole query means. */
function byProperties({ groups, except = [], ...query }: MatchQuery): MatchQuery {
  const own = groups === "all" ? [] : groups.map(({ filters }) => ({ filters: filters.filter((filter) => !asksForMore(filter)) }));
  const isOpen = groups === "all" || own.some(({ filters }) => filters.length === 0);
  return { ...query, groups: isOpen ? "all" : own, except: except.filter(({ filters }) => !filters.some(asksForMore)) };
}

function asksForMore(filter: Filter): boolean {
  const { histories, associated } = needsOfGroups([{ filters: [filter] }]);
  return histories.length > 0 || associated.size > 0;
}
