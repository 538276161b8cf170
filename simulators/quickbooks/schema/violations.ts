/** For tests: what of an object the vendor's schema does not allow. */
import { isObject, type Members } from "../wire-object.ts";
import { type MemberRule, membersOf } from "./members.ts";

const rootMembers = new Set(["domain", "sparse", "status"]);

/** In words, one for each member that is unknown or of the wrong kind; none when the object is as the schema wants it. */
export function violations(shape: string, value: Members, path = shape): string[] {
  const rules = membersOf(shape);
  return Object.entries(value).flatMap(([name, member]) => {
    const rule = rules.get(name);
    const where = `${path}.${name}`;
    if (!rule) return path === shape && rootMembers.has(name) ? [] : [`${where} is unknown`];
    if (member === undefined) return [];
    if (!rule.isList) return ofKind(rule, member, where);
    return Array.isArray(member) ? member.flatMap((one, index) => ofKind(rule, one, `${where}[${index}]`)) : [`${where} is no list`];
  });
}

function ofKind(rule: MemberRule, value: unknown, where: string): string[] {
  switch (rule.kind) {
    case "any":
      return [];
    case "object":
      if (!isObject(value)) return [`${where} is no object`];
      return rule.shape === undefined ? [] : violations(rule.shape, value, where);
    case "number":
    case "boolean":
      return typeof value === rule.kind ? [] : [`${where} is no ${rule.kind}`];
    case "date":
      return matching(value, /^\d{4}-\d{2}-\d{2}$/) ? [] : [`${where} is no date`];
    case "time":
      return matching(value, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/) ? [] : [`${where} is no time`];
    case "text":
      return textViolations(rule, value, where);
  }
}

function textViolations({ values, longest }: MemberRule, value: unknown, where: string): string[] {
  if (typeof value !== "string") return [`${where} is no text`];
  if (values && !values.has(value)) return [`${where} is not one of the enumeration: ${value}`];
  return longest !== undefined && value.length > longest ? [`${where} is too long`] : [];
}

function matching(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}
