/** Reads what a call brings, and says what it names. */
import type { Context } from "hono";
import { type TypeName, typeNamed } from "./object-types.ts";
import { badInput, notFound, Refusal } from "./vendor-errors.ts";

/** The JSON object of the call; refuses anything else as HubSpot does. */
export async function jsonBody(context: Context): Promise<Record<string, unknown>> {
  const type = context.req.header("content-type") ?? "";
  if (!type.includes("application/json")) throw new Refusal(415, "VALIDATION_ERROR", "HTTP 415 Unsupported Media Type");
  return objectOf(await jsonOf(context), "the body");
}

/** The JSON list of the call. */
export async function jsonList(context: Context): Promise<unknown[]> {
  const value = await jsonOf(context);
  if (!Array.isArray(value)) throw badInput("Invalid input JSON: a list is expected");
  return value;
}

async function jsonOf(context: Context): Promise<unknown> {
  try {
    return await context.req.json<unknown>();
  } catch {
    throw badInput("Invalid input JSON on line 1, column 1: the body cannot be read");
  }
}

/** The `inputs` of a batch call. */
export function inputsOf(body: Record<string, unknown>, most: number): Record<string, unknown>[] {
  const { inputs } = body;
  if (!Array.isArray(inputs)) throw badInput("Invalid input JSON: inputs is required");
  if (inputs.length > most) throw badInput(`The maximum number of inputs supported in a batch request is ${most}`, { context: { maxBatchSize: [String(most)] } });
  return objectsOf(inputs, "inputs");
}

/** A value that must be an object; `what` names it in the refusal. */
export function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw badInput(`Invalid input JSON: ${what} must be an object`);
  return value as Record<string, unknown>;
}

/** A list of objects; absent = none. */
export function objectsOf(value: unknown, what: string): Record<string, unknown>[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw badInput(`Invalid input JSON: ${what} must be a list`);
  return value.map((one: unknown) => objectOf(one, `each of the ${what}`));
}

/** Texts of a list that may be absent. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** A query parameter that may be repeated and may hold several, with commas. */
export function queryTexts(context: Context, name: string): string[] {
  return (context.req.queries(name) ?? []).flatMap((text) => text.split(",")).map((text) => text.trim()).filter(Boolean);
}

/** The kind of record that a path names. */
export function typeParam(context: Context, name = "type"): TypeName {
  const text = context.req.param(name) ?? "";
  const type = typeNamed(text);
  if (type === undefined) throw notFound(`Unable to infer object type from: ${text}`);
  return type;
}
