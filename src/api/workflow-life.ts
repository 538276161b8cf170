/** How workflows are built and published: catalog, drafts, review, versions, files. */
import { oc } from "@orpc/contract";
import { z } from "zod";
import { findingLevels } from "../domain/finding.ts";
import { filter } from "../domain/trigger.ts";
import { draftDefinition, override, workflowObjectType } from "../domain/workflow.ts";
import { documentKind } from "../domain/document/kind.ts";
import { explainedFailure } from "./failure.ts";
import { formField } from "./form.ts";
import { workflowDetail } from "./workflow.ts";

/** What a step leaves for later ones. */
const stepOutput = z.object({ name: z.string(), label: z.string() });

/** An action that workflows on an object type may use. */
export const catalogAction = z.object({
  kind: z.string(),
  title: z.string(),
  /** Actions are listed under these, in the order they come. */
  group: z.string(),
  description: z.string(),
  form: z.array(formField),
  /** Settings while nobody chose anything. */
  usual: z.record(z.string(), z.unknown()),
  /** How its ways out are chosen; null = it does not branch. */
  branchesBy: z.enum(["filters", "values"]).nullable(),
  /** The kinds of documents it makes; [] = none. */
  documents: z.array(documentKind),
  outputs: z.array(stepOutput),
});
export type CatalogAction = z.infer<typeof catalogAction>;

/** One finding of a review. */
export const findingReply = z.object({
  key: z.string(),
  level: z.enum(findingLevels),
  stepId: z.string().nullable(),
  field: z.string().nullable(),
  happened: z.string(),
  couldHappen: z.string(),
  doThis: z.string(),
  /** The reason that the published version keeps; null = none was given. */
  overriddenWith: z.string().nullable(),
});
export type FindingReply = z.infer<typeof findingReply>;

