/** Workflows as files. */
import { oc } from "@orpc/contract";
import { z } from "zod";
import { dryRun } from "./enrollment.ts";
import { explainedFailure } from "./failure.ts";
import { workflowDetail } from "./workflow.ts";
import { changeReply, findingReply } from "./workflow-life.ts";

/** What is wrong in a file; `path` is empty when it cannot be told. */
const fileProblem = z.object({ line: z.number(), path: z.string(), problem: z.string() });
export type FileProblem = z.infer<typeof fileProblem>;

const fileFinding = findingReply.extend({ line: z.number() });
export type FileFinding = z.infer<typeof fileFinding>;

/** What a file is worth: problems that keep it from being read, or else what a review finds. */
export const fileCheck = z.object({
  problems: z.array(fileProblem),
  findings: z.array(fileFinding),
  /** The workflow that it was checked as: the one that was asked for, or the only one with the file's name and records; null = a new one. */
  workflow: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** What it changes of that workflow; null = it would be a new one. */
  changes: z.array(changeReply).nullable(),
});
export type FileCheck = z.infer<typeof fileCheck>;

const yaml = z.string().max(1_000_000, "a file has at most 1,000,000 characters");
const notFound = { NOT_FOUND: { status: 404, message: "There is nothing with this id in this workspace." } };
const unreadable = { UNREADABLE: { status: 422, message: "The file cannot be used as it is.", data: z.object({ problems: z.array(fileProblem) }) } };
const refused = { REFUSED: { status: 422, message: "This cannot be done now.", data: z.object({ failures: z.array(explainedFailure) }) } };

export const workflowFiles = {
  exportFile: oc
    .route({ method: "GET", path: "/workflows/{id}/file", summary: "Export a workflow as a file", tags: ["workflow files"], description: "YAML of a version, or of the draft (the published version while there is none)." })
    .input(z.object({ id: z.string(), version: z.coerce.number().int().min(1).optional() }))
    .output(z.object({ yaml: z.string(), fileName: z.string() }))
    .errors(notFound),
  /** As the draft of the workflow that is named, in place of the draft it has; without one as a new workflow. */
  importFile: oc
    .route({ method: "POST", path: "/workflow-files", summary: "Import a workflow file", tags: ["workflow files"] })
    .input(z.object({ yaml, workflowId: z.string().optional() }))
    .output(workflowDetail)
    .errors({ ...notFound, ...unreadable }),
  validateFile: oc
    .route({ method: "POST", path: "/workflow-files/validate", summary: "Check a workflow file", tags: ["workflow files"], description: "The same checks as before publishing, as a new state of the workflow that is named, or that has the file's name. Writes nothing." })
    .input(z.object({ yaml, workflowId: z.string().optional() }))
    .output(fileCheck)
    .errors(notFound),
  planFile: oc
    .route({ method: "POST", path: "/workflow-files/plan", summary: "Plan with a workflow file", tags: ["workflow files"], description: "What the file's workflow would do for a record now. Writes nothing." })
    .input(z.object({ yaml, recordId: z.string().trim().min(1) }))
    .output(dryRun)
    .errors({ ...unreadable, ...refused }),
  fileSchema: oc.route({ method: "GET", path: "/workflow-files/schema", summary: "Get the schema of workflow files", tags: ["workflow files"], description: "The JSON schema of workflow files." }).output(z.record(z.string(), z.unknown())),
};
