/** The OpenAPI description of `/api/v1`, made from the contract. */
import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import type { z } from "zod";
import { approvalRow } from "#api/approval.ts";
import { batchPlan } from "#api/batch-plan.ts";
import { connectionRow } from "#api/connection.ts";
import { contract } from "#api/contract.ts";
import { documentPlan } from "#api/document-plan.ts";
import { documentDetail, documentRow } from "#api/document.ts";
import { enrollmentDetail, enrollmentRow, explainedRecord, dryRun, stepAttemptReply } from "#api/enrollment.ts";
import { explainedFailure } from "#api/failure.ts";
import { formField } from "#api/form.ts";
import { ownRecordReply } from "#api/own-record.ts";
import { stepReply, workflowDetail, workflowRow } from "#api/workflow.ts";
import { filter, filterGroup, propertyFilter } from "#domain/trigger.ts";
import { draftDefinition, workflowDefinition } from "#domain/workflow.ts";
import { withWholeOperations } from "./described-operations.ts";

/** What many answers hold is described once and referred to: generated clients get one type each, and the description stays small. */
const commonSchemas = {
  ...answered({
    ApprovalRow: approvalRow,
    BatchPlan: batchPlan,
    Connection: connectionRow,
    Document: documentDetail,
    DocumentPlan: documentPlan,
    DocumentRow: documentRow,
    DryRun: dryRun,
    Enrollment: enrollmentDetail,
    EnrollmentRow: enrollmentRow,
    ExplainedRecord: explainedRecord,
    Failure: explainedFailure,
    Filter: filter,
    FilterGroup: filterGroup,
    FormField: formField,
    OwnRecord: ownRecordReply,
    PropertyFilter: propertyFilter,
    Step: stepReply,
    StepAttempt: stepAttemptReply,
    Workflow: workflowDetail,
    WorkflowDefinition: workflowDefinition,
    WorkflowDraft: draftDefinition,
    WorkflowRow: workflowRow,
  }),
  // What has defaults may be left out when it is given, and is always there in an answer.
  GivenFilter: { schema: filter, strategy: "input" },
  GivenFilterGroup: { schema: filterGroup, strategy: "input" },
  GivenWorkflowDefinition: { schema: workflowDefinition, strategy: "input" },
  GivenWorkflowDraft: { schema: draftDefinition, strategy: "input" },
} as const;

function answered<Schemas extends Record<string, z.ZodType>>(schemas: Schemas): Record<string, { schema: z.ZodType; strategy: "output" }> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, { schema, strategy: "output" as const }]));
}

/** The description, for `GET /api/openapi.json`. */
export async function describeApi(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const generated = await generator.generate(contract, {
    info: {
      title: "Ledgerline",
      version,
      description: "Everything of one workspace. Programs send an API key as `Authorization: Bearer llk_...`; its role says what it may do.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ apiKey: [] }, { session: [] }],
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "ledgerline.session_token" },
        apiKey: { type: "http", scheme: "bearer", bearerFormat: "llk_..." },
      },
    },
    commonSchemas,
  });
  return withWholeOperations(generated);
}
