/** Two openings of one database, as two processes would have: what tests of the store begin with. */
import { afterAll, beforeAll } from "vitest";
import type { Store } from "#domain/ports/store.ts";
import type { TestDatabase } from "./database.ts";

export interface OpenedStores {
  database: TestDatabase;
  store: Store;
  other: Store;
}

/** Opens them before the tests that follow, and drops the database after them. */
export function openStores(makeDatabase: () => Promise<TestDatabase>, handOver: (opened: OpenedStores) => void): void {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await makeDatabase();
    handOver({ database, store: (await database.open()).store, other: (await database.open()).store });
  });
  afterAll(() => database?.drop());
}
