/**
 * When a backlog is worked off in batches as well as one by one. Single writes are free and batches are metered, so batches
 * are for a backlog that would wait too long, and never take the budget that reads need.
 */
import { warnedShare } from "./allowance.ts";
import type { BooksSettings } from "./books-settings.ts";

/** How the books and their backlog stand. */
export interface BurstFacts {
  /** Documents that are due now and were never sent: what batches can carry. */
  backlog: number;
  /** Requests that may be made in any 60 seconds; null = there is no such limit, so nothing to be faster than. */
  perMinute: number | null;
  batchesThisMinute: number;
  meteredThisMonth: number;
  /** A throttle answer stopped everybody for now. */
  isPaused: boolean;
  /** Whether batches go out already. */
  isBursting: boolean;
  /** What one batch carries at most; 0 = these books take none. */
  documentsPerBatch: number;
  settings: Pick<BooksSettings, "burstAfterSeconds" | "batchesPerMinute" | "batchCost" | "monthlyMeteredBudget">;
}

/** One by one, or so many batches (perhaps none just now) of so many documents at most beside them. */
export type BurstPlan = "single" | { batches: number; documents: number };

/** Fewer documents than this are not worth a call that is paid for. */
export const smallestBatch = 5;

/** A burst that has begun goes on until the wait is this part of the setting: it must not flicker around it. */
const endsAt = 0.5;
/** Batches under way at once: beside them, single calls keep most of the places. */
const mostAtOnce = 6;

/** How the backlog is to be worked off now; `batches` = how many may be under way. */
export function burstPlan(facts: BurstFacts): BurstPlan {
  const { settings, documentsPerBatch } = facts;
  if (settings.burstAfterSeconds === null || documentsPerBatch === 0) return "single";
  if (waitSeconds(facts) <= settings.burstAfterSeconds * (facts.isBursting ? endsAt : 1)) return "single";
  const { batches, documents } = affordable(facts);
  if (batches === 0 || documents < smallestBatch) return "single";
  return { batches: facts.isPaused ? 0 : Math.min(mostAtOnce, batchesLeft(facts), batches), documents };
}

/** How long the last of the backlog would wait when all go one by one. */
function waitSeconds({ backlog, perMinute }: BurstFacts): number {
  if (perMinute === null) return 0;
  return perMinute > 0 ? (backlog / perMinute) * 60 : Number.POSITIVE_INFINITY;
}

/** A batch may take longer on its way than the one a minute later: one in fifty is left out. */
function batchesLeft({ settings, batchesThisMinute }: BurstFacts): number {
  const ceiling = settings.batchesPerMinute - Math.ceil(settings.batchesPerMinute / 50);
  return Math.max(0, ceiling - batchesThisMinute);
}

/**
 * Bursts stop where the budget's warning begins: the rest is for looking documents up and for the mirror. When less than a
 * whole batch is left before that, the last one carries what is left.
 */
function affordable({ settings, meteredThisMonth, documentsPerBatch }: BurstFacts): { batches: number; documents: number } {
  const left = Math.max(0, Math.floor(settings.monthlyMeteredBudget * warnedShare - meteredThisMonth));
  if (settings.batchCost === "per-call") return { batches: left, documents: documentsPerBatch };
  if (left < documentsPerBatch) return { batches: 1, documents: left };
  return { batches: Math.floor(left / documentsPerBatch), documents: documentsPerBatch };
}
