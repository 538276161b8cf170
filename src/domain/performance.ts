/** How a workspace's workflows did over some days: what was posted, what stopped, and how long posting took. */
import type { Instant, LocalDate } from "./dates.ts";
import type { DocumentKind } from "./document/kind.ts";
import type { Failure } from "./failure.ts";
import type { WorkflowId } from "./ids.ts";
import type { Money } from "./money.ts";

/** Which days, counted in that time zone (IANA); null = all workflows. */
export interface PerformanceQuery {
  from: Instant;
  until: Instant;
  timeZone: string;
  workflowId: WorkflowId | null;
}

/** The documents of one kind and currency that were posted on one day. */
export interface PostedDay {
  day: LocalDate;
  kind: DocumentKind;
  count: number;
  total: Money;
}

/** What stopped enrollments: one code, with the newest failure of it and how many attempts it stopped. */
export interface StoppedBy {
  failure: Failure;
  /** How many different failures of the code there were, this one included. */
  variants: number;
  attempts: number;
}

/** How long it took from the recorded plan to the posted document, in milliseconds. */
export interface PostingTime {
  day: LocalDate;
  medianMs: number;
  slowestTenthMs: number;
}

export interface Performance {
  posted: PostedDay[];
  stopped: StoppedBy[];
  postingTimes: PostingTime[];
}
