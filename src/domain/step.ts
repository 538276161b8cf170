/** Steps of an enrollment: each try is an attempt, each attempt has exactly one outcome. */
import type { Instant } from "./dates.ts";
import type { Decision } from "./decision.ts";
import type { DocumentPlan, PostedDocument } from "./document/plan.ts";
import type { Failure } from "./failure.ts";
import type { EnrollmentId, StepAttemptId } from "./ids.ts";
import type { Exchange } from "./ports/books.ts";

/** What a step came to: done, waiting until a moment because of something or because it is asked to, or failed for reasons a person must fix. */
export type StepOutcome =
  | { outcome: "done"; documents: PostedDocument[]; warnings: Failure[]; outputs?: Outputs }
  | { outcome: "waiting"; until: Instant; because: Failure }
  /** A wait that the workflow asks for. */
  | { outcome: "delayed"; until: Instant }
  /** A person was asked whether the planned document is posted. */
  | { outcome: "asked" }
  | { outcome: "failed"; failures: Failure[] };

/** What a step leaves for later ones, by name: a document's number, a field of an answer. */
export type Outputs = Readonly<Record<string, string>>;
/** What later steps may use of a step: `{{steps.<id>.<name>}}`. */
export interface StepOutput {
  name: string;
  label: string;
}

/** The outputs of the steps of one enrollment, by step id. */
export type StepOutputs = Readonly<Record<string, Outputs>>;

/** One try of one step, as the history shows it. Null = not reached (yet). */
export interface StepAttempt {
  id: StepAttemptId;
  enrollmentId: EnrollmentId;
  stepId: string;
  /** 1, 2, 3 ... per step. */
  number: number;
  startedAt: Instant;
  finishedAt: Instant | null;
  /** The facts it was decided on: record, contact, line items, settings. */
  inputs: Record<string, unknown>;
  decisions: Decision[];
  /** The documents it wants, in order; [] = it came to none. */
  plans: DocumentPlan[];
  /** What stops nothing and is to be looked at all the same. */
  warnings: Failure[];
  outcome: StepOutcome | null;
  exchanges: Exchange[];
}

/** So often a message is tried: with the waits between, about a day long. */
export const mostMessageTries = 100;

/** What stands of failures after so many tries: messages are given up at last, everything else goes on. */
export function afterTries(failures: readonly Failure[], tries: number): Failure[] {
  return failures.map((failure) => {
    if (tries < mostMessageTries) return failure;
    if (failure.code === "webhook-unreachable") return { code: "message-given-up", to: failure.url, detail: failure.detail, tries };
    return failure.code === "mail-unreachable" ? { code: "message-given-up", to: "The mail server", detail: failure.detail, tries } : failure;
  });
}

const firstWaitMs = 1_000;
const longestWaitMs = 15 * 60_000;

/** How long to wait before try `tries + 1` of something transient: doubling from one second to a quarter of an hour. */
export function backoffMs(tries: number): number {
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(tries, 20));
}
