/** What a workflow would do with many records, in replies. */
import { z } from "zod";
import { documentKind } from "../domain/document/kind.ts";
import { documentRow } from "./document.ts";
import { money } from "./document-plan.ts";
import { explainedFailure } from "./failure.ts";

/** The most records of one batch plan. */
export const mostPlanned = 200;

const reason = z.object({
  cause: z.string(),
  failure: explainedFailure,
  /** The records it stops, or warns of. */
  recordIds: z.array(z.string()),
});
export type BatchReason = z.infer<typeof reason>;

const row = z.object({
  recordId: z.string(),
  recordName: z.string(),
  recordUrl: z.string(),
  meetsTriggers: z.boolean(),
  enrolledBefore: z.number(),
  /** [] = none would be created, and `failures` or `billedBefore` says why. */
  documents: z.array(z.object({ kind: documentKind, partyName: z.string().nullable(), isNewParty: z.boolean(), total: money, isTotalKnown: z.boolean() })),
  /** The documents of earlier times for which steps would make none now. */
  billedBefore: z.array(documentRow.pick({ id: true, kind: true, number: true, transactionDate: true })),
  /** What happened, one sentence each. */
  failures: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type BatchRow = z.infer<typeof row>;

export const batchPlan = z.object({
  /** When the books' reference data was read last: nothing was asked of the books for this. */
  mirrorReadAt: z.string().nullable(),
  wouldCreate: z.number(),
  /** Records that would go through without a document, because each was billed before by the same step. */
  wouldNotBillAgain: z.number(),
  wouldFail: z.number(),
  /** Ids that the CRM does not have. */
  missing: z.array(z.string()),
  /** By kind and currency. `withoutTax` = documents whose tax only the books will compute. */
  totals: z.array(z.object({ kind: documentKind, count: z.number(), total: money, withoutTax: z.number() })),
  /** What the books do not have yet, by name. */
  newCustomers: z.array(z.string()),
  newProducts: z.array(z.string()),
  /** The most frequent first. A record that stops for several reasons is in each of them. */
  failures: z.array(reason),
  warnings: z.array(reason),
  rows: z.array(row),
});
export type BatchPlanReply = z.infer<typeof batchPlan>;
