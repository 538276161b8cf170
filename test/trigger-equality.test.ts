import { expect, test } from "vitest";
import { testDatabase } from "./database.ts";
import { aWorkspace } from "./store-samples.ts";
import { compareEvaluators } from "./trigger-equality.ts";

test("W3: triggers mean the same in memory and in SQL, over generated filters and records", async () => {
  const database = await testDatabase();
  try {
    const { store } = await database.open();
    const { crm } = await aWorkspace(store);
    const { cases, matched, differences } = await compareEvaluators(store, crm, { records: 60, triggers: 150, seed: Math.floor(Math.random() * 1e9) });
    expect(differences.slice(0, 3)).toEqual([]);
    expect(cases).toBe(9_000);
    expect(matched).toBeGreaterThan(100);
  } finally {
    await database.drop();
  }
});
