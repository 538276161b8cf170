/** Runs a parsed query: filters, order, paging and projection over one entity's rows. */
import { type Company, type Entity, type EntityName, type SingleName, transactions } from "./company.ts";
import { Refusal } from "./fault-bodies.ts";
import { pacificDate, parseTime } from "./pacific-time.ts";
import { type Condition, entityNamed, type Query, type Value } from "./query-language.ts";
import { membersOf } from "./schema/members.ts";
import { exchangeRates } from "./entities/currencies.ts";
import { kindOf } from "./entities/registry.ts";
import { memberText } from "./member-text.ts";

type Members = Record<string, unknown>;
type Reader = (entity: Entity) => unknown;

/** Members that cannot be asked for (reference: "not filterable"). */
const notQueryable = new Set(["privatenote", "customermemo", "customfield", "line", "billemail", "domain", "sparse", "status"]);
/** Objects that count as their one value. */
const queryableObjects = new Set(["PrimaryEmailAddr"]);
const singles: Record<string, SingleName> = { companyinfo: "CompanyInfo", preferences: "Preferences" };

/** The QueryResponse member of the reply. */
export function runQuery(company: Company, query: Query, now: Date): Members {
  const single = singles[query.entity.toLowerCase()];
  if (single) return query.counts ? { totalCount: 1 } : { [single]: [company.single(single)], startPosition: 1, maxResults: 1 };
  const name = entityNamed(query.entity);
  if (!name) throw new Refusal("4001", `QueryValidationError: entity '${query.entity}' is not queryable`);
  const tests = query.conditions.map((condition) => testOf(name, condition));
  const orders = query.orders.map(({ property, descending }) => ({ read: readerOf(name, property), descending }));
  for (const property of query.properties) if (property !== "*") checkProjected(name, property);
  const rows = candidates(company, name, query, now).filter((entity) => tests.every((test) => test(entity)));
  if (query.counts) return { totalCount: rows.length };
  const page = sorted(name, rows, orders).slice(query.start - 1, query.start - 1 + query.max);
  if (page.length === 0) return {};
  return { [name]: page.map((entity) => projected(entity, query.properties)), startPosition: query.start, maxResults: page.length };
}

/** The rows to look at: few, when the query names ids, a display name, a number or a customer. */
function candidates(company: Company, name: EntityName, query: Query, now: Date): Entity[] {
  if (name === "ExchangeRate") return exchangeRates(company, daysAsked(query, now)) as Entity[];
  const all = indexed(company, name, query.conditions) ?? company.all(name);
  const asksForActive = query.conditions.some((one) => one.property.toLowerCase() === "active");
  return kindOf(name)?.hidesInactive === true && !asksForActive ? all.filter((entity) => entity["Active"] !== false) : all;
}

/** Exchange rates are asked for by day; today's when the query names none. */
function daysAsked({ conditions }: Query, now: Date): string[] {
  const asked = conditions.filter((one) => one.property.toLowerCase() === "asofdate" && (one.operator === "=" || one.operator === "in"));
  const days = asked.flatMap((one) => one.values.map(String)).filter((day) => !Number.isNaN(parseTime(day)));
  return days.length === 0 ? [pacificDate(now)] : [...new Set(days.map((day) => day.slice(0, 10)))];
}

function indexed(company: Company, name: EntityName, conditions: Condition[]): Entity[] | undefined {
  for (const { property, operator, values } of conditions) {
    if (operator !== "=" && operator !== "in") continue;
    const texts = [...new Set(values.map(String))];
    switch (property.toLowerCase()) {
      case "id":
        return texts.flatMap((id) => company.find(name, id) ?? []);
      case "displayname":
        return [...new Set(texts.flatMap((text) => holderOf(company, name, text)))];
      case "customerref":
        if (transactions.has(name)) return texts.flatMap((id) => company.ofCustomer(name, id));
    }
  }
  return undefined;
}

function holderOf(company: Company, name: EntityName, text: string): Entity[] {
  const holder = company.names.holder(name, text);
  const entity = holder?.name === name ? company.find(name, holder.id) : undefined;
  return entity ? [entity] : [];
}

/** Names of properties in whatever case; unknown and unqueryable ones are refused. */
function readerOf(name: EntityName, property: string): Reader {
  const [first = "", second] = property.split(".");
  const lower = first.toLowerCase();
  if (lower === "metadata") return metaReader(property, second);
  if (lower === "attachableref" && name === "Attachable") return linkReader(property);
  const rule = [...membersOf(name).values()].find((one) => one.name.toLowerCase() === lower);
  const isScalar = rule && !rule.isList && (!["object", "any"].includes(rule.kind) || rule.shape === "ReferenceType" || queryableObjects.has(rule.name));
  if (!isScalar || notQueryable.has(lower)) throw notAskable(property);
  const member = rule.name;
  return rule.kind === "object" ? (entity) => valueOf(entity[member]) : (entity) => entity[member];
}

