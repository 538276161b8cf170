/** Outcomes that only a person can settle. */
import type { EnrollmentRow } from "#api/enrollment.ts";

/** True while nobody knows whether the document exists: retrying blindly could bill twice. */
export function isUndecided({ enrollmentState, failures }: Pick<EnrollmentRow, "enrollmentState" | "failures">): boolean {
  return enrollmentState === "needs-attention" && failures.some((failure) => failure.code === "outcome-unknown");
}
