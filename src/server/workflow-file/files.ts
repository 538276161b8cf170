/** Workflows as files: export, import, and the checks and plans of a file that is not imported. */
import { Document, isMap, isSeq } from "yaml";
import { stepActionOf } from "#actions/index.ts";
import { fileOf, workflowFileSchema } from "#actions/workflow-file.ts";
import type { FileFinding, FileProblem } from "#api/workflow-file.ts";
import type { Instant } from "#domain/dates.ts";
import type { Finding } from "#domain/finding.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import { matchingKey } from "#domain/matching.ts";
import type { Workflow, WorkflowDefinition, WorkflowStep } from "#domain/workflow.ts";
import { api } from "../api.ts";
import { deed, noteDown } from "../audit.ts";
import type { Caller, ServerParts } from "../context.ts";
import { findingReply } from "../finding-reply.ts";
import { explainedReply, said } from "../language.ts";
import { dryRunReply } from "../dry-run-reply.ts";
import { changesInWords } from "../workflow-changes.ts";
import { currentDetail, detailOf, drawnOf, find } from "../workflow-detail.ts";
import { createDraft, momentAfter, refusals } from "../workflow-life.ts";
import { workflowInWords } from "../workflow-words.ts";
import { type Names, withIds, withNames } from "./entries.ts";
import { type FilePath, readWorkflowFile, type ReadFile } from "./yaml-text.ts";

export const files = {
  exportFile: api.workflows.exportFile.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    const definition = workflow && (input.version === undefined ? drawnOf(workflow).definition : await parts.store.workflowVersion(workflow.id, input.version));
    if (workflow === undefined || definition === undefined) throw errors.NOT_FOUND();
    return { yaml: await yamlOf(parts, caller.workspaceId, workflow.name, definition), fileName: `${fileNameOf(workflow.name)}.yaml` };
  }),

  importFile: api.workflows.importFile.handler(async ({ input, context: { parts, caller }, errors }) => {
    const existing = input.workflowId === undefined ? undefined : await find(parts, caller, input.workflowId);
    if (input.workflowId !== undefined && existing === undefined) throw errors.NOT_FOUND();
    const read = await readFile(parts, caller, input.yaml, existing);
    if ("problems" in read) throw errors.UNREADABLE({ data: read });
    if (existing !== undefined) {
      await replaceDraft(parts, caller, existing, read.definition);
      await noteDown(parts, caller, deed("imported a file into the draft"), existing.id);
      return currentDetail(parts, existing);
    }
    const created = await createDraft(parts, caller, read.name, read.definition);
    await noteDown(parts, caller, deed("imported the workflow from a file"), created.id);
    return detailOf(parts, created);
  }),

  validateFile: api.workflows.validateFile.handler(async ({ input, context: { parts, caller }, errors }) => {
    const named = input.workflowId === undefined ? undefined : await find(parts, caller, input.workflowId);
    if (input.workflowId !== undefined && named === undefined) throw errors.NOT_FOUND();
    const read = await readFile(parts, caller, input.yaml, named);
    if ("problems" in read) return { problems: read.problems, findings: [], workflow: named === undefined ? null : { id: named.id, name: named.name }, changes: null };
    const existing = named ?? (await workflowOfFile(parts, caller, read));
    const findings = await parts.engine.review(caller.workspaceId, existing?.id ?? null, read.definition);
    const changes = existing === undefined ? null : await changesInWords(parts, caller.workspaceId, drawnOf(existing).definition, read.definition);
    return { problems: [], findings: findings.map((finding) => placed(finding, read)), workflow: existing === undefined ? null : { id: existing.id, name: existing.name }, changes };
  }),

  planFile: api.workflows.planFile.handler(async ({ input, context: { parts, caller }, errors }) => {
    const read = await readFile(parts, caller, input.yaml, undefined);
    if ("problems" in read) throw errors.UNREADABLE({ data: read });
    const existing = await workflowOfFile(parts, caller, read);
    const run = await parts.engine.dryRunOf(caller.workspaceId, existing?.id ?? null, read.definition, input.recordId);
    if (!run.ok) throw errors.REFUSED({ data: { failures: run.error.map((failure) => explainedReply(failure)) } });
    return dryRunReply(parts, { workspaceId: caller.workspaceId, definition: read.definition }, run.value);
  }),

  fileSchema: api.workflows.fileSchema.handler(() => ({ ...workflowFileSchema() })),
};

