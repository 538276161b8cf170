/** What every store must do for the shared allowance of a set of books, whoever of several processes asks. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BooksSettings } from "#domain/books-settings.ts";
import { type Instant, later } from "#domain/dates.ts";
import type { ConnectionId } from "#domain/ids.ts";
import type { Pace, Priority, Purpose, Turn } from "#domain/ports/books.ts";
import type { Store } from "#domain/ports/store.ts";
import { allowedPerMinute, regainedPerMinute } from "#domain/slow-down.ts";
import type { TestDatabase } from "./database.ts";
import { openStores } from "./opened-stores.ts";
import { aWorkspace, noon } from "./store-samples.ts";

const work: Purpose = { priority: "work", isBatch: false, isMetered: false, items: 1 };
const person: Purpose = { ...work, priority: "person" };
const read: Purpose = { ...work, isMetered: true };
const batch: Purpose = { ...work, isBatch: true, isMetered: true, items: 30 };
const month = "2026-11";
const nextMonth = "2026-12-01T00:00:00.000Z";

const atOnce = { person: 1_000, work: 1_000, upkeep: 1_000 };
const pace: Pace = { perMinute: 500, keptForPeople: 0, spacingMs: 0, longestWaitMs: 0, atOnce, leaseMs: 15_000 };

/** Turns, places, batches, slow-downs and the budget. */
export function allowanceContract(name: string, makeDatabase: () => Promise<TestDatabase>): void {
  describe(`the allowance in the store on ${name}`, () => {
    let store: Store;
    let other: Store;
    let asked = 0;
    openStores(makeDatabase, (opened) => ({ store, other } = opened));

    const booksWith = async (settings: Partial<BooksSettings> = {}): Promise<ConnectionId> => {
      const { books } = await aWorkspace(store);
      await store.saveBooksSettings(books.id, { ...books.settings, ...settings });
      return books.id;
    };
    const take = (id: ConnectionId, at: Instant, { by = store, wanted = pace, purpose = work, ended = [] as string[] } = {}): Promise<Turn> =>
      by.takeTurn(id, wanted, purpose, `call-${(asked += 1)}`, ended, at);
    const metered = async (id: ConnectionId): Promise<number> => (await store.allowanceState(id, noon)).meteredThisMonth;

    describe("the minute", () => {
      test("gives exactly its requests to two processes at once", async () => {
        const id = await booksWith();
        const turns = await Promise.all(Array.from({ length: 600 }, (_, n) => take(id, noon, { by: n % 2 ? store : other })));
        expect(turns.filter((turn) => turn.goAt !== null)).toHaveLength(500);
        const { retryAt } = await take(id, noon);
        expect(await take(id, later(noon, 59_999))).toMatchObject({ goAt: null, because: "minute" });
        expect(await take(id, retryAt ?? noon)).toMatchObject({ goAt: retryAt });
      });

      test("spaces the calls of two processes, and books no turn that is too far away", async () => {
        const id = await booksWith();
        const wanted = { ...pace, spacingMs: 100, longestWaitMs: 250 };
        const turns = [];
        for (const by of [store, other, store, other]) turns.push(await take(id, noon, { by, wanted }));
        expect(turns.map((turn) => turn.goAt ?? turn.retryAt)).toEqual([0, 100, 200, 300].map((ms) => later(noon, ms)));
        expect(turns[3]).toMatchObject({ goAt: null });
      });

      test("keeps some requests for people when work has used it up", async () => {
        const id = await booksWith();
        const wanted = { ...pace, perMinute: 20, keptForPeople: 5 };
        const worked = await Promise.all(Array.from({ length: 20 }, () => take(id, noon, { wanted })));
        expect(worked.filter((turn) => turn.goAt !== null)).toHaveLength(15);
        const people = await Promise.all(Array.from({ length: 7 }, () => take(id, noon, { wanted, purpose: person })));
        expect(people.filter((turn) => turn.goAt !== null)).toHaveLength(5);
      });

      test("gives no more batches than the settings say", async () => {
        const id = await booksWith({ batchesPerMinute: 3, batchCost: "per-call" });
        const turns = await Promise.all(Array.from({ length: 5 }, (_, n) => take(id, noon, { by: n % 2 ? store : other, purpose: batch })));
        expect(turns.filter((turn) => turn.goAt !== null)).toHaveLength(3);
        expect(await take(id, noon)).toMatchObject({ goAt: noon });
        const { retryAt } = await take(id, noon, { purpose: batch });
        expect(await take(id, retryAt ?? noon, { purpose: batch })).toMatchObject({ goAt: retryAt });
      });
    });

    describe("calls under way", () => {
      const few = { ...pace, atOnce: { person: 3, work: 2, upkeep: 1 } };

      test("leave places for those who matter more, and free them when they end", async () => {
        const id = await booksWith();
        const ask = (priority: Priority, ended: string[] = []) => take(id, noon, { wanted: few, purpose: { ...work, priority }, ended });
        const first = `call-${asked + 1}`;
        expect(await ask("upkeep")).toMatchObject({ goAt: noon });
        expect(await ask("upkeep")).toMatchObject({ goAt: null, because: "places" });
        expect(await ask("work")).toMatchObject({ goAt: noon });
        expect(await ask("work")).toMatchObject({ because: "places" });
        expect(await ask("person")).toMatchObject({ goAt: noon });
        expect(await ask("person")).toMatchObject({ because: "places" });
        expect(await ask("person", [first])).toMatchObject({ goAt: noon });
      });

      test("of a process that died free their places after a while; those of a living one are kept", async () => {
        const id = await booksWith();
        const leases = ["dead", "living"];
        for (const lease of leases) await store.takeTurn(id, few, work, lease, [], noon);
        await store.renewCalls(id, few, ["living"], later(noon, 10_000));
        expect(await take(id, later(noon, 14_900), { by: other, wanted: few })).toMatchObject({ because: "places" });
        expect(await take(id, later(noon, 15_100), { by: other, wanted: few })).toMatchObject({ goAt: later(noon, 15_100) });
        expect(await take(id, later(noon, 15_200), { by: other, wanted: few })).toMatchObject({ because: "places" });
        await store.endCalls(id, ["living"]);
        expect(await take(id, later(noon, 15_300), { by: other, wanted: few })).toMatchObject({ goAt: later(noon, 15_300) });
      });
    });

    describe("after a throttle answer", () => {
      test("everybody is paused until the moment given, and a pause is never shortened", async () => {
        const id = await booksWith();
        await store.pauseAllowance(id, pace, later(noon, 30_000), noon);
        await store.pauseAllowance(id, pace, later(noon, 10_000), noon);
        expect(await take(id, noon, { by: other, purpose: person })).toEqual({ goAt: null, retryAt: later(noon, 30_000), because: "paused" });
        expect(await take(id, later(noon, 30_000), { by: other })).toMatchObject({ goAt: later(noon, 30_000) });
      });

      test("all go on with what was used before it, and grow back as the pure rule says", async () => {
        const id = await booksWith();
        for (let n = 0; n < 300; n++) await take(id, noon);
        const resumesAt = later(noon, 60_500);
        await store.pauseAllowance(id, pace, resumesAt, noon);
        await other.pauseAllowance(id, pace, resumesAt, noon);
        const { slowDown } = await other.allowanceState(id, noon);
        expect(slowDown).toEqual({ perMinute: 270, since: resumesAt });
        for (const minutes of [0, 5, 20]) {
          const at = later(resumesAt, minutes * 60_000 + minutes * 61_000);
          const turns = await Promise.all(Array.from({ length: 520 }, () => take(id, at, { purpose: person })));
          expect(turns.filter((turn) => turn.goAt !== null)).toHaveLength(allowedPerMinute(slowDown, 500, at));
        }
        expect(allowedPerMinute(slowDown, 500, later(resumesAt, (230 / regainedPerMinute) * 60_000))).toBe(500);
      });

      test("slowed-down work spreads over the minute", async () => {
        const id = await booksWith();
        for (let n = 0; n < 120; n++) await take(id, noon);
        const resumesAt = later(noon, 70_000);
        await store.pauseAllowance(id, { ...pace, perMinute: 200 }, resumesAt, noon);
        const slow = { ...pace, perMinute: 200 };
        expect(await take(id, resumesAt, { wanted: slow })).toMatchObject({ goAt: resumesAt });
        const second = await take(id, resumesAt, { wanted: slow });
        expect(Date.parse(second.retryAt ?? noon) - Date.parse(resumesAt)).toBeGreaterThan(500);
        expect(await take(id, resumesAt, { wanted: slow, purpose: person })).toMatchObject({ goAt: resumesAt });
      });
    });

    describe("the metered budget", () => {
      test("is never exceeded by background work, whatever the number of processes, and never stops people or posting", async () => {
        const id = await booksWith({ monthlyMeteredBudget: 50 });
        const turns = await Promise.all(Array.from({ length: 80 }, (_, n) => take(id, noon, { by: n % 2 ? store : other, purpose: read })));
        expect(turns.filter((turn) => turn.goAt !== null)).toHaveLength(50);
        expect(turns.find((turn) => turn.goAt === null)).toEqual({ goAt: null, retryAt: nextMonth, because: "budget" });
        expect(await take(id, noon)).toMatchObject({ goAt: noon, reserved: 0 });
        expect(await take(id, noon, { purpose: { ...read, priority: "person" } })).toMatchObject({ goAt: noon, reserved: 1 });
        expect(await metered(id)).toBe(51);
        expect(await take(id, nextMonth as Instant, { purpose: read })).toMatchObject({ goAt: nextMonth });
      });

      test("counts a batch by its items, or as one call when the settings say so", async () => {
        const perItem = await booksWith({ monthlyMeteredBudget: 45 });
        expect(await take(perItem, noon, { purpose: batch })).toMatchObject({ reserved: 30 });
        expect(await take(perItem, noon, { purpose: batch })).toMatchObject({ because: "budget" });
        const perCall = await booksWith({ monthlyMeteredBudget: 45, batchCost: "per-call" });
        expect(await take(perCall, noon, { purpose: batch })).toMatchObject({ reserved: 1 });
      });

      test("takes back what was not charged, and goes on at once when it is raised", async () => {
        const { books } = await aWorkspace(store);
        await store.saveBooksSettings(books.id, { ...books.settings, monthlyMeteredBudget: 1 });
        await take(books.id, noon, { purpose: read });
        expect(await take(books.id, noon, { purpose: read })).toMatchObject({ because: "budget" });
        await store.countCalls(books.id, { month, metered: -1, free: 0 });
        expect(await take(books.id, noon, { purpose: read })).toMatchObject({ goAt: noon });
        await store.saveBooksSettings(books.id, { ...books.settings, monthlyMeteredBudget: 2 });
        expect(await take(books.id, noon, { purpose: read, by: other })).toMatchObject({ goAt: noon });
      });

      test("is counted by calendar month in UTC", async () => {
        const id = await booksWith();
        await Promise.all([store, other, store].map((one) => one.countCalls(id, { month, metered: 1, free: 2 })));
        expect(await store.allowanceState(id, noon)).toMatchObject({ meteredThisMonth: 3, freeThisMonth: 6 });
        expect(await store.allowanceState(id, "2026-11-30T23:59:59.999Z" as Instant)).toMatchObject({ meteredThisMonth: 3 });
        expect(await store.allowanceState(id, nextMonth as Instant)).toMatchObject({ meteredThisMonth: 0, freeThisMonth: 0 });
      });
    });

    test("no rolling window ever holds more than the limits, whatever two processes ask when", async () => {
      const asking = fc.record({
        byOther: fc.boolean(),
        afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 20_000 })),
        purpose: fc.constantFrom(work, person, read, batch, { ...read, priority: "upkeep" as const }),
      });
      const small: Pace = { ...pace, perMinute: 12, keptForPeople: 3, spacingMs: 100, longestWaitMs: 500 };
      await fc.assert(
        fc.asyncProperty(fc.array(asking, { minLength: 40, maxLength: 80 }), async (askings) => {
          const budget = 100;
          const id = await booksWith({ batchesPerMinute: 2, monthlyMeteredBudget: budget });
          const granted: { at: number; purpose: Purpose }[] = [];
          let now = noon;
          let spentByPeople = 0;
          for (const { byOther, afterMs, purpose } of askings) {
            now = later(now, afterMs);
            const turn = await take(id, now, { by: byOther ? other : store, wanted: small, purpose });
            if (turn.goAt === null) continue;
            granted.push({ at: Date.parse(turn.goAt), purpose });
            if (purpose.priority === "person") spentByPeople += turn.reserved;
          }
          const mostInMinute = (counts: (purpose: Purpose) => boolean): number => mostWithin(granted.filter((one) => counts(one.purpose)).map((one) => one.at), 60_000);
          expect(mostInMinute(() => true)).toBeLessThanOrEqual(12);
          expect(mostInMinute((purpose) => purpose.priority !== "person")).toBeLessThanOrEqual(9);
          expect(mostInMinute((purpose) => purpose.isBatch)).toBeLessThanOrEqual(2);
          expect(mostWithin(granted.map((one) => one.at), 100)).toBeLessThanOrEqual(1);
          expect((await metered(id)) - spentByPeople).toBeLessThanOrEqual(budget);
        }),
        { numRuns: 15 },
      );
    });
  });
}

/** The most moments in any window of that length. */
function mostWithin(moments: number[], windowMs: number): number {
  return Math.max(0, ...moments.map((start) => moments.filter((one) => one >= start && one < start + windowMs).length));
}
