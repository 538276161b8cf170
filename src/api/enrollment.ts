/** Enrollments, their history, and "needs attention" in replies. */
import { z } from "zod";
import { decisionTopics } from "../domain/decision.ts";
import { documentRow } from "./document.ts";
import { documentPlan, money } from "./document-plan.ts";
import { explainedFailure } from "./failure.ts";

export const enrollmentState = z.enum(["running", "posting", "waiting", "awaiting-approval", "needs-attention", "completed", "cancelled"]);

/** Which enrollments are listed or cancelled; what is absent does not narrow the list. */
export const enrollmentFilter = z.object({
  workflowId: z.string().optional(),
  recordId: z.string().optional(),
  state: enrollmentState.optional(),
  /** In any of these. */
  states: z.array(enrollmentState).optional(),
  /** Contained in the record's name. */
  search: z.string().max(200).optional(),
  /** Begun at or after this moment. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Begun before this moment. */
  to: z.iso.datetime({ offset: true }).optional(),
});
export type EnrollmentFilterInput = z.infer<typeof enrollmentFilter>;

export const enrollmentRow = z.object({
  id: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  workflowVersion: z.number(),
  objectType: z.string(),
  recordId: z.string(),
  recordName: z.string(),
  recordUrl: z.string().nullable(),
  enrollmentState,
  stepId: z.string().nullable(),
  /** When it is tried again by itself. */
  wakeAt: z.string().nullable(),
  failures: z.array(explainedFailure),
  startedBy: z.enum(["trigger", "person", "turn-on", "crm-workflow"]),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type EnrollmentRow = z.infer<typeof enrollmentRow>;

const exchange = z.object({
  method: z.string(),
  path: z.string(),
  request: z.unknown(),
  status: z.number().nullable(),
  answer: z.unknown(),
  traceId: z.string().nullable(),
  durationMs: z.number(),
});

/** Why something was decided; `topic` is the same in every language, `lineItemId` = the line it is about. */
export const decision = z.object({ topic: z.enum(decisionTopics), about: z.string(), decided: z.string(), lineItemId: z.string().optional() });
export type DecisionReply = z.infer<typeof decision>;

/** One try of one step. */
export const stepAttemptReply = z.object({
  id: z.string(),
  stepId: z.string(),
  action: z.string(),
  /** The action's title, for people. */
  title: z.string(),
  number: z.number(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  inputs: z.record(z.string(), z.unknown()),
  /** The step's settings by the labels of its form. */
  settings: z.array(z.object({ label: z.string(), value: z.string() })),
  decisions: z.array(decision),
  /** The documents it wants, in the order they are posted; [] = it came to none. */
  plans: z.array(documentPlan),
  /** What stops nothing and is to be looked at all the same. */
  warnings: z.array(explainedFailure),
  outcome: z
    .discriminatedUnion("outcome", [
      z.object({ outcome: z.literal("done"), warnings: z.array(explainedFailure) }),
      z.object({ outcome: z.literal("waiting"), until: z.string(), because: explainedFailure }),
      z.object({ outcome: z.literal("delayed"), until: z.string() }),
      z.object({ outcome: z.literal("asked") }),
      z.object({ outcome: z.literal("failed"), failures: z.array(explainedFailure) }),
    ])
    .nullable(),
  exchanges: z.array(exchange),
});
export type StepAttemptReply = z.infer<typeof stepAttemptReply>;

/** Why a record does or does not meet the triggers, filter by filter. */
export const matchReply = z.object({
  matched: z.boolean(),
  groups: z.array(
    z.object({
      held: z.boolean(),
      filters: z.array(
        z.object({
          property: z.string(),
          label: z.string(),
          operator: z.string(),
          values: z.array(z.string()),
          /** The whole filter in one sentence. */
          words: z.string(),
          /** Null = no value, or the filter looks at associated records. */
          actual: z.string().nullable(),
          held: z.boolean(),
          /** The associated records that it looked at, each with its own verdict. */
          associated: z.array(
            z.object({
              recordId: z.string(),
              recordName: z.string(),
              held: z.boolean(),
              filters: z.array(z.object({ words: z.string(), actual: z.string().nullable(), held: z.boolean() })),
            }),
          ),
        }),
      ),
    }),
  ),
});
export type MatchReply = z.infer<typeof matchReply>;

/** One enrollment whole. */
export const enrollmentDetail = enrollmentRow.extend({
  attempts: z.array(stepAttemptReply),
  documents: z.array(documentRow),
  canRetry: z.boolean(),
  canCancel: z.boolean(),
});
export type EnrollmentDetail = z.infer<typeof enrollmentDetail>;

/** Enrollments that stopped for the same cause. */
export const attentionGroup = z.object({
  cause: z.string(),
  failure: explainedFailure,
  count: z.number(),
  /** The set of books that the stopped step works with; null = with none. */
  booksId: z.string().nullable(),
  /** At most 50, the newest. */
  enrollments: z.array(enrollmentRow),
});
export type AttentionGroup = z.infer<typeof attentionGroup>;

/** What a step would tell somebody; what is not known yet is said in words. */
const dryMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("note"), text: z.string() }),
  z.object({ kind: z.literal("email"), to: z.array(z.string()), subject: z.string(), text: z.string() }),
  z.object({ kind: z.literal("webhook"), url: z.string(), body: z.string() }),
]);

/** A document of ours that somebody voided or deleted in the books, and nothing was said or done about it yet. */
export const goneDocument = documentRow.extend({
  objectType: z.string(),
  recordId: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  goneAt: z.string(),
  /** What it came to before. */
  had: money,
});
export type GoneDocumentRow = z.infer<typeof goneDocument>;

/** Documents of one kind that are gone for the same reason. */
export const goneDocuments = z.object({ failure: explainedFailure, documents: z.array(goneDocument) });
export type GoneDocuments = z.infer<typeof goneDocuments>;

/** What an action would do now for a record: the exact document, or every reason why not. Nothing is written. */
export const dryRun = z.object({
  recordId: z.string(),
  recordName: z.string(),
  recordUrl: z.string(),
  match: matchReply,
  /** How often it was enrolled in this workflow before. */
  enrolledBefore: z.number(),
  steps: z.array(
    z.object({
      stepId: z.string(),
      title: z.string(),
      /** The position of the branch that the record takes; null = the step does not branch, or none fits. */
      branch: z.number().nullable(),
      decisions: z.array(decision),
      warnings: z.array(explainedFailure),
      /** The documents, in the order they would be posted; [] = none, and `failures` or `billedBefore` says why. */
      plans: z.array(documentPlan),
      /** What it would send, with every placeholder filled in; null = nothing. */
      message: dryMessage.nullable(),
      failures: z.array(explainedFailure),
      /** The document that this step made of the record before, so that it would make none now; null = nothing of the kind. */
      billedBefore: documentRow.pick({ id: true, kind: true, number: true, transactionDate: true, total: true, url: true }).nullable(),
    }),
  ),
});
export type DryRun = z.infer<typeof dryRun>;

/** Why a record is or is not in a workflow, and what would happen to it now. */
export const explainedRecord = dryRun.extend({
  workflowState: z.enum(["on", "off", "paused"]),
  /** The events that let records enter; [] = the filters alone do. */
  events: z.array(z.string()),
  /** What keeps it out whatever its triggers say; null = nothing. */
  keptOutBy: explainedFailure.nullable(),
  /** Its last time through; null = never. */
  lastEnrollment: enrollmentRow.nullable(),
  /** The answer in one sentence. */
  conclusion: z.string(),
});
export type ExplainedRecord = z.infer<typeof explainedRecord>;
