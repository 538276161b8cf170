/** Words about a cause and what it stopped. */
import { plural } from "@lingui/core/macro";
import type { AttentionGroup, EnrollmentRow } from "#api/enrollment.ts";

/** Names a group for those who do not see it. */
export function headlineOf({ count, failure }: Pick<AttentionGroup, "count" | "failure">): string {
  const enrollments = plural(count, { one: "# enrollment", other: "# enrollments" });
  return `${enrollments}: ${failure.happened}`;
}

/** An enrollment is listed under its first reason; null = that is its only one. */
export function moreReasons({ failures }: Pick<EnrollmentRow, "failures">): string | null {
  const more = failures.length - 1;
  return more > 0 ? plural(more, { one: "and # more reason", other: "and # more reasons" }) : null;
}

/** How a cause is mended in Ledgerline; none = it is mended elsewhere, or only decided one by one. */
export type Fix = { kind: "choose" } | { kind: "step-setting"; workflowId: string } | { kind: "account-settings"; booksId: string } | { kind: "none" };

/** Failures that a setting of the QuickBooks account decides about. */
const accountCodes: ReadonlySet<string> = new Set([
  "charged-tax-code-missing", "contact-not-eligible", "links-not-used", "payment-taxed", "period-closed", "tax-mode-unfit", "total-zero",
]);

/** The fix that a group offers. */
export function fixOf({ failure, booksId, enrollments }: Pick<AttentionGroup, "failure" | "booksId" | "enrollments">): Fix {
  if (failure.choice !== null && booksId !== null) return { kind: "choose" };
  if (accountCodes.has(failure.code) && booksId !== null) return { kind: "account-settings", booksId };
  const workflowId = enrollments[0]?.workflowId;
  return failure.field !== null && workflowId !== undefined ? { kind: "step-setting", workflowId } : { kind: "none" };
}
