/** Asks both evaluators about the same random records and filters, and says where they differ. */
import fc from "fast-check";
import { type Instant, later } from "#domain/dates.ts";
import type { CrmConnection } from "#domain/connection.ts";
import type { Store } from "#domain/ports/store.ts";
import type { CrmRecord, ObjectType } from "#domain/record.ts";
import type { FilterGroup } from "#domain/trigger.ts";
import { matchTriggers } from "#domain/trigger/match.ts";
import { asked, someGroups, someHistories, someProperties, zones } from "./random-triggers.ts";

/** A record about which the evaluators disagree. */
export interface Difference {
  groups: FilterGroup[];
  record: CrmRecord;
  inMemory: boolean;
  /** Asked was whether it began to meet the groups since then. */
  notMetAt?: Instant;
}

/** How many questions were asked, how many were answered yes, and the differences. */
export interface Comparison {
  cases: number;
  matched: number;
  /** How many came to match because time passed. */
  began: number;
  differences: Difference[];
}

/** Stores random deals with contacts and companies, and compares the answers to random triggers. The seed makes it repeatable. */
export async function compareEvaluators(store: Store, portal: CrmConnection, size: { records: number; triggers: number; seed: number }): Promise<Comparison> {
  const deals = await storeRecords(store, portal, size);
  const kept = await store.triggerFacts(portal.id, "deal", deals.map(({ id }) => id));
  const triggers = fc.sample(fc.record({ groups: someGroups, timeZone: fc.constantFrom(...zones), minutesAgo: fc.constantFrom(1, 5, 70, 1_500, 4_400) }), { seed: size.seed, numRuns: size.triggers });
  const differences: Difference[] = [];
  let matched = 0;
  let began = 0;
  for (const { groups, timeZone, minutesAgo } of triggers) {
    const asking = { timeZone, now: asked as Instant };
    const found = await store.recordsMatching({ connectionId: portal.id, objectType: "deal", groups, asking }, { limit: deals.length, order: "id" });
    const bySql = new Set(found.map(({ id }) => id));
    const notMetAt = later(asked as Instant, -minutesAgo * 60_000);
    const begun = await store.recordsMatching({ connectionId: portal.id, objectType: "deal", groups, asking, notMetAt }, { limit: deals.length, order: "id" });
    const begunBySql = new Set(begun.map(({ id }) => id));
    for (const record of deals) {
      const facts = { properties: record.properties, ...kept.get(record.id) };
      const inMemory = matchTriggers(groups, facts, asking).matched;
      if (inMemory) matched += 1;
      if (inMemory !== bySql.has(record.id)) differences.push({ groups, record, inMemory });
      const begins = inMemory && !matchTriggers(groups, facts, { timeZone, now: notMetAt }).matched;
      if (begins) began += 1;
      if (begins !== begunBySql.has(record.id)) differences.push({ groups, record, inMemory: begins, notMetAt });
    }
  }
  return { cases: triggers.length * deals.length, matched, began, differences };
}

async function storeRecords(store: Store, portal: CrmConnection, { records, seed }: { records: number; seed: number }): Promise<CrmRecord[]> {
  const some = (objectType: ObjectType, count: number): CrmRecord[] =>
    fc.sample(someProperties, { seed: seed + count, numRuns: count }).map((properties, index) => ({ objectType, id: `${objectType}-${index}`, name: `${objectType} ${index}`, properties, modifiedAt: asked as Instant, url: "" }));
  const [deals, contacts, companies] = [some("deal", records), some("contact", 20), some("company", 10)];
  await store.recordIntake({ connectionId: portal.id, records: [...deals, ...contacts, ...companies], enrollments: [], settledEventIds: [], now: asked as Instant });
  const links = fc.uniqueArray(fc.record({ objectType: fc.constantFrom("contact" as const, "company" as const), index: fc.nat(9), labels: fc.subarray(["BILLING", "De\u0301cideur", "other"]) }), { maxLength: 3, selector: ({ objectType, index }) => `${objectType}-${index}` });
  const facts = fc.sample(fc.record({ links, histories: someHistories }), { seed, numRuns: records });
  await store.keepFacts({
    connectionId: portal.id,
    objectType: "deal",
    associatedTypes: ["contact", "company"],
    facts: facts.map(({ links: all, histories }, index) => ({
      recordId: `deal-${index}`,
      associated: all.map((link) => ({ objectType: link.objectType, id: `${link.objectType}-${link.index}`, labels: link.labels })),
      histories,
    })),
  });
  const past = fc.sample(someHistories, { seed: seed + 1, numRuns: 20 });
  await store.keepFacts({ connectionId: portal.id, objectType: "contact", associatedTypes: [], facts: past.map((histories, index) => ({ recordId: `contact-${index}`, histories })) });
  return store.recordsOfType(portal.id, "deal", { limit: records });
}
