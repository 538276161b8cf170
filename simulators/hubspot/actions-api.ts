/** Custom workflow actions over HTTP: below `/automation/v4/actions` and `/automation/actions/{version}`. */
import { type Context, Hono } from "hono";
import { changedContent, contentIn, functionsIn, functionTypeIn } from "./action-definition.ts";
import { type ActionDefinition, currentOf, functionOf, type Revision } from "./actions.ts";
import { app } from "./app.ts";
import type { SimulatorEnv } from "./gate.ts";
import { plainText } from "./plain-text.ts";
import { jsonBody, objectOf, objectsOf } from "./request-body.ts";
import type { Simulator } from "./simulator.ts";
import { badInput, notFound, Refusal, unauthorized } from "./vendor-errors.ts";

const mostPerPage = 100;

/** Definitions. Callers need the developer's key, and on dated paths the app's own token will do. */
export function actionRoutes(simulator: () => Simulator, isDated: boolean): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });
  const save = (): void => simulator().changed();
  const now = (): Date => simulator().clock.now();

  routes.use("/:appId{[0-9]+}/*", (c, next) => authorize(c, isDated, next));

  routes.get("/:appId{[0-9]+}", (c) => {
    const all = simulator().actions.all(c.req.query("archived") === "true");
    return c.json(pageOf(c, all, ({ id }) => id, (one) => definitionJson(one)));
  });
  routes.post("/:appId{[0-9]+}", async (c) => {
    const body = await jsonBody(c);
    const made = simulator().actions.create(contentIn(body), functionsIn(body["functions"]), now());
    save();
    return c.json(definitionJson(made), 201);
  });
  routes.get("/:appId{[0-9]+}/:id", (c) => c.json(definitionJson(named(c, simulator(), c.req.query("archived") === "true"))));
  routes.patch("/:appId{[0-9]+}/:id", async (c) => {
    const { actions } = simulator();
    const definition = named(c, simulator());
    actions.revise(definition, { content: changedContent(currentOf(definition).content, await jsonBody(c)) }, now());
    save();
    return c.json(definitionJson(definition));
  });
  routes.delete("/:appId{[0-9]+}/:id", (c) => {
    named(c, simulator()).archivedAt = now().getTime();
    save();
    return c.body(null, 204);
  });

  routes.get("/:appId{[0-9]+}/:id/functions", (c) => c.json({ results: currentOf(named(c, simulator())).functions.map(({ functionType, id }) => ({ functionType, ...(id === undefined ? {} : { id }) })) }));
  for (const path of ["/:appId{[0-9]+}/:id/functions/:functionType", "/:appId{[0-9]+}/:id/functions/:functionType/:functionId"] as const) {
    routes.get(path, (c) => {
      const found = functionOf(currentOf(named(c, simulator())), functionTypeIn(c.req.param("functionType")), c.req.param("functionId"));
      if (found === undefined) throw notFound("No function of this type exists");
      return c.json(found);
    });
    routes.put(path, async (c) => {
      const functionType = functionTypeIn(c.req.param("functionType"));
      const id = c.req.param("functionId");
      const added = { functionType, ...(id === undefined ? {} : { id }), functionSource: await sourceOf(c) };
      const definition = named(c, simulator());
      const kept = currentOf(definition).functions.filter((one) => one.functionType !== functionType || one.id !== id);
      simulator().actions.revise(definition, { functions: [...kept, added] }, now());
      save();
      return c.json({ functionType, ...(id === undefined ? {} : { id }) });
    });
    routes.delete(path, (c) => {
      const functionType = functionTypeIn(c.req.param("functionType"));
      const definition = named(c, simulator());
      const functions = currentOf(definition).functions.filter((one) => one.functionType !== functionType || one.id !== c.req.param("functionId"));
      simulator().actions.revise(definition, { functions }, now());
      save();
      return c.body(null, 204);
    });
  }

  routes.get("/:appId{[0-9]+}/:id/revisions", (c) => {
    const definition = named(c, simulator());
    return c.json(pageOf(c, definition.revisions.toReversed(), (one) => String(one.number), (one) => revisionJson(definition, one)));
  });
  routes.get("/:appId{[0-9]+}/:id/revisions/:revisionId", (c) => {
    const definition = named(c, simulator());
    const revision = definition.revisions.find((one) => String(one.number) === c.req.param("revisionId"));
    if (revision === undefined) throw notFound("No revision with this id exists");
    return c.json(revisionJson(definition, revision));
  });
  if (isDated) {
    routes.get("/:appId{[0-9]+}/:id/requires-object", (c) => c.json({ requiresObject: named(c, simulator()).requiresObject }));
    routes.post("/:appId{[0-9]+}/:id/requires-object", async (c) => {
      named(c, simulator()).requiresObject = (await jsonBody(c))["requiresObject"] === true;
      save();
      return c.body(null, 204);
    });
  }
  return routes;
}

