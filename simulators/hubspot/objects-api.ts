/** Records: read, list, search and write, one at a time. The numbered and the dated paths are the same. */
import { Hono } from "hono";
import { throughApi } from "./app.ts";
import type { SimulatorEnv } from "./gate.ts";
import { associationsOf, createRecord } from "./new-record.ts";
import { erase, merge } from "./merge.ts";
import type { TypeName } from "./object-types.ts";
import { batchRoutes } from "./objects-batch-api.ts";
import { plainText } from "./plain-text.ts";
import type { Portal, StoredRecord } from "./portal.ts";
import { readJson, writtenJson } from "./record-json.ts";
import { jsonBody, queryTexts, typeParam } from "./request-body.ts";
import { search } from "./search.ts";
import { searchRequest } from "./search-body.ts";
import type { Simulator } from "./simulator.ts";
import { checkedNewValues, checkedValues } from "./values.ts";
import { badInput, notFound } from "./vendor-errors.ts";

const mostPerPage = 100;
const mostPerPageWithHistory = 50;

/** The routes below `/crm/v3/objects` and `/crm/objects/{version}`. */
export function objectRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });
  routes.route("/", batchRoutes(simulator));

  routes.post("/:type/search", async (c) => {
    const { portal, settings, clock } = simulator();
    const request = searchRequest(await jsonBody(c));
    const { searchIndexDelayMs } = settings;
    return c.json(search(portal, typeParam(c), request, searchIndexDelayMs > 0 ? clock.now().getTime() - searchIndexDelayMs : null));
  });

  routes.post("/:type/merge", async (c) => {
    const type = typeParam(c);
    const { portal } = simulator();
    const { primaryObjectId, objectIdToMerge } = await jsonBody(c);
    return c.json(writtenJson(portal, type, merge(portal, type, plainText(primaryObjectId), plainText(objectIdToMerge))));
  });
  routes.post("/:type/gdpr-delete", async (c) => {
    const { objectId, idProperty } = await jsonBody(c);
    erase(simulator().portal, typeParam(c), plainText(objectId), typeof idProperty === "string" ? idProperty : undefined);
    return c.body(null, 204);
  });

  routes.get("/:type", (c) => {
    const type = typeParam(c);
    const { portal } = simulator();
    const wanted = { properties: queryTexts(c, "properties"), history: queryTexts(c, "propertiesWithHistory"), associations: queryTexts(c, "associations") };
    const most = wanted.history.length > 0 ? mostPerPageWithHistory : mostPerPage;
    const limit = Number(c.req.query("limit") ?? 10);
    if (!Number.isInteger(limit) || limit < 1 || limit > most) throw badInput(`Invalid input: limit must be between 1 and ${most}`);
    const after = Number(c.req.query("after") ?? 0);
    const rest = portal.all(type, c.req.query("archived") === "true").filter((record) => Number(record.id) >= after);
    const next = rest[limit];
    const paging = next === undefined ? {} : { paging: { next: { after: next.id, link: `${c.req.path}?after=${next.id}` } } };
    return c.json({ results: rest.slice(0, limit).map((record) => readJson(portal, type, record, wanted)), ...paging });
  });

  routes.post("/:type", async (c) => {
    const type = typeParam(c);
    const { portal } = simulator();
    const body = await jsonBody(c);
    const record = createRecord(portal, type, checkedNewValues(portal, type, body["properties"]), associationsOf(portal, type, body["associations"]));
    return c.json(writtenJson(portal, type, record), 201);
  });

  routes.get("/:type/:id", (c) => {
    const type = typeParam(c);
    const { portal } = simulator();
    const record = recordNamed(portal, type, c.req.param("id"), c.req.query("idProperty"), c.req.query("archived") === "true");
    return c.json(readJson(portal, type, record, { properties: queryTexts(c, "properties"), history: queryTexts(c, "propertiesWithHistory"), associations: queryTexts(c, "associations") }));
  });

  routes.patch("/:type/:id", async (c) => {
    const type = typeParam(c);
    const { portal } = simulator();
    const record = recordNamed(portal, type, c.req.param("id"), c.req.query("idProperty"));
    const { properties } = await jsonBody(c);
    portal.update(type, record, checkedValues(portal, type, properties, record), throughApi);
    return c.json(writtenJson(portal, type, record));
  });

  routes.delete("/:type/:id", (c) => {
    const type = typeParam(c);
    const { portal } = simulator();
    const record = portal.find(type, c.req.param("id"));
    if (record !== undefined) portal.archive(type, record, throughApi);
    return c.body(null, 204);
  });
  return routes;
}

/** The record with this id, or with this value of the property that identifies it. */
export function recordNamed(portal: Portal, type: TypeName, id: string, idProperty?: string, archived = false): StoredRecord {
  const record = archived ? portal.findArchived(type, id) : idProperty === undefined ? portal.find(type, id) : portal.findBy(type, idProperty, id);
  if (record === undefined) throw notFound();
  return record;
}
