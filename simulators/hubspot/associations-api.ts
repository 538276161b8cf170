/** Associations: v4 and the dated paths, and the list of v3. */
import { Hono } from "hono";
import { throughApi } from "./app.ts";
import type { SimulatorEnv } from "./gate.ts";
import { objectTypes, type TypeName } from "./object-types.ts";
import { recordNamed } from "./objects-api.ts";
import { type BatchAnswer, envelope } from "./objects-batch-api.ts";
import { plainText } from "./plain-text.ts";
import type { Portal } from "./portal.ts";
import { associationTypesJson } from "./record-json.ts";
import { inputsOf, jsonBody, jsonList, objectOf, objectsOf, typeParam } from "./request-body.ts";
import type { Simulator } from "./simulator.ts";
import { badInput, notFound } from "./vendor-errors.ts";

const mostPerPage = 500;
const mostRead = 1_000;
const mostWritten = 2_000;

/** The routes of one record: below `/crm/v4/objects` and `/crm/objects/{version}`. */
export function recordAssociationRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });

  routes.get("/:type/:id/associations/:to", (c) => {
    const [from, to] = [typeParam(c), typeParam(c, "to")];
    const { portal } = simulator();
    recordNamed(portal, from, c.req.param("id"));
    const page = pageOf(portal, from, c.req.param("id"), to, c.req.query("after"), Number(c.req.query("limit") ?? mostPerPage));
    return c.json({ results: page.to, ...(page.paging ? { paging: page.paging } : {}) });
  });
  routes.put("/:type/:id/associations/default/:to/:toId", (c) => {
    const [from, to] = [typeParam(c), typeParam(c, "to")];
    return c.json(defaults(simulator().portal, from, to, [{ fromId: c.req.param("id"), toId: c.req.param("toId") }]));
  });
  routes.put("/:type/:id/associations/:to/:toId", async (c) => {
    const [from, to] = [typeParam(c), typeParam(c, "to")];
    const { portal } = simulator();
    const { id, toId } = c.req.param();
    const typeIds = typeIdsOf(portal, from, to, await jsonList(c));
    bothExist(portal, from, id, to, toId);
    portal.associate(from, id, to, toId, typeIds, throughApi);
    return c.json({ fromObjectTypeId: objectTypes[from].typeId, fromObjectId: Number(id), toObjectTypeId: objectTypes[to].typeId, toObjectId: Number(toId), labels: labelsOf(portal, from, to, typeIds) }, 201);
  });
  routes.delete("/:type/:id/associations/:to/:toId", (c) => {
    simulator().portal.dissociate(typeParam(c), c.req.param("id"), typeParam(c, "to"), c.req.param("toId"), throughApi);
    return c.body(null, 204);
  });
  return routes;
}

/** The list of v3: ids with a text for the type. */
export function legacyAssociationRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });
  routes.get("/:type/:id/associations/:to", (c) => {
    const [from, to] = [typeParam(c), typeParam(c, "to")];
    const { portal } = simulator();
    const { id } = recordNamed(portal, from, c.req.param("id"));
    const type = `${objectTypes[from].singular}_to_${objectTypes[to].singular}`;
    return c.json({ results: portal.links.shuffled(from, id, to).map((toId) => ({ id: toId, type })) });
  });
  routes.put("/:type/:id/associations/:to/:toId/:typeId", (c) => {
    const [from, to] = [typeParam(c), typeParam(c, "to")];
    const { portal } = simulator();
    const { id, toId, typeId } = c.req.param();
    bothExist(portal, from, id, to, toId);
    portal.associate(from, id, to, toId, /^\d+$/.test(typeId) ? [Number(typeId)] : [], throughApi);
    return c.json({ id, properties: {}, associations: { [to]: { results: [{ id: toId, type: typeId }] } } });
  });
  routes.delete("/:type/:id/associations/:to/:toId/:typeId", (c) => {
    simulator().portal.dissociate(typeParam(c), c.req.param("id"), typeParam(c, "to"), c.req.param("toId"), throughApi);
    return c.body(null, 204);
  });
  return routes;
}

