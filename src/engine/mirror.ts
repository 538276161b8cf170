/**
 * The mirror of reference data (customers, items, accounts ...), kept so that planning reads our own database and a
 * document costs one free write and no metered read.
 */
import type { ConnectionId } from "../domain/ids.ts";
import { later } from "../domain/dates.ts";
import type { EngineContext } from "./context.ts";

/** One refresh per set of books at a time in this process; the others wait for it. */
const underWay = new WeakMap<EngineContext, Map<ConnectionId, Promise<boolean>>>();

/** Brings the mirror up to date unless it is younger than `maxAgeMs`. Returns whether it changed its age. */
export async function refreshMirror(context: EngineContext, id: ConnectionId, maxAgeMs: number, withCompany = false): Promise<boolean> {
  const { refreshedAt } = await context.store.mirrorCursor(id);
  if (!withCompany && refreshedAt !== null && context.clock.now() < later(refreshedAt, maxAgeMs)) return false;
  const running = runningRefreshes(context);
  const started = running.get(id) ?? refresh(context, id, withCompany).finally(() => running.delete(id));
  running.set(id, started);
  return started;
}

function runningRefreshes(context: EngineContext): Map<ConnectionId, Promise<boolean>> {
  const existing = underWay.get(context);
  if (existing) return existing;
  const fresh = new Map<ConnectionId, Promise<boolean>>();
  underWay.set(context, fresh);
  return fresh;
}

async function refresh(context: EngineContext, id: ConnectionId, withCompany: boolean): Promise<boolean> {
  const books = await context.books(id);
  const { cursor } = await context.store.mirrorCursor(id);
  if (withCompany) await refreshCompany(context, id);
  const changes = await books.referenceChanges(cursor);
  if (!changes.ok) {
    context.log.warn({ connection: id, failure: changes.error }, "reference data could not be refreshed");
    return false;
  }
  await context.store.applyReferenceChanges(id, changes.value, context.clock.now());
  return true;
}

async function refreshCompany(context: EngineContext, id: ConnectionId): Promise<void> {
  const company = await (await context.books(id)).company();
  if (company.ok) await context.store.saveBooksCompany(id, company.value);
}
