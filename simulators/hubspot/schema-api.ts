/** What records look like: properties and their groups, pipelines, owners, and the account itself. */
import { Hono } from "hono";
import type { SimulatorEnv } from "./gate.ts";
import { owners } from "./owners.ts";
import { plainText } from "./plain-text.ts";
import type { Portal } from "./portal.ts";
import type { TypeName } from "./object-types.ts";
import { custom, type PropertyDefinition, type PropertyType } from "./property-builders.ts";
import { envelope } from "./objects-batch-api.ts";
import { inputsOf, jsonBody, objectsOf, typeParam } from "./request-body.ts";
import type { Simulator } from "./simulator.ts";
import { badInput, notFound, Refusal } from "./vendor-errors.ts";

const mostOwners = 500;
const propertyTypes: readonly string[] = ["string", "number", "bool", "enumeration", "date", "datetime"] satisfies PropertyType[];

/** Properties and groups: below `/crm/v3/properties` and `/crm/properties/{version}`. `batchCreated` = the status of a batch that creates. */
export function propertyRoutes(simulator: () => Simulator, batchCreated: 200 | 201): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });

  routes.get("/:type/groups", (c) => c.json({ results: [...simulator().portal.groups[typeParam(c)].values()].map((group) => ({ ...group, archived: false })) }));
  routes.post("/:type/groups", async (c) => {
    const groups = simulator().portal.groups[typeParam(c)];
    const body = await jsonBody(c);
    const name = nameOf(body);
    if (groups.has(name)) throw new Refusal(409, "OBJECT_ALREADY_EXISTS", `Property group ${name} already exists`);
    const group = { name, label: plainText(body["label"]) || name, displayOrder: Number(plainText(body["displayOrder"]) || -1) };
    groups.set(name, group);
    simulator().changed();
    return c.json({ ...group, archived: false }, 201);
  });
  routes.get("/:type/groups/:group", (c) => {
    const group = simulator().portal.groups[typeParam(c)].get(c.req.param("group"));
    if (group === undefined) throw notFound();
    return c.json({ ...group, archived: false });
  });

  routes.patch("/:type/groups/:group", async (c) => {
    const groups = simulator().portal.groups[typeParam(c)];
    const group = groups.get(c.req.param("group"));
    if (group === undefined) throw notFound();
    const { label, displayOrder } = await jsonBody(c);
    const changed = { ...group, ...(label === undefined ? {} : { label: plainText(label) }), ...(typeof displayOrder === "number" ? { displayOrder } : {}) };
    groups.set(group.name, changed);
    simulator().changed();
    return c.json({ ...changed, archived: false });
  });
  routes.delete("/:type/groups/:group", (c) => {
    const type = typeParam(c);
    const { groups, definitions } = simulator().portal;
    const name = c.req.param("group");
    if (!groups[type].has(name)) throw notFound();
    if ([...definitions[type].values()].some(({ groupName }) => groupName === name)) throw badInput(`Property group ${name} still has properties`, { subCategory: "Properties.GROUP_NOT_EMPTY" });
    groups[type].delete(name);
    simulator().changed();
    return c.body(null, 204);
  });

  routes.post("/:type/batch/read", async (c) => {
    const startedAt = new Date().toISOString();
    const { definitions } = simulator().portal;
    const names = inputsOf(await jsonBody(c), 100).map((input) => plainText(input["name"]));
    return c.json(envelope(names.flatMap((name) => definitions[typeParam(c)].get(name) ?? []), [], startedAt));
  });
  routes.post("/:type/batch/create", async (c) => {
    const startedAt = new Date().toISOString();
    const { portal } = simulator();
    const type = typeParam(c);
    const made = inputsOf(await jsonBody(c), 100).map((input) => newProperty(portal, type, input));
    for (const property of made) portal.definitions[type].set(property.name, property);
    simulator().changed();
    return c.json(envelope(made, [], startedAt), batchCreated);
  });
  routes.post("/:type/batch/archive", async (c) => {
    for (const input of inputsOf(await jsonBody(c), 100)) removeProperty(simulator().portal, typeParam(c), plainText(input["name"]));
    simulator().changed();
    return c.body(null, 204);
  });

  routes.get("/:type", (c) => c.json({ results: [...simulator().portal.definitions[typeParam(c)].values()] }));
  routes.post("/:type", async (c) => {
    const { portal } = simulator();
    const type = typeParam(c);
    const property = newProperty(portal, type, await jsonBody(c));
    portal.definitions[type].set(property.name, property);
    simulator().changed();
    return c.json(property, 201);
  });
  routes.get("/:type/:name", (c) => c.json(existing(simulator().portal, typeParam(c), c.req.param("name"))));
  routes.patch("/:type/:name", async (c) => {
    const { portal } = simulator();
    const type = typeParam(c);
    const property = existing(portal, type, c.req.param("name"));
    if (property.modificationMetadata.readOnlyDefinition) throw badInput(`Property ${property.name} is read only`);
    const changed = { ...property, ...changesOf(portal, type, await jsonBody(c)), updatedAt: simulator().clock.now().toISOString() };
    portal.definitions[type].set(property.name, changed);
    simulator().changed();
    return c.json(changed);
  });
  routes.delete("/:type/:name", (c) => {
    removeProperty(simulator().portal, typeParam(c), c.req.param("name"));
    simulator().changed();
    return c.body(null, 204);
  });
  return routes;
}

