/** What every stage of the engine is handed: the ports, time and a log. Adapters come from the composition root. */
import type { BooksConnection } from "../domain/connection.ts";
import type { ConnectionId } from "../domain/ids.ts";
import type { Permission } from "../domain/permission.ts";
import type { Books } from "../domain/ports/books.ts";
import type { Clock } from "../domain/ports/clock.ts";
import type { Crm } from "../domain/ports/crm.ts";
import type { Messages } from "../domain/ports/messages.ts";
import type { OwnRecords } from "../domain/ports/own-records.ts";
import type { Queue } from "../domain/ports/queue.ts";
import type { Store } from "../domain/ports/store.ts";

/** Where bugs and notable events are written; facts are an object, never a composed text. */
export interface Log {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
}

export interface EngineContext {
  store: Store;
  queue: Queue;
  clock: Clock;
  /** The adapter bound to a connection; made once and kept. */
  crm(id: ConnectionId): Promise<Crm>;
  books(id: ConnectionId): Promise<Books>;
  messages: Messages;
  ownRecords: OwnRecords;
  telling: Telling;
  log: Log;
  timing: EngineTiming;
  /** True: what is under way is finished, nothing more is taken up. */
  isStopping(): boolean;
}

/** What telling people needs to know. */
export interface Telling {
  /** Where people reach us, without a slash at the end. */
  publicUrl: string;
  /** False = no mail server is set up. */
  isMailSetUp: boolean;
  /** How long the books' vendor lets us in; null = it does not. */
  permissionOf(books: BooksConnection): Promise<Permission | null>;
}

/** What the engine is started with. */
export type Surroundings = Omit<EngineContext, "isStopping">;

/** The same surroundings for what a person waits for: calls to the books go before all others. */
export function forPerson(context: EngineContext): EngineContext {
  return { ...context, books: async (id) => (await context.books(id)).forPerson() };
}

/**
 * The same surroundings for one look at records, or one run of their steps: how a CRM is spoken to is found out once and not by
 * each who needs it. Whether it may be asked is still found out before every call.
 */
export function forOneLook(context: EngineContext): EngineContext {
  const ports = new Map<ConnectionId, Promise<Crm>>();
  const portOf = (id: ConnectionId): Promise<Crm> => {
    const port = ports.get(id) ?? context.crm(id);
    ports.set(id, port);
    return port;
  };
  return { ...context, crm: portOf };
}

/** The engine's waits, in milliseconds. */
export interface EngineTiming {
  /** How often due work without a signal is looked for. */
  sweepMs: number;
  /** How long documents are collected before they are linked back together, after others were linked back. */
  linkBackRestMs: number;
  /** How long a call of the CRM for one of our actions waits for its end before the record is made to wait there. */
  crmAnswerMs: number;
  /** How long after that answer the CRM may be told the end. */
  crmRestMs: number;
  /** How often the CRM is asked for changes. */
  pollMs: number;
  /** How often the CRM is asked whether it still has what workflows' filters name. */
  referencesMs: number;
  /** How often workflows are asked what the passing of time has changed, at most. */
  timeLookMs: number;
  /** How often all of the CRM's records are compared with ours. */
  compareMs: number;
  /** How often it is looked whether reference data is to be refreshed; `mirror-pace.ts` says when it is. */
  mirrorMs: number;
  /** How often it is looked whether a permission must be renewed. */
  permissionMs: number;
  /** How old what was read of a record and its surroundings may be when a document is planned from it. */
  freshMs: number;
  /** How long a planned document may wait for its books before it is planned again. */
  replanMs: number;
  /** How often budgets and ends of permissions are looked at for people to be told of. */
  noticeMs: number;
  /** How long a worker may hold an enrollment or a posting before others may take it. */
  leaseMs: number;
  /** How long nothing is done about a document of a batch without an answer; see `quietUntil`. */
  batchQuietMs: number;
  /** How long after its record in the ledger a batch may still go out: it may have to wait for its turn. */
  batchSendMs: number;
}

/** The product's own waits. */
export const usualTiming: EngineTiming = {
  sweepMs: 2_000,
  linkBackRestMs: 10_000,
  crmAnswerMs: 3_000,
  crmRestMs: 1_000,
  pollMs: 15_000,
  referencesMs: 60_000,
  timeLookMs: 300_000,
  compareMs: 24 * 3_600_000,
  mirrorMs: 15_000,
  permissionMs: 3_600_000,
  freshMs: 30_000,
  replanMs: 15 * 60_000,
  noticeMs: 60_000,
  leaseMs: 30_000,
  batchQuietMs: 180_000,
  batchSendMs: 30_000,
};
