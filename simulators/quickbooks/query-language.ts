/** QuickBooks' SQL-like query language: parsing and running one SELECT over one entity. */
import { type Company, type Entity, type EntityName, entityNames } from "./company.ts";
import { Refusal } from "./fault-bodies.ts";

type Value = string | boolean;
interface Condition {
  property: string;
  operator: "=" | "<" | ">" | "<=" | ">=" | "like" | "in";
  values: Value[];
}
export interface Query {
  entity: string;
  counts: boolean;
  properties: string[];
  conditions: Condition[];
  orders: { property: string; descending: boolean }[];
  start: number;
  max: number;
}

const token = /\s*(?:('(?:\\.|[^'\\])*')|([A-Za-z_][\w.]*)|(-?\d+(?:\.\d+)?)|(<=|>=|!=|[=<>(),*]))/y;
const operators = new Set(["=", "<", ">", "<=", ">="]);
const mostResults = 1000;
const usualResults = 100;
/** Members that cannot be asked for (reference: "not filterable"). */
const notQueryable = new Set(["privatenote", "customermemo", "customfield", "line", "billemail"]);
const nameLists = new Set<EntityName>(["Customer", "Vendor", "Employee", "Item", "Account", "Term", "Class", "PaymentMethod"]);

/** Parses a statement; a grammar error is refused with code 4000, a bad paging value with 4001. */
export function parseQuery(statement: string): Query {
  const tokens = tokenize(statement);
  let at = 0;
  const peek = (): string => tokens[at]?.toLowerCase() ?? "";
  const take = (): string => tokens[at++] ?? fail(statement, "<EOF>");
  const expect = (word: string): void => {
    if (take().toLowerCase() !== word) fail(statement, tokens[at - 1] ?? "<EOF>");
  };
  const query: Query = { entity: "", counts: false, properties: [], conditions: [], orders: [], start: 1, max: usualResults };

  expect("select");
  if (peek() === "count") {
    for (const word of ["count", "(", "*", ")"]) expect(word);
    query.counts = true;
  } else {
    do {
      if (peek() === ",") at += 1;
      const property = take();
      if (property !== "*") query.properties.push(property);
      else query.properties.push("*");
    } while (peek() === ",");
  }
  expect("from");
  query.entity = take();
  if (peek() === "where") {
    at += 1;
    do {
      if (peek() === "and") at += 1;
      query.conditions.push(condition());
    } while (peek() === "and");
  }
  if (peek() === "order" || peek() === "orderby") {
    if (take().toLowerCase() === "order") expect("by");
    do {
      if (peek() === ",") at += 1;
      const property = take();
      const direction = peek();
      if (direction === "asc" || direction === "desc") at += 1;
      query.orders.push({ property, descending: direction === "desc" });
    } while (peek() === ",");
  }
  for (;;) {
    if (peek() === "startposition") query.start = paging((at += 1));
    else if (peek() === "maxresults") query.max = Math.min(mostResults, paging((at += 1)));
    else break;
  }
  if (at < tokens.length) fail(statement, tokens[at] ?? "");
  return query;

  function paging(position: number): number {
    const value = Number(tokens[position]);
    at = position + 1;
    if (!Number.isInteger(value)) fail(statement, tokens[position] ?? "<EOF>");
    if (value < 1) throw new Refusal("4001", `QueryValidationError: value ${value} is too small. Min allowed value is 1`);
    return value;
  }

  function condition(): Condition {
    const property = take();
    const operator = take().toLowerCase();
    if (operator === "in") {
      expect("(");
      const values: Value[] = [];
      do {
        if (peek() === ",") at += 1;
        values.push(literal(take()));
      } while (peek() === ",");
      expect(")");
      return { property, operator, values };
    }
    if (operator !== "like" && !operators.has(operator)) fail(statement, operator);
    return { property, operator: operator as Condition["operator"], values: [literal(take())] };
  }
}

function tokenize(statement: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < statement.trimEnd().length) {
    const position = token.lastIndex;
    const found = token.exec(statement);
    if (!found) throw new Refusal("4000", `QueryParserError: Encountered " "${statement.slice(position, position + 12)}" at line 1, column ${position + 1}. Was expecting one of: <EOF>`);
    tokens.push(found[0].trim());
  }
  return tokens;
}

function fail(statement: string, near: string): never {
  throw new Refusal("4000", `QueryParserError: Encountered " "${near}" at line 1, column ${Math.max(1, statement.lastIndexOf(near) + 1)}. Was expecting one of: "select" ... "from" ... "where" ...`);
}

function literal(text: string): Value {
  if (text.startsWith("'")) return text.slice(1, -1).replace(/\\(.)/g, "$1");
  const lower = text.toLowerCase();
  if (lower === "true" || lower === "false") return lower === "true";
  return text;
}

