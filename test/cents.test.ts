/** What is planned is what the books come to, to the cent, in every kind of company. `bench/cents.ts` tries many more. */
import { expect, test } from "vitest";
import { tryRandomSales } from "./random-sales.ts";

test.for(["us", "us-manual-tax", "nl", "uk", "ca", "multicurrency"])("%s: random sales come to the planned totals", { timeout: 120_000 }, async (profile) => {
  const { posted, differences } = await tryRandomSales(profile, 150, 20_261_123);
  expect(differences.slice(0, 2)).toEqual([]);
  expect(posted).toBeGreaterThan(100);
});
