/** How workflows are built: the catalog of actions, new workflows, names, drafts. */
import { allowedActions, groupOf, outputsOf, stepsNotAllowed } from "#actions/catalog.ts";
import { stepActionOf } from "#actions/index.ts";
import type { CatalogAction } from "#api/workflow-life.ts";
import { type Instant, later } from "#domain/dates.ts";
import type { WorkflowId, WorkspaceId } from "#domain/ids.ts";
import { emptyDefinition, type Workflow, type WorkflowDefinition, type WorkflowObjectType } from "#domain/workflow.ts";
import { repeatedIds } from "#domain/workflow-path.ts";
import { api } from "./api.ts";
import { noteDown } from "./audit.ts";
import type { ServerParts } from "./context.ts";
import { stepReply } from "./forms.ts";
import { currentDetail, detailOf, find } from "./workflow-detail.ts";

export const workflowLife = {
  catalog: api.workflows.catalog.handler(async ({ input, context: { parts, caller } }) => ({
    actions: await Promise.all(allowedActions(input.objectType).map((action) => catalogEntry(parts, caller.workspaceId, input.objectType, action))),
  })),

  newGroup: api.workflows.newGroup.handler(async () => ({ filters: [] })),

  stepForm: api.workflows.stepForm.handler(async ({ input, context: { parts, caller }, errors }) => {
    if (stepActionOf(input.action) === undefined) throw errors.NOT_FOUND();
    const records = recordsOf(parts, caller.workspaceId, input.objectType);
    return (await stepReply(parts.store, caller.workspaceId, { id: "new", action: input.action, settings: input.settings }, records, [])).form;
  }),

  create: api.workflows.create.handler(async ({ input, context: { parts, caller } }) => {
    const now = parts.clock.now();
    const definition = emptyDefinition(input.objectType);
    const workflow: Workflow = {
      id: parts.clock.newId() as WorkflowId,
      workspaceId: caller.workspaceId,
      name: input.name,
      state: "off",
      pausedBecause: null,
      version: 0,
      definition,
      draft: { definition, savedAt: now, savedBy: caller.email },
      turnedOnAt: null,
      updatedAt: now,
    };
    await parts.store.createWorkflow(workflow);
    await noteDown(parts, caller, "created the workflow", workflow.id);
    return detailOf(parts, workflow);
  }),

  rename: api.workflows.rename.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    await parts.store.renameWorkflow(workflow.id, input.name, parts.clock.now());
    await noteDown(parts, caller, `renamed the workflow "${workflow.name}" to "${input.name}"`, workflow.id);
    return currentDetail(parts, workflow);
  }),

  saveDraft: api.workflows.saveDraft.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const problems = refusals(workflow.definition.objectType, input.definition);
    if (problems.length > 0) throw errors.NOT_ALLOWED({ data: { problems } });
    const basedOn = input.basedOn as Instant | null;
    const savedAt = momentAfter(parts.clock.now(), basedOn);
    if (!(await parts.store.saveDraft(workflow.id, { definition: input.definition, savedAt, savedBy: caller.email }, basedOn))) {
      throw errors.CONFLICT({ data: await draftOf(parts, workflow) });
    }
    return { savedAt };
  }),

  discardDraft: api.workflows.discardDraft.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    if (!(await parts.store.discardDraft(workflow.id, input.basedOn as Instant))) throw errors.CONFLICT({ data: await draftOf(parts, workflow) });
    await noteDown(parts, caller, "discarded the draft", workflow.id);
    return currentDetail(parts, workflow);
  }),
};

/** What not even a draft may be: another object type, an action that it does not allow, two steps of one id. */
export function refusals(objectType: WorkflowObjectType, definition: WorkflowDefinition): string[] {
  return [
    ...(definition.objectType === objectType ? [] : [`the workflow runs on ${objectType}s, and that never changes`]),
    ...stepsNotAllowed(objectType, definition.steps).map(({ problem }) => problem),
    ...repeatedIds(definition.steps).map((id) => `the step id "${id}" is used more than once`),
  ];
}

/** The draft there is now, for somebody whose own was refused. */
export async function draftOf(parts: ServerParts, { workspaceId, id }: Workflow): Promise<{ savedBy: string | null; savedAt: string | null }> {
  const draft = (await parts.store.workflow(workspaceId, id))?.draft;
  return { savedBy: draft?.savedBy ?? null, savedAt: draft?.savedAt ?? null };
}

/** Two states of a draft never have the same moment, however fast they are saved. */
export function momentAfter(now: Instant, before: Instant | null): Instant {
  return before === null || now > before ? now : later(before, 1);
}

function recordsOf(parts: ServerParts, workspaceId: WorkspaceId, objectType: WorkflowObjectType) {
  return { objectType, propertiesOf: (type: Parameters<ServerParts["properties"]>[1]) => parts.properties(workspaceId, type) };
}

async function catalogEntry(parts: ServerParts, workspaceId: WorkspaceId, objectType: WorkflowObjectType, action: ReturnType<typeof allowedActions>[number]): Promise<CatalogAction> {
  const { form } = await stepReply(parts.store, workspaceId, { id: "new", action: action.kind, settings: {} }, recordsOf(parts, workspaceId, objectType), []);
  return {
    kind: action.kind,
    title: action.title,
    group: groupOf(action),
    description: action.description,
    form,
    usual: action.usual,
    branchesBy: "branchesBy" in action ? (action.branchesBy ?? null) : null,
    documents: "documents" in action ? [...action.documents] : [],
    outputs: [...outputsOf(action)],
  };
}
