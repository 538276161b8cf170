import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { instantOf } from "#domain/dates.ts";
import type { ChangeCursor } from "#domain/ports/crm.ts";
import { scriptedPortal, type AskedCall, type ScriptedAnswer, type ScriptedPortal } from "./scripted-portal.ts";

const start = Date.parse("2026-11-23T09:00:00.000Z");
const lagMs = 5_000;

interface Version {
  id: number;
  modified: number;
  /** When search shows it. */
  indexedAt: number;
}

interface SearchBody {
  filterGroups: { filters: { propertyName: string; operator: "GT" | "GTE" | "LTE"; value: string }[] }[];
  sorts: [{ propertyName: string; direction: string }];
  limit: number;
}

/** A portal with a clock of its own and a search index that lags. */
class Shelf {
  clock = start;
  searches = 0;
  readonly #versions = new Map<number, Version[]>();

  write(id: number, indexLagMs = 0): void {
    const version = { id, modified: this.clock, indexedAt: this.clock + indexLagMs };
    this.#versions.set(id, [...(this.#versions.get(id) ?? []), version]);
  }

  /** The current version of every record, as `id@time`. */
  latest(): string[] {
    return [...this.#versions.values()].map((versions) => nameOf(versions.at(-1))).sort();
  }

  answer(call: AskedCall): ScriptedAnswer {
    if (call.method === "GET") return { json: { results: [{ name: "dealname" }, { name: "hs_lastmodifieddate" }] } };
    if (call.path.endsWith("/search")) return { json: { results: this.#search(call.body as SearchBody).map(wire) } };
    const { inputs } = call.body as { inputs: { id: string }[] };
    const found = inputs.flatMap(({ id }) => this.#versions.get(Number(id))?.at(-1) ?? []);
    return { json: { results: found.map(wire) } };
  }

  #search({ filterGroups, sorts, limit }: SearchBody): Version[] {
    this.searches += 1;
    const indexed = [...this.#versions.values()].flatMap((versions) => versions.findLast((one) => one.indexedAt <= this.clock) ?? []);
    const valueOf = (version: Version, property: string): number => (property === "hs_object_id" ? version.id : version.modified);
    const holds = (version: Version): boolean =>
      (filterGroups[0]?.filters ?? []).every(({ propertyName, operator, value }) => {
        const difference = valueOf(version, propertyName) - Number(value);
        return operator === "GT" ? difference > 0 : operator === "GTE" ? difference >= 0 : difference <= 0;
      });
    const sign = sorts[0].direction === "ASCENDING" ? 1 : -1;
    const property = sorts[0].propertyName;
    return indexed.filter(holds).sort((a, b) => sign * (valueOf(a, property) - valueOf(b, property))).slice(0, limit);
  }
}

function wire(version: Version) {
  return { id: String(version.id), properties: { dealname: "x", hs_lastmodifieddate: instantOf(version.modified) }, updatedAt: instantOf(version.modified) };
}

function nameOf(version: Version | undefined): string {
  return version === undefined ? "" : `${version.id}@${instantOf(version.modified)}`;
}

let portal: ScriptedPortal | undefined;
afterEach(async () => {
  await portal?.stop();
  portal = undefined;
});

async function portalOn(shelf: Shelf): Promise<ScriptedPortal> {
  portal = await scriptedPortal((call) => shelf.answer(call), { indexLagMs: lagMs });
  return portal;
}

/** Asks until there is no more; `meanwhile` happens after every page. */
async function drain(one: ScriptedPortal, shelf: Shelf, cursor: ChangeCursor | null, meanwhile: () => void = () => undefined) {
  const heard: string[] = [];
  for (let pages = 0; ; pages += 1) {
    if (pages === 1_000) throw new Error("the walk does not end");
    const page = await one.crm.changesSince("deal", cursor, instantOf(shelf.clock));
    if (!page.ok) throw new Error(JSON.stringify(page.error));
    heard.push(...page.value.records.map((record) => `${record.id}@${record.modifiedAt}`), ...page.value.changed.map(({ recordId, modifiedAt }) => `${recordId}@${modifiedAt}`));
    cursor = page.value.cursor;
    meanwhile();
    if (!page.value.hasMore) return { heard, cursor };
  }
}

describe("following changes", () => {
  test("begins with every record, then tells nothing new until something changes", async () => {
    const shelf = new Shelf();
    for (let id = 1; id <= 450; id += 1) {
      shelf.write(id);
      shelf.clock += 10;
    }
    const one = await portalOn(shelf);
    const baseline = await drain(one, shelf, null);
    expect(baseline.heard.sort()).toEqual(shelf.latest());
    const quiet = await drain(one, shelf, baseline.cursor);
    expect(quiet.heard).toEqual([]);
    shelf.clock += 1_000;
    shelf.write(17);
    const change = await drain(one, shelf, quiet.cursor);
    expect(change.heard).toEqual([`17@${instantOf(shelf.clock)}`]);
    expect((await drain(one, shelf, change.cursor)).heard).toEqual([]);
  });

  test("works on an empty portal", async () => {
    const shelf = new Shelf();
    const one = await portalOn(shelf);
    const { heard, cursor } = await drain(one, shelf, null);
    expect(heard).toEqual([]);
    shelf.write(5);
    expect((await drain(one, shelf, cursor)).heard).toEqual([`5@${instantOf(start)}`]);
  });

  test("tells as a change what was modified while the baseline was read", async () => {
    const shelf = new Shelf();
    for (let id = 1; id <= 250; id += 1) shelf.write(id);
    const one = await portalOn(shelf);
    const first = await one.crm.changesSince("deal", null, instantOf(shelf.clock));
    if (!first.ok) throw new Error(first.error.code);
    shelf.clock += 100;
    shelf.write(3);
    shelf.write(240);
    const rest = await drain(one, shelf, first.value.cursor);
    const followed = await drain(one, shelf, rest.cursor);
    expect(followed.heard.sort()).toEqual([`240@${instantOf(shelf.clock)}`, `3@${instantOf(shelf.clock)}`]);
  });

  test("gets through more records of one millisecond than a page holds", async () => {
    const shelf = new Shelf();
    shelf.write(1);
    const one = await portalOn(shelf);
    const { cursor } = await drain(one, shelf, null);
    shelf.clock += 1_000;
    for (let id = 1; id <= 701; id += 1) shelf.write(id);
    shelf.clock += 1_000;
    shelf.write(702);
    const { heard } = await drain(one, shelf, cursor);
    expect(heard.sort()).toEqual(shelf.latest());
  });

  test("hears late of what the search index showed late", async () => {
    const shelf = new Shelf();
    shelf.write(1);
    const one = await portalOn(shelf);
    const { cursor } = await drain(one, shelf, null);
    shelf.clock += 60_000;
    shelf.write(2, lagMs - 1);
    const late = `2@${instantOf(shelf.clock)}`;
    shelf.clock += 10;
    shelf.write(3);
    const early = await drain(one, shelf, cursor);
    expect(early.heard).toEqual([`3@${instantOf(shelf.clock)}`]);
    shelf.clock += lagMs;
    expect((await drain(one, shelf, early.cursor)).heard).toEqual([late]);
  });

  test("hears of what search showed late although a long walk went on past it", async () => {
    const shelf = new Shelf();
    shelf.write(1);
    const one = await portalOn(shelf);
    const { cursor } = await drain(one, shelf, null);
    shelf.clock += 60_000;
    shelf.write(999, 701);
    const late = `999@${instantOf(shelf.clock)}`;
    shelf.clock += 700;
    for (let id = 1; id <= 230; id += 1) shelf.write(id);
    const walk = await drain(one, shelf, cursor, () => {
      shelf.clock += lagMs;
      shelf.write(2);
    });
    expect(walk.heard).not.toContain(late);
    expect((await drain(one, shelf, walk.cursor)).heard).toContain(late);
  });

  test("costs one search per look while nothing changes, however much changed before", async () => {
    const shelf = new Shelf();
    const one = await portalOn(shelf);
    let { cursor } = await drain(one, shelf, null);
    for (let id = 1; id <= 900; id += 1) {
      shelf.clock += 1;
      shelf.write(id);
    }
    ({ cursor } = await drain(one, shelf, cursor));
    shelf.clock += lagMs + 1;
    ({ cursor } = await drain(one, shelf, cursor));
    shelf.searches = 0;
    shelf.clock += 1_000;
    expect((await drain(one, shelf, cursor)).heard).toEqual([]);
    expect(shelf.searches).toBe(1);
    expect(cursor.length).toBeLessThan(500);
  });

  test("never omits a record, whatever is written meanwhile and however search lags", async () => {
    const write = fc.record({ id: fc.integer({ min: 1, max: 600 }), waitMs: fc.constantFrom(0, 0, 1, 700, 4_000), lag: fc.integer({ min: 0, max: lagMs - 1 }), many: fc.constantFrom(1, 1, 1, 230) });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 450 }), fc.array(write, { maxLength: 40 }), async (before, writes) => {
        const shelf = new Shelf();
        for (let id = 1; id <= before; id += 1) shelf.write(id);
        shelf.clock += lagMs;
        const one = await portalOn(shelf);
        const queue = [...writes];
        const meanwhile = (): void => {
          const next = queue.shift();
          if (next === undefined) return;
          shelf.clock += next.waitMs;
          for (let n = 0; n < next.many; n += 1) shelf.write(next.id + n, next.lag);
        };
        const all: string[] = [];
        let cursor: ChangeCursor | null = null;
        while (queue.length > 0 || cursor === null) {
          const walk = await drain(one, shelf, cursor, meanwhile);
          all.push(...walk.heard);
          cursor = walk.cursor;
        }
        shelf.clock += lagMs;
        const last = await drain(one, shelf, cursor);
        const heard = new Set([...all, ...last.heard]);
        expect(shelf.latest().filter((version) => !heard.has(version))).toEqual([]);
        expect((await drain(one, shelf, last.cursor)).heard).toEqual([]);
        await one.stop();
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
