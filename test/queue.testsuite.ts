/** What every queue must do. Opening the database twice stands for two processes. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Queue } from "#domain/ports/queue.ts";
import type { TestDatabase } from "./database.ts";

/** Signals: none is lost, and one key is worked on once at a time. */
export function queueContract(name: string, makeDatabase: () => Promise<TestDatabase>): void {
  describe(`the queue on ${name}`, () => {
    let database: TestDatabase;
    let one: Queue;
    let two: Queue;
    beforeAll(async () => {
      database = await makeDatabase();
      one = (await database.open()).queue;
      two = (await database.open()).queue;
    });
    afterAll(async () => database.drop());

    test("wakes for everything that was there before its signal, and works on a key once at a time", async () => {
      const keys = ["a", "b", "c", "d", "e", "f"];
      const waiting = new Map(keys.map((key) => [key, 0]));
      const active = new Map(keys.map((key) => [key, 0]));
      let overlaps = 0;
      let done = 0;
      const drain = async (key: string) => {
        active.set(key, (active.get(key) ?? 0) + 1);
        if ((active.get(key) ?? 0) > 1) overlaps += 1;
        done += waiting.get(key) ?? 0;
        waiting.set(key, 0);
        await pause(3);
        active.set(key, (active.get(key) ?? 0) - 1);
      };
      await Promise.all([one.work("post", drain), two.work("post", drain)]);
      for (let round = 0; round < 40; round += 1) {
        await Promise.all(
          keys.map(async (key, n) => {
            waiting.set(key, (waiting.get(key) ?? 0) + 1);
            await ((round + n) % 2 ? one : two).signal("post", key);
          }),
        );
      }
      await expect.poll(() => done, { timeout: 30_000 }).toBe(keys.length * 40);
      expect(overlaps).toBe(0);
    });

    test("goes on with other keys while one is slow", async () => {
      const handled: string[] = [];
      let finishSlow = (): void => undefined;
      const slow = new Promise<void>((resolve) => (finishSlow = resolve));
      await one.work("run", async (key) => {
        if (key === "slow") await slow;
        handled.push(key);
      });
      await one.signal("run", "slow");
      await one.signal("run", "quick");
      await expect.poll(() => handled, { timeout: 20_000 }).toEqual(["quick"]);
      finishSlow();
      await expect.poll(() => handled, { timeout: 20_000 }).toEqual(["quick", "slow"]);
    });

    test("tries a key again when its handler failed", async () => {
      let tries = 0;
      await one.work("receive", async () => {
        tries += 1;
        if (tries === 1) throw new Error("the first try fails");
      });
      await one.signal("receive", "k");
      await expect.poll(() => tries, { timeout: 30_000 }).toBe(2);
    });

    test("finishes what it works on before it stops", async () => {
      const { queue } = await database.open();
      let finished = false;
      let begun = (): void => undefined;
      const hasBegun = new Promise<void>((resolve) => (begun = resolve));
      await queue.work("link-back", async () => {
        begun();
        await pause(300);
        finished = true;
      });
      await queue.signal("link-back", "k");
      await hasBegun;
      await queue.stop();
      expect(finished).toBe(true);
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