/** The wire name of an entity, whatever its case; undefined = none of that name. */
export function entityNamed(text: string): EntityName | undefined {
  return entityNames.find((name) => name.toLowerCase() === text.toLowerCase());
}

/** Runs a query: the QueryResponse member of the reply. */
export function runQuery(company: Company, query: Query): Record<string, unknown> {
  const single = { companyinfo: ["CompanyInfo", company.info], preferences: ["Preferences", company.preferences] }[query.entity.toLowerCase()] as [string, Entity] | undefined;
  if (single) return { [single[0]]: [single[1]], startPosition: 1, maxResults: 1 };
  const name = entityNamed(query.entity);
  if (!name) throw new Refusal("4001", `QueryValidationError: entity '${query.entity}' is not queryable`);
  for (const { property } of [...query.conditions, ...query.orders]) checkProperty(property);
  const rows = candidates(company, name, query).filter((entity) => query.conditions.every((one) => holds(entity, one)));
  if (query.counts) return { totalCount: rows.length };
  sort(rows, query);
  const pageRows = rows.slice(query.start - 1, query.start - 1 + query.max);
  if (pageRows.length === 0) return {};
  return { [name]: pageRows.map((entity) => projected(entity, query.properties)), startPosition: query.start, maxResults: pageRows.length };
}

function candidates(company: Company, name: EntityName, query: Query): Entity[] {
  const byId = query.conditions.find((one) => one.property.toLowerCase() === "id" && (one.operator === "=" || one.operator === "in"));
  const all = byId ? byId.values.flatMap((id) => company.find(name, String(id)) ?? []) : company.all(name);
  const asksForActive = query.conditions.some((one) => one.property.toLowerCase() === "active");
  return nameLists.has(name) && !asksForActive ? all.filter((entity) => entity["Active"] !== false) : all;
}

function checkProperty(property: string): void {
  if (notQueryable.has(property.toLowerCase().split(".")[0] ?? "")) throw new Refusal("4001", `QueryValidationError: property '${property}' is not queryable`);
}

/** Reads a property by its path, ignoring case; a reference counts as its value, an e-mail as its address. */
function read(entity: Entity, path: string): unknown {
  let value: unknown = entity;
  for (const part of path.split(".")) {
    if (value === null || typeof value !== "object") return undefined;
    const key = Object.keys(value).find((one) => one.toLowerCase() === part.toLowerCase());
    value = key === undefined ? undefined : (value as Record<string, unknown>)[key];
  }
  if (value !== null && typeof value === "object") return (value as Record<string, unknown>)["value"] ?? (value as Record<string, unknown>)["Address"];
  return value;
}

function holds(entity: Entity, { property, operator, values }: Condition): boolean {
  const actual = read(entity, property);
  if (actual === undefined || actual === null) return false;
  if (operator === "in") return values.some((value) => compare(actual, value) === 0);
  const [value] = values;
  if (value === undefined) return false;
  if (operator === "like") return like(String(actual), String(value));
  const order = compare(actual, value);
  return { "=": order === 0, "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0 }[operator];
}

function compare(actual: unknown, wanted: Value): number {
  if (typeof actual === "boolean" || typeof wanted === "boolean") return String(actual) === String(wanted) ? 0 : 1;
  if (typeof actual === "number" && !Number.isNaN(Number(wanted))) return actual - Number(wanted);
  const left = String(actual);
  if (/^\d{4}-\d{2}-\d{2}T/.test(left)) return Date.parse(left) - Date.parse(wanted);
  const a = left.toLowerCase();
  const b = wanted.toLowerCase();
  return a < b ? -1 : a > b ? 1 : 0;
}

function like(actual: string, pattern: string): boolean {
  const expression = pattern.split("%").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*");
  return new RegExp(`^${expression}$`, "is").test(actual);
}

function sort(rows: Entity[], query: Query): void {
  if (query.orders.length === 0) return;
  rows.sort((a, b) => {
    for (const { property, descending } of query.orders) {
      const left = read(a, property) ?? "";
      const right = read(b, property) ?? "";
      const order = typeof left === "number" && typeof right === "number" ? left - right : String(left).localeCompare(String(right));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

function projected(entity: Entity, properties: string[]): Record<string, unknown> {
  if (properties.length === 0 || properties.includes("*")) return entity;
  const chosen = Object.entries(entity).filter(([key]) => properties.some((one) => one.toLowerCase().split(".")[0] === key.toLowerCase()));
  return { ...Object.fromEntries(chosen), domain: "QBO", sparse: true, Id: entity.Id };
}
