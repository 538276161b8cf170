/** Labels and limits of associations, and version 3 of the associations API. */
import { type Context, Hono } from "hono";
import { throughApi } from "./app.ts";
import { type AssociationLimit, legacyName, mostLabels, type PortalLabel } from "./association-types.ts";
import type { SimulatorEnv } from "./gate.ts";
import { type AssociationType, objectTypes, type TypeName } from "./object-types.ts";
import { envelope } from "./objects-batch-api.ts";
import { owners } from "./owners.ts";
import { plainText } from "./plain-text.ts";
import type { Portal } from "./portal.ts";
import { inputsOf, jsonBody, objectOf, typeParam } from "./request-body.ts";
import type { Simulator } from "./simulator.ts";
import { badInput, notFound, Refusal } from "./vendor-errors.ts";

const mostInputs = 100;
const mostWritten = 2_000;

/** Labels and limits: below `/crm/v4/associations` and `/crm/associations/{version}`. */
export function associationSchemaRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });
  const ends = (c: Context<SimulatorEnv>): [TypeName, TypeName] => [typeParam(c, "from"), typeParam(c, "to")];

  routes.post("/usage/high-usage-report/:userId", (c) => {
    const owner = owners.find(({ userId }) => String(userId) === c.req.param("userId"));
    if (owner === undefined) throw notFound("No user with this id exists");
    return c.json({ userId: owner.userId, userEmail: owner.email, enqueueTime: simulator().clock.now().toISOString() });
  });
  routes.get("/definitions/configurations/all", (c) => {
    const { types } = simulator().portal.links;
    const results = types.limits.map((one) => ({ fromObjectTypeId: objectTypes[one.from].typeId, toObjectTypeId: objectTypes[one.to].typeId, ...limitJson(one, labelOf(types.of(one.from, one.to), one.typeId)) }));
    return c.json({ results });
  });
  routes.get("/definitions/configurations/:from/:to", (c) => {
    const [from, to] = ends(c);
    const { types } = simulator().portal.links;
    return c.json({ results: limitsOf(simulator().portal, from, to).map((one) => limitJson(one, labelOf(types.of(from, to), one.typeId))) });
  });
  for (const what of ["create", "update"] as const) {
    routes.post(`/definitions/configurations/:from/:to/batch/${what}`, async (c) => {
      const startedAt = simulator().clock.now().toISOString();
      const [from, to] = ends(c);
      const { portal } = simulator();
      const given = inputsOf(await jsonBody(c), mostInputs).map((input) => limitIn(portal, from, to, input));
      for (const one of given) {
        const isThere = limitsOf(portal, from, to).some(({ typeId }) => typeId === one.typeId);
        if (isThere === (what === "create")) throw badInput(isThere ? `A limit for type ${one.typeId} exists already` : `There is no limit for type ${one.typeId}`);
      }
      portal.links.types.limits = [...portal.links.types.limits.filter((one) => !given.some((other) => isSameType(one, other))), ...given];
      simulator().changed();
      return c.json(envelope(given.map((one) => limitJson(one, labelOf(portal.links.types.of(from, to), one.typeId))), [], startedAt), what === "create" ? 201 : 200);
    });
  }
  routes.post("/definitions/configurations/:from/:to/batch/purge", async (c) => {
    const [from, to] = ends(c);
    const { portal } = simulator();
    const ids = inputsOf(await jsonBody(c), mostInputs).map((input) => Number(plainText(input["typeId"])));
    portal.links.types.limits = portal.links.types.limits.filter((one) => one.from !== from || one.to !== to || !ids.includes(one.typeId));
    simulator().changed();
    return c.body(null, 204);
  });

  routes.get("/:from/:to/labels", (c) => c.json({ results: simulator().portal.links.types.of(...ends(c)).map(typeJson) }));
  routes.post("/:from/:to/labels", async (c) => {
    const [from, to] = ends(c);
    const { types } = simulator().portal.links;
    const { label, inverseLabel, name } = await jsonBody(c);
    if (types.of(from, to).length === 0) throw badInput(`${from} cannot be associated with ${to}`);
    if (!/^[a-z][a-z0-9_]*$/i.test(plainText(name))) throw badInput(`Invalid name: ${plainText(name)}`);
    const text = labelIn(label);
    if (types.of(from, to).some((one) => one.label?.toLowerCase() === text.toLowerCase())) throw new Refusal(409, "CONFLICT", `The label ${text} already exists`);
    if (types.labels.filter((one) => [one.from, one.to].includes(from) && [one.from, one.to].includes(to)).length >= mostLabels) throw badInput(`At most ${mostLabels} labels can exist between two object types`);
    const added = types.add(from, to, text, inverseLabel === undefined ? text : labelIn(inverseLabel));
    simulator().changed();
    return c.json({ results: bothWays(added).map(typeJson) });
  });
  routes.put("/:from/:to/labels", async (c) => {
    const [from, to] = ends(c);
    const { types } = simulator().portal.links;
    const { associationTypeId, label, inverseLabel } = await jsonBody(c);
    const typeId = Number(plainText(associationTypeId));
    const text = labelIn(label);
    types.rename(ownLabel(simulator().portal, from, to, typeId), typeId, text, inverseLabel === undefined ? text : labelIn(inverseLabel));
    simulator().changed();
    return c.body(null, 204);
  });
  routes.delete("/:from/:to/labels/:typeId", (c) => {
    const [from, to] = ends(c);
    const { portal } = simulator();
    const label = ownLabel(portal, from, to, Number(c.req.param("typeId")));
    portal.links.dropType(label);
    portal.links.types.remove(label);
    simulator().changed();
    return c.body(null, 204);
  });
  return routes;
}

