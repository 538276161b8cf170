/** One table from what HubSpot says to what we call it. The vendor's code, words and trace id are kept. */
import { z } from "zod";
import { addDays, instantOf, later, localDateIn, type Instant } from "#domain/dates.ts";
import type { Failure, VendorFault } from "#domain/failure.ts";
import type { WireBatchError } from "./wire.ts";

/** An answer that is not a success, or none at all (`status` null: the connection was lost or took too long). */
export interface Fault {
  status: number | null;
  text: string;
  /** Seconds or a date, as the header says; null = none. */
  retryAfter: string | null;
}

/** What is needed to say when to come back. The daily allowance ends at midnight of the portal's time zone. */
export interface FaultContext {
  now: Instant;
  timeZone: string;
}

/** HubSpot's error envelope. Every field is optional, and edge errors are not JSON at all. */
const envelope = z.object({
  message: z.string().catch(""),
  category: z.string().nullable().catch(null),
  errorType: z.string().nullable().catch(null),
  subCategory: z.string().nullable().catch(null),
  policyName: z.string().nullable().catch(null),
  correlationId: z.string().nullable().catch(null),
  context: z.record(z.string(), z.array(z.coerce.string())).catch({}),
  errors: z
    .array(
      z.object({
        message: z.string().catch(""),
        code: z.string().nullable().catch(null),
        context: z.record(z.string(), z.array(z.coerce.string())).catch({}),
      }),
    )
    .catch([]),
});
type Envelope = z.infer<typeof envelope>;

interface Read {
  fault: Fault;
  said: Envelope;
  context: FaultContext;
}

interface Row {
  when: (read: Read) => boolean;
  failure: (read: Read) => Failure;
}

const secondMs = 1_000;

/** First row that fits; the last fits everything. */
const table: Row[] = [
  { when: ({ fault }) => fault.status === null, failure: ({ fault }) => ({ code: "crm-unreachable", detail: fault.text }) },
  { when: hasStatus(401), failure: () => ({ code: "crm-disconnected", crmName: "HubSpot" }) },
  { when: allOf(hasStatus(429), hasPolicy("DAILY")), failure: ({ context }) => ({ code: "crm-busy", retryAt: nextMidnight(context) }) },
  { when: allOf(hasStatus(429), hasPolicy("SECONDLY")), failure: ({ context }) => ({ code: "crm-busy", retryAt: later(context.now, secondMs) }) },
  { when: hasStatus(429), failure: (read) => ({ code: "crm-busy", retryAt: later(read.context.now, retryAfterMs(read) ?? 10 * secondMs) }) },
  { when: hasStatus(423), failure: ({ context }) => ({ code: "crm-busy", retryAt: later(context.now, 2 * secondMs) }) },
  { when: hasStatus(477), failure: () => ({ code: "crm-unreachable", detail: "HubSpot is moving the portal to another region" }) },
  { when: ({ fault }) => (fault.status ?? 0) >= 500, failure: (read) => ({ code: "crm-unreachable", detail: `HubSpot answered ${read.fault.status}: ${words(read)}` }) },
  {
    when: ({ said, fault }) => fault.status === 400 && missingProperty(said) !== undefined,
    failure: (read) => ({ code: "crm-property-missing", property: missingProperty(read.said) ?? "", vendor: vendorFault(read) }),
  },
  { when: allOf(hasStatus(403), ({ said }) => scopesOf(said).length > 0), failure: (read) => ({ code: "crm-permission-missing", permissions: scopesOf(read.said), vendor: vendorFault(read) }) },
  { when: () => true, failure: (read) => ({ code: "crm-refused", vendor: vendorFault(read) }) },
];

/** What the fault means to us. */
export function failureOf(fault: Fault, context: FaultContext): Failure {
  const read = { fault, said: readEnvelope(fault.text), context };
  const row = table.find((one) => one.when(read));
  if (row === undefined) throw new Error("the last row of the fault table must fit everything");
  return row.failure(read);
}