function metaReader(property: string, second: string | undefined): Reader {
  const member = ["CreateTime", "LastUpdatedTime"].find((one) => one.toLowerCase() === second?.toLowerCase());
  if (!member) throw notAskable(property);
  return (entity) => (entity["MetaData"] as Members | undefined)?.[member];
}

/** What an attachable hangs on: AttachableRef.EntityRef.Type and .value; it may be on several. */
function linkReader(property: string): Reader {
  const member = /^attachableref\.entityref\.(type|value)$/.exec(property.toLowerCase())?.[1];
  if (member === undefined) throw notAskable(property);
  return (entity) => ((entity["AttachableRef"] ?? []) as { EntityRef?: Members }[]).map((link) => link.EntityRef?.[member]);
}

function valueOf(member: unknown): unknown {
  const object = member as { value?: unknown; Address?: unknown } | undefined;
  return object?.value ?? object?.Address;
}

function notAskable(property: string): Refusal {
  return new Refusal("4001", `QueryValidationError: property '${property}' is not queryable`);
}

function checkProjected(name: EntityName, property: string): void {
  const lower = property.split(".")[0]?.toLowerCase() ?? "";
  if (lower === "metadata" || [...membersOf(name).keys()].some((one) => one.toLowerCase() === lower)) return;
  throw new Refusal("4001", `QueryValidationError: Property ${property} not found for Entity ${name}`);
}

function testOf(name: EntityName, { property, operator, values }: Condition): (entity: Entity) => boolean {
  const read = readerOf(name, property);
  const holds = valueTest(operator, values);
  return (entity) => {
    const value = read(entity);
    return Array.isArray(value) ? value.some(holds) : holds(value);
  };
}

function valueTest(operator: Condition["operator"], values: Value[]): (value: unknown) => boolean {
  const [first = ""] = values;
  if (operator === "in") {
    const comparers = values.map(comparerOf);
    return (value) => comparers.some((compare) => compare(value) === 0);
  }
  if (operator === "like") {
    const pattern = likePattern(String(first));
    return (value) => pattern.test(memberText(value));
  }
  const compare = comparerOf(first);
  const holds = { "=": (order: number) => order === 0, "<": (order: number) => order < 0, ">": (order: number) => order > 0, "<=": (order: number) => order <= 0, ">=": (order: number) => order >= 0 }[operator];
  return (value) => holds(compare(value));
}

/** Compares a stored value with a wanted one; NaN (nothing holds) when there is none. Text ignores case. */
function comparerOf(wanted: Value): (actual: unknown) => number {
  const text = String(wanted).toLowerCase();
  const number = Number(wanted);
  const time = typeof wanted === "string" ? parseTime(wanted) : NaN;
  return (actual) => {
    if (actual === undefined || actual === null) return NaN;
    if (typeof actual === "boolean") return String(actual) === text ? 0 : NaN;
    if (typeof actual === "number") return actual - number;
    const stored = memberText(actual);
    if (stored.length > 10 && /^\d{4}-\d{2}-\d{2}T/.test(stored)) return Date.parse(stored) - time;
    const lower = stored.toLowerCase();
    return lower === text ? 0 : lower < text ? -1 : 1;
  };
}

/** Only % is a wildcard. */
function likePattern(pattern: string): RegExp {
  const expression = pattern.split("%").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*");
  return new RegExp(`^${expression}$`, "is");
}

/** Without ORDER BY lists come by name and transactions newest first, which was observed but is not promised. */
function sorted(name: EntityName, rows: Entity[], orders: { read: Reader; descending: boolean }[]): Entity[] {
  if (orders.length > 0) return rows.sort((a, b) => orderOf(a, b, orders));
  if (transactions.has(name) || name === "Attachable") return rows.sort((a, b) => Number(b.Id) - Number(a.Id));
  const keyed = rows.map((entity) => ({ entity, key: memberText(entity["DisplayName"] ?? entity["FullyQualifiedName"] ?? entity["Name"]).toLowerCase() }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : Number(a.entity.Id) - Number(b.entity.Id))).map(({ entity }) => entity);
}

function orderOf(a: Entity, b: Entity, orders: { read: Reader; descending: boolean }[]): number {
  for (const { read, descending } of orders) {
    const order = compareStored(read(a), read(b));
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

function compareStored(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  const a = memberText(left);
  const b = memberText(right);
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Number(a) - Number(b);
  const [lowA, lowB] = [a.toLowerCase(), b.toLowerCase()];
  return lowA < lowB ? -1 : lowA > lowB ? 1 : 0;
}

/** Chosen members come as a sparse object with its id. */
function projected(entity: Entity, properties: string[]): Members {
  if (properties.includes("*")) return entity;
  const wanted = new Set(properties.map((property) => property.split(".")[0]?.toLowerCase()));
  const chosen = Object.entries(entity).filter(([key]) => wanted.has(key.toLowerCase()));
  return { ...Object.fromEntries(chosen), domain: "QBO", sparse: true, Id: entity.Id };
}
