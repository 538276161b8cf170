/** Evaluates triggers on one record. The answer is never a bare no: every filter says whether it held and what it looked at. */
import type { ObjectType } from "../record.ts";
import type { AssociatedFilter, Filter, FilterGroup, PropertyFilter } from "../trigger.ts";
import { comparable, knownValue } from "./comparable.ts";
import type { Asking } from "./date-range.ts";
import type { AssociatedFacts, RecordFacts, TriggerFacts } from "./facts.ts";
import { meetsFilter } from "./property-filter.ts";

/** Whether one filter held, with the value it looked at (null = no value). */
export interface FilterVerdict {
  filter: Filter;
  held: boolean;
  /** Of a property filter. */
  actual: string | null;
  /** Of an associated filter: each record it looked at. */
  associated: AssociatedVerdict[];
}

/** How an associated record did. */
export interface AssociatedVerdict {
  objectType: ObjectType;
  id: string;
  name: string;
  held: boolean;
  filters: { filter: PropertyFilter; held: boolean; actual: string | null }[];
}

/** The answer: yes, or why not, group by group. */
export interface MatchVerdict {
  matched: boolean;
  groups: { held: boolean; filters: FilterVerdict[] }[];
}

/** Evaluates triggers on what is known of a record. No groups match nothing. */
export function matchTriggers(groups: readonly FilterGroup[], facts: TriggerFacts, asking: Asking): MatchVerdict {
  const verdicts = groups.map((group) => {
    const filters = group.filters.map((one) => judge(one, facts, asking));
    return { held: filters.every((verdict) => verdict.held), filters };
  });
  return { matched: verdicts.some((verdict) => verdict.held), groups: verdicts };
}

function judge(filter: Filter, facts: TriggerFacts, asking: Asking): FilterVerdict {
  if (filter.operator === "associated") return judgeAssociated(filter, facts.associated ?? [], asking);
  return { ...judgeProperty(filter, facts, asking), associated: [] };
}

function judgeProperty(filter: PropertyFilter, facts: RecordFacts, asking: Asking): { filter: PropertyFilter; held: boolean; actual: string | null } {
  return { filter, held: meetsFilter(filter, facts, asking), actual: knownValue(facts.properties[filter.property]) };
}

/** "All" asks for at least one: a record without any has nothing that could be relied on. */
function judgeAssociated(filter: AssociatedFilter, all: readonly AssociatedFacts[], asking: Asking): FilterVerdict {
  const associated = all.filter((one) => isMeant(filter, one)).map((one) => {
    const filters = filter.filters.map((inner) => judgeProperty(inner, one, asking));
    return { objectType: one.objectType, id: one.id, name: one.name, held: filters.every(({ held }) => held), filters };
  });
  const holding = associated.filter(({ held }) => held).length;
  const held = { any: holding > 0, all: holding > 0 && holding === associated.length, none: holding === 0 }[filter.quantifier];
  return { filter, held, actual: null, associated };
}

function isMeant({ objectType, label }: AssociatedFilter, record: AssociatedFacts): boolean {
  return record.objectType === objectType && (label === null || record.labels.some((one) => comparable(one) === comparable(label)));
}
