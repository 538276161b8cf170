/** QuickBooks' faults and what they mean to us: one table, the catch-all last. Bodies come in three shapes (reference: 2.5). */
import { later, type Instant } from "#domain/dates.ts";
import type { Failure, VendorFault } from "#domain/failure.ts";

/** A refused call as it came in. */
export interface FaultAnswer {
  status: number;
  body: unknown;
  traceId: string | null;
  now: Instant;
}

/**
 * What a fault says of a write.
 * - refused: nothing was written and asking again is no use.
 * - later: nothing was written; it may go through later.
 * - unknown: it may have been written.
 */
export type FaultMeaning = { meaning: "refused" | "later" | "unknown"; failure: Failure };

/** The vendor asks for 60 seconds after a throttle (reference: 3.1). */
const throttlePauseMs = 60_000;
const shortPauseMs = 5_000;

type Row = (vendor: VendorFault, answer: FaultAnswer) => FaultMeaning;

const disconnected: Row = () => ({ meaning: "later", failure: { code: "books-disconnected", booksName: "QuickBooks" } });
const busy: Row = (_, { now }) => ({ meaning: "later", failure: { code: "books-busy", retryAt: later(now, throttlePauseMs) } });
const lockedForNow: Row = (_, { now }) => ({ meaning: "later", failure: { code: "books-busy", retryAt: later(now, throttlePauseMs) } });
const broken: Row = (vendor) => ({ meaning: "unknown", failure: { code: "books-unreachable", detail: `QuickBooks answered ${vendor.status}: ${vendor.message}` } });

const meanings: Record<string, Row> = {
  "100": disconnected,
  "110": disconnected,
  "120": disconnected,
  "3100": disconnected,
  "3200": disconnected,
  "3202": disconnected,
  "130": lockedForNow,
  "140": lockedForNow,
  "150": lockedForNow,
  "3001": busy,
  "3002": busy,
  "10000": broken,
  "6140": (vendor) => ({ meaning: "refused", failure: { code: "document-number-taken", number: /DocNumber=(\S+)/.exec(vendor.message)?.[1] ?? "", vendor } }),
  "6190": (vendor) => ({ meaning: "refused", failure: { code: "books-subscription-ended", vendor } }),
  // The server saw the id collide with a call it could not replay: the first may be under way.
  "600": (vendor) => ({ meaning: "unknown", failure: { code: "books-unreachable", detail: vendor.message } }),
};

/** Reads a fault. `null` = the answer is no fault. */
export function meaningOf(answer: FaultAnswer): FaultMeaning | null {
  const error = firstError(answer.body);
  if (answer.status === 200 && !error) return null;
  const vendor: VendorFault = {
    system: "QuickBooks",
    status: answer.status,
    code: error?.code ?? null,
    message: error?.text ?? `HTTP ${answer.status}`,
    traceId: answer.traceId,
  };
  const known = vendor.code === null ? undefined : meanings[vendor.code];
  return known ? known(vendor, answer) : byStatus(vendor, answer);
}

function byStatus(vendor: VendorFault, answer: FaultAnswer): FaultMeaning {
  if (answer.status === 429) return busy(vendor, answer);
  if (answer.status === 401 || answer.status === 403) return disconnected(vendor, answer);
  if (answer.status >= 500 || (answer.status !== 400 && vendor.code === null)) return broken(vendor, answer);
  return { meaning: "refused", failure: { code: "books-refused", vendor } };
}

/** The first error of a business Fault (capitals), a gateway fault (lower case) or an XML-less text. */
function firstError(body: unknown): { code: string | null; text: string } | undefined {
  const fault = member(body, "Fault") ?? member(body, "fault");
  const errors = member(fault, "Error") ?? member(fault, "error");
  const error: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (error === undefined) return undefined;
  const code = member(error, "code");
  const detail = member(error, "Detail") ?? member(error, "detail");
  const message = member(error, "Message") ?? member(error, "message");
  return { code: code === undefined || code === null ? null : String(code), text: plainText(String(detail ?? message ?? "")) };
}

function member(value: unknown, name: string): unknown {
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>)[name] : undefined;
}

/** "Business Validation Error: " and the like are the vendor's own prefixes, not news. */
function plainText(text: string): string {
  return text.replace(/^(Business Validation Error|The name supplied already exists\.)\s*:\s*/i, "").trim();
}

/** When to come back after a call that may go through later. */
export function retryAtOf(failure: Failure, now: Instant): Instant {
  return "retryAt" in failure ? failure.retryAt : later(now, shortPauseMs);
}
