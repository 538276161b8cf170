/** Replies as XML: the same members as in JSON, in the order of the vendor's schema, under IntuitResponse. */
import { XMLBuilder } from "fast-xml-parser";
import { isObject, type Members } from "../wire-object.ts";
import { isShape, membersOf, type MemberRule } from "../schema/members.ts";
import { textShapes } from "./request.ts";

const attribute = "@";
const text = "#text";
const namespace = "http://schema.intuit.com/finance/v3";

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: attribute, textNodeName: text, suppressEmptyNode: true, suppressBooleanAttributes: false, format: false });

/** A reply's body, whether it holds an entity, rows, changes, batch items or a Fault. */
export function writeXmlReply(body: Members): string {
  const { time, ...members } = body;
  const root = { [`${attribute}xmlns`]: namespace, ...(time === undefined ? {} : { [`${attribute}time`]: timeText(time) }), ...envelope(members) };
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${builder.build({ IntuitResponse: root })}`;
}

/** Gateway faults tell the time in milliseconds. */
function timeText(time: unknown): string {
  return typeof time === "number" ? new Date(time).toISOString() : String(time);
}

function envelope(members: Members): Members {
  return Object.fromEntries(
    Object.entries(members)
      .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
      .map(([name, value]) => [name === "fault" ? "Fault" : name, partOf(name, value)]),
  );
}

const rowAttributes = ["startPosition", "maxResults", "totalCount", "bId"];

function partOf(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => partOf(name, one));
  if (name === "Fault" || name === "fault") return faultOf(value as Members);
  if (isShape(name) && isObject(value)) return entityOf(name, value);
  if (!isObject(value)) return value;
  const attributes = Object.fromEntries(rowAttributes.filter((one) => value[one] !== undefined).map((one) => [attribute + one, String(value[one])]));
  const others = Object.fromEntries(Object.entries(value).filter(([key]) => !rowAttributes.includes(key)));
  return { ...attributes, ...envelope(others) };
}

function faultOf(fault: Members): Members {
  const errors = (fault["Error"] ?? fault["error"] ?? []) as Members[];
  return {
    [`${attribute}type`]: fault["type"],
    Error: errors.map((error) => ({
      [`${attribute}code`]: error["code"],
      ...(error["element"] ? { [`${attribute}element`]: error["element"] } : {}),
      Message: error["Message"] ?? error["message"],
      Detail: error["Detail"] ?? error["detail"],
    })),
  };
}

function entityOf(name: string, entity: Members): Members {
  const attributes = Object.fromEntries(["domain", "sparse", "status"].filter((one) => entity[one] !== undefined).map((one) => [attribute + one, String(entity[one])]));
  return { ...attributes, ...objectOf(name, entity) };
}

function objectOf(shape: string, members: Members): Members {
  const element: Members = {};
  for (const rule of membersOf(shape).values()) {
    const value = members[rule.name];
    if (value === undefined || value === null) continue;
    if (!rule.isList) element[rule.name] = valueOf(rule, value);
    else if (Array.isArray(value) && value.length > 0) element[rule.name] = value.map((one) => valueOf(rule, one));
  }
  return element;
}

function valueOf(rule: MemberRule, value: unknown): unknown {
  if (rule.kind === "any") return extensionOf(value);
  if (rule.kind !== "object" || rule.shape === undefined) return String(value);
  if (!isObject(value)) return String(value);
  if (!textShapes.has(rule.shape)) return objectOf(rule.shape, value);
  const attributes = Object.fromEntries(["name", "type"].filter((name) => value[name] !== undefined).map((name) => [attribute + name, value[name]]));
  return Object.keys(attributes).length === 0 ? String(value["value"]) : { ...attributes, [text]: String(value["value"]) };
}

/** JSON shows how the vendor binds extensions; in XML they are plain name and value pairs. */
function extensionOf(value: unknown): unknown {
  const any = isObject(value) ? value["any"] : undefined;
  if (!Array.isArray(any)) return isObject(value) ? value : String(value);
  return { NameValue: any.map((one) => (isObject(one) ? one["value"] : one)) };
}
