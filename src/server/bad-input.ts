/** What is wrong with the input of a request, field by field, in words that say what would be right. */
import { ORPCError } from "@orpc/server";
import { z } from "zod";

/** `field` as a path (`steps[0].action`); "" = the input as a whole. `fix` = "" where `problem` says it all. */
export interface InputProblem {
  field: string;
  problem: string;
  fix: string;
}

/** How many problems the message names; `data.problems` has all of them. */
const mostNamed = 3;

/** The answer to input that does not fit the contract; undefined = the error is another one. */
export function badInputReply(error: ORPCError<string, unknown>): ORPCError<string, unknown> | undefined {
  if (error.code !== "BAD_REQUEST") return undefined;
  // oRPC's own words when the body could not be read at all.
  if (error.message.startsWith("Malformed request")) return new ORPCError("BAD_REQUEST", { message: "The body cannot be read. Send JSON, with the header Content-Type: application/json." });
  const found = failedValidation.safeParse(error.data);
  if (!found.success) return undefined;
  const problems = found.data.issues.flatMap(problemsOf);
  return new ORPCError("BAD_REQUEST", { message: messageOf(problems), data: { problems } });
}

type Issue = z.core.$ZodIssue;

const failedValidation = z.object({ issues: z.array(z.custom<Issue>((one) => z.object({ code: z.string(), path: z.array(z.union([z.string(), z.number()])), message: z.string() }).safeParse(one).success)).min(1) });

/** The problems that one issue stands for; fields are named from the root of the input. */
export function problemsOf(issue: Issue): InputProblem[] {
  const field = fieldAt(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ field: fieldAt([...issue.path, key]), problem: "is not known here", fix: "Leave it out, or correct its name." }));
    case "invalid_union":
      return ofUnion(issue);
    case "invalid_type":
      return [isOwn(issue) ? { field, problem: issue.message, fix: "" } : { field, ...ofType(issue) }];
    case "invalid_value":
      return [{ field, problem: "is none of the values it may have", fix: `Give ${listed(issue.values.map(String))}.` }];
    case "too_small":
    case "too_big":
      return [isOwn(issue) ? { field, problem: issue.message, fix: "" } : { field, ...ofSize(issue) }];
    case "invalid_format":
      return [isOwn(issue) ? { field, problem: issue.message, fix: "" } : { field, problem: "has not the form that is wanted", fix: formats[issue.format] ?? "See the API's description for its form." }];
    default:
      return [{ field, problem: issue.message, fix: "" }];
  }
}

/** Of several forms the one that is missed by least is most likely meant. */
function ofUnion({ path, errors, discriminator, message, ...more }: Extract<Issue, { code: "invalid_union" }>): InputProblem[] {
  const field = fieldAt(path);
  if (discriminator !== undefined) return [{ field, problem: "is none of the values it may have", fix: "options" in more && Array.isArray(more.options) ? `Give ${listed(more.options.map(String))}.` : "See the API's description for them." }];
  const [closest] = [...errors].sort((a, b) => a.length - b.length);
  if (closest === undefined || closest.length === 0) return [{ field, problem: message, fix: "" }];
  return closest.flatMap((one) => problemsOf({ ...one, path: [...path, ...one.path] }));
}

function ofType({ expected, message }: Extract<Issue, { code: "invalid_type" }>): Omit<InputProblem, "field"> {
  const received = /received (\w+)/.exec(message)?.[1] ?? "";
  return { problem: received === "undefined" ? "is missing" : `cannot be ${kinds[received] ?? received}`, fix: `Give ${kinds[expected] ?? expected}.` };
}

function ofSize(issue: Extract<Issue, { code: "too_small" | "too_big" }>): Omit<InputProblem, "field"> {
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

function fieldAt(path: readonly PropertyKey[]): string {
  return path.map((part, at) => (typeof part === "number" ? `[${part}]` : at === 0 ? String(part) : `.${String(part)}`)).join("");
}

function messageOf(problems: readonly InputProblem[]): string {
  const named = problems.slice(0, mostNamed).map(({ field, problem, fix }) => [field === "" ? "" : `${field}: `, problem.endsWith(".") ? problem : `${problem}.`, fix === "" ? "" : ` ${fix}`].join(""));
  const more = problems.length - named.length;
  return `The input is not valid. ${named.join(" ")}${more > 0 ? ` And ${more} more.` : ""}`;
}