/** Completions: with the app's token; the developer's key does not work here. Dated ones must have `typedOutputs`. */
export function callbackRoutes(simulator: () => Simulator, isDated: boolean): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });
  routes.post("/complete", async (c) => {
    const inputs = objectsOf((await jsonBody(c))["inputs"], "inputs").map((one) => ({ callbackId: plainText(one["callbackId"]), outputFields: outputsIn(one, isDated) }));
    const { runner } = simulator();
    const unknown = inputs.find(({ callbackId }) => !runner.awaits(callbackId));
    if (unknown !== undefined) throw unknownCallback(unknown.callbackId);
    for (const { callbackId, outputFields } of inputs) runner.complete(callbackId, outputFields);
    return c.body(null, 204);
  });
  routes.post("/:callbackId/complete", async (c) => {
    const callbackId = c.req.param("callbackId");
    const outputFields = outputsIn(await jsonBody(c), isDated);
    if (!simulator().runner.awaits(callbackId)) throw unknownCallback(callbackId);
    simulator().runner.complete(callbackId, outputFields);
    return c.body(null, 204);
  });
  return routes;
}

function outputsIn(body: Record<string, unknown>, isDated: boolean): Record<string, string> {
  if (isDated) objectOf(body["typedOutputs"], "typedOutputs");
  const given = objectOf(body["outputFields"], "outputFields");
  return Object.fromEntries(Object.entries(given).map(([name, value]) => {
    if (typeof value !== "string") throw badInput(`Invalid input JSON: outputFields.${name} must be a string`);
    return [name, value];
  }));
}

function unknownCallback(id: string): Refusal {
  return new Refusal(404, "OBJECT_NOT_FOUND", `No blocked action execution with the callback id ${id} exists`);
}

async function authorize(c: Context<SimulatorEnv>, takesBearer: boolean, next: () => Promise<void>): Promise<void> {
  const bearer = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (c.req.query("hapikey") !== app.developerApiKey && !(takesBearer && bearer === app.accessToken)) throw unauthorized("invalid");
  if (c.req.param("appId") !== String(app.appId)) throw notFound();
  await next();
}

function named(c: Context<SimulatorEnv>, { actions }: Simulator, archived = false): ActionDefinition {
  const found = actions.find(c.req.param("id") ?? "");
  if (found === undefined || (found.archivedAt !== null) !== archived) throw notFound("No action definition with this id exists");
  return found;
}

async function sourceOf(c: Context<SimulatorEnv>): Promise<string> {
  const source = await c.req.text();
  if (source.trim() === "") throw badInput("The source of the function is required");
  return source;
}

function pageOf<Row>(c: Context<SimulatorEnv>, all: readonly Row[], idOf: (row: Row) => string, toJson: (row: Row) => unknown): Record<string, unknown> {
  const limit = Number(c.req.query("limit") ?? mostPerPage);
  if (!Number.isInteger(limit) || limit < 1 || limit > mostPerPage) throw badInput(`Invalid input: limit must be between 1 and ${mostPerPage}`);
  const after = c.req.query("after");
  const start = after === undefined ? 0 : all.findIndex((row) => idOf(row) === after);
  if (start < 0) throw badInput("Invalid input: after is not known");
  const next = all[start + limit];
  return { results: all.slice(start, start + limit).map(toJson), ...(next === undefined ? {} : { paging: { next: { after: idOf(next), link: `${c.req.path}?after=${idOf(next)}` } } }) };
}

function definitionJson(definition: ActionDefinition, revision: Revision = currentOf(definition)): Record<string, unknown> {
  const functions = revision.functions.map(({ functionType, id }) => ({ functionType, ...(id === undefined ? {} : { id }) }));
  return { id: definition.id, revisionId: String(revision.number), ...revision.content, functions, ...(definition.archivedAt === null ? {} : { archivedAt: definition.archivedAt }) };
}

function revisionJson(definition: ActionDefinition, revision: Revision): Record<string, unknown> {
  return { id: `${definition.id}-${revision.number}`, revisionId: String(revision.number), createdAt: revision.createdAt, definition: definitionJson(definition, revision) };
}
