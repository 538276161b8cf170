/** How workflows are built: the catalog of actions, new workflows, names, drafts. */
import { allowedActions, groupOf, outputsOf, stepsNotAllowed } from "#actions/catalog.ts";
import { stepActionOf } from "#actions/index.ts";
import { outputsBefore } from "#actions/placeholders.ts";
import { fromRecipe, meaningsOf, type Recipe, recipes } from "#actions/recipes.ts";
import { newGroupFilters } from "#actions/review/source-filter.ts";
import type { CatalogAction } from "#api/workflow-life.ts";
import { type Instant, later } from "#domain/dates.ts";
import type { WorkflowId, WorkspaceId } from "#domain/ids.ts";
import { emptyDefinition, type Workflow, type WorkflowDefinition, type WorkflowObjectType } from "#domain/workflow.ts";
import type { Meaning, WellKnownProperty } from "#domain/well-known.ts";
import { repeatedIds, stepOfId } from "#domain/workflow-path.ts";
import { api } from "./api.ts";
import { deed, noteDown } from "./audit.ts";
import type { Caller, ServerParts } from "./context.ts";
import { stepReply } from "./forms.ts";
import { currentDetail, detailOf, drawnOf, find, standsForCrmStep } from "./workflow-detail.ts";
import { problemInWords } from "./finding-reply.ts";
import { explainedReply, recordTypesNow, said, saidWith } from "./language.ts";

export const workflowLife = {
  catalog: api.workflows.catalog.handler(async ({ input, context: { parts, caller } }) => ({
    actions: await Promise.all(allowedActions(input.objectType).map((action) => catalogEntry(parts, caller.workspaceId, input.objectType, action))),
  })),

  newGroup: api.workflows.newGroup.handler(async ({ input, context: { parts, caller } }) => {
    const sources = await wellKnownOfEach(parts, caller.workspaceId, input.objectType, "payment-source");
    return { filters: newGroupFilters(input.objectType, input.actions, sources) };
  }),

  stepForm: api.workflows.stepForm.handler(async ({ input, context: { parts, caller }, errors }) => {
    if (stepActionOf(input.action) === undefined) throw errors.NOT_FOUND();
    const records = recordsOf(parts, caller.workspaceId, input.objectType);
    return (await stepReply(parts.store, caller.workspaceId, { id: "new", action: input.action, settings: input.settings }, records, [])).form;
  }),

  recipes: api.workflows.recipes.handler(() => recipes.map(({ id, title, description, objectType }) => ({ id, title: said(title), description: said(description), objectType }))),

  create: api.workflows.create.handler(async ({ input, context: { parts, caller }, errors }) => {
    const recipe = recipes.find(({ id }) => id === input.recipe);
    if (input.recipe !== undefined && recipe === undefined) throw errors.NOT_FOUND();
    if (recipe !== undefined && recipe.objectType !== input.objectType) throw errors.NOT_ALLOWED({ data: { problems: [saidWith("The recipe \"{title}\" is for {types}.", { title: said(recipe.title), types: recordTypesNow(recipe.objectType) })] } });
    const definition = recipe === undefined ? emptyDefinition(input.objectType) : await definitionByRecipe(parts, caller.workspaceId, recipe);
    const workflow = await createDraft(parts, caller, input.name, definition);
    await noteDown(parts, caller, deed("created the workflow"), workflow.id);
    return detailOf(parts, workflow);
  }),

  copy: api.workflows.copy.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const copy = await createDraft(parts, caller, input.name, drawnOf(workflow).definition);
    await noteDown(parts, caller, deed('created the workflow as a copy of "{name}"', { name: workflow.name }), copy.id);
    return detailOf(parts, copy);
  }),

  remove: api.workflows.remove.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    if (await standsForCrmStep(parts, workflow)) {
      throw errors.REFUSED({ data: { failures: [explainedReply({ code: "workflow-of-crm", workflowName: workflow.name })] } });
    }
    if (!(await parts.store.removeWorkflow(workflow.id, parts.clock.now()))) {
      const running = [...(await parts.store.runningByVersion(workflow.id)).values()].reduce((sum, count) => sum + count, 0);
      throw errors.REFUSED({ data: { failures: [explainedReply({ code: "workflow-in-use", workflow: workflow.name, isOn: workflow.state !== "off", running })] } });
    }
    await noteDown(parts, caller, deed('removed the workflow "{name}"', { name: workflow.name }), workflow.id);
    return { removed: workflow.id };
  }),

  placeholders: api.workflows.placeholders.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    const definition = workflow && drawnOf(workflow).definition;
    if (definition === undefined || stepOfId(definition.steps, input.stepId) === undefined) throw errors.NOT_FOUND();
    const kinds = [["record", definition.objectType, ""], ["contact", "contact", "contact."], ["company", "company", "company."]] as const;
    const properties = await Promise.all(kinds.map(async ([of, type, prefix]) => (await parts.properties(caller.workspaceId, type)).map(({ name, label }) => ({ of, name, label, placeholder: `{{${prefix}${name}}}` }))));
    return { outputs: outputsBefore(definition.steps, input.stepId), properties: properties.flat() };
  }),

  rename: api.workflows.rename.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    await parts.store.renameWorkflow(workflow.id, input.name, parts.clock.now());
    await noteDown(parts, caller, deed('renamed the workflow "{before}" to "{after}"', { before: workflow.name, after: input.name }), workflow.id);
    return currentDetail(parts, workflow);
  }),

  saveDraft: api.workflows.saveDraft.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    const problems = (await standsForCrmStep(parts, workflow)) ? [said(crmStepProblem)] : refusals(workflow.definition.objectType, input.definition).map(({ problem }) => problem);
    if (problems.length > 0) throw errors.NOT_ALLOWED({ data: { problems } });
    const basedOn = input.basedOn as Instant | null;
    const savedAt = momentAfter(parts.clock.now(), basedOn);
    if (!(await parts.store.saveDraft(workflow.id, { definition: input.definition, savedAt, savedBy: caller.who }, basedOn))) {
      throw errors.CONFLICT({ data: await draftOf(parts, workflow) });
    }
    await noteDown(parts, caller, deed("changed the draft"), workflow.id);
    return { savedAt };
  }),

  discardDraft: api.workflows.discardDraft.handler(async ({ input, context: { parts, caller }, errors }) => {
    const workflow = await find(parts, caller, input.id);
    if (workflow === undefined) throw errors.NOT_FOUND();
    if (!(await parts.store.discardDraft(workflow.id, input.basedOn as Instant))) throw errors.CONFLICT({ data: await draftOf(parts, workflow) });
    await noteDown(parts, caller, deed("discarded the draft"), workflow.id);
    return currentDetail(parts, workflow);
  }),
};

