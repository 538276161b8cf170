/** What we need of an accounting system. One value of `Books` is bound to one connection (one set of books). */
import type { Instant, LocalDate } from "../dates.ts";
import type { DocumentKind } from "../document/kind.ts";
import type { FoundDocument } from "../document/news.ts";
import type { DocumentPlan, PostedDocument } from "../document/plan.ts";
import type { BooksRef, NewCustomer, NewItem } from "../document/references.ts";
import type { Failure } from "../failure.ts";
import type { RequestId } from "../ids.ts";
import type { Decimal, Money } from "../money.ts";
import type { ReferenceKind } from "../reference-kind.ts";
import type { Result } from "../result.ts";
import type { SlowDown } from "../slow-down.ts";

/** One row of reference data. Absent facts are null. */
export interface ReferenceRow {
  kind: ReferenceKind;
  id: string;
  /** Display name (customer, vendor, employee) or name. */
  name: string;
  isActive: boolean;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  sku: string | null;
  /** ISO 4217; null = home currency. */
  currency: string | null;
  unitPrice: Decimal | null;
  /** account: its type, for example `Income`; item: its type, for example `Service`. */
  type: string | null;
  /** term: days until due; null when the term is not "N days after". */
  dueDays: number | null;
  details: ReferenceDetails;
  modifiedAt: Instant;
}

/** What only some kinds have; what the books do not say is absent. */
export interface ReferenceDetails {
  /** customer, vendor: the company's name. */
  companyName?: string;
  /** sub-customer, sub-item, sub-account, sub-class, sub-location: what it is under, and its name with all above it. */
  parentId?: string;
  fullName?: string;
  /** customer: a project of its parent. */
  isProject?: boolean;
  /** customer, item: sales tax applies (United States). */
  isTaxable?: boolean;
  /** item: where sales and purchases of it are booked; the tax code it usually has outside the United States. */
  incomeAccountId?: string;
  expenseAccountId?: string;
  taxCodeId?: string;
  /** customer, vendor: usual terms and payment method. */
  termsId?: string;
  paymentMethodId?: string;
  /** account: its finer type and its side of the books, in the vendor's words. */
  subType?: string;
  classification?: string;
  /** term: due on this day of the month, or of the next one when nearer than so many days. */
  dueDayOfMonth?: number;
  dueNextMonthDays?: number;
  /** tax code: its rates in order; `onTax` = taken of the amount with the taxes before it, or of these taxes alone. */
  salesRates?: TaxCodeRate[];
  purchaseRates?: TaxCodeRate[];
  /** tax rate: percent, and the agency. */
  percent?: Decimal;
  agencyId?: string;
}

/** One rate of a tax code. */
export interface TaxCodeRate {
  rateId: string;
  base: "amount" | "amount-and-taxes" | "taxes";
}

/** Reference data that changed since a cursor. `companyChanged` = so did the company's own settings. */
export interface ReferenceChanges {
  rows: ReferenceRow[];
  deleted: { kind: ReferenceKind; id: string }[];
  cursor: string;
  companyChanged: boolean;
}

/** A part of everything there is. `next` = where the following part begins; null = this was the last. */
export interface ReferencePage {
  rows: ReferenceRow[];
  next: string | null;
  /** From here changes are asked for once everything was read, when this is the first part. */
  cursor: string;
}

/** The company behind a connection, with the settings that change what we plan. */
export interface BooksCompany {
  realmId: string;
  name: string;
  country: string;
  homeCurrency: string;
  multicurrency: boolean;
  /** IANA zone that decides what "today" is for the books. */
  timeZone: string;
  /** Nothing may be dated on or before it; null = books are open. */
  closedThrough: LocalDate | null;
  /** True: the books give no numbers by themselves. */
  customNumbers: boolean;
  /** How sales tax works there. */
  tax: "none" | "automated" | "one-code-per-document" | "code-per-line";
  /** What sales documents may have. */
  allows: { discounts: boolean; shipping: boolean; prepayments: boolean; estimates: boolean };
  /** Where classes go; locations go on the document. */
  classes: "none" | "per-document" | "per-line";
  locations: boolean;
  defaultTermsId: string | null;
}

/** What went over the wire, kept for the enrollment's history. Secrets never appear in it. */
export interface Exchange {
  method: string;
  path: string;
  request: unknown;
  status: number | null;
  answer: unknown;
  /** The vendor's trace id for support. */
  traceId: string | null;
  durationMs: number;
}

