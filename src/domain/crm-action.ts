/** Our actions inside the CRM's own workflows: what is offered there, what the CRM asks for, and what it is told. */
import type { PostedDocument } from "./document/plan.ts";
import type { Instant } from "./dates.ts";
import type { Enrollment } from "./enrollment.ts";
import type { Failure } from "./failure.ts";
import type { ConnectionId, EnrollmentId, WorkspaceId } from "./ids.ts";
import type { ObjectType } from "./record.ts";

/** A field that the CRM's editor shows for an action. */
export interface CrmActionField {
  name: string;
  label: string;
  help: string;
  isRequired: boolean;
  /** `choice` and `choices` (several of them) are among `options`; those of a `lookup` are fetched from us; the rest is typed in. */
  kind: "choice" | "choices" | "lookup" | "text" | "long-text";
  options: readonly { value: string; label: string }[];
  /** It shows while the other field has one of these values; null = always. */
  shownWhen: { field: string; equals: readonly string[] } | null;
  /** The field whose value decides what a lookup offers; null = none. */
  follows: string | null;
}

/** An action as the CRM's editor offers it. */
export interface CrmAction {
  kind: string;
  title: string;
  description: string;
  objectTypes: readonly ObjectType[];
  fields: readonly CrmActionField[];
}

/** The step of a CRM workflow that a call comes from. */
export interface CrmStep {
  workflowRef: string;
  stepRef: string;
}

/** One call of the CRM: take this record through this action. The same `callbackId` twice is one execution. */
export interface CrmActionCall {
  callbackId: string;
  /** The CRM account, by its id there. */
  account: string;
  step: CrmStep;
  /** Null = the call is about no record that we can read, for example a test in the editor. */
  record: { objectType: ObjectType; id: string } | null;
  /** The values of the fields, as texts. */
  inputs: Readonly<Record<string, string>>;
}

/** The CRM's editor asks what can be chosen in a field. */
export interface CrmOptionsCall {
  account: string;
  objectType: ObjectType | null;
  field: string;
  inputs: Readonly<Record<string, string>>;
  text: string;
  /** Where the page begins; 0 = at the start. */
  offset: number;
}

export interface CrmOptions {
  options: readonly { value: string; label: string; detail: string | null }[];
  /** Where the next page begins; null = this was the last. */
  next: number | null;
}

/** What a person chose for the CRM's side of an action. */
export interface CrmWishes {
  /** Whether the record waits in the CRM's workflow while a person must fix something here. */
  whenStopped: "wait" | "go-on";
  /** How long it waits at most, in days. */
  waitDays: number;
  /** What happens when a record comes again: it gets the document that exists, or another one is made. */
  whenRepeated: "same" | "another";
}

/** A record in a step of a CRM workflow, as we keep it until the CRM was told how it ended. */
export interface CrmExecution {
  connectionId: ConnectionId;
  callbackId: string;
  workspaceId: WorkspaceId;
  enrollmentId: EnrollmentId;
  /** `open` = the CRM does not know the end; `told` = it does; `lost` = it could not be told any more. */
  executionState: "open" | "told" | "lost";
  whenStopped: CrmWishes["whenStopped"];
  receivedAt: Instant;
  /** When the CRM is told that it took too long. */
  giveUpAt: Instant;
  /** Null = now. Before it nobody tells the CRM: it was tried in vain, or the call itself is being answered. */
  notBefore: Instant | null;
  tries: number;
}

/** How an execution ended, for the CRM. */
export type CrmOutcome =
  | { outcome: "done"; documents: readonly PostedDocument[] }
  | { outcome: "failed"; failures: readonly Failure[] }
  | { outcome: "cancelled" }
  | { outcome: "too-late" };

/**
 * What the CRM is to be told of an enrollment; null = nothing yet. Something that a person must fix ends the execution only
 * where the record is not to wait: otherwise a retry here still completes it there.
 */
export function crmOutcomeOf(
  execution: Pick<CrmExecution, "whenStopped" | "giveUpAt">,
  { enrollmentState, failures }: Pick<Enrollment, "enrollmentState" | "failures">,
  documents: readonly PostedDocument[],
  now: Instant,
): CrmOutcome | null {
  if (enrollmentState === "completed") return { outcome: "done", documents };
  if (enrollmentState === "cancelled") return failures.length > 0 ? { outcome: "failed", failures } : { outcome: "cancelled" };
  const isOver = now >= execution.giveUpAt;
  if (enrollmentState === "needs-attention" && (isOver || execution.whenStopped === "go-on")) return { outcome: "failed", failures };
  return isOver ? { outcome: "too-late" } : null;
}
