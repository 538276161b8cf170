/** The database's time, on machines whose clocks are right and wrong. */
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { openClock } from "#store/clock.ts";
import type { OpenedStore } from "#store/open.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

let database: TestDatabase;
let opened: OpenedStore;

beforeAll(async () => {
  database = await testDatabase();
  opened = await database.open();
});
afterAll(() => database.drop());
afterEach(() => vi.restoreAllMocks());

const databaseTime = async () => (await sql<{ at: Date }>`select clock_timestamp() as at`.execute(opened.db)).rows[0]!.at.getTime();

test.each([["right", 0], ["an hour ahead", 3_600_000], ["an hour behind", -3_600_000]])("a machine whose clock is %s tells the database's time, and says when it is not its own", async (_how, aheadMs) => {
  const machineNow = Date.now;
  vi.spyOn(Date, "now").mockImplementation(() => machineNow() + aheadMs);
  const reported: string[] = [];
  const clock = await openClock(opened.db, ({ message }) => reported.push(message));
  try {
    const before = await databaseTime();
    const told = Date.parse(clock.now());
    const after = await databaseTime();
    // A machine that is busy may take long to be told the time.
    expect(told).toBeGreaterThan(before - 30_000);
    expect(told).toBeLessThan(after + 30_000);
    if (aheadMs !== 0) expect(reported.join()).toContain(aheadMs > 0 ? "ahead of the database's" : "behind the database's");
  } finally {
    clock.close();
  }
});