function nameOf(body: Record<string, unknown>): string {
  const { name } = body;
  if (typeof name !== "string" || !/^[a-z][a-z0-9_]{0,99}$/.test(name)) throw badInput(`Invalid name: ${String(name)}. Names are lower case letters, digits and underscores`);
  return name;
}

function newProperty(portal: Portal, type: TypeName, body: Record<string, unknown>): PropertyDefinition {
  const name = nameOf(body);
  if (portal.definitions[type].has(name)) throw new Refusal(409, "OBJECT_ALREADY_EXISTS", `A property named '${name}' already exists.`, { subCategory: "Properties.PROPERTY_EXISTS" });
  if (!propertyTypes.includes(plainText(body["type"]))) throw badInput(`Invalid property type: ${plainText(body["type"])}`);
  const groupName = groupOf(portal, type, body["groupName"]);
  const now = new Date().toISOString();
  const more: Partial<PropertyDefinition> = { groupName, createdAt: now, updatedAt: now, hasUniqueValue: body["hasUniqueValue"] === true, formField: body["formField"] === true };
  if (typeof body["fieldType"] === "string") more.fieldType = body["fieldType"];
  if (typeof body["description"] === "string") more.description = body["description"];
  if (body["options"] !== undefined) more.options = optionsOf(body["options"]);
  return custom(name, plainText(body["label"]) || name, body["type"] as PropertyType, more);
}

/** What of a definition can be changed later. */
function changesOf(portal: Portal, type: TypeName, body: Record<string, unknown>): Partial<PropertyDefinition> {
  const changes: Partial<PropertyDefinition> = {};
  if (body["label"] !== undefined) changes.label = plainText(body["label"]);
  if (body["description"] !== undefined) changes.description = plainText(body["description"]);
  if (body["options"] !== undefined) changes.options = optionsOf(body["options"]);
  if (body["groupName"] !== undefined) changes.groupName = groupOf(portal, type, body["groupName"]);
  if (body["hidden"] !== undefined) changes.hidden = body["hidden"] === true;
  return changes;
}

function groupOf(portal: Portal, type: TypeName, given: unknown): string {
  const name = plainText(given);
  if (!portal.groups[type].has(name)) throw badInput(`Property group ${name} does not exist`, { subCategory: "Properties.GROUP_DOES_NOT_EXIST" });
  return name;
}

function optionsOf(given: unknown): PropertyDefinition["options"] {
  return objectsOf(given, "options").map((one, displayOrder) => {
    const value = plainText(one["value"]);
    if (value === "") throw badInput("Invalid input JSON: each option needs a value");
    return { label: plainText(one["label"]) || value, value, displayOrder, hidden: one["hidden"] === true };
  });
}

function existing(portal: Portal, type: TypeName, name: string): PropertyDefinition {
  const property = portal.definitions[type].get(name);
  if (property === undefined) throw notFound(`Property "${name}" does not exist`);
  return property;
}

/** The values stay on the records, as HubSpot keeps those of archived properties. */
function removeProperty(portal: Portal, type: TypeName, name: string): void {
  if (!existing(portal, type, name).modificationMetadata.archivable) throw badInput(`Property ${name} cannot be archived`);
  portal.definitions[type].delete(name);
}

/** Owners: below `/crm/v3/owners` and `/crm/owners/{version}`. */
export function ownerRoutes(): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });
  routes.get("/", (c) => {
    const email = c.req.query("email");
    const limit = Number(c.req.query("limit") ?? mostOwners);
    if (!Number.isInteger(limit) || limit < 1 || limit > mostOwners) throw badInput(`Invalid input: limit must be between 1 and ${mostOwners}`);
    const all = c.req.query("archived") === "true" ? [] : owners.filter((owner) => (email === undefined || owner.email === email) && Number(owner.id) > Number(c.req.query("after") ?? 0));
    const last = all[limit - 1];
    return c.json({ results: all.slice(0, limit), ...(last !== undefined && all.length > limit ? { paging: { next: { after: last.id, link: `${c.req.path}?after=${last.id}` } } } : {}) });
  });
  routes.get("/:id", (c) => {
    const property = c.req.query("idProperty") === "userId" ? "userId" : "id";
    const owner = owners.find((one) => String(one[property]) === c.req.param("id"));
    if (owner === undefined) throw notFound();
    return c.json(owner);
  });
  return routes;
}

/** The account: below `/account-info/v3` and `/account-info/{version}`. */
export function accountRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });
  routes.get("/details", (c) => {
    const { portalId, timeZone, currency } = simulator().portal;
    return c.json({
      portalId, accountType: "STANDARD", timeZone, companyCurrency: currency, additionalCurrencies: [], utcOffset: offsetOf(timeZone, simulator().clock.now()),
      utcOffsetMilliseconds: offsetMinutes(timeZone, simulator().clock.now()) * 60_000, uiDomain: "app.hubspot.com", dataHostingLocation: "na1",
    });
  });
  return routes;
}

function offsetMinutes(timeZone: string, at: Date): number {
  const text = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d\d):(\d\d)/.exec(text) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function offsetOf(timeZone: string, at: Date): string {
  const minutes = offsetMinutes(timeZone, at);
  const pad = (number: number): string => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(Math.abs(minutes) / 60))}:${pad(Math.abs(minutes) % 60)}`;
}
