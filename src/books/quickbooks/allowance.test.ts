import { describe, expect, test } from "vitest";
import { instantOf, later, type Instant } from "#domain/dates.ts";
import type { Purpose } from "#domain/ports/books.ts";
import { createAllowance, quickBooksLimits } from "./allowance.ts";

const limits = { ...quickBooksLimits, concurrent: 3, spacingMs: 110 };
const work: Purpose = { priority: "work", isBatch: false, isMetered: false, items: 1 };
const now = () => instantOf(Date.now());

/** A ledger whose turns come as told. */
function ledger(turn: () => Instant | { retryAt: Instant }) {
  const pauses: Instant[] = [];
  return {
    pauses,
    turn: async () => {
      const told = turn();
      return typeof told === "string" ? { goAt: told, retryAt: null } : { goAt: null, retryAt: told.retryAt };
    },
    pauseUntil: async (until: Instant) => void pauses.push(until),
    count: async () => undefined,
  };
}

describe("the allowance", () => {
  test("lets no more calls under way than it may, in the order they came", async () => {
    const allowance = createAllowance(ledger(now), { ...limits, spacingMs: 1 }, now);
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const turn = await allowance.turn(work);
        if (!turn.ok) throw new Error("no turn");
        order.push(index);
        most = Math.max(most, (inside += 1));
        await new Promise((resolve) => setTimeout(resolve, 1));
        inside -= 1;
        turn.value.done();
        // Who asks just when a place is free must not take it from who waits.
        const again = await allowance.turn(work);
        most = Math.max(most, (inside += 1));
        await new Promise((resolve) => setTimeout(resolve, 1));
        inside -= 1;
        if (again.ok) again.value.done();
      }),
    );
    expect(most).toBe(3);
    expect(order).toEqual(Array.from({ length: 30 }, (_, index) => index));
  });

  test("waits for a booked turn, and says when to come back where none was booked", async () => {
    const goAt = later(now(), 30);
    const booked = createAllowance(ledger(() => goAt), limits, now);
    expect((await booked.turn(work)).ok).toBe(true);
    expect(now() >= goAt).toBe(true);
    const retryAt = later(now(), 20_000);
    const full = createAllowance(ledger(() => ({ retryAt })), limits, now);
    expect([await full.turn(work), await full.turn(work), await full.turn(work), await full.turn(work)]).toEqual(Array.from({ length: 4 }, () => ({ ok: false, error: retryAt })));
  });

  test("does not send all at once what came due while the process stood still", async () => {
    const allowance = createAllowance(ledger(now), { ...limits, concurrent: 100 }, now);
    const starts = await Promise.all(
      Array.from({ length: 25 }, async () => {
        await allowance.turn(work);
        return performance.now();
      }),
    );
    const tooClose = starts.filter((start, index) => start - (starts[index - 10] ?? Number.NEGATIVE_INFINITY) < 1_000);
    expect(tooClose).toEqual([]);
  });

  test("stops everybody after a throttle, those who wait for their turn included", async () => {
    const books = ledger(() => later(now(), 50));
    const allowance = createAllowance(books, limits, now);
    const until = later(now(), 60_000);
    const waiting = allowance.turn(work);
    await allowance.pause(until);
    expect([await waiting, await allowance.turn(work)]).toEqual([{ ok: false, error: until }, { ok: false, error: until }]);
    expect(books.pauses).toEqual([until]);
  });
});
