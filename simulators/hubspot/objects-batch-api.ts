/** Records by the hundred. A batch is all or nothing, unless each input has an `objectWriteTraceId`. */
import { Hono } from "hono";
import { throughApi } from "./app.ts";
import type { SimulatorEnv } from "./gate.ts";
import { associationsOf, createRecord } from "./new-record.ts";
import { objectTypes, type TypeName } from "./object-types.ts";
import { plainText } from "./plain-text.ts";
import type { Portal, StoredRecord } from "./portal.ts";
import { historyOf, namesFor, recordJson, type RecordJson, writtenJson } from "./record-json.ts";
import { inputsOf, jsonBody, objectOf, textsOf, typeParam } from "./request-body.ts";
import type { Simulator } from "./simulator.ts";
import { checkedNewValues, checkedValues } from "./values.ts";
import { badInput, Refusal } from "./vendor-errors.ts";

const mostInputs = 100;

type Input = Record<string, unknown>;

/** An error among the results of a batch (status 207). */
interface BatchError {
  status: "error";
  category: string;
  message: string;
  context: Record<string, string[]>;
  errors?: unknown;
}

export interface BatchAnswer {
  status: "COMPLETE";
  results: unknown[];
  startedAt: string;
  completedAt: string;
  numErrors?: number;
  errors?: BatchError[];
}

/** The batch routes of all kinds of records. */
export function batchRoutes(simulator: () => Simulator): Hono<SimulatorEnv> {
  const routes = new Hono<SimulatorEnv>({ strict: false });

  routes.post("/:type/batch/read", async (c) => {
    const { portal } = simulator();
    const answer = readBatch(portal, typeParam(c), await jsonBody(c), c.req.query("archived") === "true");
    return c.json(answer, answer.errors ? 207 : 200);
  });
  routes.post("/:type/batch/create", async (c) => {
    const type = typeParam(c);
    const { portal } = simulator();
    const answer = writeBatch(portal, inputsOf(await jsonBody(c), mostInputs), (input) => {
      const values = checkedNewValues(portal, type, input["properties"]);
      const associations = associationsOf(portal, type, input["associations"]);
      return () => writtenJson(portal, type, createRecord(portal, type, values, associations));
    });
    return c.json(answer, answer.errors ? 207 : 201);
  });
  routes.post("/:type/batch/update", async (c) => {
    const type = typeParam(c);
    const { portal } = simulator();
    const inputs = inputsOf(await jsonBody(c), mostInputs);
    refuseTwice(inputs);
    const answer = writeBatch(portal, inputs, (input) => {
      const record = recordOf(portal, type, input);
      const values = checkedValues(portal, type, input["properties"], record);
      return () => {
        portal.update(type, record, values, throughApi);
        return writtenJson(portal, type, record);
      };
    });
    return c.json(answer, answer.errors ? 207 : 200);
  });
  routes.post("/:type/batch/upsert", async (c) => {
    const type = typeParam(c);
    const { portal } = simulator();
    const inputs = inputsOf(await jsonBody(c), mostInputs);
    refuseTwice(inputs);
    const answer = writeBatch(portal, inputs, (input) => upsertOf(portal, type, input));
    return c.json(answer, answer.errors ? 207 : 200);
  });
  routes.post("/:type/batch/archive", async (c) => {
    const type = typeParam(c);
    const { portal } = simulator();
    const inputs = inputsOf(await jsonBody(c), mostInputs);
    portal.together(() => {
      for (const input of inputs) {
        const record = portal.find(type, plainText(input["id"]));
        if (record !== undefined) portal.archive(type, record, throughApi);
      }
    });
    return c.body(null, 204);
  });
  return routes;
}

/** Results come in no particular order; ids that do not exist are missing and told in an error. */
function readBatch(portal: Portal, type: TypeName, body: Input, archived: boolean): BatchAnswer {
  const startedAt = new Date().toISOString();
  const idProperty = typeof body["idProperty"] === "string" ? body["idProperty"] : undefined;
  const ids = [...new Set(inputsOf(body, mostInputs).map((input) => plainText(input["id"])))];
  const wrong = idProperty === undefined ? ids.find((id) => !/^\d+$/.test(id)) : undefined;
  if (wrong !== undefined) throw badInput(`Invalid input: ${wrong} is not a valid record id`);
  const names = namesFor(portal, type, textsOf(body["properties"]));
  const history = textsOf(body["propertiesWithHistory"]);
  const results: RecordJson[] = [];
  const missing: string[] = [];
  for (const id of ids) {
    const record = archived ? portal.findArchived(type, id) : idProperty === undefined ? portal.find(type, id) : portal.findBy(type, idProperty, id);
    if (record === undefined) missing.push(id);
    else results.push(withHistory(recordJson(record, names), record, history));
  }
  return envelope(results.reverse(), missing.length === 0 ? [] : [absence(type, missing)], startedAt);
}

