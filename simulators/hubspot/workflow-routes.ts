/** The addresses of the workflows' pages. Their forms ask the app for options as HubSpot's editor does. */
import { type Context, Hono } from "hono";
import { type ActionDefinition, currentOf } from "./actions.ts";
import { WrongInput } from "./control-input.ts";
import type { SimulatorEnv } from "./gate.ts";
import { objectTypes, type TypeName, typeNamed } from "./object-types.ts";
import type { Simulator } from "./simulator.ts";
import { workflowIn } from "./workflow-input.ts";
import { type FetchedOption, newWorkflowPage, runsPart, typesOf, workflowPage, workflowsPage } from "./workflow-pages.ts";
import type { RunnerWorkflow } from "./workflow-runner.ts";

/** The routes below /workflows. */
export function workflowPageRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });

  routes.get("/", (c) => c.html(workflowsPage(simulator(), c.req.query("problem"))));
  routes.get("/new", async (c) => {
    const definition = definitionOf(c, simulator());
    return definition === undefined ? c.redirect("/workflows", 303) : c.html(await formPage(simulator(), definition, {}));
  });
  routes.post("/new", async (c) => {
    const definition = definitionOf(c, simulator());
    if (definition === undefined) return c.redirect("/workflows", 303);
    const given = valuesIn(await c.req.parseBody({ all: true }));
    if (given["do"] !== "save") return c.html(await formPage(simulator(), definition, given));
    try {
      return c.redirect(`/workflows/${added(simulator(), definition, given).id}`, 303);
    } catch (cause) {
      if (!(cause instanceof WrongInput)) throw cause;
      return c.html(await formPage(simulator(), definition, given, cause.message), 400);
    }
  });
  routes.get("/:id{[0-9]+}", async (c) => {
    const workflow = simulator().runner.workflow(Number(c.req.param("id")));
    if (workflow === undefined) return c.redirect("/workflows", 303);
    const definition = simulator().actions.find(workflow.definitionId);
    const chosen = Object.fromEntries(Object.entries(workflow.fields).flatMap(([name, value]) => (value.type === "STATIC_VALUE" ? [[name, value.value]] : [])));
    const options = definition === undefined ? new Map<string, FetchedOption[]>() : await fetchedOptions(simulator(), definition, workflow.objectType, chosen, Object.keys(chosen));
    return c.html(workflowPage(simulator(), workflow, options, c.req.query("problem")));
  });
  routes.get("/:id{[0-9]+}/runs", (c) => {
    const { runner, portal } = simulator();
    const workflow = runner.workflow(Number(c.req.param("id")));
    return workflow === undefined ? c.notFound() : c.html(runsPart(portal, workflow, runner.runs(workflow.id)));
  });
  routes.post("/:id{[0-9]+}/run", async (c) => {
    const { runner, portal } = simulator();
    const workflow = runner.workflow(Number(c.req.param("id")));
    const { record: recordId = "" } = await c.req.parseBody<Record<string, string>>();
    const record = workflow && portal.find(workflow.objectType, recordId);
    if (workflow === undefined || record === undefined) return c.redirect(`/workflows/${c.req.param("id")}?problem=${encodeURIComponent("There is no such record; it may have been deleted.")}`, 303);
    runner.start(workflow, record);
    return c.redirect(`/workflows/${workflow.id}`, 303);
  });
  return routes;
}

function definitionOf(c: Context<SimulatorEnv>, { actions }: Simulator): ActionDefinition | undefined {
  const found = actions.find(c.req.query("action") ?? "");
  return found?.archivedAt === null ? found : undefined;
}

/** Several choices of one field are joined as HubSpot joins them. */
function valuesIn(form: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, [value].flat().filter((one) => typeof one === "string").join(";")]));
}

async function formPage(simulator: Simulator, definition: ActionDefinition, given: Record<string, string>, problem?: string): Promise<ReturnType<typeof newWorkflowPage>> {
  const types = typesOf(definition);
  const type = types.find((one) => one === typeNamed(given["objectType"] ?? "")) ?? types[0] ?? "deals";
  return newWorkflowPage(definition, type, await fetchedOptions(simulator, definition, type, given), given, problem);
}

/** What the app offers in each field whose options it keeps itself; `only` = in these. */
async function fetchedOptions({ callApp, portal }: Simulator, definition: ActionDefinition, type: TypeName, given: Record<string, string>, only?: readonly string[]): Promise<ReadonlyMap<string, readonly FetchedOption[]>> {
  const { number, content } = currentOf(definition);
  const inputFields = Object.fromEntries(content.inputFields.flatMap(({ typeDefinition: { name } }) => (given[name] ? [[name, { type: "STATIC_VALUE", value: given[name] }]] : [])));
  const asked = content.inputFields.flatMap(({ typeDefinition: { name, optionsUrl } }) => (optionsUrl === undefined || only?.includes(name) === false ? [] : [{ name, optionsUrl }]));
  const answers = asked.map(async ({ name, optionsUrl }) => {
    const origin = { portalId: portal.portalId, actionDefinitionId: Number(definition.id), actionDefinitionVersion: number };
    const { body } = await callApp(optionsUrl, JSON.stringify({ origin, objectTypeId: objectTypes[type].typeId, inputFieldName: name, inputFields, fetchOptions: {} }));
    return [name, optionsIn(body?.["options"])] as const;
  });
  return new Map(await Promise.all(answers));
}

function optionsIn(value: unknown): FetchedOption[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    const { value: given, label, description } = one as Record<string, unknown>;
    return typeof given === "string" ? [{ value: given, label: typeof label === "string" ? label : given, description: typeof description === "string" ? description : "" }] : [];
  });
}

function added(simulator: Simulator, definition: ActionDefinition, { objectType, workflowName = "", ...values }: Record<string, string>): RunnerWorkflow {
  const fields = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== "" && name !== "do"));
  return simulator.runner.addWorkflow(workflowIn(simulator, { action: definition.id, objectType, name: workflowName, fields }));
}
