/**
 * The mirror of reference data (customers, items, accounts ...), kept so that planning reads our own database and a
 * document costs one free write and no metered read.
 */
import { type Instant, later } from "../domain/dates.ts";
import type { Failure } from "../domain/failure.ts";
import type { ConnectionId } from "../domain/ids.ts";
import { nextLookAt } from "../domain/mirror-pace.ts";
import type { MirrorLoad } from "../domain/ports/mirror-store.ts";
import type { Store } from "../domain/ports/store.ts";
import { mirrorEnding } from "./connections/books-life.ts";
import { heedReset } from "./connections/company-reset.ts";
import type { EngineContext } from "./context.ts";

/** A refresh under way in this process, and when it began to read. */
interface Refresh {
  startedAt: Instant;
  done: Promise<boolean>;
}

/** By the store: a person's surroundings and the worker's are different objects around the same one. */
const underWay = new WeakMap<Store, Map<ConnectionId, Refresh>>();

/** Brings the mirror up to what the books had after `newerThan`. Returns whether anything was read for it. */
export async function refreshMirror(context: EngineContext, id: ConnectionId, newerThan: Instant, withCompany = false): Promise<boolean> {
  const { refreshedAt } = await context.store.mirrorState(id);
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
  const existing = underWay.get(context.store);
  if (existing) return existing;
  const fresh = new Map<ConnectionId, Refresh>();
  underWay.set(context.store, fresh);
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
  const { cursor, load } = await context.store.mirrorState(id);
  if (load !== null || cursor === null) return loadAll(context, id, stillUseful(load, startedAt) ?? newLoad(startedAt));
  const changes = await books.referenceChanges(cursor);
  if (!changes.ok) {
    await heedReset(context, id, [changes.error]);
    return failed(context, id, changes.error);
  }
  if (changes.value === "reload") return loadAll(context, id, newLoad(startedAt));
  if (withCompany || changes.value.companyChanged) await refreshCompany(context, id);
  await context.store.applyReferenceChanges(id, changes.value, startedAt);
  return true;
}

/** A load that stopped goes on where it was; one from long ago begins anew. */
const longestLoadMs = 12 * 3_600_000;

function stillUseful(load: MirrorLoad | null, now: Instant): MirrorLoad | null {
  return load !== null && now < later(load.startedAt, longestLoadMs) ? load : null;
}

function newLoad(startedAt: Instant): MirrorLoad {
  return { startedAt, position: null, cursor: null };
}

/** Everything, part by part; each is kept before the next is asked for. False = it could not be read. */
async function loadAll(context: EngineContext, id: ConnectionId, begun: MirrorLoad): Promise<boolean> {
  const books = await context.books(id);
  await refreshCompany(context, id);
  let load = begun;
  for (;;) {
    const page = await books.referencePage(load.position);
    if (!page.ok) return failed(context, id, page.error);
    if (!(await context.store.keepReferencePage(id, page.value, load))) return untilOthersHaveLoaded(context, id);
    if (page.value.next === null) return true;
    load = { startedAt: load.startedAt, position: page.value.next, cursor: load.cursor ?? page.value.cursor };
  }
}

/** How often we look how far another process is, and after how many looks without a step it counts as gone. */
const otherLoadLookMs = 250;
const mostIdleLooks = 120;

/** Another process reads the same books: what it has read is as good as ours. One that died is taken over from. */
async function untilOthersHaveLoaded(context: EngineContext, id: ConnectionId): Promise<boolean> {
  let seen: string | null = null;
  for (let idleLooks = 0; idleLooks < mostIdleLooks; idleLooks++) {
    await new Promise((resume) => setTimeout(resume, otherLoadLookMs));
    const { load, refreshedAt } = await context.store.mirrorState(id);
    if (load === null) return refreshedAt !== null;
    if (load.position !== seen) idleLooks = 0;
    seen = load.position;
  }
  const { load } = await context.store.mirrorState(id);
  return load === null || loadAll(context, id, load);
}

function failed(context: EngineContext, id: ConnectionId, failure: Failure): false {
  context.log.warn({ connection: id, failure }, "reference data could not be refreshed");
  return false;
}

/** Looks what changed when it is time to; see `mirror-pace.ts`. */
export async function keepMirror(context: EngineContext, id: ConnectionId): Promise<void> {
  if (await isMirrorDue(context, id)) await refreshMirror(context, id, context.clock.now());
}

/** Whether it is time to look. */
export async function isMirrorDue(context: EngineContext, id: ConnectionId): Promise<boolean> {
  const now = context.clock.now();
  return nextLookAt(await context.store.mirrorState(id), now) <= now;
}

/** Somebody (a webhook) says that the books have something new: we look within seconds. */
export async function hintMirror(context: EngineContext, id: ConnectionId): Promise<void> {
  await context.store.hintMirror(id, context.clock.now());
  await context.queue.signal("post", id + mirrorEnding);
}

async function refreshCompany(context: EngineContext, id: ConnectionId): Promise<void> {
  const company = await (await context.books(id)).company();
  if (company.ok) await context.store.saveBooksCompany(id, company.value);
}
