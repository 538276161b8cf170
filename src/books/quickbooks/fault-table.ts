/**
 * Every fault in QuickBooks' catalogue (reference: 2.8): what it says of a call, and the failure that people see. Grouped
 * by what a person does next. A code that is not here is a plain refusal.
 */
import { later, type Instant } from "#domain/dates.ts";
import type { Failure, FieldRefusalCode, PlainRefusalCode, VendorFault } from "#domain/failure.ts";

/** One error of an answer, as the rows need it. Its text is without the vendor's own prefixes. */
export interface ReadFault {
  vendor: VendorFault;
  /** The member that is meant, in our words; null = QuickBooks does not say. */
  field: string | null;
  now: Instant;
  /** When to come back if this is a throttle. */
  busyUntil: Instant;
}

/**
 * - refused: nothing was written, and asking again is no use until somebody changes something.
 * - later: nothing was written; it may go through later.
 * - unknown: it may have been written.
 */
export type Meaning = "refused" | "later" | "unknown";

export interface FaultRow {
  meaning: Meaning;
  failure(fault: ReadFault): Failure;
  /** The same call may go through a moment later, so it is asked once more before this is believed. */
  again?: true;
  /** Until `retryAt` of the failure these calls would meet the same answer, so they are not asked. */
  holds?: "writes" | "everything";
  /** True at any HTTP status: elsewhere a refusal with a server's status (5xx) leaves open whether anything was written. */
  isCertain?: true;
}

const minuteMs = 60_000;
const lockedMs = 2 * minuteMs;
/** What only a person can end is asked for again soon after they did. */
const endedMs = minuteMs;

function refusal(code: PlainRefusalCode): FaultRow {
  // Every plain refusal has this shape; the compiler counts only so many of them.
  return { meaning: "refused", failure: ({ vendor }) => ({ code, vendor }) as Failure };
}

function refusalOf(code: FieldRefusalCode): FaultRow {
  return { meaning: "refused", failure: ({ vendor, field }) => ({ code, field, vendor }) };
}

function textRefusal(reason: "length" | "characters"): FaultRow {
  return { meaning: "refused", failure: ({ vendor, field }) => ({ code: "books-text-refused", reason, field, vendor }) };
}

const disconnected: FaultRow = { meaning: "later", isCertain: true, failure: () => ({ code: "books-disconnected", booksName: "QuickBooks" }) };
const busy: FaultRow = { meaning: "later", isCertain: true, failure: ({ busyUntil }) => ({ code: "books-busy", retryAt: busyUntil }) };
const locked: FaultRow = {
  meaning: "later",
  isCertain: true,
  holds: "everything",
  failure: ({ vendor, now }) => ({ code: "books-locked", retryAt: later(now, lockedMs), vendor }),
};
/** A call that came to a wrong place finds the right one the next time; the company itself is well. */
const misplaced: FaultRow = { meaning: "later", isCertain: true, again: true, failure: locked.failure };
const accessLost: FaultRow = {
  meaning: "later",
  isCertain: true,
  holds: "writes",
  failure: ({ vendor, now }) => ({ code: "books-access-lost", retryAt: later(now, endedMs), vendor }),
};
const subscriptionEnded: FaultRow = {
  meaning: "later",
  isCertain: true,
  holds: "writes",
  failure: ({ vendor, now }) => ({ code: "books-subscription-ended", retryAt: later(now, endedMs), vendor }),
};
const broken: FaultRow = { meaning: "unknown", failure: ({ vendor }) => ({ code: "books-unreachable", detail: brokenDetail(vendor) }) };
/** Two calls came under one request id and the first cannot be replayed: it may be under way, or done. */
const repeated: FaultRow = { meaning: "unknown", failure: ({ vendor }) => ({ code: "books-request-repeated", vendor }) };

function brokenDetail({ status, message }: VendorFault): string {
  return message === "" ? `QuickBooks answered ${status}` : `QuickBooks answered ${status}: ${message}`;
}

const refused = refusal("books-refused");
const faulty = refusal("books-request-faulty");
const failed: FaultRow = { ...refusal("books-operation-failed"), again: true };
const reset: FaultRow = { ...refusal("books-company-reset"), isCertain: true };
const periodClosed: FaultRow = { meaning: "refused", failure: ({ vendor }) => ({ code: "period-closed", date: null, closedThrough: null, vendor }) };
const numberTaken: FaultRow = {
  meaning: "refused",
  failure: ({ vendor }) => ({ code: "document-number-taken", number: /DocNumber=(\S+)/.exec(vendor.message)?.[1] ?? "", vendor }),
};
const nameTaken = refusal("books-name-taken");
const reference = refusalOf("books-reference-unusable");
const missing = refusalOf("books-value-missing");
const amount = refusalOf("books-amount-refused");
const account = refusalOf("books-account-refused");
const hierarchy = refusal("books-hierarchy-refused");
const taxCode = refusal("books-tax-code-refused");
const tax = refusal("books-tax-calculation-failed");
const email = refusal("books-email-refused");
const discount = refusal("books-discount-refused");
const amountsDisagree = refusal("books-amounts-disagree");
const blocked = refusal("books-change-blocked");
const tooLarge = refusal("books-too-large");
const file = refusal("books-file-refused");
const permission: FaultRow = { ...refusal("books-permission-denied"), isCertain: true };
const characters = textRefusal("characters");

