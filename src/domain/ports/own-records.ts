/**
 * Where own records are kept: records that people put in themselves. The adapter in `src/crm/own-records` makes a CRM of
 * them; the server and imports write them. Every method is scoped to one connection of the workspace.
 */
import type { Instant } from "../dates.ts";
import type { ConnectionId } from "../ids.ts";
import type { OwnField } from "../own-records/fields.ts";
import type { OwnWrite } from "../own-records/put.ts";
import type { FieldProblem } from "../own-records/values.ts";
import type { AssociationRole, CrmRecord, ObjectType } from "../record.ts";
import type { PropertyWrite } from "./crm.ts";

/** Somebody an own record is associated with. */
export interface OwnAssociate {
  objectType: "contact" | "company";
  id: string;
  roles: AssociationRole[];
  labels: string[];
}

/** An own record as it is kept. Its properties have no vendor's names: they are those of `own-records/fields.ts`. */
export interface OwnRecord extends Omit<CrmRecord, "url"> {
  /** The id that people gave it; unique per kind. */
  externalId: string;
  associates: OwnAssociate[];
  /** A line item's own record. */
  parentId: string | null;
  createdAt: Instant;
}

/** What became of one record that was put in. */
export type PutOutcome =
  | { externalId: string; outcome: "created" | "changed" | "same"; id: string; modifiedAt: Instant }
  | { externalId: string; outcome: "refused"; problems: FieldProblem[] };

/** `dry` = nothing is written; `quiet` = workflows do not hear of it: the records count as known already. */
export interface PutManner {
  isDry: boolean;
  isQuiet: boolean;
  /** The base of the links that people open. */
  appUrl: string;
}

/** The database did not answer, or had too much to do. */
export class OwnRecordsTrouble extends Error {
  readonly reason: "away" | "busy";

  constructor(reason: "away" | "busy", cause: unknown) {
    super(`own records are ${reason}`, { cause });
    this.name = "OwnRecordsTrouble";
    this.reason = reason;
  }
}

/** Reads and writes reject with `OwnRecordsTrouble` when the database cannot be asked. */
export interface OwnRecords {
  /** In any order; those it does not have are absent. */
  byIds(connectionId: ConnectionId, objectType: ObjectType, ids: readonly string[]): Promise<OwnRecord[]>;
  /** Those whose names have all of the words or parts of words, the last changed first. */
  byName(connectionId: ConnectionId, objectType: ObjectType, words: readonly string[], limit: number): Promise<OwnRecord[]>;
  byExternalIds(connectionId: ConnectionId, objectType: ObjectType, externalIds: readonly string[]): Promise<OwnRecord[]>;
  /** In order of their external ids; `after` = the last one of the page before. */
  page(connectionId: ConnectionId, objectType: ObjectType, limit: number, after: string | undefined): Promise<OwnRecord[]>;
  lineItemsOf(connectionId: ConnectionId, parentIds: readonly string[]): Promise<OwnRecord[]>;
  /** In order of change, without gaps: what is written later has a higher number. */
  changedAfter(connectionId: ConnectionId, objectType: ObjectType, number: number, limit: number): Promise<{ id: string; modifiedAt: Instant; number: number }[]>;
  /** One outcome per write, in their order; one that is refused does not hold the others up. */
  put(connectionId: ConnectionId, objectType: ObjectType, writes: readonly OwnWrite[], manner: PutManner, now: Instant): Promise<PutOutcome[]>;
  /** Returns the ids of the records it does not have. */
  writeProperties(connectionId: ConnectionId, objectType: ObjectType, writes: readonly PropertyWrite[], now: Instant): Promise<string[]>;
  /** False = there is no such record. */
  remove(connectionId: ConnectionId, objectType: ObjectType, externalId: string): Promise<boolean>;
  /** False = there is no such record. */
  addNote(connectionId: ConnectionId, objectType: ObjectType, recordId: string, text: string, now: Instant): Promise<boolean>;
  /** Newest first. */
  notesOf(connectionId: ConnectionId, recordId: string): Promise<{ text: string; at: Instant }[]>;
  /** The labels that records of this kind give those they are associated with, each once. */
  labelsInUse(connectionId: ConnectionId, objectType: ObjectType): Promise<{ objectType: OwnAssociate["objectType"]; label: string }[]>;
  /** The properties that the workspace defined, by kind. */
  customFields(connectionId: ConnectionId): Promise<Partial<Record<ObjectType, OwnField[]>>>;
  saveCustomField(connectionId: ConnectionId, objectType: ObjectType, field: OwnField): Promise<void>;
}
