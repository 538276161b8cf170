/** The Accounting API: /v3/company/{realm}/... Operations on entities, queries, changes and batches. */
import { type Company, type Entity, type EntityName } from "./company.ts";
import { faultOf, Refusal } from "./fault-bodies.ts";
import { preparedInvoice, voidedInvoice } from "./invoices.ts";
import { prepared } from "./name-lists.ts";
import { envelopeTime, pacificDate } from "./pacific-time.ts";
import { entityNamed, parseQuery, runQuery } from "./query-language.ts";

type Members = Record<string, unknown>;

/** One call, already authorized and let in. `path` = what follows the realm, in lower case. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
}

export interface Reply {
  status: number;
  body: Members;
}

const mostBatchItems = 30;
const mostCdcObjects = 1000;
const cdcDaysBack = 30;
const creatable = new Set<EntityName>(["Customer", "Vendor", "Employee", "Item", "Account", "Term", "Class", "Invoice"]);

/** Answers one call: the entity, or a Fault. */
export function answer(company: Company, call: Call, now: Date): Reply {
  const time = envelopeTime(now);
  try {
    return { status: 200, body: { ...dispatch(company, call, now), time } };
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: { Fault: faultOf(error), time } };
    const unexpected = new Refusal("10000", `System Failure Error: ${String(error)}`, "", 500);
    return { status: 500, body: { Fault: faultOf(unexpected), time } };
  }
}

function dispatch(company: Company, call: Call, now: Date): Members {
  const [segment = "", id] = call.path.split("/").filter(Boolean);
  if (segment === "query") return { QueryResponse: runQuery(company, parseQuery(call.method === "GET" ? (call.query.get("query") ?? "") : call.body)) };
  if (segment === "cdc") return changesSince(company, call.query, now);
  if (segment === "companyinfo") return call.method === "GET" ? { CompanyInfo: company.info } : { CompanyInfo: updateSingle(company, "info", call.body) };
  if (segment === "preferences") return call.method === "GET" ? { Preferences: company.preferences } : { Preferences: updateSingle(company, "preferences", call.body) };
  if (segment === "batch") return batch(company, parseBody(call.body), now);
  const name = entityNamed(segment);
  if (!name) throw new Refusal("2000", `Invalid or unsupported object name : ${segment}`, "", 400);
  if (call.method === "GET") return { [name]: readOne(company, name, id) };
  if (call.method !== "POST") throw new Refusal("500", `Operation ${call.method} is not supported.`, "Operation");
  return { [name]: write(company, name, parseBody(call.body), call.query.get("operation"), call.query.get("include"), now) };
}

function parseBody(text: string): Members {
  try {
    const body: unknown = JSON.parse(text);
    if (body !== null && typeof body === "object" && !Array.isArray(body)) return body as Members;
  } catch {
    // Falls through to the same refusal as a body of the wrong kind.
  }
  throw new Refusal("2010", `Property Name:Can not parse the request body : ${text.slice(0, 40)} specified is unsupported or invalid`);
}

function readOne(company: Company, name: EntityName, id: string | undefined): Entity {
  const entity = id === undefined ? undefined : company.find(name, id);
  if (!entity) throw new Refusal("610", "Object Not Found : Another user has deleted this transaction.");
  return entity;
}

function write(company: Company, name: EntityName, body: Members, operation: string | null, include: string | null, now: Date): Members {
  const members = (body[name] as Members | undefined) ?? body;
  if (!creatable.has(name)) throw new Refusal("500", `Operation Create is not supported.`, "Operation");
  if (operation === "delete") return remove(company, name, members);
  if (operation === "void" || include === "void") return voidOne(company, name, members);
  if (members["Id"] === undefined) return company.add(name, complete(company, name, members, now, undefined, include));
  return update(company, name, members, now);
}

function complete(company: Company, name: EntityName, members: Members, now: Date, before?: Entity, include?: string | null): Members {
  return name === "Invoice"
    ? preparedInvoice(company, members, pacificDate(now), before, include === "allowduplicatedocnum")
    : prepared(company, name, members, before);
}