/**
 * What became of one write.
 * - posted: the books have it.
 * - refused: the books said no; certainly nothing was written.
 * - later: certainly nothing was written, and it may go through later (throttled, token, unreachable before sending).
 * - unknown: it may or may not have been written (connection lost, 5xx, unreadable answer).
 */
export type WriteAnswer<T> =
  | { outcome: "posted"; value: T; exchange: Exchange }
  | { outcome: "refused"; failures: Failure[]; exchange: Exchange }
  | { outcome: "later"; failure: Failure; retryAt: Instant; exchange: Exchange | null }
  | { outcome: "unknown"; failure: Failure; exchange: Exchange | null };

/** A document plan of which everything it points at exists by now. `mark` goes into the private note. */
export interface ReadyDocument<Plan extends DocumentPlan = DocumentPlan> {
  plan: Plan;
  /** The customer, or the payee of an expense; null when the plan names nobody. */
  party: BooksRef | null;
  /** One per plan line, same order; null for a line that sells nothing. */
  items: (BooksRef | null)[];
  /** The ids of the invoices that a payment pays, in the plan's order. */
  invoices: string[];
  mark: string;
}

/** How to recognise a document that may already exist. */
export interface DocumentSearch {
  kind: DocumentKind;
  /** The customer's id, or the payee's; null = a document that names nobody. */
  partyId: string | null;
  transactionDate: LocalDate;
  total: Money;
}

/** Names a document in its books. */
export interface DocumentKey {
  kind: DocumentKind;
  booksId: string;
}

/** What the books say of one document. */
export interface DocumentFinding extends DocumentKey {
  found: FoundDocument;
  /** When the books say that it last changed; null = they do not. */
  changedAt: Instant | null;
}

/** Documents that changed since a cursor, whosever they are. */
export interface DocumentChanges {
  findings: DocumentFinding[];
  cursor: string;
}

/** One set of books. Writes and their look-ups are work, the company and reference data upkeep (see `Priority`). */
export interface Books {
  /** The same books for a request that a person waits for: its calls go before all others. */
  forPerson(): Books;
  company(): Promise<Result<BooksCompany, Failure>>;
  /** A part of all reference data; null = the first. Parts are small enough to be held in memory. */
  referencePage(position: string | null): Promise<Result<ReferencePage, Failure>>;
  /** What changed since; "reload" = changes since then can no longer be told, so that everything must be read. */
  referenceChanges(cursor: string): Promise<Result<ReferenceChanges | "reload", Failure>>;
  /** `parentId` = the customer it is under; null = none. */
  createCustomer(customer: NewCustomer, parentId: string | null, currency: string, requestId: RequestId): Promise<WriteAnswer<ReferenceRow>>;
  createItem(item: NewItem, requestId: RequestId): Promise<WriteAnswer<ReferenceRow>>;
  postDocument(document: ReadyDocument, requestId: RequestId): Promise<WriteAnswer<PostedDocument>>;
  /** What one batch carries at most; 0 = these books take none. */
  documentsPerBatch: number;
  /**
   * Many documents in one metered call: one answer each, in their order, and what has none is `unknown`. The batch does not
   * go out after `sendBy`.
   */
  postDocuments(documents: readonly ReadyDocument[], batchId: RequestId, sendBy: Instant): Promise<WriteAnswer<PostedDocument>[]>;
  /** Sets its amounts to zero and keeps the trace; refused where the books cannot. Repeating it changes nothing. */
  voidDocument(document: PostedDocument, requestId: RequestId): Promise<WriteAnswer<PostedDocument>>;
  /** Sends it to the e-mail on it; `isPerhapsSent` = look first, so that nobody gets it twice. */
  emailDocument(document: PostedDocument, isPerhapsSent: boolean, requestId: RequestId): Promise<WriteAnswer<PostedDocument>>;
  /** Looks for documents of that party, date and total, whatever their note says. */
  findDocuments(search: DocumentSearch): Promise<Result<PostedDocument[], Failure>>;
  /** Documents that changed since a cursor or a moment; "compare" = that can no longer be told, so that each must be asked for. */
  documentChanges(since: { cursor: string } | { from: Instant }): Promise<Result<DocumentChanges | "compare", Failure>>;
  /** What the books say of these; what they neither show nor call gone is left out. `cursor` = changes from here on are asked for next. */
  readDocuments(keys: readonly DocumentKey[]): Promise<Result<DocumentChanges, Failure>>;
  /** Asks for as little as possible (one metered call), to see whether the books answer and let us in. */
  check(): Promise<Result<null, Failure>>;
  /** Renews the permission unless that was done since `since`; keeps it alive while nothing else is asked. */
  renewPermission(since: Instant): Promise<Result<null, Failure>>;
  /** Who holds a display name, active or not, among customers, vendors and employees. */
  nameHolders(displayName: string): Promise<Result<ReferenceRow[], Failure>>;
}

