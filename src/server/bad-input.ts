/** What is wrong with the input of a request, field by field, in words that say what would be right, in the language of whoever is asking. */
import { ORPCError } from "@orpc/server";
import { z } from "zod";
import { saidWith } from "./language.ts";
import { problemsOf } from "./shape-problems.ts";

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
  if (error.message.startsWith("Malformed request")) return new ORPCError("BAD_REQUEST", { message: saidWith("The body cannot be read. Send JSON, with the header Content-Type: application/json.") });
  const found = failedValidation.safeParse(error.data);
  if (!found.success) return undefined;
  const problems = found.data.issues.flatMap(problemsOf).map(({ path, ...words }): InputProblem => ({ field: fieldAt(path), ...words }));
  return new ORPCError("BAD_REQUEST", { message: messageOf(problems), data: { problems } });
}

const failedValidation = z.object({ issues: z.array(z.custom<z.core.$ZodIssue>((one) => z.object({ code: z.string(), path: z.array(z.union([z.string(), z.number()])), message: z.string() }).safeParse(one).success)).min(1) });

function fieldAt(path: readonly PropertyKey[]): string {
  return path.map((part, at) => (typeof part === "number" ? `[${part}]` : at === 0 ? String(part) : `.${String(part)}`)).join("");
}

function messageOf(problems: readonly InputProblem[]): string {
  const named = problems.slice(0, mostNamed).map(({ field, problem, fix }) => [field === "" ? "" : `${field}: `, problem.endsWith(".") ? problem : `${problem}.`, fix === "" ? "" : ` ${fix}`].join(""));
  const more = problems.length - named.length;
  return [saidWith("The input is not valid."), ...named, ...(more > 0 ? [saidWith("And {count} more.", { count: more })] : [])].join(" ");
}
