/** HubSpot takes records in batches of a fixed size; these cut the work and do it a few calls at a time. */
import pLimit from "p-limit";

/** Records per batch read or batch update. */
export const recordsPerCall = 100;
/** Records per batch read of associations. */
export const associationsPerCall = 1_000;
/** Calls of one piece of work that are under way at once. */
const callsAtOnce = 4;

/** Cuts a list in pieces of at most `size`; none for an empty list. */
export function batchesOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** Does the work for each batch, a few at a time; answers in the order of the batches. */
export async function eachBatch<T, R>(batches: readonly T[][], work: (batch: T[]) => Promise<R>): Promise<R[]> {
  const limit = pLimit(callsAtOnce);
  return Promise.all(batches.map((batch) => limit(() => work(batch))));
}

/** Orders record ids as numbers: HubSpot gives growing ids, so the lowest is the oldest record. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
