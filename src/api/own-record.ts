/** Own records over the API: people put records in themselves, by the ids that these have where they come from. */
import { oc } from "@orpc/contract";
import { z } from "zod";
import { associationRoles, soldTypes } from "../domain/own-records/fields.ts";
import { objectType } from "../domain/record.ts";

/** The kinds that people put in; invoices and subscriptions of a CRM are only looked at. */
const ownType = objectType.refine((type): boolean => type !== "invoice" && type !== "subscription", "invoices and subscriptions are not put in");

/** The most records that one request may put in. */
export const mostPutTogether = 1_000;

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
const properties = z.record(z.string(), value).describe("Property name -> value. What is absent stays as it is; null or \"\" empties the property.");
const externalId = z.string().describe("The id that the record has where it comes from; unique per kind.");

const associate = z.object({
  externalId,
  roles: z.array(z.enum(associationRoles)).default([]).describe("What they are to the record: primary, billing, signer."),
  labels: z.array(z.string()).default([]).describe("Your own names for the association."),
});
const lineItem = z.object({ externalId: externalId.optional(), properties });

/** One record as it is put in, without its id. */
const content = {
  properties,
  contacts: z.array(associate).max(100).optional().describe("All contacts of a deal, quote or payment; absent = as they are."),
  companies: z.array(associate).max(100).optional().describe("All companies of a deal, quote or payment; absent = as they are."),
  lineItems: z.array(lineItem).max(500).optional().describe("All line items of a deal, quote or payment, in their order: others are removed. Absent = as they are."),
  belongsTo: z.object({ objectType: z.enum(soldTypes), externalId }).optional().describe("The record that a line item stands on."),
};
const startsWorkflows = z.boolean().default(true).describe("False = the records are only kept: no workflow starts because of them.");

export const fieldProblem = z.object({ field: z.string(), problem: z.string(), fix: z.string() });
const outcomes = ["created", "changed", "same"] as const;

export const ownRecordReply = z.object({
  id: z.string().describe("Ledgerline's own id of the record, to enroll it by."),
  objectType: ownType,
  externalId,
  name: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
  contacts: z.array(associate),
  companies: z.array(associate),
  lineItems: z.array(z.object({ externalId, properties: z.record(z.string(), z.string().nullable()) })),
  createdAt: z.string(),
  modifiedAt: z.string(),
  url: z.string(),
});
export type OwnRecordReply = z.infer<typeof ownRecordReply>;

const putResult = z.union([
  z.object({ externalId, outcome: z.enum(outcomes), id: z.string() }),
  z.object({ externalId, outcome: z.literal("refused"), problems: z.array(fieldProblem) }),
]);

export const propertyTypes = ["text", "number", "enumeration", "multi-select", "boolean", "date", "datetime"] as const;
export const ownProperty = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(propertyTypes),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  isRequired: z.boolean(),
  isCustom: z.boolean(),
});

const invalidRecord = {
  INVALID_RECORD: { status: 422, message: "The record was not kept: some fields need another value.", data: z.object({ problems: z.array(fieldProblem) }) },
};
const notFound = { NOT_FOUND: { status: 404, message: "There is no own record of this kind with this id in this workspace." } };
const named = z.object({ objectType: ownType, externalId });
const tags = ["own records"];

export const ownRecordsContract = {
  put: oc
    .route({ method: "PUT", path: "/own-records/{objectType}/{externalId}", tags, summary: "Put a record in", description: "Creates the record or changes it. Repeating it changes nothing." })
    .input(z.object({ objectType: ownType, externalId, ...content, startsWorkflows }))
    .output(z.object({ outcome: z.enum(outcomes), record: ownRecordReply }))
    .errors(invalidRecord),
  putMany: oc
    .route({
      method: "POST", path: "/own-records/{objectType}/batch", tags, summary: "Put many records in",
      description: `Up to ${mostPutTogether} records of one kind. Each has a result of its own, in their order; one that is refused does not hold the others up.`,
    })
    .input(z.object({ objectType: ownType, records: z.array(z.object({ externalId, ...content })).min(1).max(mostPutTogether), startsWorkflows, isDryRun: z.boolean().default(false).describe("True = nothing is written; the answer says what would become of each record.") }))
    .output(z.object({ created: z.number(), changed: z.number(), same: z.number(), refused: z.number(), results: z.array(putResult) })),
  get: oc.route({ method: "GET", path: "/own-records/{objectType}/{externalId}", tags, summary: "Read a record" }).input(named).output(ownRecordReply).errors(notFound),
  list: oc
    .route({ method: "GET", path: "/own-records/{objectType}", tags, summary: "List records", description: "In order of their external ids; `after` = the last one of the page before." })
    .input(z.object({ objectType: ownType, limit: z.coerce.number().int().min(1).max(200).default(50), after: z.string().optional() }))
    .output(z.array(ownRecordReply)),
  remove: oc
    .route({ method: "DELETE", path: "/own-records/{objectType}/{externalId}", tags, summary: "Remove a record", description: "Removes it with its line items. Documents that were made from it stay." })
    .input(named)
    .output(z.object({ removed: z.literal(true) }))
    .errors(notFound),
  properties: oc
    .route({ method: "GET", path: "/own-record-properties/{objectType}", tags, summary: "List the properties of a kind" })
    .input(z.object({ objectType: ownType }))
    .output(z.array(ownProperty)),
  saveProperty: oc
    .route({ method: "PUT", path: "/own-record-properties/{objectType}/{name}", tags, summary: "Define a property", description: "Adds a property of your own to a kind of records, or changes its label and options. Its type stays." })
    .input(
      z.object({
        objectType: ownType,
        name: z.string(),
        label: z.string().trim().min(1).max(200),
        type: z.enum(propertyTypes),
        options: z.array(z.object({ value: z.string().trim().min(1).max(200), label: z.string().trim().min(1).max(200) })).max(500).default([]),
      }),
    )
    .output(ownProperty)
    .errors(invalidRecord),
};
