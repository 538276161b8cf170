/** What a set of books' allowance says to people: how much of the minute and of the month's budget is used, and what to know. */
import type { BooksSettings } from "./books-settings.ts";
import { type Instant, instantOf } from "./dates.ts";
import type { Failure } from "./failure.ts";
import type { AllowanceState } from "./ports/books.ts";
import { allowedPerMinute, endOfSlowDown } from "./slow-down.ts";

/** The share of the month's budget from which people are warned. */
export const warnedShare = 0.8;

/** When the next calendar month begins in UTC: the budget is counted by such months. */
export function budgetResetsAt(now: Instant): Instant {
  const date = new Date(now);
  return instantOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}

/** What may be asked in any 60 seconds now; null = nothing was asked yet. */
export function allowedNow({ perMinute, slowDown }: AllowanceState, now: Instant): number | null {
  return perMinute === null ? null : allowedPerMinute(slowDown, perMinute, now);
}

/** Everything a person should know of an allowance; [] = all is well. */
export function allowanceNotices(state: AllowanceState, settings: Pick<BooksSettings, "monthlyMeteredBudget">, now: Instant): Failure[] {
  return [...pauseNotices(state), ...slowDownNotices(state, now), ...budgetNotices(state.meteredThisMonth, settings.monthlyMeteredBudget, now)];
}

function pauseNotices({ pausedUntil }: AllowanceState): Failure[] {
  return pausedUntil === null ? [] : [{ code: "books-busy", retryAt: pausedUntil }];
}

function slowDownNotices(state: AllowanceState, now: Instant): Failure[] {
  const { perMinute: full, slowDown } = state;
  const perMinute = allowedNow(state, now);
  if (full === null || slowDown === null || perMinute === null || perMinute >= full) return [];
  return [{ code: "books-slowed-down", perMinute, until: endOfSlowDown(slowDown, full) }];
}

/** What to know of a month's budget of which so much is used. */
export function budgetNotices(used: number, budget: number, now: Instant): Failure[] {
  const resetsAt = budgetResetsAt(now);
  if (used >= budget) return [{ code: "books-budget-spent", resetsAt }];
  return used >= budget * warnedShare ? [{ code: "books-budget-low", used, budget, resetsAt }] : [];
}
