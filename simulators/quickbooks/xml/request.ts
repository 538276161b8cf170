/**
 * XML bodies of requests, read into the members that JSON would have. References and memos are elements with text
 * (`<CustomerRef name="Ada">12</CustomerRef>`), lists are repeated elements, `domain`, `sparse` and `status` are attributes.
 */
import { XMLParser } from "fast-xml-parser";
import { Refusal } from "../fault-bodies.ts";
import { isObject, type Members } from "../wire-object.ts";
import { isShape, membersOf, type MemberRule } from "../schema/members.ts";

const attribute = "@";
const text = "#text";
/** Parts whose one value is the element's text. */
export const textShapes = new Set(["ReferenceType", "MemoRef"]);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: attribute,
  textNodeName: text,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  processEntities: true,
});

/** The members of a request: an entity under its name, or the items of a batch. */
export function readXmlBody(body: string): Members {
  const root = parsed(body);
  const [name = ""] = Object.keys(root);
  if (name === "IntuitBatchRequest") return { BatchItemRequest: listOf((root[name] as Members)["BatchItemRequest"]).map(batchItem) };
  if (!isShape(name)) throw new Refusal("2000", `Invalid or unsupported object name : ${name}`);
  return { [name]: entityOf(name, root[name]) };
}

function parsed(body: string): Members {
  try {
    const root: unknown = parser.parse(body, true);
    if (isObject(root)) return root;
  } catch {
    // Falls through to the same refusal as a body without elements.
  }
  throw new Refusal("2010", `Property Name:Can not parse the request: ${body.slice(0, 40)} specified is unsupported or invalid`);
}

function batchItem(item: unknown): Members {
  const members = isObject(item) ? item : {};
  const entry = Object.entries(members).find(([key]) => isShape(key));
  const attributes = Object.fromEntries(["bId", "operation", "optionsData"].flatMap((name) => (members[attribute + name] === undefined ? [] : [[name, members[attribute + name]]])));
  if (entry) return { ...attributes, [entry[0]]: entityOf(entry[0], entry[1]) };
  return { ...attributes, ...(members["Query"] === undefined ? {} : { Query: textOf(members["Query"]) }) };
}

function entityOf(name: string, element: unknown): Members {
  const members = objectOf(name, element);
  if (isObject(element)) {
    for (const said of ["domain", "sparse", "status"]) if (element[attribute + said] !== undefined) members[said] = element[attribute + said];
  }
  return members;
}

function objectOf(shape: string, element: unknown): Members {
  if (!isObject(element)) return {};
  const rules = membersOf(shape);
  const members: Members = {};
  for (const [name, value] of Object.entries(element)) {
    if (name.startsWith(attribute) || name === text) continue;
    const rule = rules.get(name);
    members[name] = rule === undefined ? value : rule.isList ? listOf(value).map((one) => valueOf(rule, one)) : valueOf(rule, value);
  }
  return members;
}

function valueOf(rule: MemberRule, element: unknown): unknown {
  if (rule.kind === "any") return element;
  if (rule.kind !== "object" || rule.shape === undefined) return textOf(element);
  if (!textShapes.has(rule.shape)) return objectOf(rule.shape, element);
  const attributes = isObject(element) ? Object.fromEntries(["name", "type"].flatMap((name) => (element[attribute + name] === undefined ? [] : [[name, element[attribute + name]]]))) : {};
  return { value: textOf(element), ...attributes };
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function textOf(element: unknown): string {
  if (isObject(element)) return textOf(element[text] ?? "");
  return typeof element === "string" ? element : "";
}
