/** QuickBooks' faults and what they mean to us: one table, the catch-all last. Bodies come in three shapes (reference: 2.5). */
import type { Instant } from "#domain/dates.ts";
import type { Failure, VendorFault } from "#domain/failure.ts";

/** An answer as it came in. */
export interface FaultAnswer {
  status: number;
  /** Parsed JSON, or the text of anything else. */
  body: unknown;
  traceId: string | null;
  /** When to come back if this is a throttle. */
  busyUntil: Instant;
}

/**
 * What a fault says of a call.
 * - refused: nothing was written and asking again is no use.
 * - later: nothing was written; it may go through later.
 * - unknown: it may have been written.
 */
export interface FaultMeaning {
  meaning: "refused" | "later" | "unknown";
  failures: [Failure, ...Failure[]];
}

interface OneMeaning {
  meaning: FaultMeaning["meaning"];
  failure: Failure;
}

type Row = (vendor: VendorFault, answer: FaultAnswer) => OneMeaning;

const refused: Row = (vendor) => ({ meaning: "refused", failure: { code: "books-refused", vendor } });
const disconnected: Row = () => ({ meaning: "later", failure: { code: "books-disconnected", booksName: "QuickBooks" } });
const busy: Row = (_, { busyUntil }) => ({ meaning: "later", failure: { code: "books-busy", retryAt: busyUntil } });
const broken: Row = (vendor) => ({ meaning: "unknown", failure: { code: "books-unreachable", detail: brokenDetail(vendor) } });

function brokenDetail({ status, message }: VendorFault): string {
  return message === "" ? `QuickBooks answered ${status}` : `QuickBooks answered ${status}: ${message}`;
}

/** By the vendor's code (reference: 2.8). Codes that are not here are plain refusals. */
const meanings: Record<string, Row> = {
  "100": disconnected,
  "110": disconnected,
  "120": disconnected,
  "3100": disconnected,
  "3200": disconnected,
  "3202": disconnected,
  // The company is locked, under maintenance or on the move.
  "130": busy,
  "140": busy,
  "150": busy,
  "3001": busy,
  "3002": busy,
  "10000": broken,
  // The server saw the id collide with a call it could not replay: the first may be under way.
  "600": broken,
  "6140": (vendor) => ({ meaning: "refused", failure: { code: "document-number-taken", number: /DocNumber=(\S+)/.exec(vendor.message)?.[1] ?? "", vendor } }),
  "6190": (vendor) => ({ meaning: "refused", failure: { code: "books-subscription-ended", vendor } }),
};

/** Reads a fault. `null` = the answer is no fault. A fault may come with the status 200, too. */
export function meaningOf(answer: FaultAnswer): FaultMeaning | null {
  const errors = errorsIn(answer.body);
  if (answer.status === 200 && errors.length === 0) return null;
  const said = errors.length > 0 ? errors : [{ code: null, text: "" }];
  const all = said.map(({ code, text }) => {
    const vendor: VendorFault = { system: "QuickBooks", status: answer.status, code, message: text || `HTTP ${answer.status}`, traceId: answer.traceId };
    return ((code === null ? undefined : meanings[code]) ?? rowOfStatus(answer.status, code))(vendor, answer);
  });
  return mostCautious(all);
}

/** Where the code says nothing, the status does: the edge answers without codes, and 5xx may come after the work was done. */
function rowOfStatus(status: number, code: string | null): Row {
  if (status === 429) return busy;
  if (status === 401 || (status === 403 && code !== null)) return disconnected;
  const isCertain = (status >= 400 && status < 500 && status !== 408) || (status === 200 && code !== null);
  return isCertain ? refused : broken;
}

/** Several errors count as the one that leaves most open; only refusals are all told. */
function mostCautious(all: OneMeaning[]): FaultMeaning | null {
  for (const meaning of ["unknown", "later", "refused"] as const) {
    const [first, ...others] = all.filter((one) => one.meaning === meaning).map((one) => one.failure);
    if (first) return { meaning, failures: meaning === "refused" ? [first, ...others] : [first] };
  }
  return null;
}

/** The errors of a business Fault (capitals) or of a gateway fault (lower case). */
function errorsIn(body: unknown): { code: string | null; text: string }[] {
  const fault = member(body, "Fault") ?? member(body, "fault");
  if (fault === undefined || fault === null) return [];
  const errors = member(fault, "Error") ?? member(fault, "error");
  if (!Array.isArray(errors) || errors.length === 0) return [{ code: null, text: textOf(member(fault, "type")) }];
  return errors.map((error: unknown) => {
    const code = textOf(member(error, "code"));
    const detail = textOf(member(error, "Detail") ?? member(error, "detail"));
    const message = textOf(member(error, "Message") ?? member(error, "message"));
    return { code: code === "" ? null : code, text: plainText(detail === "" ? message : detail) };
  });
}

function member(value: unknown, name: string): unknown {
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>)[name] : undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** "Business Validation Error: " and the like are the vendor's own prefixes, not news. */
function plainText(text: string): string {
  return text.replace(/^(Business Validation Error|The name supplied already exists\.)\s*:\s*/i, "").trim();
}