const rows: Readonly<Record<string, FaultRow>> = {
  // the permission
  "100": disconnected,
  "110": disconnected,
  "120": accessLost,
  "3100": disconnected,
  "3200": disconnected,
  "3202": disconnected,
  "5020": permission,
  // the company
  "130": misplaced,
  "140": locked,
  "150": locked,
  "3001": busy,
  "3002": busy,
  "6190": subscriptionEnded,
  "10200": reset,
  // nobody knows
  "600": repeated,
  "10000": broken,
  // worth another try at once
  "1000": failed,
  "1010": failed,
  "1020": failed,
  "4002": failed,
  "5010": { ...refusal("books-object-stale"), again: true },
  // what a document refers to
  "610": reference,
  "2030": reference,
  "2500": reference,
  "6250": reference,
  "620": refusal("books-link-refused"),
  "6460": refusal("books-link-refused"),
  "630": nameTaken,
  "6240": nameTaken,
  "6140": numberTaken,
  "700": hierarchy,
  "900": hierarchy,
  "6150": hierarchy,
  "6180": hierarchy,
  "3000": refusal("books-custom-field-refused"),
  "6430": account,
  // what is in it
  "2020": missing,
  "2250": missing,
  "2260": missing,
  "6010": missing,
  "6060": missing,
  "6080": missing,
  "6310": missing,
  "6440": missing,
  "6520": missing,
  "2040": characters,
  "2050": textRefusal("length"),
  "2180": characters,
  "2200": characters,
  "2210": email,
  "6420": email,
  "6530": refusal("books-card-number-refused"),
  // amounts, dates and tax
  "2090": amount,
  "2110": amount,
  "2140": amount,
  "2150": amount,
  "2160": amount,
  "2240": amount,
  "2290": amount,
  "2300": amountsDisagree,
  "6070": amountsDisagree,
  "6090": discount,
  "2220": refusal("books-currency-refused"),
  "2270": taxCode,
  "6100": taxCode,
  "6160": taxCode,
  "6170": taxCode,
  "6230": taxCode,
  "2280": tax,
  "6470": tax,
  "6200": periodClosed,
  "6210": periodClosed,
  "6270": refusal("books-inventory-date"),
  // what the company's edition and settings allow
  "5030": refusal("books-feature-off"),
  // what is in the way of a change
  "6540": refusal("books-deposited"),
  "800": blocked,
  "6110": blocked,
  "6120": blocked,
  "6130": blocked,
  "6220": blocked,
  "6280": blocked,
  "6400": blocked,
  "6450": blocked,
  "6480": blocked,
  // sizes and files
  "1040": tooLarge,
  "6030": tooLarge,
  "10100": tooLarge,
  "6020": file,
  "6040": file,
  "6041": file,
  "6050": file,
  // what only we can have done wrong
  "500": faulty,
  "1050": faulty,
  "2000": faulty,
  "2010": faulty,
  "2060": faulty,
  "2070": faulty,
  "2080": faulty,
  "2100": faulty,
  "2120": faulty,
  "2130": faulty,
  "2170": faulty,
  "2190": faulty,
  "2230": faulty,
  "2600": faulty,
  "4000": faulty,
  "4001": faulty,
  "5000": faulty,
  "6320": faulty,
};

/** The business layer's catch-all says what it means only in its text; the beginnings are stable (reference: 2.8). */
const businessTexts: readonly (readonly [beginning: string, row: FaultRow])[] = [
  ["You must set a transaction amount", amount],
  ["Amount is not equal to UnitPrice", amountsDisagree],
  ["When you use a GST/HST rate", refusal("books-tax-code-missing")],
  ["You need to select a different type of account", account],
  ["Select a bank account", account],
  ["The discount amount can't be greater than the subtotal", discount],
  ["We're sorry, QuickBooks encountered an error while calculating tax", tax],
  ["Unexpected Internal Error. (-30000)", faulty],
];

/** The row of an error. Where the code says nothing, the status does. */
export function rowOf({ vendor }: ReadFault): FaultRow {
  const { code, message } = vendor;
  const row = code === "6000" ? rowOfText(message) : code === null ? undefined : rows[code];
  if (!row) return rowOfStatus(vendor.status ?? 0, code);
  const leavesOpen = row.meaning === "refused" && row.isCertain !== true && (vendor.status ?? 0) >= 500;
  return leavesOpen ? broken : row;
}

/** A curly apostrophe is as good as a straight one. */
function rowOfText(message: string): FaultRow | undefined {
  const text = message.replaceAll("’", "'");
  const row = businessTexts.find(([beginning]) => text.startsWith(beginning))?.[1];
  return row ?? (/amount and a discount percentage/.test(text) ? discount : refused);
}

/** The edge answers without codes, and 5xx may come after the work was done. */
function rowOfStatus(status: number, code: string | null): FaultRow {
  if (status === 429) return busy;
  if (status === 401 || (status === 403 && code !== null)) return disconnected;
  if (status === 413) return tooLarge;
  if (status === 404 || status === 405 || status === 415) return faulty;
  const isCertain = (status >= 400 && status < 500 && status !== 408) || (status === 200 && code !== null);
  return isCertain ? refused : broken;
}