/** The statuses that differ between versions: dated removals answer 200 with a body, and what 2026-09 creates, too. */
interface BatchStatuses {
  created: 200 | 201;
  removed: 200 | 204;
}

/** The batch routes, below `/crm/v4/associations` and `/crm/associations/{version}`. */
export function associationBatchRoutes(simulator: () => Simulator, { created, removed }: BatchStatuses): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });

  routes.post("/:type/:to/batch/read", async (c) => {
    const answer = readBatch(simulator().portal, typeParam(c), typeParam(c, "to"), inputsOf(await jsonBody(c), mostRead));
    return c.json(answer, answer.errors ? 207 : 200);
  });
  routes.post("/:type/:to/batch/create", async (c) => {
    const [from, to] = [typeParam(c), typeParam(c, "to")];
    const { portal } = simulator();
    const startedAt = new Date().toISOString();
    const pairs = inputsOf(await jsonBody(c), mostWritten).map((input) => ({ ...pairOf(input), typeIds: typeIdsOf(portal, from, to, input["types"]) }));
    for (const { fromId, toId } of pairs) bothExist(portal, from, fromId, to, toId);
    portal.together(() => pairs.forEach(({ fromId, toId, typeIds }) => portal.associate(from, fromId, to, toId, typeIds, throughApi)));
    const results = pairs.map(({ fromId, toId, typeIds }) => ({
      fromObjectTypeId: objectTypes[from].typeId, fromObjectId: Number(fromId), toObjectTypeId: objectTypes[to].typeId, toObjectId: Number(toId), labels: labelsOf(portal, from, to, typeIds),
    }));
    return c.json(envelope(results, [], startedAt), created);
  });
  routes.post("/:type/:to/batch/associate/default", async (c) => {
    const pairs = inputsOf(await jsonBody(c), mostWritten).map(pairOf);
    return c.json(defaults(simulator().portal, typeParam(c), typeParam(c, "to"), pairs));
  });
  routes.post("/:type/:to/batch/archive", async (c) => {
    const [from, to] = [typeParam(c), typeParam(c, "to")];
    const { portal } = simulator();
    const pairs = inputsOf(await jsonBody(c), mostWritten).flatMap((input) => {
      const fromId = idOf(input["from"], "from");
      return objectsOf(input["to"], "to").map((one) => ({ fromId, toId: idOf(one, "to") }));
    });
    portal.together(() => pairs.forEach(({ fromId, toId }) => portal.dissociate(from, fromId, to, toId, throughApi)));
    return removed === 204 ? c.body(null, 204) : c.json({ status: "COMPLETE" });
  });
  routes.post("/:type/:to/batch/labels/archive", async (c) => {
    const [from, to] = [typeParam(c), typeParam(c, "to")];
    const { portal } = simulator();
    for (const input of inputsOf(await jsonBody(c), mostWritten)) {
      const { fromId, toId } = pairOf(input);
      portal.links.removeTypes(from, fromId, to, toId, typeIdsOf(portal, from, to, input["types"]));
    }
    simulator().changed();
    return removed === 204 ? c.body(null, 204) : c.json({ status: "COMPLETE" });
  });
  return routes;
}

interface Page {
  to: { toObjectId: number; associationTypes: { category: string; typeId: number; label: string | null }[] }[];
  paging?: { next: { after: string; link: string } };
}

/** The next page begins after the id that `after` holds. */
function pageOf(portal: Portal, from: TypeName, fromId: string, to: TypeName, after: string | undefined, limit: number): Page {
  if (!Number.isInteger(limit) || limit < 1 || limit > mostPerPage) throw badInput(`Invalid input: limit must be between 1 and ${mostPerPage}`);
  const ids = portal.links.shuffled(from, fromId, to);
  const start = after === undefined ? 0 : ids.indexOf(Buffer.from(after, "base64").toString()) + 1;
  const shown = ids.slice(start, start + limit);
  const last = shown.at(-1);
  const next = last !== undefined && start + limit < ids.length ? Buffer.from(last).toString("base64") : undefined;
  return {
    to: shown.map((toId) => ({ toObjectId: Number(toId), associationTypes: associationTypesJson(portal, from, fromId, to, toId) })),
    ...(next === undefined ? {} : { paging: { next: { after: next, link: `?after=${next}` } } }),
  };
}

