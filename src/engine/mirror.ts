/**
 * The mirror of reference data (customers, items, accounts ...), kept so that planning reads our own database and a
 * document costs one free write and no metered read.
 */
import type { Instant } from "../domain/dates.ts";
import type { ConnectionId } from "../domain/ids.ts";
import type { EngineContext } from "./context.ts";

/** A refresh under way in this process, and when it began to read. */
interface Refresh {
  startedAt: Instant;
  done: Promise<boolean>;
}

const underWay = new WeakMap<EngineContext, Map<ConnectionId, Refresh>>();

/** Brings the mirror up to what the books had after `newerThan`. Returns whether anything was read for it. */
export async function refreshMirror(context: EngineContext, id: ConnectionId, newerThan: Instant, withCompany = false): Promise<boolean> {
  const { refreshedAt } = await context.store.mirrorCursor(id);
  if (!withCompany && refreshedAt !== null && refreshedAt > newerThan) return false;
  const refreshes = refreshesOf(context);
  const running = refreshes.get(id);
  if (running && running.startedAt > newerThan && !withCompany) return running.done;
  // One that began earlier may have read before the change that is asked for.
  await running?.done;
  const joined = refreshes.get(id) ?? begin(context, id, withCompany, refreshes);
  return joined.done;
}

function refreshesOf(context: EngineContext): Map<ConnectionId, Refresh> {
  const existing = underWay.get(context);
  if (existing) return existing;
  const fresh = new Map<ConnectionId, Refresh>();
  underWay.set(context, fresh);
  return fresh;
}

function begin(context: EngineContext, id: ConnectionId, withCompany: boolean, refreshes: Map<ConnectionId, Refresh>): Refresh {
  const startedAt = context.clock.now();
  const done = refresh(context, id, startedAt, withCompany).finally(() => refreshes.delete(id));
  const begun = { startedAt, done };
  refreshes.set(id, begun);
  return begun;
}

async function refresh(context: EngineContext, id: ConnectionId, startedAt: Instant, withCompany: boolean): Promise<boolean> {
  const books = await context.books(id);
  const { cursor } = await context.store.mirrorCursor(id);
  if (withCompany) await refreshCompany(context, id);
  const changes = await books.referenceChanges(cursor);
  if (!changes.ok) {
    context.log.warn({ connection: id, failure: changes.error }, "reference data could not be refreshed");
    return false;
  }
  await context.store.applyReferenceChanges(id, changes.value, startedAt);
  return true;
}

async function refreshCompany(context: EngineContext, id: ConnectionId): Promise<void> {
  const company = await (await context.books(id)).company();
  if (company.ok) await context.store.saveBooksCompany(id, company.value);
}
