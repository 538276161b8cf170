import { describe, expect, test } from "vitest";
import { instantOf, later, type Instant } from "#domain/dates.ts";
import type { AllowanceLedger, CallLease, Priority, Purpose, Turn } from "#domain/ports/books.ts";
import { createAllowance, quickBooksLimits } from "./allowance.ts";

const three = { person: 3, work: 3, upkeep: 3 };
const limits = { ...quickBooksLimits, atOnce: three, spacingMs: 110 };
const now = () => instantOf(Date.now());
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const call = (priority: Priority, isBatch = false): Purpose => ({ priority, isBatch, isMetered: false, items: 1 });
const work = call("work");

type Told = Instant | Extract<Turn, { goAt: null }>;

/** A ledger whose turns come as told. */
function ledgerOf(told: (purpose: Purpose) => Told | Promise<Told>) {
  const kept = { asked: [] as Purpose[], pauses: [] as Instant[], ended: [] as CallLease[], renewed: [] as CallLease[], counted: [] as unknown[] };
  const ledger: AllowanceLedger = {
    turn: async (_, purpose, __, ended) => {
      kept.asked.push(purpose);
      kept.ended.push(...ended);
      const turn = await told(purpose);
      return typeof turn === "string" ? { goAt: turn, retryAt: null, reserved: purpose.isMetered ? purpose.items : 0 } : turn;
    },
    end: async (leases) => void kept.ended.push(...leases),
    renew: async (_, leases) => void kept.renewed.push(...leases),
    pauseUntil: async (_, until) => void kept.pauses.push(until),
    count: async (calls) => void kept.counted.push(calls),
  };
  return { ...ledger, ...kept };
}

