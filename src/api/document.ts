/** Documents in replies. */
import { z } from "zod";
import { documentKind, documentStatus } from "../domain/document/kind.ts";
import { documentPlan, money } from "./document-plan.ts";
import { explainedFailure } from "./failure.ts";

/** Which documents of a list. */
export const documentFilter = z.object({
  kinds: z.array(documentKind).optional(),
  statuses: z.array(documentStatus).optional(),
  /** Contained in the number, the customer's or payee's name, or the record's name. */
  search: z.string().trim().min(1).max(200).optional(),
  workflowId: z.string().optional(),
  /** Transaction dates, both included. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
});

/** A document in a list. */
export const documentRow = z.object({
  id: z.string(),
  kind: documentKind,
  number: z.string().nullable(),
  status: documentStatus,
  /** The customer, or the payee of an expense; null = it names nobody. */
  partyName: z.string().nullable(),
  transactionDate: z.string(),
  dueDate: z.string().nullable(),
  total: money,
  balance: money,
  /** Where a person opens it in the books. */
  url: z.string(),
  recordName: z.string(),
  recordUrl: z.string(),
  linkBackState: z.enum(["pending", "linked", "failed"]),
  postedAt: z.string(),
  hasWarnings: z.boolean(),
});
export type DocumentRow = z.infer<typeof documentRow>;

/** One document whole. */
export const documentDetail = documentRow.extend({
  booksId: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  enrollmentId: z.string(),
  plan: documentPlan,
  warnings: z.array(explainedFailure),
  linkBackFailure: explainedFailure.nullable(),
  /** Why it is not in the books any more, if so. */
  gone: explainedFailure.nullable(),
  requestId: z.string(),
  privateNote: z.string(),
  /** When the books were last asked what became of it; null = not since it was posted. */
  checkedAt: z.string().nullable(),
  /** What happened to it in the books after it was posted, oldest first. */
  changes: z.array(z.object({ at: z.string(), was: documentStatus, status: documentStatus, total: money, balance: money })),
});
export type DocumentDetail = z.infer<typeof documentDetail>;
