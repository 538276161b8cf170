/** What we need of a CRM. One value of `Crm` is bound to one connection (one portal, one credential). */
import type { CrmOutcome } from "../crm-action.ts";
import type { CrmPermission } from "../crm-permission.ts";
import type { Instant } from "../dates.ts";
import type { DocumentKind } from "../document/kind.ts";
import type { CrmEvent } from "../event.ts";
import type { Failure } from "../failure.ts";
import type { EnrollmentId } from "../ids.ts";
import type { Decimal } from "../money.ts";
import type { CrmRecord, ObjectType, PropertyDefinition, Subject } from "../record.ts";
import type { Result } from "../result.ts";
import type { CrmReference } from "../trigger/references.ts";
import type { ReadFacts } from "./trigger-store.ts";
import type { Meaning, WellKnownProperty } from "../well-known.ts";

/** Where polling stands; opaque to everyone but the adapter, JSON-safe. */
export type ChangeCursor = string;

/**
 * One page of changes, oldest first: `records` while everything is read for the first time, then `changed`, what is to be
 * read again. `hasMore` = ask again at once with the new cursor.
 */
export interface ChangePage {
  records: CrmRecord[];
  changed: { recordId: string; modifiedAt: Instant }[];
  cursor: ChangeCursor;
  hasMore: boolean;
}

/** Some of a kind's records, in the order of their ids; `next` = the last id, null = there are no more. */
export interface IdPage {
  ids: { recordId: string; modifiedAt: Instant }[];
  next: string | null;
}

/** Values to write on one record. */
export interface PropertyWrite {
  recordId: string;
  properties: Record<string, string>;
}

/** What our own writes change on a record. */
export interface EchoMarks {
  /** Properties that nobody but us writes. */
  written: readonly string[];
  /** Properties that change with any write, and with a note. */
  touched: readonly string[];
}

/** What a CRM account says of itself. */
export interface CrmAccount {
  portalId: string;
  name: string;
  timeZone: string;
  currency: string;
}

/** What a posted document leaves on the record it came from. */
export interface LinkBack {
  recordId: string;
  /** Documents of different kinds stand side by side on a record; of one kind it shows the latest. */
  kind: DocumentKind;
  documentId: string;
  number: string | null;
  status: string;
  /** Decimal text. */
  total: string;
  balance: string;
  url: string;
}

/** What a step of the CRM's own workflow waits for. */
export interface ActionCompletion {
  callbackId: string;
  outcome: CrmOutcome;
  enrollmentId: EnrollmentId;
}

/** What happened to a record, beyond changed values. */
export type CrmOccurrence = "quote-signed" | "payment-succeeded" | "refunded";

/** What triggers want to know of records beyond their properties. */
export interface TriggerFactsWish {
  associatedTypes: readonly ObjectType[];
  /** Properties whose past is wanted. */
  histories: readonly string[];
}

/** A type whose records may be associated, and the labels that users gave such associations. */
export interface AssociatedType {
  objectType: ObjectType;
  labels: string[];
}

export interface Crm {
  /** The account behind the credential. */
  account(): Promise<Result<CrmAccount, Failure>>;
  /** What the credential may do. */
  permissions(): Promise<Result<CrmPermission[], Failure>>;
  /** Current state of records; ids the CRM does not have are absent. Any number of ids. */
  readRecords(objectType: ObjectType, ids: readonly string[]): Promise<Result<CrmRecord[], Failure>>;
  /** Records whose names have all of these words or parts of words, the last changed first; what was written just now may be missed. */
  findByName(objectType: ObjectType, text: string, limit: number): Promise<Result<CrmRecord[], Failure>>;
  /** The records with their contacts and line items, in as few calls as the CRM allows. */
  readSubjects(records: readonly CrmRecord[]): Promise<Result<Subject[], Failure>>;
  /** Associations and pasts of records, for triggers that ask for them. Any number of ids. */
  readTriggerFacts(objectType: ObjectType, ids: readonly string[], wish: TriggerFactsWish): Promise<Result<ReadFacts[], Failure>>;
  /** What the associated filters of a trigger may look at. */
  associatedTypes(objectType: ObjectType): Promise<Result<AssociatedType[], Failure>>;
  /** What happened between two states of a record; null = it was not seen before. */
  occurrences(before: CrmRecord | null, now: CrmRecord): CrmOccurrence[];
  /** How a change is known that is only an echo of what we wrote. */
  echoMarks: EchoMarks;
  /** What was refunded of a payment in all, as the record says by itself; "0" of every other record. */
  refunded(record: CrmRecord): Decimal;
  /** The ids of the records that were merged into this one; [] = none were. */
  mergedIds(record: CrmRecord): readonly string[];
  /** Records changed since the cursor (null = all there are: the baseline). May repeat a record, never omits one. */
  changesSince(objectType: ObjectType, cursor: ChangeCursor | null, now: Instant): Promise<Result<ChangePage, Failure>>;
  /** The ids of all records after this one (null = from the first), with their times of change and nothing else. Null = nothing can be missed here. */
  listIds(objectType: ObjectType, afterId: string | null): Promise<Result<IdPage | null, Failure>>;
  /** The properties filters may use, with options (deal stages carry their pipeline's name in the label). */
  properties(objectType: ObjectType): Promise<Result<PropertyDefinition[], Failure>>;
  /**
   * The properties of these records that have the meaning, the best first. Several when the CRM keeps it in one for each
   * generation of its records: any of them tells. [] = the account has none.
   */
  wellKnown(objectType: ObjectType, meaning: Meaning): Promise<Result<WellKnownProperty[], Failure>>;
  /** Those of these names that reading this record says the CRM does not have, whatever is remembered of it. */
  lacking(record: Pick<CrmRecord, "properties">, names: readonly string[]): string[];
  /** Those of these that the CRM does not have, or does not show; asked afresh. */
  unknownReferences(references: readonly CrmReference[]): Promise<Result<CrmReference[], Failure>>;
  /** Writes properties. One failure per record that was not written; [] = all written. */
  writeProperties(objectType: ObjectType, writes: readonly PropertyWrite[]): Promise<Result<{ recordId: string; failure: Failure }[], Failure>>;
  /** A note on the record's timeline; plain text. */
  createNote(objectType: ObjectType, recordId: string, text: string): Promise<Result<null, Failure>>;
  /** Writes the documents' facts on the records. One failure per record that was not written; [] = all written. */
  linkBack(objectType: ObjectType, links: readonly LinkBack[]): Promise<Result<{ recordId: string; failure: Failure }[], Failure>>;
  /** Tells how steps of its own workflows ended, in as few calls as the CRM allows. A failure per callback that was not taken. */
  completeActions(completions: readonly ActionCompletion[]): Promise<ReadonlyMap<string, Failure>>;
}

/** An incoming webhook as the server received it. `url` is the public URL the CRM called. */
export interface WebhookDelivery {
  method: string;
  url: string;
  headers: Record<string, string>;
  rawBody: Uint8Array;
}

/** Checks a delivery's signature on the raw body and reads its events. Pure; `now` decides staleness. */
export type DecodeWebhook = (delivery: WebhookDelivery, secret: string, now: Instant) => Result<CrmEvent[], Failure>;
