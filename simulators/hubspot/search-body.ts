/** What a search asks for, read strictly: a body of another shape is refused, as HubSpot does, and never half understood. */
import { plainText } from "./plain-text.ts";
import { objectsOf } from "./request-body.ts";
import { badInput } from "./vendor-errors.ts";

export interface SearchFilter {
  propertyName: string;
  operator: string;
  value?: string;
  highValue?: string;
  values?: string[];
}

export interface SearchRequest {
  /** All filters of a group must hold, of any group; no groups = everything. */
  groups: SearchFilter[][];
  sort: { name: string; descends: boolean } | null;
  /** Words to look for; "" = none. */
  query: string;
  properties: string[];
  limit: number;
  /** How many of the found records come before the page. */
  start: number;
}

const mostResults = 10_000;
const mostPerPage = 200;
const usualPerPage = 10;
const longestBody = 3_000;
const operators = ["EQ", "NEQ", "LT", "LTE", "GT", "GTE", "BETWEEN", "IN", "NOT_IN", "HAS_PROPERTY", "NOT_HAS_PROPERTY", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"];

/** The search that a body describes; refuses with 400 what HubSpot refuses. */
export function searchRequest(body: Record<string, unknown>): SearchRequest {
  if (JSON.stringify(body).length > longestBody) throw badInput(`The request body is longer than ${longestBody} characters`);
  const { query, properties } = body;
  if (query !== undefined && query !== null && typeof query !== "string") throw badInput("Invalid input JSON: query must be a text");
  if (properties !== undefined && properties !== null && !Array.isArray(properties)) throw badInput("Invalid input JSON: properties must be a list");
  return { groups: groupsOf(body), sort: sortOf(body["sorts"]), query: query ?? "", properties: (properties ?? []).map(plainText), ...pageOf(body) };
}

/** `filters` alone is the short form of one group. */
function groupsOf(body: Record<string, unknown>): SearchFilter[][] {
  const given = body["filterGroups"] ?? (body["filters"] ? [{ filters: body["filters"] }] : []);
  const groups = objectsOf(given, "filterGroups").map((group) => objectsOf(group["filters"], "filters").map(filterOf));
  if (groups.length > 5) throw badInput("Invalid input: at most 5 filterGroups are allowed");
  if (groups.some((filters) => filters.length > 6)) throw badInput("Invalid input: at most 6 filters are allowed per filterGroup");
  if (groups.flat().length > 18) throw badInput("Invalid input: at most 18 filters are allowed");
  return groups;
}

function filterOf(given: Record<string, unknown>): SearchFilter {
  const { propertyName, operator, value, highValue, values } = given;
  if (typeof propertyName !== "string" || propertyName === "") throw badInput("Invalid input JSON: a filter needs a propertyName");
  if (typeof operator !== "string" || !operators.includes(operator)) throw badInput(`Invalid input JSON: operator ${plainText(operator)} is not one of ${operators.join(", ")}`);
  if (values !== undefined && values !== null && !Array.isArray(values)) throw badInput(`Invalid input JSON: the values of the filter on ${propertyName} must be a list`);
  return {
    propertyName,
    operator,
    ...(isAbsent(value) ? {} : { value: plainText(value) }),
    ...(isAbsent(highValue) ? {} : { highValue: plainText(highValue) }),
    ...(Array.isArray(values) ? { values: values.map(plainText) } : {}),
  };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** A sort is an object, or a property's name with `-` before it for the other direction. */
function sortOf(given: unknown): SearchRequest["sort"] {
  if (isAbsent(given)) return null;
  if (!Array.isArray(given)) throw badInput("Invalid input JSON: sorts must be a list");
  if (given.length > 1) throw badInput("Invalid input: only one sort is allowed");
  const sort: unknown = given[0];
  if (sort === undefined) return null;
  if (typeof sort === "string") return { name: sort.replace(/^-/, ""), descends: sort.startsWith("-") };
  const [{ propertyName, direction } = {}] = objectsOf([sort], "sorts");
  return { name: plainText(propertyName), descends: plainText(direction).toUpperCase() === "DESCENDING" };
}

function pageOf(body: Record<string, unknown>): { limit: number; start: number } {
  const limit = Number(plainText(body["limit"]) || usualPerPage);
  const start = isAbsent(body["after"]) ? 0 : Number(plainText(body["after"]) || Number.NaN);
  if (!Number.isInteger(limit) || limit < 0 || limit > mostPerPage) throw badInput(`Invalid input: limit must be between 0 and ${mostPerPage}`);
  if (!Number.isInteger(start) || start < 0) throw badInput(`Invalid input: after must be a whole number, not ${plainText(body["after"])}`);
  if (start + limit > mostResults) throw badInput(`There was a problem with the request: paging past ${mostResults} results is not possible.`);
  return { limit, start };
}
