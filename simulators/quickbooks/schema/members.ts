/**
 * Which members an entity may have on the wire, in which order, of which kind and how long. The words are made from the
 * vendor's published schema (Intuit's XSD, Apache-2.0) and its documented limits.
 *
 * One word per member: `Name` text, `Name#` number, `Name?` boolean, `Name@` date, `Name~` date and time, `Name=Values` one of
 * an enumeration, `Name>Part` object, `Name[]...` list of these, `Name{}` anything. `@Base` = the members of the base come first.
 */
import { entityMembers } from "./entity-members.ts";
import { enumerations } from "./enumerations.ts";
import { memberMarks } from "./member-marks.ts";
import { partMembers } from "./part-members.ts";

type Kind = "text" | "number" | "boolean" | "date" | "time" | "object" | "any";

export interface MemberRule {
  name: string;
  kind: Kind;
  isList: boolean;
  /** Dropped when a client sends it. */
  isReadOnly: boolean;
  /** Characters of a text. */
  longest?: number;
  /** The members of an object. */
  shape?: string;
  /** The values of an enumeration. */
  values?: ReadonlySet<string>;
}

/** The vendor's word for "anything": extension members of its own. */
const anything = "IntuitAnyType";

const words: Record<string, string> = { ...partMembers, ...entityMembers };
const shapes = new Map<string, ReadonlyMap<string, MemberRule>>();

/** The members of a shape by name, in the schema's order. A shape without rules of its own accepts everything. */
export function membersOf(shape: string): ReadonlyMap<string, MemberRule> {
  const known = shapes.get(shape);
  if (known) return known;
  const text = words[shape];
  if (text === undefined) throw new Error(`no shape ${shape}`);
  const made = marked(read(text), memberMarks[shape] ?? "");
  shapes.set(shape, made);
  return made;
}

/** Whether there is such a shape. */
export function isShape(shape: string): boolean {
  return words[shape] !== undefined;
}

function read(text: string): Map<string, MemberRule> {
  const rules = new Map<string, MemberRule>();
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (word.startsWith("@")) for (const [name, rule] of membersOf(word.slice(1))) rules.set(name, rule);
    else {
      const rule = ruleOf(word);
      rules.set(rule.name, rule);
    }
  }
  return rules;
}

function ruleOf(word: string): MemberRule {
  const [, name = "", list, mark = "", values, shape] = /^(\w+)(\[\])?(?:(#|\?|@|~|\{\})|=(\w+)|>(\w+))?$/.exec(word) ?? [];
  if (name === "") throw new Error(`not a member: ${word}`);
  const kind = shape === undefined ? kindOf(mark) : shape === anything ? "any" : "object";
  return {
    name,
    kind,
    isList: list !== undefined,
    isReadOnly: false,
    ...(kind === "object" && shape !== undefined ? { shape } : {}),
    ...(values === undefined ? {} : { values: valuesOf(values) }),
  };
}

function kindOf(mark: string): Kind {
  return ({ "#": "number", "?": "boolean", "@": "date", "~": "time", "{}": "any" } as const)[mark] ?? "text";
}

function valuesOf(name: string): ReadonlySet<string> {
  const values = enumerations[name];
  if (values === undefined) throw new Error(`no enumeration ${name}`);
  return new Set(values.split("|"));
}

function marked(rules: Map<string, MemberRule>, marks: string): Map<string, MemberRule> {
  for (const mark of marks.split(/\s+/).filter(Boolean)) {
    const [, readOnly, name = "", longest] = /^(!?)(\w+)(?::(\d+))?$/.exec(mark) ?? [];
    const rule = rules.get(name);
    if (!rule) throw new Error(`no member for the mark ${mark}`);
    rules.set(name, { ...rule, isReadOnly: rule.isReadOnly || readOnly === "!", ...(longest === undefined ? {} : { longest: Number(longest) }) });
  }
  return rules;
}
