/** What documents come to together. */
import type { ApprovalRow } from "#api/approval.ts";
import type { Money } from "#domain/money.ts";

/** What one approval is about: a payment settles the document before it, so it does not count again. */
export function totalsOf(row: Pick<ApprovalRow, "plans">): Money[] {
  const documents = row.plans.filter(({ kind }) => kind !== "payment");
  return addedUp((documents.length > 0 ? documents : row.plans).map(({ total }) => total));
}

/** One sum per currency, in the order the currencies first come. */
export function addedUp(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor }));
}