/** One difference between two definitions. */
export const changeReply = z.object({
  kind: z.enum(["added", "removed", "moved", "changed"]),
  /** Null = it is about the triggers or the whole workflow. */
  stepId: z.string().nullable(),
  field: z.string().nullable(),
  /** For example `Step 2, Create a QuickBooks invoice`. */
  where: z.string(),
  /** For example `Payment terms`; null = the whole of `where`. */
  what: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ChangeReply = z.infer<typeof changeReply>;

/** A step in words, with its branches. */
export interface StepInWords {
  id: string;
  title: string;
  settings: { label: string; value: string }[];
  branches: { name: string; when: string; steps: StepInWords[] }[];
}
const stepInWords: z.ZodType<StepInWords> = z.object({
  id: z.string(),
  title: z.string(),
  settings: z.array(z.object({ label: z.string(), value: z.string() })),
  branches: z.array(z.object({ name: z.string(), when: z.string(), steps: z.lazy(() => z.array(stepInWords)) })),
});

/** A whole workflow in words. */
export const workflowInWords = z.object({
  objectType: z.string(),
  /** Group by group, filter by filter; any group suffices. */
  triggers: z.array(z.array(z.string())),
  events: z.array(z.string()),
  /** Re-enrollment, limits, suppression: one sentence each. */
  rules: z.array(z.string()),
  steps: z.array(stepInWords),
});
export type WorkflowInWords = z.infer<typeof workflowInWords>;

export const reviewReply = z.object({
  words: workflowInWords,
  /** The gravest first. */
  findings: z.array(findingReply),
  /** What the draft changes of the published version; [] at version 0 or without a draft. */
  changes: z.array(changeReply),
  /** The draft that was reviewed, to publish exactly it; null = there is none. */
  basedOn: z.string().nullable(),
});
export type ReviewReply = z.infer<typeof reviewReply>;

export const versionRow = z.object({
  version: z.number(),
  publishedAt: z.string(),
  publishedBy: z.string().nullable(),
  note: z.string().nullable(),
  overrides: z.array(override),
  isCurrent: z.boolean(),
  /** How many enrollments run by it and are not over. */
  running: z.number(),
});
export type VersionRow = z.infer<typeof versionRow>;

export const versionDetail = versionRow.extend({ definition: draftDefinition, words: workflowInWords });

/** A workflow to begin with. */
export const recipeRow = z.object({ id: z.string(), title: z.string(), description: z.string(), objectType: workflowObjectType });

/** `placeholder` is written into the text, for example `{{steps.inv.number}}`. */
export const placeholdersReply = z.object({
  outputs: z.array(z.object({ stepId: z.string(), stepTitle: z.string(), name: z.string(), label: z.string(), placeholder: z.string() })),
  properties: z.array(z.object({ of: z.enum(["record", "contact", "company"]), name: z.string(), label: z.string(), placeholder: z.string() })),
});

const versionOrDraft = z.union([z.literal("draft"), z.coerce.number().int().min(1)]);
const refused = { REFUSED: { status: 422, message: "This cannot be done now.", data: z.object({ failures: z.array(explainedFailure) }) } };
const ofWorkflow = z.object({ id: z.string() });
const name = z.string().trim().min(1, "name the workflow").max(100, "a name has at most 100 characters");
const notFound = { NOT_FOUND: { status: 404, message: "There is nothing with this id in this workspace." } };
const conflict = { CONFLICT: { status: 409, message: "Somebody else saved this workflow meanwhile.", data: z.object({ savedBy: z.string().nullable(), savedAt: z.string().nullable() }) } };
/** The draft was understood and may not be published as it is. */
const hasFindings = { HAS_FINDINGS: { status: 422, message: "This cannot be published as it is.", data: z.object({ findings: z.array(findingReply) }) } };
const notAllowed = { NOT_ALLOWED: { status: 422, message: "The workflow cannot be like this.", data: z.object({ problems: z.array(z.string()) }) } };

/** The procedures, beside those that run workflows. */
export const workflowLife = {
  catalog: oc
    .route({ method: "GET", path: "/workflow-catalog/{objectType}", summary: "List the actions for a type of record", tags: ["workflows"], description: "The actions that workflows on this type of record may use." })
    .input(z.object({ objectType: workflowObjectType }))
    .output(z.object({ actions: z.array(catalogAction) })),
  /** The filters that a new trigger group of a workflow with these actions begins with. */
  newGroup: oc
    .route({ method: "POST", path: "/workflow-catalog/{objectType}/new-group", summary: "Get a new trigger group", tags: ["workflows"] })
    .input(z.object({ objectType: workflowObjectType, actions: z.array(z.string()).max(200) }))
    .output(z.object({ filters: z.array(filter) })),
  /** A step's form for settings that are not saved yet: its pickers look in the account that is chosen there. */
  stepForm: oc
    .route({ method: "POST", path: "/workflow-catalog/{objectType}/form", summary: "Get an action's form", tags: ["workflows"] })
    .input(z.object({ objectType: workflowObjectType, action: z.string(), settings: z.record(z.string(), z.unknown()) }))
    .output(z.array(formField))
    .errors(notFound),
  create: oc
    .route({ method: "POST", path: "/workflows", summary: "Make a workflow", tags: ["workflows"], description: "A new workflow is a draft: it is published and turned on by separate calls." })
    .input(z.object({ objectType: workflowObjectType, name, recipe: z.string().optional() }))
    .output(workflowDetail)
    .errors({ ...notFound, ...notAllowed }),
  recipes: oc.route({ method: "GET", path: "/workflow-recipes", summary: "List recipes", tags: ["workflows"], description: "Workflows to begin with." }).output(z.array(recipeRow)),
  /** The copy is a draft of its own, off. */
  copy: oc.route({ method: "POST", path: "/workflows/{id}/copy", summary: "Copy a workflow", tags: ["workflows"] }).input(ofWorkflow.extend({ name })).output(workflowDetail).errors(notFound),
  /** Takes it off every list, once it is off and nothing runs in it. Its documents and history stay. */
  remove: oc.route({ method: "DELETE", path: "/workflows/{id}", summary: "Remove a workflow", tags: ["workflows"] }).input(ofWorkflow).output(z.object({ removed: z.string() })).errors({ ...notFound, ...refused }),
  rename: oc.route({ method: "PUT", path: "/workflows/{id}/name", summary: "Rename a workflow", tags: ["workflows"] }).input(ofWorkflow.extend({ name })).output(workflowDetail).errors(notFound),
  /** Keeps the draft. `basedOn` = `savedAt` of the draft it was made from; null = there was none. */
  saveDraft: oc
    .route({ method: "PUT", path: "/workflows/{id}/draft", summary: "Save the draft", tags: ["workflows"] })
    .input(ofWorkflow.extend({ definition: draftDefinition, basedOn: z.string().nullable() }))
    .output(z.object({ savedAt: z.string() }))
    .errors({ ...notFound, ...conflict, ...notAllowed }),
  discardDraft: oc
    .route({ method: "POST", path: "/workflows/{id}/draft/discard", summary: "Discard the draft", tags: ["workflows"] })
    .input(ofWorkflow.extend({ basedOn: z.string() }))
    .output(workflowDetail)
    .errors({ ...notFound, ...conflict }),
  review: oc
    .route({ method: "GET", path: "/workflows/{id}/review", summary: "Review a workflow", tags: ["workflows"], description: "The draft (or else the published version) in words, with every finding." })
    .input(ofWorkflow)
    .output(reviewReply)
    .errors(notFound),
  /** Makes the draft the next version. Findings about money need an override with a reason; errors must be fixed. */
  publish: oc
    .route({ method: "POST", path: "/workflows/{id}/publish", summary: "Publish the draft", tags: ["workflows"] })
    .input(ofWorkflow.extend({ overrides: z.array(override).max(200).default([]), note: z.string().trim().max(1_000).default(""), basedOn: z.string().optional() }))
    .output(z.object({ version: z.number(), workflow: workflowDetail }))
    .errors({ ...notFound, ...conflict, ...hasFindings, ...notAllowed }),
  versions: oc.route({ method: "GET", path: "/workflows/{id}/versions", summary: "List versions", tags: ["workflows"], description: "Newest first." }).input(ofWorkflow).output(z.array(versionRow)).errors(notFound),
  /** What `to` changes of `from`. */
  compare: oc
    .route({ method: "GET", path: "/workflows/{id}/compare", summary: "Compare two versions", tags: ["workflows"] })
    .input(ofWorkflow.extend({ from: versionOrDraft, to: versionOrDraft }))
    .output(z.object({ changes: z.array(changeReply) }))
    .errors(notFound),
  /** Makes a version the draft. `basedOn` = `savedAt` of the draft that it replaces; null = there is none. */
  restore: oc
    .route({ method: "POST", path: "/workflows/{id}/versions/{version}/restore", summary: "Make an old version the draft", tags: ["workflows"] })
    .input(ofWorkflow.extend({ version: z.coerce.number().int().min(1), basedOn: z.string().nullable().default(null) }))
    .output(workflowDetail)
    .errors({ ...notFound, ...conflict }),
  /** What the texts of a step may use: properties, and what earlier steps leave. */
  placeholders: oc
    .route({ method: "GET", path: "/workflows/{id}/placeholders/{stepId}", summary: "List what texts of a step can use", tags: ["workflows"] })
    .input(ofWorkflow.extend({ stepId: z.string() }))
    .output(placeholdersReply)
    .errors(notFound),
  version: oc
    .route({ method: "GET", path: "/workflows/{id}/versions/{version}", summary: "Read a version", tags: ["workflows"] })
    .input(ofWorkflow.extend({ version: z.coerce.number().int().min(1) }))
    .output(versionDetail)
    .errors(notFound),
};