/** Why these books may not be asked now; null = go on. Asked right before every call, so that a switch works at once. */
export type BooksGate = (wish: "read" | "write") => Promise<Failure | null>;

/**
 * Who waits for a call: a person (pickers, the refresh button, dry runs, resolving), work (postings and their creates), or
 * nobody in particular (the mirror's upkeep). Turns are given in this order.
 */
export type Priority = "person" | "work" | "upkeep";

/** What a call is for and what it costs. */
export interface Purpose {
  priority: Priority;
  /** Batches have a ceiling of their own. */
  isBatch: boolean;
  /** The vendor charges for it when it succeeds. */
  isMetered: boolean;
  /** What a batch carries; 1 for every other call. */
  items: number;
}

/** How fast one set of books may be asked, by all processes together. */
export interface Pace {
  /** Requests in any 60 seconds. */
  perMinute: number;
  /** Of them, those that only people's calls may use: a drained minute makes no person wait. */
  keptForPeople: number;
  /** Between the starts of two requests. */
  spacingMs: number;
  /** A turn further away than this is not booked. */
  longestWaitMs: number;
  /** Calls under way at once; the lower priorities leave places for the higher ones. */
  atOnce: Record<Priority, number>;
  /** How long a call keeps its place unless it is renewed: so long after a process died its places are free again. */
  leaseMs: number;
}

/** Names a call under way; unique over all processes. */
export type CallLease = string;

/**
 * A booked turn, or when to ask again and why not now: the books are paused, the minute (or its batches) is used up, as
 * many calls are under way as may be, or the month's metered budget is spent. `reserved` = metered calls already counted.
 */
export type Turn =
  | { goAt: Instant; retryAt: null; reserved: number }
  | { goAt: null; retryAt: Instant; because: "paused" | "minute" | "places" | "budget" };

/** Calls of a calendar month in UTC, `YYYY-MM`. Negative = given back, for the vendor charges only for what succeeds. */
export interface CallCount {
  month: string;
  metered: number;
  free: number;
}

/** What a company said of itself before there was a connection, and what asking it cost. */
export interface Introduction {
  company: BooksCompany;
  /** To be counted once there is a connection to count it for. */
  calls: CallCount;
}

/** The shared allowance of one set of books, kept over all processes. */
export interface AllowanceLedger {
  /**
   * Books one request: go at `goAt` (at most `longestWaitMs` from now), or come back at `retryAt`. What it costs is
   * counted at once, so that no number of processes spends the budget twice. `ended` = leases of calls that are over.
   */
  turn(pace: Pace, purpose: Purpose, lease: CallLease, ended: readonly CallLease[]): Promise<Turn>;
  /** Calls are over: their places are free. */
  end(leases: readonly CallLease[]): Promise<void>;
  /** Calls take longer than `pace.leaseMs`: they keep their places for as long again. */
  renew(pace: Pace, leases: readonly CallLease[]): Promise<void>;
  /** A throttle answer pauses everyone who uses these books, and slows them down afterwards (see `slow-down.ts`). */
  pauseUntil(pace: Pace, instant: Instant): Promise<void>;
  /** Counts calls for the meter the user sees. */
  count(calls: CallCount): Promise<void>;
}

/** How the allowance of one set of books stands. */
export interface AllowanceState {
  /** Requests and batches of the last 60 seconds, and calls under way. */
  usedThisMinute: number;
  batchesThisMinute: number;
  underWay: number;
  /** What may be asked in any 60 seconds, undisturbed; null = nothing was asked yet. */
  perMinute: number | null;
  /** A throttle answer stopped everybody until then; null = no pause. */
  pausedUntil: Instant | null;
  slowDown: SlowDown | null;
  meteredThisMonth: number;
  freeThisMonth: number;
}