/** The file, with ids for names; or everything that is wrong with it. */
async function readFile(parts: ServerParts, caller: Caller, yaml: string, existing: Workflow | undefined): Promise<ReadFile | { problems: FileProblem[] }> {
  const read = readWorkflowFile(yaml);
  if ("problems" in read) return read;
  const { file } = read;
  const { objectType } = existing?.definition ?? file.definition;
  const refused = refusals(objectType, file.definition).map(({ part, problem }) => ({ line: file.lineOf([part]), path: "", problem }));
  const { steps, problems } = await withIds(await namesOf(parts, caller.workspaceId), file.definition.steps, file.lineOf);
  return refused.length + problems.length > 0 ? { problems: [...refused, ...problems].toSorted((a, b) => a.line - b.line) } : { ...file, definition: { ...file.definition, steps } };
}

/** The only workflow with the file's name and records: a file that was exported from it is not a second workflow for the same. */
async function workflowOfFile({ store }: ServerParts, caller: Caller, { name, definition }: ReadFile): Promise<Workflow | undefined> {
  const named = (await store.workflows(caller.workspaceId)).filter((one) => matchingKey(one.name) === matchingKey(name) && one.definition.objectType === definition.objectType);
  return named.length === 1 ? named[0] : undefined;
}

/** Whoever imports means to replace what is there. */
async function replaceDraft(parts: ServerParts, caller: Caller, { workspaceId, id }: Workflow, definition: WorkflowDefinition): Promise<void> {
  for (;;) {
    const basedOn: Instant | null = (await parts.store.workflow(workspaceId, id))?.draft?.savedAt ?? null;
    const draft = { definition, savedAt: momentAfter(parts.clock.now(), basedOn), savedBy: caller.who };
    if (await parts.store.saveDraft(id, draft, basedOn)) return;
  }
}

async function namesOf({ store }: ServerParts, workspaceId: WorkspaceId): Promise<Names> {
  const connections = await store.connections(workspaceId);
  return { store, books: connections.flatMap((one) => (one.role === "books" ? [one] : [])) };
}

/** YAML with what triggers and steps mean as comments. */
async function yamlOf(parts: ServerParts, workspaceId: WorkspaceId, name: string, definition: WorkflowDefinition): Promise<string> {
  const steps = await withNames(await namesOf(parts, workspaceId), definition.steps);
  const document = new Document(fileOf(name, { ...definition, steps }));
  const { triggers } = await workflowInWords(parts, workspaceId, definition);
  triggers.forEach((words, group) => words.forEach((filter, index) => explain(document, ["triggerGroups", group, "filters", index], filter)));
  explainSteps(document, definition.steps, ["steps"]);
  return document.toString({ lineWidth: 120 });
}

function explainSteps(document: Document, steps: readonly WorkflowStep[], path: FilePath): void {
  for (const [index, step] of steps.entries()) {
    explain(document, [...path, index], said(stepActionOf(step.action)?.title ?? step.action));
    (step.branches ?? []).forEach((branch, way) => explainSteps(document, branch.steps, [...path, index, "branches", way, "steps"]));
  }
}

function explain(document: Document, path: FilePath, words: string): void {
  const node = document.getIn(path, true);
  if (isMap(node) || isSeq(node)) node.commentBefore = words.replaceAll(/^/gm, " ");
}

/** A finding with the line that it is about. */
function placed(finding: Finding, { definition, lineOf }: ReadFile): FileFinding {
  const field = finding.field?.split(".") ?? [];
  const path = finding.stepId === null ? field : [...(pathOf(definition.steps, finding.stepId, ["steps"]) ?? ["steps"]), ...(field[0] === "branches" || field.length === 0 ? field : ["settings", ...field])];
  return { ...findingReply(finding, null), line: lineOf(path) };
}

function pathOf(steps: readonly WorkflowStep[], id: string, path: FilePath): FilePath | undefined {
  for (const [index, step] of steps.entries()) {
    if (step.id === id) return [...path, index];
    for (const [way, branch] of (step.branches ?? []).entries()) {
      const inside = pathOf(branch.steps, id, [...path, index, "branches", way, "steps"]);
      if (inside !== undefined) return inside;
    }
  }
  return undefined;
}

function fileNameOf(name: string): string {
  return name.normalize("NFKD").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "") || "workflow";
}
