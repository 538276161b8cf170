/** What an entity is to the simulator: which operations it has, how a write is prepared, and what follows from one. */
import type { Company, Entity, EntityName } from "../company.ts";
import type { Members } from "../wire-object.ts";

export type Operation = "create" | "update" | "delete" | "void" | "send" | "pdf";

/** A create or update, its members already of the right kinds. */
export interface EntityWrite {
  /** What the request holds. */
  given: Members;
  /** What the entity shall hold: the same, or on a sparse update together with what it held. */
  members: Members;
  before?: Entity;
  now: Date;
  /** The company's date. */
  today: string;
  /** The words of ?include=. */
  include: ReadonlySet<string>;
}

export interface EntityKind {
  name: EntityName;
  /** Absent operations are refused with code 500. Everything can be read and asked for. */
  operations: ReadonlySet<Operation>;
  /** Whether change data capture knows it. */
  isCaptured: boolean;
  /** Whether the vendor sends webhook events of it. */
  hasWebhook: boolean;
  /** A list whose inactive members are left out of queries that don't ask for them. */
  hidesInactive?: boolean;
  /** The stored form of a create or update, or a refusal as the vendor words it. */
  prepare(company: Company, write: EntityWrite): Members;
  /** What else changes in the company: balances, links. `before` is absent on create, `after` on delete. */
  settle?(company: Company, before: Entity | undefined, after: Entity | undefined): void;
  /** Checks before a delete or void. */
  checkRemoval?(company: Company, entity: Entity): void;
  /** What the vendor answers with status 200 to a void it does not have, where it does not refuse one. */
  oddVoid?: "system-fault" | "empty-batch";
  /** The voided form. */
  voided?(company: Company, entity: Entity): Members;
}

/** Operations from a list of words. */
export function operations(words: string): ReadonlySet<Operation> {
  return new Set(words.split(" ").filter(Boolean) as Operation[]);
}

/** Whether an update says only what changes. */
export function isSparse({ before, given }: EntityWrite): boolean {
  return before !== undefined && given["sparse"] === true;
}
