/** What HubSpot asks of an app's workflow action: to run on a record, or what can be chosen in a field. */
import { z } from "zod";
import type { CrmActionCall, CrmOptionsCall } from "#domain/crm-action.ts";
import type { Failure } from "#domain/failure.ts";
import { type ObjectType, objectTypes } from "#domain/record.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { objectKinds } from "../object-kinds.ts";
import { wireId } from "../wire.ts";

/** Texts are expected; numbers and truth values are taken as such. What is empty was not filled in. */
const fieldValues = z
  .record(z.string(), z.union([z.string().max(70_000), z.number(), z.boolean(), z.null()]))
  .transform((values) => Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null || value === "" ? [] : [[name, String(value)]]))));

const origin = z.object({ portalId: wireId });

/** Older payloads call the values `fields`. */
const executionCall = z.object({
  callbackId: z.string().min(1).max(500),
  origin,
  context: z.object({ workflowId: wireId.nullish(), actionId: wireId.nullish(), source: z.string().optional() }).optional(),
  object: z.object({ objectId: wireId, objectType: z.string().optional(), objectTypeId: z.string().optional() }).nullish(),
  inputFields: fieldValues.optional(),
  fields: fieldValues.optional(),
});

/** Reads a call that runs the action. */
export function readCall(rawBody: Uint8Array): Result<CrmActionCall, Failure> {
  const read = parsed(rawBody, executionCall);
  if (!read.ok) return read;
  const { callbackId, origin: from, context, object, inputFields, fields } = read.value;
  const objectType = object && objectTypeOf(object.objectTypeId ?? object.objectType);
  if (object && objectType === undefined) return unreadable(`We make no documents from records of the type ${object.objectTypeId ?? object.objectType ?? "(none)"}.`);
  return ok({
    callbackId,
    account: from.portalId,
    step: { workflowRef: context?.workflowId ?? context?.source?.toLowerCase() ?? "unknown", stepRef: context?.actionId ?? "0" },
    record: object && objectType ? { objectType, id: object.objectId } : null,
    inputs: inputFields ?? fields ?? {},
  });
}

const chosenValue = z.object({ type: z.string().optional(), value: z.union([z.string(), z.number(), z.boolean()]).nullish() });

const optionsCall = z.object({
  origin,
  objectTypeId: z.string().nullish(),
  inputFieldName: z.string().min(1).max(200),
  inputFields: z.record(z.string(), chosenValue.or(z.string()).nullable()).nullish(),
  fetchOptions: z.object({ q: z.string().max(500).nullish(), after: z.string().max(100).nullish() }).nullish(),
});

/** Reads a call that asks for the options of a field. Pages are numbered by us: `after` is where the next one begins. */
export function readOptionsCall(rawBody: Uint8Array): Result<CrmOptionsCall, Failure> {
  const read = parsed(rawBody, optionsCall);
  if (!read.ok) return read;
  const { origin: from, objectTypeId, inputFieldName, inputFields, fetchOptions } = read.value;
  const after = fetchOptions?.after ?? "0";
  if (!/^\d{1,6}$/.test(after)) return unreadable("fetchOptions.after is none of ours.");
  const inputs = Object.entries(inputFields ?? {}).flatMap(([name, one]) => {
    const value = typeof one === "string" ? one : one?.value;
    return value === null || value === undefined || value === "" ? [] : [[name, String(value)]];
  });
  return ok({ account: from.portalId, objectType: objectTypeOf(objectTypeId ?? undefined) ?? null, field: inputFieldName, inputs: Object.fromEntries(inputs) as Record<string, string>, text: fetchOptions?.q ?? "", offset: Number(after) });
}

/** By HubSpot's id (`0-3`), its name (`DEAL`) or its plural. */
function objectTypeOf(named: string | undefined): ObjectType | undefined {
  const name = named?.toLowerCase();
  return objectTypes.find((type) => [objectKinds[type].typeId, objectKinds[type].singular, objectKinds[type].plural].some((one) => one === name));
}

function parsed<T>(rawBody: Uint8Array, schema: z.ZodType<T>): Result<T, Failure> {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(rawBody));
  } catch {
    return unreadable("The body is not JSON.");
  }
  const read = schema.safeParse(body);
  return read.success ? ok(read.data) : unreadable(`The body is not as expected at ${read.error.issues[0]?.path.join(".") || "its top"}.`);
}

function unreadable(detail: string): Result<never, Failure> {
  return err({ code: "webhook-unreadable", detail });
}
