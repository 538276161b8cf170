/** Facts that no row says by itself: how much of a budget is used, and when a permission ends. */
import { budgetNotices } from "../allowance.ts";
import type { BooksConnection } from "../connection.ts";
import type { Instant } from "../dates.ts";
import type { Failure } from "../failure.ts";
import { type Permission, permissionWarnings, warningDays } from "../permission.ts";
import type { Notice, NoticeFacts } from "./notice.ts";

/** Each is told once: a budget's by month, a permission's by the end and the number of days that is warned at. */
export function timedNotices(books: BooksConnection, meteredThisMonth: number, permission: Permission | null, now: Instant): Omit<Notice, "id">[] {
  const used = budgetNotices(meteredThisMonth, books.settings.monthlyMeteredBudget, now);
  const ends = permission === null || books.connectionState !== "connected" ? [] : permissionWarnings(books.name, permission, now);
  const fact = (kind: Notice["kind"], key: string, failure: Failure): Omit<Notice, "id"> => ({ key, workspaceId: books.workspaceId, kind, facts: factsOf(books, failure), at: now });
  return [
    ...used.map((failure) => fact("budget-used", `${failure.code}:${books.id}:${now.slice(0, 7)}`, failure)),
    ...ends.map((failure) => fact("connection-ends", `${failure.code}:${books.id}:${failure.because}:${failure.endsAt.slice(0, 10)}:${warnedAt(failure.daysLeft)}`, failure)),
  ];
}

/** The last number of days before the end that was passed. */
function warnedAt(daysLeft: number): number {
  return Math.min(...warningDays.filter((days) => days >= daysLeft));
}

function factsOf(books: BooksConnection, failure: Failure): NoticeFacts {
  return { name: books.name, failures: [failure], enrollmentId: null, record: null, workflow: null, connectionId: books.id, document: null };
}
