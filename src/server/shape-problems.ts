/** What does not fit a schema, in words that say what would be right; what the schema says in its own words stays. */
import type { z } from "zod";
import type { shapeTexts } from "./dutch/shapes.ts";
import { said, saidWith } from "./language.ts";

export interface ShapeProblem {
  path: readonly PropertyKey[];
  problem: string;
  /** "" where `problem` says it all. */
  fix: string;
}

type Issue = z.core.$ZodIssue;
type ShapeText = keyof typeof shapeTexts;

/** The problems that one issue stands for, in the language of whoever is asking. */
export function problemsOf(issue: Issue): ShapeProblem[] {
  const { path } = issue;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], problem: saidWith("is not known here"), fix: saidWith("Leave it out, or correct its name.") }));
    case "invalid_union":
      return ofUnion(issue);
    case "invalid_type":
      return [isOwn(issue) ? inOwnWords(issue) : { path, ...ofType(issue) }];
    case "invalid_value":
      return [{ path, problem: saidWith("is none of the values it may have"), fix: listed(issue.values.map(String)) }];
    case "too_small":
    case "too_big":
      return [isOwn(issue) ? inOwnWords(issue) : { path, ...ofSize(issue) }];
    case "invalid_format":
      return [isOwn(issue) ? inOwnWords(issue) : { path, problem: saidWith("has not the form that is wanted"), fix: saidWith(formats[issue.format] ?? "See the API's description for its form.") }];
    default:
      return [inOwnWords(issue)];
  }
}

function inOwnWords({ path, message }: Issue): ShapeProblem {
  return { path, problem: said(message), fix: "" };
}

/** Of several forms the one that is missed by least is most likely meant. */
function ofUnion(issue: Extract<Issue, { code: "invalid_union" }>): ShapeProblem[] {
  const { path, errors, discriminator, ...more } = issue;
  if (isOwn(issue)) return [inOwnWords(issue)];
  if (discriminator !== undefined) {
    const fix = "options" in more && Array.isArray(more.options) ? listed(more.options.map(String)) : saidWith("See the API's description for them.");
    return [{ path, problem: saidWith("is none of the values it may have"), fix }];
  }
  const [closest] = [...errors].sort((a, b) => a.length - b.length);
  if (closest === undefined || closest.length === 0) return [inOwnWords(issue)];
  return closest.flatMap((one) => problemsOf({ ...one, path: [...path, ...one.path] }));
}

function ofType({ expected, message }: Extract<Issue, { code: "invalid_type" }>): Omit<ShapeProblem, "path"> {
  const received = /received (\w+)/.exec(message)?.[1] ?? "";
  return { problem: received === "undefined" ? saidWith("is missing") : saidWith("cannot be {kind}", { kind: kindOf(received) }), fix: saidWith("Give {kind}.", { kind: kindOf(expected) }) };
}

function kindOf(type: string): string {
  const kind = kinds[type];
  return kind === undefined ? type : saidWith(kind);
}

function ofSize(issue: Extract<Issue, { code: "too_small" | "too_big" }>): Omit<ShapeProblem, "path"> {
  const unit = issue.origin === "string" ? " characters" : issue.origin === "array" || issue.origin === "set" ? " entries" : "";
  if (issue.code === "too_big") return { problem: saidWith(unit === "" ? "is too great" : "is too long"), fix: saidWith(`At most {count}${unit}.`, { count: String(issue.maximum) }) };
  if (issue.minimum === 1 && unit !== "") return { problem: saidWith("is empty"), fix: saidWith("Give at least one.") };
  return { problem: saidWith(unit === "" ? "is too small" : "is too short"), fix: saidWith(`At least {count}${unit}.`, { count: String(issue.minimum) }) };
}

/** Whether the contract has words of its own for this; zod's all begin alike. */
function isOwn({ message }: Issue): boolean {
  return !/^(Invalid|Too (small|big)|Unrecognized)/.test(message);
}

const kinds: Readonly<Record<string, ShapeText>> = {
  string: "a text", number: "a number", int: "a whole number", boolean: "true or false", object: "an object", record: "an object", array: "a list", null: "null", date: "a date", NaN: "no number", bigint: "a whole number",
};

const formats: Readonly<Record<string, ShapeText>> = {
  email: "Give an e-mail address.", url: "Give an address that begins with https:// or http://.", date: "Give a date as YYYY-MM-DD.", datetime: "Give a moment as ISO 8601 with its zone, for example 2026-11-30T09:00:00Z.", uuid: "Give a UUID.",
};

function listed(values: readonly string[]): string {
  const [only] = values;
  return only !== undefined && values.length === 1 ? saidWith('Give "{value}".', { value: only }) : saidWith("Give one of: {values}.", { values: values.join(", ") });
}