/** The CRM's next call would take any change back. */
const crmStepProblem = "This workflow stands for a step of a workflow in the CRM; change the step's settings there.";

/** A new workflow, off, with nothing but a draft. */
export async function createDraft(parts: ServerParts, caller: Caller, name: string, definition: WorkflowDefinition): Promise<Workflow> {
  const now = parts.clock.now();
  const workflow: Workflow = {
    id: parts.clock.newId() as WorkflowId,
    workspaceId: caller.workspaceId,
    name,
    state: "off",
    pausedBecause: null,
    version: 0,
    definition: emptyDefinition(definition.objectType),
    draft: { definition, savedAt: now, savedBy: caller.who },
    turnedOnAt: null,
    updatedAt: now,
  };
  await parts.store.createWorkflow(workflow);
  return workflow;
}

async function definitionByRecipe(parts: ServerParts, workspaceId: WorkspaceId, recipe: Recipe): Promise<WorkflowDefinition> {
  const books = (await parts.store.connections(workspaceId)).filter(({ role }) => role === "books");
  const known = await wellKnownProperties(parts, workspaceId, recipe.objectType, meaningsOf(recipe));
  return fromRecipe(recipe, known, books.length === 1 ? (books[0]?.id ?? null) : null).definition;
}

/** Where the workspace's CRMs keep what is meant, the oldest CRM's first; [] = they have none, or cannot be asked. */
async function wellKnownProperties(parts: ServerParts, workspaceId: WorkspaceId, objectType: WorkflowObjectType, meanings: readonly Meaning[]): Promise<Map<Meaning, readonly WellKnownProperty[]>> {
  return new Map(await Promise.all(meanings.map(async (meaning) => [meaning, (await wellKnownOfEach(parts, workspaceId, objectType, meaning)).flat()] as const)));
}

/** The same CRM by CRM. */
async function wellKnownOfEach({ store, crm }: ServerParts, workspaceId: WorkspaceId, objectType: WorkflowObjectType, meaning: Meaning): Promise<WellKnownProperty[][]> {
  const crms = await Promise.all((await store.connections(workspaceId)).filter(({ role }) => role === "crm").map(({ id }) => crm(id)));
  const answers = await Promise.all(crms.map((one) => one.wellKnown(objectType, meaning)));
  return answers.map((answer) => (answer.ok ? answer.value : []));
}

/** What not even a draft may be: another object type, an action that it does not allow, two steps of one id. */
export function refusals(objectType: WorkflowObjectType, definition: WorkflowDefinition): { part: "objectType" | "steps"; problem: string }[] {
  return [
    ...(definition.objectType === objectType ? [] : [{ part: "objectType" as const, problem: saidWith("The workflow runs on {types}, and that never changes.", { types: recordTypesNow(objectType) }) }]),
    ...stepsNotAllowed(objectType, definition.steps).map(({ problem }) => ({ part: "steps" as const, problem: problemInWords(problem).happened })),
    ...repeatedIds(definition.steps).map((stepId) => ({ part: "steps" as const, problem: problemInWords({ code: "step-id-repeated", stepId }).happened })),
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
    title: said(action.title),
    group: said(groupOf(action)),
    description: said(action.description),
    form,
    usual: action.usual,
    branchesBy: "branchesBy" in action ? (action.branchesBy ?? null) : null,
    documents: "documents" in action ? [...action.documents] : [],
    outputs: outputsOf(action).map(({ name, label }) => ({ name, label: said(label) })),
  };
}
