/** Runs a parsed query: filters, order, paging and projection over one entity's rows. */
import { type Company, type Entity, type EntityName, type SingleName, transactions } from "./company.ts";
import { Refusal } from "./fault-bodies.ts";
import { pacificDate, parseTime } from "./pacific-time.ts";
import { type Condition, entityNamed, type Query, type Value } from "./query-language.ts";
import { type MemberRule, membersOf } from "./schema/members.ts";
import { exchangeRates } from "./entities/currencies.ts";
import { kindOf } from "./entities/registry.ts";
import { memberText } from "./member-text.ts";

type Members = Record<string, unknown>;
type Name = EntityName | SingleName;
type Reader = (entity: Entity) => unknown;
interface Property {
  name: string;
  kind: MemberRule["kind"];
  read: Reader;
}
type Order = Property & { descending: boolean };

/** Members that cannot be asked for (reference: "not filterable"). */
const notQueryable = new Set(["privatenote", "customermemo", "customfield", "line", "billemail", "domain", "sparse", "status"]);
/** Objects that count as their one value. */
const queryableObjects = new Set(["PrimaryEmailAddr"]);
const singles: Record<string, SingleName> = { companyinfo: "CompanyInfo", preferences: "Preferences" };

/** The QueryResponse member of the reply. */
export function runQuery(company: Company, query: Query, now: Date): Members {
  const name = singles[query.entity.toLowerCase()] ?? entityNamed(query.entity);
  if (!name) throw new Refusal("4001", `QueryValidationError: entity '${query.entity}' is not queryable`);
  const tests = query.conditions.map((condition) => testOf(name, condition));
  const orders = query.orders.map(({ property, descending }) => ({ ...propertyOf(name, property), descending }));
  for (const property of query.properties) if (property !== "*") checkProjected(name, property);
  const rows = candidates(company, name, query, now).filter((entity) => tests.every((test) => test(entity)));
  if (query.counts) return { totalCount: rows.length };
  // Ids have not been sortable since January 2026: sorting by them is ignored.
  const sortable = orders.filter((order) => order.name !== "Id");
  const page = sorted(name, rows, sortable).slice(query.start - 1, query.start - 1 + query.max);
  if (page.length === 0) return {};
  return { [name]: page.map((entity) => projected(entity, query.properties)), startPosition: query.start, maxResults: page.length };
}

