/** Words about a cause and what it stopped. */
import type { AttentionGroup, EnrollmentRow } from "#api/enrollment.ts";
import { countedText } from "../../parts/amounts.ts";

/** Names a group for those who do not see it. */
export function headlineOf({ count, failure }: Pick<AttentionGroup, "count" | "failure">): string {
  return `${countedText(count, "enrollment")}: ${failure.happened}`;
}

/** An enrollment is listed under its first reason; null = that is its only one. */
export function moreReasons({ failures }: Pick<EnrollmentRow, "failures">): string | null {
  const more = failures.length - 1;
  return more > 0 ? `and ${countedText(more, "more reason")}` : null;
}
