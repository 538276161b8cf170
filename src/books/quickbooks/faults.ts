/** Reads QuickBooks' faults and says what they mean to us. Bodies come in three shapes (reference: 2.5); the meanings are in the table. */
import type { Instant } from "#domain/dates.ts";
import type { Failure, VendorFault } from "#domain/failure.ts";
import { fieldOf } from "./fault-fields.ts";
import { type FaultRow, type Meaning, type ReadFault, rowOf } from "./fault-table.ts";

/** An answer as it came in. */
export interface FaultAnswer {
  status: number;
  /** Parsed JSON, or the text of anything else. */
  body: unknown;
  traceId: string | null;
  now: Instant;
  /** When to come back if this is a throttle. */
  busyUntil: Instant;
}

/** More of a vendor's text than this helps nobody. */
const longestText = 600;

/** What a fault says of a call; see `FaultRow` for the marks. */
export interface FaultMeaning {
  meaning: Meaning;
  failures: [Failure, ...Failure[]];
  isWorthAnotherTry: boolean;
  holds: "writes" | "everything" | null;
}

/** Reads a fault. `null` = the answer is no fault. A fault may come with the status 200, too. */
export function meaningOf(answer: FaultAnswer): FaultMeaning | null {
  const errors = errorsIn(answer.body);
  if (answer.status === 200 && errors.length === 0) return null;
  const said = errors.length > 0 ? errors : [{ code: null, text: "", element: "" }];
  return mostCautious(said.map((error) => readFault(error, answer)));
}

function readFault({ code, text, element }: SaidError, { status, traceId, now, busyUntil }: FaultAnswer): ReadFault {
  const vendor: VendorFault = { system: "QuickBooks", status, code, message: text || `HTTP ${status}`, traceId };
  return { vendor, field: fieldOf(element, text), now, busyUntil };
}

/** Several errors count as the one that leaves most open; only refusals are all told. */
function mostCautious(faults: readonly ReadFault[]): FaultMeaning | null {
  const all: { fault: ReadFault; row: FaultRow }[] = faults.map((fault) => ({ fault, row: rowOf(fault) }));
  for (const meaning of ["unknown", "later", "refused"] as const) {
    const alike = all.filter(({ row }) => row.meaning === meaning);
    const [first, ...others] = alike.map(({ fault, row }) => row.failure(fault));
    if (!first) continue;
    return {
      meaning,
      failures: meaning === "refused" ? [first, ...others] : [first],
      isWorthAnotherTry: alike.every(({ row }) => row.again === true),
      holds: alike[0]?.row.holds ?? null,
    };
  }
  return null;
}

interface SaidError {
  code: string | null;
  text: string;
  /** The member that is meant, as the vendor writes it; often empty. */
  element: string;
}

/** The errors of a business Fault (capitals) or of a gateway fault (lower case). */
function errorsIn(body: unknown): SaidError[] {
  const fault = member(body, "Fault") ?? member(body, "fault");
  if (fault === undefined || fault === null) return [];
  const errors = [member(fault, "Error") ?? member(fault, "error") ?? []].flat();
  if (errors.length === 0) return [{ code: null, text: textOf(member(fault, "type")), element: "" }];
  return errors.map((error: unknown) => {
    const code = textOf(member(error, "code"));
    const detail = textOf(member(error, "Detail") ?? member(error, "detail"));
    const message = textOf(member(error, "Message") ?? member(error, "message"));
    return { code: code === "" ? null : code, text: plainText(detail === "" ? message : detail), element: textOf(member(error, "element")) };
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
  return text.replace(/^(Business Validation Error|The name supplied already exists\.)\s*:\s*/i, "").trim().slice(0, longestText);
}
