import { describe, expect, test } from "vitest";
import { createIdempotency, type IdempotencySettings, type StoredReply } from "./idempotency.ts";

const usual: IdempotencySettings = { retentionSeconds: 86_400, replaysFaults: false };

function counting(status = 200): { run: () => Promise<StoredReply>; runs: () => number } {
  let runs = 0;
  return { run: async () => ({ status, body: { run: ++runs } }), runs: () => runs };
}

describe("requestid", () => {
  test("the same id gives the first answer again", async () => {
    const { run, runs } = counting();
    const known = createIdempotency(() => 0);
    const first = await known.once("a", usual, run);
    expect(await known.once("a", usual, run)).toEqual(first);
    expect(await known.once("b", usual, run)).not.toEqual(first);
    expect(runs()).toBe(2);
  });

  test("a second call while the first runs waits for it and gets its answer", async () => {
    const known = createIdempotency(() => 0);
    let finish: (reply: StoredReply) => void = () => {};
    let runs = 0;
    const run = (): Promise<StoredReply> => {
      runs += 1;
      return new Promise((done) => (finish = done));
    };
    const both = Promise.all([known.once("a", usual, run), known.once("a", usual, run)]);
    await Promise.resolve();
    finish({ status: 200, body: { run: "one" } });
    expect(await both).toEqual([{ status: 200, body: { run: "one" } }, { status: 200, body: { run: "one" } }]);
    expect(runs).toBe(1);
  });

  test("a refusal is forgotten, unless faults are replayed", async () => {
    const { run, runs } = counting(400);
    const known = createIdempotency(() => 0);
    await known.once("a", usual, run);
    await known.once("a", usual, run);
    expect(runs()).toBe(2);
    await known.once("b", { ...usual, replaysFaults: true }, run);
    await known.once("b", { ...usual, replaysFaults: true }, run);
    expect(runs()).toBe(3);
  });

  test("a run that breaks down may be tried again", async () => {
    const known = createIdempotency(() => 0);
    await expect(known.once("a", usual, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect((await known.once("a", usual, counting().run)).status).toBe(200);
  });

  test("after the retention the id is new again, and old answers take no room", async () => {
    let now = 0;
    const { run, runs } = counting();
    const known = createIdempotency(() => now);
    await known.once("a", usual, run);
    now = 86_399_999;
    await known.once("a", usual, run);
    expect(runs()).toBe(1);
    now = 86_400_000;
    await known.once("a", usual, run);
    expect(runs()).toBe(2);
    expect(known.entries()).toHaveLength(1);
  });

  test("answers that were kept are given after a restart", async () => {
    const known = createIdempotency(() => 1_000, [{ id: "a", at: 0, reply: { status: 200, body: { run: "kept" } } }]);
    expect(await known.once("a", usual, counting().run)).toEqual({ status: 200, body: { run: "kept" } });
  });
});
