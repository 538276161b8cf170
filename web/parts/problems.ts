/** What a call threw, in words. */
import { t } from "@lingui/core/macro";
import "../interpreted-schemas.ts";
import { ORPCError } from "@orpc/client";
import { ValidationError } from "@orpc/contract";
import { z } from "zod";
import { type ExplainedFailure, explainedFailure } from "#api/failure.ts";

const refusedData = z.object({ failures: z.array(explainedFailure) });
const invalidData = z.object({ problems: z.array(z.object({ field: z.string(), problem: z.string() })) });

/** The failures a refusal carries; [] when it is something else. */
export function failuresOf(error: unknown): ExplainedFailure[] {
  if (!(error instanceof ORPCError) || error.code !== "REFUSED") return [];
  const parsed = refusedData.safeParse(error.data);
  return parsed.success ? parsed.data.failures : [];
}

/** The settings a save complained about, by field; undefined when it is something else. */
export function fieldProblemsOf(error: unknown): { field: string; problem: string }[] | undefined {
  if (!(error instanceof ORPCError) || error.code !== "INVALID_SETTINGS") return undefined;
  const parsed = invalidData.safeParse(error.data);
  return parsed.success ? parsed.data.problems : undefined;
}

/** True when the server answered that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ORPCError && error.status === 404;
}

/** True when the server's answer is not what this page knows: one of them is of another version. */
export function isOfOtherVersion(error: unknown): boolean {
  return error instanceof ValidationError;
}

/** One sentence about any error. */
export function messageOf(error: unknown): string {
  if (isOfOtherVersion(error)) return t`This page is of another version than the server.`;
  if (error instanceof ORPCError) return error.status >= 500 ? t`Something went wrong on the server. Try again; if it keeps happening, the server's log says why.` : error.message;
  if (error instanceof TypeError) return t`The server cannot be reached. Is it running?`;
  return error instanceof Error ? error.message : t`Something unexpected happened.`;
}

/** A sentence starts with a capital. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