/** Batches and types of version 3: below `/crm/v3/associations`. */
export function legacyAssociationBatchRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });
  const ends = (c: Context<SimulatorEnv>): [TypeName, TypeName] => [typeParam(c, "from"), typeParam(c, "to")];

  routes.get("/:from/:to/types", (c) => {
    const [from, to] = ends(c);
    return c.json({ results: simulator().portal.links.types.of(from, to).map(({ typeId, label }) => ({ id: String(typeId), name: label === null ? legacyName(from, to) : label.toLowerCase().replaceAll(/\W+/g, "_") })) });
  });
  routes.post("/:from/:to/batch/read", async (c) => {
    const startedAt = simulator().clock.now().toISOString();
    const [from, to] = ends(c);
    const { portal } = simulator();
    const ids = inputsOf(await jsonBody(c), mostWritten).map((input) => plainText(input["id"]));
    const found = ids.map((id) => ({ from: { id }, to: portal.links.shuffled(from, id, to).map((toId) => ({ id: toId, type: legacyName(from, to) })) }));
    return c.json(envelope(found.filter((one) => one.to.length > 0), [], startedAt));
  });
  routes.post("/:from/:to/batch/create", async (c) => {
    const startedAt = simulator().clock.now().toISOString();
    const [from, to] = ends(c);
    const { portal } = simulator();
    const pairs = inputsOf(await jsonBody(c), mostWritten).map(pairIn);
    for (const pair of pairs) existing(portal, from, to, pair);
    portal.together(() => pairs.forEach(({ fromId, toId }) => portal.associate(from, fromId, to, toId, [], throughApi)));
    return c.json(envelope(pairs.map(({ fromId, toId, type }) => ({ from: { id: fromId }, to: { id: toId }, type })), [], startedAt), 201);
  });
  routes.post("/:from/:to/batch/archive", async (c) => {
    const [from, to] = ends(c);
    const { portal } = simulator();
    const pairs = inputsOf(await jsonBody(c), mostWritten).map(pairIn);
    portal.together(() => pairs.forEach(({ fromId, toId }) => portal.dissociate(from, fromId, to, toId, throughApi)));
    return c.body(null, 204);
  });
  return routes;
}

interface LegacyPair {
  fromId: string;
  toId: string;
  type: string;
}

function pairIn(input: Record<string, unknown>): LegacyPair {
  return { fromId: plainText(objectOf(input["from"], "from")["id"]), toId: plainText(objectOf(input["to"], "to")["id"]), type: plainText(input["type"]) };
}

function existing(portal: Portal, from: TypeName, to: TypeName, { fromId, toId }: LegacyPair): void {
  if (portal.find(from, fromId) === undefined || portal.find(to, toId) === undefined) throw notFound();
}

function typeJson({ category, typeId, label }: Pick<AssociationType, "category" | "typeId" | "label">): Record<string, unknown> {
  return { category, typeId, label };
}

function bothWays({ typeId, label, inverse, inverseLabel }: PortalLabel): Pick<AssociationType, "category" | "typeId" | "label">[] {
  const there = { category: "USER_DEFINED" as const, typeId, label };
  return typeId === inverse ? [there] : [there, { category: "USER_DEFINED" as const, typeId: inverse, label: inverseLabel }];
}

function labelIn(value: unknown): string {
  const label = plainText(value).trim();
  if (label === "") throw badInput("Invalid input JSON: label is required");
  return label;
}

/** HubSpot's own types cannot be changed. */
function ownLabel(portal: Portal, from: TypeName, to: TypeName, typeId: number): PortalLabel {
  const found = portal.links.types.label(from, to, typeId);
  if (found !== undefined) return found;
  const isBuiltIn = portal.links.types.of(from, to).some((one) => one.typeId === typeId);
  throw isBuiltIn ? badInput(`Association type ${typeId} is defined by HubSpot and cannot be changed`) : notFound(`No association type ${typeId} exists`);
}

function limitsOf(portal: Portal, from: TypeName, to: TypeName): AssociationLimit[] {
  return portal.links.types.limits.filter((one) => one.from === from && one.to === to);
}

function isSameType(one: AssociationLimit, other: AssociationLimit): boolean {
  return one.from === other.from && one.to === other.to && one.typeId === other.typeId;
}

function limitIn(portal: Portal, from: TypeName, to: TypeName, input: Record<string, unknown>): AssociationLimit {
  const typeId = Number(plainText(input["typeId"]));
  const category = plainText(input["category"]);
  const most = Number(plainText(input["maxToObjectIds"]));
  if (!portal.links.types.of(from, to).some((one) => one.typeId === typeId && one.category === category)) throw badInput(`invalid association type ${typeId}`);
  if (!Number.isInteger(most) || most < 1) throw badInput("maxToObjectIds must be a positive number");
  return { from, to, category, typeId, most };
}

function limitJson({ category, typeId, most }: AssociationLimit, label: string | null): Record<string, unknown> {
  return { category, typeId, userEnforcedMaxToObjectIds: most, ...(label === null ? {} : { label }) };
}

function labelOf(types: readonly AssociationType[], typeId: number): string | null {
  return types.find((one) => one.typeId === typeId)?.label ?? null;
}
