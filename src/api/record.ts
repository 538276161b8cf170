/** Records as last read from the CRM, and what should be in the books and is not. */
import { oc } from "@orpc/contract";
import { z } from "zod";
import { objectType, standings } from "../domain/record.ts";
import { unbilledLists } from "../domain/unbilled.ts";
import { documentRow } from "./document.ts";
import { enrollmentRow, enrollmentState } from "./enrollment.ts";
import { explainedFailure } from "./failure.ts";

/** The most records that one request enrolls or ignores. */
export const mostEnrolledTogether = 200;

export const recordRow = z.object({
  id: z.string(),
  objectType,
  name: z.string(),
  /** The CRM's name as people know it. */
  source: z.string(),
  isOwn: z.boolean(),
  standing: z.enum(standings).nullable(),
  /** Decimal text; null = unknown. */
  amount: z.string().nullable(),
  currency: z.string(),
  modifiedAt: z.string(),
  /** Where it is in the CRM. */
  url: z.string(),
  documents: z.number(),
  enrollment: z.object({ id: z.string(), enrollmentState, workflowName: z.string() }).nullable(),
});
export type RecordRow = z.infer<typeof recordRow>;

const associated = z.object({
  id: z.string(),
  objectType,
  name: z.string(),
  detail: z.string().nullable(),
  /** Of a line item, before its discount; null = it has no quantity or price. */
  price: z.object({ quantity: z.string(), unitPrice: z.string(), currency: z.string().nullable() }).nullable(),
  url: z.string(),
});
export type AssociatedRecord = z.infer<typeof associated>;

export const recordDetail = recordRow.extend({
  properties: z.array(z.object({ name: z.string(), label: z.string(), value: z.string() })),
  contacts: z.array(associated),
  companies: z.array(associated),
  lineItems: z.array(associated),
  documentRows: z.array(documentRow),
  enrollments: z.array(enrollmentRow),
  notes: z.array(z.object({ text: z.string(), at: z.string() })),
});
export type RecordDetail = z.infer<typeof recordDetail>;

export const unbilledRow = recordRow.extend({ ignored: z.object({ reason: z.string(), who: z.string(), at: z.string() }).nullable() });
export type UnbilledRow = z.infer<typeof unbilledRow>;

const slice = { limit: z.coerce.number().int().min(1).max(200).default(50), offset: z.coerce.number().int().min(0).default(0) };
const list = z.enum(unbilledLists);
const recordIds = z.array(z.string().min(1)).min(1).max(mostEnrolledTogether);
const notFound = { NOT_FOUND: { status: 404, message: "There is nothing with this id in this workspace." } };

export const foundRecord = recordRow.pick({ id: true, name: true, url: true, standing: true, amount: true, currency: true });
export type FoundRecord = z.infer<typeof foundRecord>;

export const recordsContract = {
  find: oc
    .route({ method: "GET", path: "/records/{objectType}/find", summary: "Find records by name", tags: ["records"], description: "Records by parts of the words of their names or by their id, for pickers: those that were read, and those that only the CRM has yet. Without a text the last changed." })
    .input(z.object({ objectType, text: z.string().trim().max(200).default(""), limit: z.coerce.number().int().min(1).max(50).default(20) }))
    .output(z.array(foundRecord)),
  list: oc
    .route({ method: "GET", path: "/records/{objectType}", summary: "List records", tags: ["records"], description: "Records as last read from the CRM, the last changed first." })
    .input(z.object({ objectType, search: z.string().max(200).optional(), standing: z.enum(standings).optional(), hasDocuments: z.stringbool().or(z.boolean()).optional(), ...slice }))
    .output(z.object({ rows: z.array(recordRow), total: z.number() })),
  get: oc
    .route({ method: "GET", path: "/records/{objectType}/{id}", summary: "Read a record", tags: ["records"], description: "One record with its properties, what it is associated with, its documents and its enrollments." })
    .input(z.object({ objectType, id: z.string() }))
    .output(recordDetail)
    .errors(notFound),
};

export const unbilledContract = {
  counts: oc.route({ method: "GET", path: "/unbilled", summary: "Count what is unbilled", tags: ["unbilled"] }).output(z.record(list, z.number())),
  list: oc
    .route({ method: "GET", path: "/unbilled/{list}", summary: "List what is unbilled", tags: ["unbilled"], description: "Won deals and paid payments without a document, refunds without a refund receipt, fees without an expense." })
    .input(z.object({ list, isIgnored: z.stringbool().or(z.boolean()).default(false), ...slice }))
    .output(z.object({ rows: z.array(unbilledRow), total: z.number(), sums: z.array(z.object({ currency: z.string(), amount: z.string(), count: z.number() })) })),
  enroll: oc
    .route({ method: "POST", path: "/unbilled/{list}/enroll", summary: "Enroll from the list", tags: ["unbilled"], description: `Takes up to ${mostEnrolledTogether} records into a workflow; each has an answer of its own.` })
    .input(z.object({ list, workflowId: z.string(), recordIds }))
    .output(z.object({ enrolled: z.number(), refused: z.array(z.object({ recordId: z.string(), failures: z.array(explainedFailure) })) }))
    .errors(notFound),
  ignore: oc
    .route({ method: "POST", path: "/unbilled/{list}/ignore", summary: "Leave records out of the list", tags: ["unbilled"], description: "Leaves records out of the list, with the reason." })
    .input(z.object({ list, recordIds, reason: z.string().trim().min(1).max(500) }))
    .output(z.object({ ignored: z.number() })),
  heed: oc
    .route({ method: "POST", path: "/unbilled/{list}/heed", summary: "Put records back on the list", tags: ["unbilled"], description: "Puts ignored records back on the list." })
    .input(z.object({ list, recordIds }))
    .output(z.object({ heeded: z.number() })),
};
