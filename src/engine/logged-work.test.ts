import { expect, test } from "vitest";
import { instantOf } from "../domain/dates.ts";
import { loggedWork } from "./logged-work.ts";

const broken = new Error("no such table");

async function run(isStopping: boolean, handle: () => Promise<void>): Promise<{ logged: Record<string, unknown>[]; thrown: unknown }> {
  const logged: Record<string, unknown>[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (facts: Record<string, unknown>) => void logged.push(facts) };
  const work = loggedWork({ log, clock: { now: () => instantOf(0), newId: () => "i1" }, isStopping: () => isStopping }, "run", handle);
  const thrown = await work("w1/backfill").then(() => null, (cause: unknown) => cause);
  return { logged, thrown };
}

test("work that breaks is logged with an incident and its key, and fails for the queue, which tries it again", async () => {
  expect(await run(false, () => Promise.reject(broken))).toEqual({ logged: [{ incident: "i1", signal: "run", key: "w1/backfill", error: broken }], thrown: broken });
});

test("work that is done, or breaks while everything stops, is not logged", async () => {
  expect(await run(false, () => Promise.resolve())).toEqual({ logged: [], thrown: null });
  expect(await run(true, () => Promise.reject(broken))).toEqual({ logged: [], thrown: broken });
});
