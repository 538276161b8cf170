/** Documents and document plans in replies. */
import { z } from "zod";
import { explainedFailure } from "./failure.ts";

export const money = z.object({
  /** Whole minor units, for example cents. */
  amountMinor: z.number().int(),
  currency: z.string(),
});

const plannedCustomer = z.discriminatedUnion("use", [
  z.object({ use: z.literal("existing"), id: z.string(), name: z.string(), matchedBy: z.string() }),
  z.object({
    use: z.literal("create"),
    name: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    email: z.string(),
    companyName: z.string().nullable(),
    contactId: z.string(),
  }),
]);

const plannedItem = z.discriminatedUnion("use", [
  z.object({ use: z.literal("existing"), id: z.string(), name: z.string(), matchedBy: z.string() }),
  z.object({
    use: z.literal("create"),
    name: z.string(),
    sku: z.string().nullable(),
    description: z.string().nullable(),
    unitPrice: z.string(),
    incomeAccount: z.object({ id: z.string(), name: z.string() }),
  }),
]);

/** A document plan: see `domain/document/plan.ts`. */
export const documentPlan = z.object({
  kind: z.enum(["invoice"]),
  customer: plannedCustomer,
  transactionDate: z.string(),
  dueDate: z.string().nullable(),
  terms: z.object({ id: z.string(), name: z.string() }).nullable(),
  currency: z.string(),
  lines: z.array(
    z.object({ lineItemId: z.string(), item: plannedItem, description: z.string(), quantity: z.string(), unitPrice: z.string(), amount: money }),
  ),
  total: money,
  billEmail: z.string().nullable(),
  privateNote: z.string(),
});
export type DocumentPlanReply = z.infer<typeof documentPlan>;

/** A document in a list. */
export const documentRow = z.object({
  id: z.string(),
  kind: z.enum(["invoice"]),
  number: z.string().nullable(),
  customerName: z.string(),
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
  requestId: z.string(),
  privateNote: z.string(),
});
export type DocumentDetail = z.infer<typeof documentDetail>;
