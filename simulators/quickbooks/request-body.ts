/** Reads the body of a write: every member must be known and of the right kind; what comes out has the schema's types. */
import { amount } from "./money.ts";
import { lengthRefusal, Refusal } from "./fault-bodies.ts";
import { memberText } from "./member-text.ts";
import { isObject, type Members } from "./wire-object.ts";
import { readXmlBody } from "./xml/request.ts";
import { type MemberRule, membersOf } from "./schema/members.ts";

/** The object of a request, in JSON or XML. */
export function parseBody(text: string): Members {
  if (/^\s*</.test(text)) return readXmlBody(text);
  try {
    const body: unknown = JSON.parse(text);
    if (isObject(body)) return body;
  } catch {
    // Falls through to the same refusal as a body of another kind.
  }
  throw invalid(`Can not parse the request: ${text.slice(0, 40)}`);
}

/** The members of an entity as the schema has them: no nulls, no read-only members, scalars of their kind. */
export function checked(shapeName: string, given: unknown, path = ""): Members {
  if (!isObject(given)) throw invalid(path || shapeName, path);
  const shape = membersOf(shapeName);
  const members: Members = {};
  for (const [name, value] of Object.entries(given)) {
    const rule = shape.get(name);
    if (!rule && path === "" && rootMembers.has(name)) {
      if (name === "sparse") members[name] = value === true || value === "true";
      continue;
    }
    if (!rule) throw invalid(name, name);
    if (value === null || rule.isReadOnly) continue;
    members[name] = checkedMember(rule, value, path === "" ? name : `${path}.${name}`);
  }
  return members;
}

/** Members of every entity that say what it is, not what it holds. */
const rootMembers = new Set(["domain", "sparse", "status"]);

function checkedMember(rule: MemberRule, value: unknown, path: string): unknown {
  if (!rule.isList) return checkedValue(rule, value, path);
  if (!Array.isArray(value)) throw invalid(rule.name, path);
  return value.map((one) => checkedValue(rule, one, path));
}

function checkedValue(rule: MemberRule, value: unknown, path: string): unknown {
  switch (rule.kind) {
    case "any":
      return value;
    case "object":
      return rule.shape === undefined ? value : checked(rule.shape, value, path);
    case "text":
      return textOf(rule, value, path);
    case "number":
      return numberOf(value, path);
    case "boolean":
      if (typeof value === "boolean") return value;
      if (value === "true" || value === "false") return value === "true";
      throw invalid(rule.name, path);
    case "date":
      return dateOf(value, path);
    case "time":
      return timeOf(value, path);
  }
}

/** Numbers and booleans are taken as text, as the vendor's parser does. */
function textOf(rule: MemberRule, value: unknown, path: string): string {
  if (value !== null && typeof value === "object") throw invalid(rule.name, path);
  const said = memberText(value);
  if (rule.longest !== undefined && said.length > rule.longest) throw lengthRefusal(path, rule.longest, said.length);
  if (rule.values && said !== "" && !rule.values.has(said)) throw new Refusal("2170", `Invalid Enumeration : ${said}`, path);
  return said;
}

function numberOf(value: unknown, path: string): number {
  const read = amount(value);
  if (read === undefined) throw invalid(`Can not construct instance of java.math.BigDecimal from String value '${String(value).slice(0, 20)}'`, path);
  return Number(read.toFixed());
}

function dateOf(value: unknown, path: string): string {
  const day = typeof value === "string" ? /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] : undefined;
  if (day === undefined) throw new Refusal("2060", `Invalid date format : ${String(value)} is not in the format YYYY-MM-DD`, path);
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== day) throw new Refusal("2070", `Invalid date : ${day} does not exist`, path);
  return day;
}

function timeOf(value: unknown, path: string): string {
  const said = memberText(value);
  if (Number.isNaN(Date.parse(said))) throw new Refusal("2060", `Invalid date format : ${said} is not a date and time`, path);
  return said;
}

function invalid(fragment: string, element = ""): Refusal {
  return new Refusal("2010", `Property Name:${fragment} specified is unsupported or invalid`, element);
}