/** Status that an error of a batch would have as an answer of its own; other categories are validation errors. */
const statusOfCategory: Record<string, number> = { OBJECT_NOT_FOUND: 404, CONFLICT: 409, MISSING_SCOPES: 403, RATE_LIMITS: 429, INTERNAL_ERROR: 500 };

/** What an error of a partly successful batch means to us. */
export function batchFailure(error: WireBatchError, now: Instant): Failure {
  const status = statusOfCategory[error.category ?? ""] ?? 400;
  return failureOf({ status, text: JSON.stringify(error), retryAfter: null }, { now, timeZone: "UTC" });
}

/** Whether a batch error says no more than that a record does not exist. */
export function saysNotFound(error: WireBatchError): boolean {
  return error.category === "OBJECT_NOT_FOUND";
}

/** Whether the record is what HubSpot does not have. */
export function isNotFound(failure: Failure): boolean {
  return failure.code === "crm-refused" && (failure.vendor.status === 404 || failure.vendor.code === "OBJECT_NOT_FOUND");
}

/** Whether HubSpot refused for lack of permission: a scope that the token was not given. */
export function isNotPermitted(failure: Failure): boolean {
  return failure.code === "crm-permission-missing" || (failure.code === "crm-refused" && failure.vendor.status === 403);
}

/** Whether HubSpot answered and said no, for whatever reason. */
export function isRefused(failure: Failure): boolean {
  return failure.code === "crm-refused" || failure.code === "crm-permission-missing";
}

function hasStatus(status: number): Row["when"] {
  return ({ fault }) => fault.status === status;
}

function hasPolicy(policy: string): Row["when"] {
  // Search answers carry no policy name; their words are fixed.
  return ({ said }) => (said.policyName ?? (/your secondly limit/i.test(said.message) ? "SECONDLY" : "")) === policy;
}

function allOf(...conditions: Row["when"][]): Row["when"] {
  return (read) => conditions.every((condition) => condition(read));
}

function readEnvelope(text: string): Envelope {
  const parsed = envelope.safeParse(parseJson(text));
  return parsed.success ? parsed.data : envelope.parse({});
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the words of the body are all there is.
    return undefined;
  }
}

/** The name is in the error's context, or only in the words (a JSON text inside the JSON). */
function missingProperty(said: Envelope): string | undefined {
  const error = said.errors.find((one) => one.code === "PROPERTY_DOESNT_EXIST" || /Property "?.+"? does not exist/.test(one.message));
  const named = error?.context["propertyName"]?.[0];
  if (named !== undefined) return named;
  const words = /Property \\?"([^"\\]+)\\?" does not exist/.exec(`${error?.message ?? ""} ${said.message}`);
  return words?.[1];
}

function vendorFault(read: Read): VendorFault {
  const { fault, said } = read;
  return {
    system: "HubSpot",
    status: fault.status,
    code: said.errors.find((one) => one.code !== null)?.code ?? said.subCategory ?? said.category ?? said.errorType,
    message: words(read),
    traceId: said.correlationId,
  };
}

const longestMessage = 500;

/** The scopes that HubSpot says are needed. */
function scopesOf({ errors }: Envelope): string[] {
  return [...new Set(errors.flatMap((one) => one.context["requiredGranularScopes"] ?? one.context["requiredScopes"] ?? []))];
}

/** HubSpot's words, or the text of a body that is not JSON without its markup. */
function words({ fault, said }: Read): string {
  const text = said.message || fault.text.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, " ").replace(/\s+/g, " ").trim() || "(no text)";
  return text.slice(0, longestMessage);
}

function retryAfterMs({ fault }: Read): number | undefined {
  const seconds = Number(fault.retryAfter ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * secondMs : undefined;
}

/** The first moment of tomorrow where the portal is, found by halving because zones may skip or repeat hours. */
function nextMidnight({ now, timeZone }: FaultContext): Instant {
  const tomorrow = addDays(localDateIn(timeZone, now), 1);
  let before = Date.parse(now);
  let after = before + 27 * 3_600_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDateIn(timeZone, instantOf(middle)) < tomorrow) before = middle;
    else after = middle;
  }
  return instantOf(after);
}