/** A record without associations is an error of the batch. */
function readBatch(portal: Portal, from: TypeName, to: TypeName, inputs: readonly Record<string, unknown>[]): BatchAnswer {
  const startedAt = new Date().toISOString();
  const results: unknown[] = [];
  const errors: (NonNullable<BatchAnswer["errors"]>[number] & { subCategory: string })[] = [];
  for (const input of inputs) {
    const id = plainText(input["id"]);
    const page = pageOf(portal, from, id, to, typeof input["after"] === "string" ? input["after"] : undefined, mostPerPage);
    if (page.to.length > 0) results.push({ from: { id }, to: page.to, ...(page.paging ? { paging: page.paging } : {}) });
    else {
      const message = `No ${objectTypes[to].singular} is associated with ${objectTypes[from].singular} ${id}.`;
      errors.push({ status: "error", category: "OBJECT_NOT_FOUND", subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND", message, context: { fromObjectId: [id], fromObjectType: [objectTypes[from].typeId], toObjectType: [objectTypes[to].typeId] } });
    }
  }
  return envelope(results, errors, startedAt);
}

/** Unlabelled associations; answered in both directions. */
function defaults(portal: Portal, from: TypeName, to: TypeName, pairs: readonly { fromId: string; toId: string }[]): BatchAnswer {
  const startedAt = new Date().toISOString();
  const type = portal.links.types.of(from, to)[0];
  if (type === undefined) throw badInput(`${from} cannot be associated with ${to}`);
  for (const { fromId, toId } of pairs) bothExist(portal, from, fromId, to, toId);
  portal.together(() => pairs.forEach(({ fromId, toId }) => portal.associate(from, fromId, to, toId, [], throughApi)));
  const results = pairs.flatMap(({ fromId, toId }) => [
    { from: { id: fromId }, to: { id: toId }, associationSpec: { associationCategory: "HUBSPOT_DEFINED", associationTypeId: type.typeId } },
    { from: { id: toId }, to: { id: fromId }, associationSpec: { associationCategory: "HUBSPOT_DEFINED", associationTypeId: type.inverse } },
  ]);
  return envelope(results, [], startedAt);
}

function pairOf(input: Record<string, unknown>): { fromId: string; toId: string } {
  return { fromId: idOf(input["from"], "from"), toId: idOf(input["to"], "to") };
}

function idOf(value: unknown, what: "from" | "to"): string {
  const id = plainText(objectOf(value, what)["id"]);
  if (id === "") throw badInput(`Invalid input JSON: ${what}.id is required`);
  return id;
}

function typeIdsOf(portal: Portal, from: TypeName, to: TypeName, given: unknown): number[] {
  const ids = objectsOf(given, "types").map((one) => Number(one["associationTypeId"]));
  const known = portal.links.types.of(from, to);
  const wrong = ids.find((id) => !known.some((type) => type.typeId === id));
  if (ids.length === 0 || wrong !== undefined) {
    throw badInput(`invalid association type ${String(wrong ?? "(none)")} between ${objectTypes[from].singular} and ${objectTypes[to].singular}`);
  }
  return ids;
}

function labelsOf(portal: Portal, from: TypeName, to: TypeName, typeIds: readonly number[]): string[] {
  return portal.links.types.of(from, to).flatMap((type) => (typeIds.includes(type.typeId) && type.label !== null ? [type.label] : []));
}

function bothExist(portal: Portal, from: TypeName, fromId: string, to: TypeName, toId: string): void {
  if (portal.find(from, fromId) === undefined) throw notFound(`${objectTypes[from].singular} with id ${fromId} does not exist`);
  if (portal.find(to, toId) === undefined) throw notFound(`${objectTypes[to].singular} with id ${toId} does not exist`);
}