/** A full update clears what it omits; a sparse one keeps it, at the top level only. */
function update(company: Company, name: EntityName, members: Members, now: Date): Entity {
  const before = company.current(name, String(members["Id"]), members["SyncToken"]);
  const given = members["sparse"] === true ? { ...before, ...members } : members;
  return company.replace(name, before, complete(company, name, given, now, before));
}

function remove(company: Company, name: EntityName, members: Members): Members {
  if (name !== "Invoice") throw new Refusal("500", "Operation Delete is not supported.", "Operation");
  const entity = company.current(name, String(members["Id"]), members["SyncToken"]);
  company.remove(name, entity);
  return { status: "Deleted", domain: "QBO", Id: entity.Id };
}

function voidOne(company: Company, name: EntityName, members: Members): Entity {
  if (name !== "Invoice") throw new Refusal("500", "Operation Void is not supported.", "Operation");
  const entity = company.current(name, String(members["Id"]), members["SyncToken"]);
  return company.replace(name, entity, voidedInvoice(entity));
}

function updateSingle(company: Company, which: "info" | "preferences", text: string): Members {
  const { Id: _id, SyncToken: _token, ...members } = parseBody(text);
  const before = company[which];
  const merged = Object.fromEntries(Object.entries(members).map(([key, value]) => [key, isPlain(value) && isPlain(before[key]) ? { ...(before[key] as Members), ...(value as Members) } : value]));
  company[which] = { ...before, ...merged, SyncToken: String(Number(before["SyncToken"]) + 1) };
  return company[which];
}

function isPlain(value: unknown): boolean {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function changesSince(company: Company, query: URLSearchParams, now: Date): Members {
  const since = Date.parse(query.get("changedSince") ?? "");
  if (Number.isNaN(since)) throw new Refusal("2060", `Invalid date format : ${query.get("changedSince")}`, "changedSince");
  if (since < now.getTime() - cdcDaysBack * 86_400_000) throw new Refusal("6000", "Business Validation Error: changedSince can be at most 30 days ago.", "changedSince");
  let room = mostCdcObjects;
  const responses = (query.get("entities") ?? "").split(",").filter(Boolean).map((asked) => {
    const name = entityNamed(asked.trim());
    if (!name) throw new Refusal("2000", `Invalid or unsupported object name : ${asked}`);
    const changed: Members[] = company.all(name).filter((entity) => Date.parse((entity["MetaData"] as { LastUpdatedTime: string }).LastUpdatedTime) >= since);
    const deleted = company.deleted
      .filter((one) => one.name === name && Date.parse(one.at) >= since)
      .map((one) => ({ status: "Deleted", domain: "QBO", Id: one.id, MetaData: { LastUpdatedTime: one.at } }));
    const rows = [...changed, ...deleted].slice(0, room);
    room -= rows.length;
    return rows.length === 0 ? {} : { [name]: rows, startPosition: 1, maxResults: rows.length, totalCount: rows.length };
  });
  return { CDCResponse: [{ QueryResponse: responses }] };
}

function batch(company: Company, body: Members, now: Date): Members {
  const requests = body["BatchItemRequest"];
  if (!Array.isArray(requests)) throw new Refusal("2020", "Required parameter BatchItemRequest is missing in the request", "BatchItemRequest");
  if (requests.length > mostBatchItems) throw new Refusal("1040", `Batch size exceeds allowed limit : at most ${mostBatchItems} items.`);
  return { BatchItemResponse: (requests as Members[]).map((request) => ({ bId: request["bId"], ...batchItem(company, request, now) })) };
}

function batchItem(company: Company, request: Members, now: Date): Members {
  try {
    if (typeof request["Query"] === "string") return { QueryResponse: runQuery(company, parseQuery(request["Query"])) };
    const entry = Object.entries(request).find(([key]) => entityNamed(key) !== undefined);
    const name = entry && entityNamed(entry[0]);
    if (!name) throw new Refusal("2000", "Invalid or unsupported object name in the batch item");
    const operation = request["operation"] === "delete" ? "delete" : request["optionsData"] === "void" ? "void" : null;
    return { [name]: write(company, name, entry[1] as Members, operation, null, now) };
  } catch (error) {
    if (error instanceof Refusal) return { Fault: faultOf(error) };
    throw error;
  }
}
