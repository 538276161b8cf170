/** What every story of trouble ends with: the books are checked against the deals, to the cent. */
import { Big } from "big.js";
import { expect } from "vitest";
import { patience, type World } from "./world.ts";

/** Waits until all is done; then every deal has exactly one invoice, and together they come to what the deals do. */
export async function everyDealIsInvoicedOnce(world: World, ids: readonly string[], timeout = 120_000): Promise<void> {
  for (const id of ids) await expect.poll(async () => (await world.enrollmentsOf(id))[0]?.enrollmentState, { ...patience, timeout }).toBe("completed");
  const wanted = new Set(ids);
  const billed = (await world.quickbooks.invoices()).map((invoice) => ({ deal: /deals\/(\d+)/.exec(invoice.PrivateNote)?.[1] ?? "", total: invoice.TotalAmt })).filter(({ deal }) => wanted.has(deal));
  expect(billed.map(({ deal }) => deal).sort()).toEqual([...ids].sort());
  const amounts = await Promise.all(ids.map((id) => world.hubspot.property(id, "amount")));
  expect(sum(billed.map(({ total }) => total))).toBe(sum(amounts));
}

function sum(values: readonly (string | number | null)[]): string {
  return values.reduce<Big>((total, value) => total.plus(value ?? 0), new Big(0)).toFixed(2);
}