/** The rows to look at: few, when the query names ids, a display name, a number or a customer. */
function candidates(company: Company, name: Name, query: Query, now: Date): Entity[] {
  if (name === "CompanyInfo" || name === "Preferences") return [company.single(name)];
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
function propertyOf(name: Name, property: string): Property {
  const [first = "", second] = property.split(".");
  const lower = first.toLowerCase();
  if (lower === "metadata") return metaProperty(property);
  if (lower === "attachableref" && name === "Attachable") return linkProperty(property);
  const rule = [...membersOf(name).values()].find((one) => one.name.toLowerCase() === lower);
  const isScalar = rule && !rule.isList && (!["object", "any"].includes(rule.kind) || rule.shape === "ReferenceType" || queryableObjects.has(rule.name));
  if (!isScalar || second !== undefined || notQueryable.has(lower)) throw notAskable(property);
  const member = rule.name;
  if (rule.kind === "object") return { name: member, kind: "text", read: (entity) => valueOf(entity[member]) };
  return { name: member, kind: rule.kind, read: (entity) => entity[member] };
}

function metaProperty(property: string): Property {
  const member = ["CreateTime", "LastUpdatedTime"].find((one) => `metadata.${one}`.toLowerCase() === property.toLowerCase());
  if (!member) throw notAskable(property);
  return { name: property, kind: "time", read: (entity) => (entity["MetaData"] as Members | undefined)?.[member] };
}

/** What an attachable hangs on: AttachableRef.EntityRef.Type and .value; it may be on several. */
function linkProperty(property: string): Property {
  const member = /^attachableref\.entityref\.(type|value)$/.exec(property.toLowerCase())?.[1];
  if (member === undefined) throw notAskable(property);
  return { name: property, kind: "text", read: (entity) => ((entity["AttachableRef"] ?? []) as { EntityRef?: Members }[]).map((link) => link.EntityRef?.[member]) };
}

function valueOf(member: unknown): unknown {
  const object = member as { value?: unknown; Address?: unknown } | undefined;
  return object?.value ?? object?.Address;
}

function notAskable(property: string): Refusal {
  return new Refusal("4001", `QueryValidationError: property '${property}' is not queryable`);
}

function checkProjected(name: Name, property: string): void {
  const lower = property.split(".")[0]?.toLowerCase() ?? "";
  if (lower === "metadata" || [...membersOf(name).keys()].some((one) => one.toLowerCase() === lower)) return;
  throw new Refusal("4001", `QueryValidationError: Property ${property} not found for Entity ${name}`);
}

function testOf(name: Name, { property, operator, values }: Condition): (entity: Entity) => boolean {
  const asked = propertyOf(name, property);
  const holds = valueTest(asked, operator, values);
  return (entity) => {
    const value = asked.read(entity);
    return Array.isArray(value) ? value.some(holds) : holds(value);
  };
}

function valueTest(property: Property, operator: Condition["operator"], values: Value[]): (value: unknown) => boolean {
  const [first = ""] = values;
  if (operator === "like") {
    const pattern = likePattern(String(first));
    return (value) => value !== undefined && value !== null && pattern.test(memberText(value));
  }
  const comparers = values.map((value) => comparerOf(property, value));
  const holds = comparisons[operator];
  return (value) => value !== undefined && value !== null && comparers.some((compare) => holds(compare(value)));
}

const comparisons: Record<Exclude<Condition["operator"], "like">, (order: number) => boolean> = {
  in: (order) => order === 0,
  "=": (order) => order === 0,
  "<": (order) => order < 0,
  ">": (order) => order > 0,
  "<=": (order) => order <= 0,
  ">=": (order) => order >= 0,
};

/** How a stored value is to a wanted one, by what the property is; a wanted value of another kind is refused. Text ignores case. */
function comparerOf({ name, kind }: Property, wanted: Value): (stored: unknown) => number {
  const text = String(wanted).toLowerCase();
  const wrong = new Refusal("4001", `QueryValidationError: value '${String(wanted)}' is not valid for property '${name}'`);
  switch (kind) {
    case "number":
      if (!/^-?\d+(\.\d+)?$/.test(text)) throw wrong;
      return (stored) => Number(stored) - Number(text);
    case "boolean":
      if (text !== "true" && text !== "false") throw wrong;
      return (stored) => (String(stored) === text ? 0 : NaN);
    case "time":
    case "date": {
      const time = parseTime(text.toUpperCase());
      if (Number.isNaN(time)) throw wrong;
      return kind === "time" ? (stored) => Date.parse(memberText(stored)) - time : (stored) => compareText(memberText(stored), text.slice(0, 10));
    }
    default:
      return (stored) => compareText(memberText(stored).toLowerCase(), text);
  }
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Only % is a wildcard. */
function likePattern(pattern: string): RegExp {
  const expression = pattern.split("%").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*");
  return new RegExp(`^${expression}$`, "is");
}

/** Without ORDER BY lists come by name and transactions newest first, which was observed but is not promised. */
function sorted(name: Name, rows: Entity[], orders: Order[]): Entity[] {
  if (orders.length > 0) return rows.sort((a, b) => orderOf(a, b, orders));
  if (name === "Attachable" || transactions.has(name as EntityName)) return rows.sort((a, b) => Number(b.Id) - Number(a.Id));
  const keyed = rows.map((entity) => ({ entity, key: memberText(entity["DisplayName"] ?? entity["FullyQualifiedName"] ?? entity["Name"]).toLowerCase() }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : Number(a.entity.Id) - Number(b.entity.Id))).map(({ entity }) => entity);
}

function orderOf(a: Entity, b: Entity, orders: Order[]): number {
  for (const { kind, read, descending } of orders) {
    const order = compareStored(kind, read(a), read(b));
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

function compareStored(kind: Property["kind"], left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  const a = memberText(left);
  const b = memberText(right);
  if (kind === "time") return Date.parse(a) - Date.parse(b);
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Number(a) - Number(b);
  return compareText(a.toLowerCase(), b.toLowerCase());
}

/** Chosen members come as a sparse object with its id. */
function projected(entity: Entity, properties: string[]): Members {
  if (properties.includes("*")) return entity;
  const wanted = new Set(properties.map((property) => property.split(".")[0]?.toLowerCase()));
  const chosen = Object.entries(entity).filter(([key]) => wanted.has(key.toLowerCase()));
  return { ...Object.fromEntries(chosen), domain: "QBO", sparse: true, Id: entity.Id };
}