function withHistory(json: RecordJson, record: StoredRecord, names: readonly string[]): RecordJson {
  if (names.length > 0) json["propertiesWithHistory"] = Object.fromEntries(names.map((name) => [name, historyOf(record, name)]));
  return json;
}

/** Checks every input before it writes the first; with trace ids each input stands for itself. */
function writeBatch(portal: Portal, inputs: readonly Input[], check: (input: Input) => () => RecordJson): BatchAnswer {
  const startedAt = new Date().toISOString();
  const isPartial = inputs.length > 0 && inputs.every((input) => typeof input["objectWriteTraceId"] === "string");
  const errors: BatchError[] = [];
  if (!isPartial) {
    const writes = inputs.map(check);
    return envelope(portal.together(() => writes.map((write) => write())), errors, startedAt);
  }
  const results = portal.together(() =>
    inputs.flatMap((input) => {
      try {
        return [{ ...check(input)(), objectWriteTraceId: input["objectWriteTraceId"] }];
      } catch (cause) {
        if (!(cause instanceof Refusal)) throw cause;
        errors.push(errorOf(cause, input));
        return [];
      }
    }),
  );
  return envelope(results, errors, startedAt);
}

function errorOf(refusal: Refusal, input: Input): BatchError {
  const { category, message, context, errors } = refusal.body;
  const trace = { objectWriteTraceId: [plainText(input["objectWriteTraceId"])], ...(input["id"] === undefined ? {} : { ids: [plainText(input["id"])] }) };
  return { status: "error", category, message, context: { ...context, ...trace }, ...(errors ? { errors } : {}) };
}

function recordOf(portal: Portal, type: TypeName, input: Input): StoredRecord {
  const id = plainText(input["id"]);
  const idProperty = input["idProperty"];
  const record = typeof idProperty === "string" ? portal.findBy(type, idProperty, id) : portal.find(type, id);
  if (record !== undefined) return record;
  const { category, message, context } = absence(type, [id]);
  throw new Refusal(404, category, message, { context });
}

/** Whether the record exists is looked up when it is written: an earlier input may have made it. */
function upsertOf(portal: Portal, type: TypeName, input: Input): () => RecordJson {
  const { idProperty } = input;
  if (typeof idProperty !== "string" || (idProperty !== "hs_object_id" && !portal.definitions[type].get(idProperty)?.hasUniqueValue)) {
    throw badInput(`Invalid input: idProperty must be a property with unique values, not ${String(idProperty)}`);
  }
  const id = plainText(input["id"]);
  const existing = portal.findBy(type, idProperty, id);
  if (existing === undefined) {
    const values = checkedNewValues(portal, type, { ...objectOf(input["properties"] ?? {}, "properties"), [idProperty]: id });
    return () => ({ ...writtenJson(portal, type, createRecord(portal, type, values, [])), new: true });
  }
  const values = checkedValues(portal, type, input["properties"], existing);
  return () => {
    portal.update(type, existing, values, throughApi);
    return { ...writtenJson(portal, type, existing), new: false };
  };
}

function refuseTwice(inputs: readonly Input[]): void {
  const ids = inputs.map((input) => plainText(input["id"]));
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) throw badInput(`Duplicate IDs found in batch input: [${twice.join(", ")}]. IDs must be unique`, { context: { ids: twice } });
}

function absence(type: TypeName, ids: string[]): BatchError {
  const message = `Could not get some ${objectTypes[type].singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`;
  return { status: "error", category: "OBJECT_NOT_FOUND", message, context: { ids } };
}

export function envelope(results: unknown[], errors: BatchError[], startedAt: string): BatchAnswer {
  const done = { status: "COMPLETE" as const, results, startedAt, completedAt: new Date().toISOString() };
  return errors.length === 0 ? done : { ...done, numErrors: errors.length, errors };
}
