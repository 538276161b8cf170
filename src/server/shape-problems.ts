/** What does not fit a schema, in words that say what would be right; what the schema says in its own words stays. */
import type { z } from "zod";

export interface ShapeProblem {
  path: readonly PropertyKey[];
  problem: string;
  /** "" where `problem` says it all. */
  fix: string;
}

type Issue = z.core.$ZodIssue;

/** The problems that one issue stands for. */
export function problemsOf(issue: Issue): ShapeProblem[] {
  const { path } = issue;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], problem: "is not known here", fix: "Leave it out, or correct its name." }));
    case "invalid_union":
      return ofUnion(issue);
    case "invalid_type":
      return [isOwn(issue) ? { path, problem: issue.message, fix: "" } : { path, ...ofType(issue) }];
    case "invalid_value":
      return [{ path, problem: "is none of the values it may have", fix: `Give ${listed(issue.values.map(String))}.` }];
    case "too_small":
    case "too_big":
      return [isOwn(issue) ? { path, problem: issue.message, fix: "" } : { path, ...ofSize(issue) }];
    case "invalid_format":
      return [isOwn(issue) ? { path, problem: issue.message, fix: "" } : { path, problem: "has not the form that is wanted", fix: formats[issue.format] ?? "See the API's description for its form." }];
    default:
      return [{ path, problem: issue.message, fix: "" }];
  }
}

/** Of several forms the one that is missed by least is most likely meant. */
function ofUnion(issue: Extract<Issue, { code: "invalid_union" }>): ShapeProblem[] {
  const { path, errors, discriminator, message, ...more } = issue;
  if (isOwn(issue)) return [{ path, problem: message, fix: "" }];
  if (discriminator !== undefined) return [{ path, problem: "is none of the values it may have", fix: "options" in more && Array.isArray(more.options) ? `Give ${listed(more.options.map(String))}.` : "See the API's description for them." }];
  const [closest] = [...errors].sort((a, b) => a.length - b.length);
  if (closest === undefined || closest.length === 0) return [{ path, problem: message, fix: "" }];
  return closest.flatMap((one) => problemsOf({ ...one, path: [...path, ...one.path] }));
}

function ofType({ expected, message }: Extract<Issue, { code: "invalid_type" }>): Omit<ShapeProblem, "path"> {
  const received = /received (\w+)/.exec(message)?.[1] ?? "";
  return { problem: received === "undefined" ? "is missing" : `cannot be ${kinds[received] ?? received}`, fix: `Give ${kinds[expected] ?? expected}.` };
}

function ofSize(issue: Extract<Issue, { code: "too_small" | "too_big" }>): Omit<ShapeProblem, "path"> {
  const unit = units[issue.origin] ?? "";
  if (issue.code === "too_big") return { problem: "is too " + (unit === "" ? "great" : "long"), fix: `At most ${issue.maximum}${unit}.` };
  if (issue.minimum === 1 && unit !== "") return { problem: "is empty", fix: "Give at least one." };
  return { problem: "is too " + (unit === "" ? "small" : "short"), fix: `At least ${issue.minimum}${unit}.` };
}

/** Whether the contract has words of its own for this; zod's all begin alike. */
function isOwn({ message }: Issue): boolean {
  return !/^(Invalid|Too (small|big)|Unrecognized)/.test(message);
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text", number: "a number", int: "a whole number", boolean: "true or false", object: "an object", record: "an object", array: "a list", null: "null", date: "a date", NaN: "no number", bigint: "a whole number",
};

const units: Readonly<Record<string, string>> = { string: " characters", array: " entries", set: " entries" };

const formats: Readonly<Record<string, string>> = {
  email: "Give an e-mail address.", url: "Give an address that begins with https:// or http://.", date: "Give a date as YYYY-MM-DD.", datetime: "Give a moment as ISO 8601 with its zone, for example 2026-11-30T09:00:00Z.", uuid: "Give a UUID.",
};

function listed(values: readonly string[]): string {
  return values.length === 1 ? `"${values[0]}"` : `one of: ${values.join(", ")}`;
}
