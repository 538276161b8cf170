/** The calls to a set of books in replies and in the doctor's checks. */
import type { BookCalls, DoctorCheck } from "#api/connection.ts";
import { allowanceNotices, allowedNow, budgetResetsAt } from "#domain/allowance.ts";
import type { BooksConnection } from "#domain/connection.ts";
import type { ServerParts } from "./context.ts";
import { explainedReply } from "./language.ts";

/** The calls to a set of books, and what people should know of them. */
export async function bookCallsOf(parts: Pick<ServerParts, "store" | "clock">, { id, settings }: BooksConnection): Promise<BookCalls> {
  const now = parts.clock.now();
  const state = await parts.store.allowanceState(id, now);
  const { usedThisMinute, batchesThisMinute, meteredThisMonth, freeThisMonth } = state;
  const { monthlyMeteredBudget, batchCost, batchesPerMinute, burstAfterSeconds } = settings;
  return {
    usedThisMinute,
    allowedPerMinute: allowedNow(state, now),
    batchesThisMinute,
    meteredThisMonth,
    freeThisMonth,
    resetsAt: budgetResetsAt(now),
    settings: { monthlyMeteredBudget, batchCost, batchesPerMinute, burstAfterSeconds },
    notices: allowanceNotices(state, settings, now).map((failure) => explainedReply(failure)),
  };
}

/** A budget that is low or spent is for a person to look at; a pause or a slow-down passes by itself. */
export async function checkAllowance(parts: ServerParts, books: BooksConnection): Promise<DoctorCheck[]> {
  const { notices, meteredThisMonth, settings, usedThisMinute, allowedPerMinute } = await bookCallsOf(parts, books);
  const check = `${books.name}: calls`;
  const usual = [
    `${meteredThisMonth} of ${settings.monthlyMeteredBudget} metered calls used this month (UTC)`,
    `${usedThisMinute}${allowedPerMinute === null ? "" : ` of ${allowedPerMinute}`} requests in the last minute.`,
  ].join(", ");
  if (notices.length === 0) return [{ check, ok: true, said: usual, doThis: null }];
  return notices.map(({ code, happened, doThis }) => {
    const isPassing = code === "books-busy" || code === "books-slowed-down";
    return { check, ok: isPassing, said: happened, doThis: isPassing ? null : doThis };
  });
}