describe("the allowance", () => {
  test("lets no more calls under way than it may, in the order they came", async () => {
    const allowance = createAllowance(ledgerOf(now), { ...limits, spacingMs: 1 }, now);
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    async function visit(): Promise<void> {
      const turn = await allowance.turn(work);
      if (!turn.ok) throw new Error("no turn");
      most = Math.max(most, (inside += 1));
      await wait(1);
      inside -= 1;
      turn.value.done("succeeded");
    }
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        await visit();
        order.push(index);
        // Who asks just when a place is free must not take it from who waits.
        await visit();
      }),
    );
    expect(most).toBe(3);
    expect(order).toEqual(Array.from({ length: 30 }, (_, index) => index));
  });

  test("lets people go before work, and work before upkeep that has just come", async () => {
    const allowance = createAllowance(ledgerOf(now), { ...limits, atOnce: { person: 1, work: 1, upkeep: 1 } }, now);
    const order: Priority[] = [];
    const priorities: Priority[] = ["work", "upkeep", "work", "person", "upkeep", "person"];
    await Promise.all(
      priorities.map(async (priority) => {
        const turn = await allowance.turn(call(priority));
        order.push(priority);
        await wait(5);
        if (turn.ok) turn.value.done("succeeded");
      }),
    );
    expect(order).toEqual(["person", "person", "work", "work", "upkeep", "upkeep"]);
  });

  test("waits for a booked turn, and says when to come back where none was booked", async () => {
    const goAt = later(now(), 30);
    const booked = createAllowance(ledgerOf(() => goAt), limits, now);
    expect((await booked.turn(work)).ok).toBe(true);
    expect(now() >= goAt).toBe(true);
    const retryAt = later(now(), 20_000);
    const full = createAllowance(ledgerOf(() => ({ goAt: null, retryAt, because: "minute" })), limits, now);
    const answers = await Promise.all(Array.from({ length: 4 }, () => full.turn(work)));
    expect(answers).toEqual(Array.from({ length: 4 }, () => ({ ok: false, error: { code: "books-busy", retryAt } })));
  });

  test("waits in line for what comes soon, and lets a person by meanwhile", async () => {
    const freeAt = later(now(), 120);
    const told = ({ priority }: Purpose): Told => (priority === "person" || now() >= freeAt ? now() : { goAt: null, retryAt: freeAt, because: "minute" });
    const ledger = ledgerOf(told);
    const allowance = createAllowance(ledger, limits, now);
    const worked = allowance.turn(work);
    await wait(20);
    expect((await allowance.turn(call("person"))).ok).toBe(true);
    expect(now() < freeAt).toBe(true);
    expect((await worked).ok).toBe(true);
    expect(now() >= freeAt).toBe(true);
    expect(ledger.asked).toHaveLength(3);
  });

  test("gives a person the turn that was booked for work, and work the next one", async () => {
    let next = Date.parse(later(now(), 150));
    const ledger = ledgerOf(() => instantOf((next += 150) - 150));
    const allowance = createAllowance(ledger, limits, now);
    const order: Priority[] = [];
    const asked = async (priority: Priority) => {
      const turn = await allowance.turn({ ...call(priority), isMetered: priority === "person" });
      order.push(priority);
      if (turn.ok) turn.value.done("succeeded");
    };
    const worked = asked("work");
    await wait(20);
    await Promise.all([worked, asked("person")]);
    expect(order).toEqual(["person", "work"]);
    await expect.poll(() => ledger.counted, { timeout: 10_000 }).toMatchObject([{ metered: 1, free: 1 }]);
  });

  test("lets other work by while batches have to wait", async () => {
    const told = ({ isBatch }: Purpose): Told => (isBatch ? { goAt: null, retryAt: later(now(), 200), because: "minute" } : now());
    const allowance = createAllowance(ledgerOf(told), limits, now);
    void allowance.turn(call("work", true));
    expect((await allowance.turn(work)).ok).toBe(true);
  });

  test("says when the budget is spent", async () => {
    const resetsAt = "2026-12-01T00:00:00.000Z" as Instant;
    const allowance = createAllowance(ledgerOf(() => ({ goAt: null, retryAt: resetsAt, because: "budget" })), limits, now);
    expect(await allowance.turn(work)).toEqual({ ok: false, error: { code: "books-budget-spent", resetsAt } });
  });

  test("hands places back with the next turn, or soon when none comes, and keeps those of long calls", async () => {
    const ledger = ledgerOf(now);
    const allowance = createAllowance(ledger, { ...limits, leaseMs: 90 }, now);
    const [first, second] = [await allowance.turn(work), await allowance.turn(work)];
    if (!first.ok || !second.ok) throw new Error("no turn");
    first.value.done("succeeded");
    await allowance.turn(work);
    expect(ledger.ended).toHaveLength(1);
    second.value.done("succeeded");
    await expect.poll(() => ledger.ended, { timeout: 10_000 }).toHaveLength(2);
    await expect.poll(() => ledger.renewed.length, { timeout: 10_000 }).toBeGreaterThan(0);
  });

  test("gives back what was counted for a call that was not charged", async () => {
    const goAt = now();
    const ledger = ledgerOf(() => goAt);
    const allowance = createAllowance(ledger, limits, now);
    const read = { ...work, isMetered: true };
    for (const end of ["failed", "lost", "succeeded"] as const) {
      const turn = await allowance.turn(read);
      if (turn.ok) turn.value.done(end);
    }
    const written = await allowance.turn(work);
    if (written.ok) written.value.done("succeeded");
    await expect.poll(() => ledger.counted, { timeout: 10_000 }).toEqual([{ month: goAt.slice(0, 7), metered: -1, free: 1 }]);
  });

  test("does not send all at once what came due while the process stood still", async () => {
    const allowance = createAllowance(ledgerOf(now), { ...limits, atOnce: { person: 100, work: 100, upkeep: 100 } }, now);
    const starts = await Promise.all(
      Array.from({ length: 25 }, async () => {
        const turn = await allowance.turn(work);
        if (turn.ok) await turn.value.start();
        return performance.now();
      }),
    );
    const tooClose = starts.filter((start, index) => start - (starts[index - 10] ?? Number.NEGATIVE_INFINITY) < 1_000);
    expect(tooClose).toEqual([]);
  });

  test("stops everybody after a throttle, those who wait for their turn included", async () => {
    const books = ledgerOf(() => later(now(), 50));
    const allowance = createAllowance(books, limits, now);
    const until = later(now(), 60_000);
    const waiting = [allowance.turn(work), allowance.turn(work)];
    await wait(10);
    await allowance.pause(until);
    const busy = { ok: false, error: { code: "books-busy", retryAt: until } };
    expect([...(await Promise.all(waiting)), await allowance.turn(call("person"))]).toEqual([busy, busy, busy]);
    expect(books.pauses).toEqual([until]);
  });

  test("a ledger that fails fails the call, and not those after it", async () => {
    let isBroken = true;
    const allowance = createAllowance(
      ledgerOf(() => {
        if (isBroken) throw new Error("the database is away");
        return now();
      }),
      { ...limits, atOnce: { person: 1, work: 1, upkeep: 1 } },
      now,
    );
    await expect(allowance.turn(work)).rejects.toThrow("away");
    isBroken = false;
    expect((await allowance.turn(work)).ok).toBe(true);
  });
});
