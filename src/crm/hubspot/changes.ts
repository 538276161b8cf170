/**
 * Hears of changes by asking: first every record by id (the baseline), then what was modified since. No step relies on our
 * clock, only on the times HubSpot itself has put on records, and every query starts from a value, never from an offset,
 * so that records modified while we walk can appear twice but never slip through.
 */
import { z } from "zod";
import { instantOf, later, parseInstant, type Instant } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import type { ChangeCursor, ChangePage, IdPage } from "#domain/ports/crm.ts";
import type { CrmRecord, ObjectType } from "#domain/record.ts";
import { ok, type Result } from "#domain/result.ts";
import { objectKinds } from "./object-kinds.ts";
import type { Portal } from "./portal.ts";
import { readRecords } from "./records.ts";
import { wireSearch } from "./wire.ts";

/** Most results HubSpot gives per search. */
const pageSize = 200;
/** Searches per call: pages that hold nothing new are passed over, but not without end. */
const mostSearches = 10;
/** Reports remembered in the cursor; what is forgotten is at worst reported again. */
const mostRemembered = 5_000;

/** How far before the newest change the walks begin that do not go through the whole window. */
const longestTailMs = 10_000;

/** Time of change by record id, as it was reported. */
const reports = z.record(z.string(), z.number());

const instant = z.string().transform((text) => text as Instant);

const cursorShape = z.discriminatedUnion("mode", [
  /** Walking all records by id. `newest` = HubSpot's time of the latest change before the walk began. */
  z.object({ mode: z.literal("baseline"), lastId: z.string(), newest: instant, seen: reports }),
  /**
   * Following changes. All up to `since` is reported. `newest` is the latest change we know and `newestSeenAt` our time
   * of first seeing it. `at` is where the current walk stands, `begun` what was known at its first page (null = no walk is
   * under way), `tieId` the last id when more records than a page holds were modified in the very same millisecond.
   * `wholeAt` = our time when a walk from `since` last began; the walks between begin shortly before `newest`.
   */
  z.object({
    mode: z.literal("following"),
    since: instant,
    at: instant,
    begun: z.object({ ourTime: instant, newest: instant, isWhole: z.boolean().default(true) }).nullable(),
    wholeAt: instant.default(instantOf(0)),
    tieId: z.string().nullable(),
    newest: instant,
    newestSeenAt: instant,
    seen: reports,
  }),
]);
type Baseline = Extract<z.infer<typeof cursorShape>, { mode: "baseline" }>;
type Following = Extract<z.infer<typeof cursorShape>, { mode: "following" }>;

/** What search tells of a record: enough to know whether it must be read. */
interface Found {
  id: string;
  modifiedAt: Instant;
}

/** The next page of changes. Deleted records are not heard of: HubSpot's search does not show them. */
export async function changesSince(portal: Portal, objectType: ObjectType, cursor: ChangeCursor | null, now: Instant): Promise<Result<ChangePage, Failure>> {
  if (cursor === null) {
    const start = await startBaseline(portal, objectType);
    return start.ok ? walk(portal, objectType, start.value, now) : start;
  }
  const state = cursorShape.parse(JSON.parse(cursor));
  return state.mode === "baseline" ? walk(portal, objectType, state, now) : follow(portal, objectType, state, now);
}

/** The latest change before the walk is asked of HubSpot, because our clock may differ from its. */
async function startBaseline(portal: Portal, objectType: ObjectType): Promise<Result<Baseline, Failure>> {
  const property = objectKinds[objectType].modifiedProperty;
  const latest = await search(portal, objectType, [anyRecord], { propertyName: property, direction: "DESCENDING" }, 1);
  if (!latest.ok) return latest;
  return ok({ mode: "baseline", lastId: "0", newest: latest.value[0]?.modifiedAt ?? instantOf(0), seen: {} });
}

/** The next page of all records by id; for comparing, so their properties are not read. */
export async function listIds(portal: Portal, objectType: ObjectType, afterId: string | null): Promise<Result<IdPage, Failure>> {
  const filter = { propertyName: "hs_object_id", operator: "GT", value: afterId ?? "0" };
  const found = await search(portal, objectType, [filter], { propertyName: "hs_object_id", direction: "ASCENDING" }, pageSize);
  if (!found.ok) return found;
  const ids = found.value.map(({ id, modifiedAt }) => ({ recordId: id, modifiedAt }));
  return ok({ ids, next: ids.length === pageSize ? (ids.at(-1)?.recordId ?? null) : null });
}

async function walk(portal: Portal, objectType: ObjectType, state: Baseline, now: Instant): Promise<Result<ChangePage, Failure>> {
  const filter = { propertyName: "hs_object_id", operator: "GT", value: state.lastId };
  const found = await search(portal, objectType, [filter], { propertyName: "hs_object_id", direction: "ASCENDING" }, pageSize);
  if (!found.ok) return found;
  const read = await readRecords(portal, objectType, found.value.map((one) => one.id));
  if (!read.ok) return read;
  // What changed after the baseline began is reported once more as a change, so that nobody takes it for old.
  const old = read.value.filter((record) => record.modifiedAt <= state.newest);
  const window = later(state.newest, -portal.indexLagMs);
  const next: Baseline = { ...state, lastId: found.value.at(-1)?.id ?? state.lastId, seen: remembered(state.seen, old, window) };
  const hasMore = found.value.length === pageSize;
  const cursor = JSON.stringify(hasMore ? next : followingFrom(next, window, now));
  return ok({ records: read.value.toSorted(byModification), changed: [], cursor, hasMore });
}

function followingFrom(state: Baseline, since: Instant, now: Instant): Following {
  return { mode: "following", since, at: since, begun: null, wholeAt: instantOf(0), tieId: null, newest: state.newest, newestSeenAt: now, seen: state.seen };
}

async function follow(portal: Portal, objectType: ObjectType, start: Following, now: Instant): Promise<Result<ChangePage, Failure>> {
  const isWhole = start.begun?.isWhole ?? isWholeDue(start, portal.indexLagMs, now);
  let state = start.begun === null ? { ...start, at: isWhole ? start.since : tailOf(start, portal.indexLagMs) } : start;
  let isComplete = false;
  let fresh: Found[] = [];
  for (let searches = 0; searches < mostSearches && !isComplete && fresh.length === 0; searches += 1) {
    const found = await nextFound(portal, objectType, state);
    if (!found.ok) return found;
    fresh = found.value.filter((one) => (state.seen[one.id] ?? Number.NEGATIVE_INFINITY) < Date.parse(one.modifiedAt));
    // A page of ties ends where the millisecond ends, not where the walk does.
    isComplete = found.value.length < pageSize && state.tieId === null;
    state = advanced(state, found.value, now);
    state = { ...state, begun: state.begun ?? { ourTime: now, newest: state.newest, isWhole } };
  }
  state = { ...state, seen: remembered(state.seen, fresh, state.since) };
  const changed = fresh.map(({ id, modifiedAt }) => ({ recordId: id, modifiedAt }));
  return ok({ records: [], changed, cursor: JSON.stringify(isComplete ? ended(state, portal.indexLagMs) : state), hasMore: !isComplete });
}

/** Search may take a whole lag to show something, so more often than that there is no use in looking at all of the window. */
function isWholeDue({ wholeAt }: Following, indexLagMs: number, now: Instant): boolean {
  return Date.parse(now) - Date.parse(wholeAt) >= indexLagMs;
}

/** Most of what is new, search shows within seconds. */
function tailOf({ since, newest }: Following, indexLagMs: number): Instant {
  const tail = later(newest, -Math.min(longestTailMs, indexLagMs / 4));
  return tail > since ? tail : since;
}

/** The next page of the walk: by time of change, or by id within one millisecond that fills more than a page. */
function nextFound(portal: Portal, objectType: ObjectType, { at, tieId }: Following): Promise<Result<Found[], Failure>> {
  const property = objectKinds[objectType].modifiedProperty;
  const from = { propertyName: property, operator: "GTE", value: String(Date.parse(at)) };
  if (tieId === null) return search(portal, objectType, [from], { propertyName: property, direction: "ASCENDING" }, pageSize);
  const to = { propertyName: property, operator: "LTE", value: String(Date.parse(at)) };
  const after = { propertyName: "hs_object_id", operator: "GT", value: tieId };
  return search(portal, objectType, [from, to, after], { propertyName: "hs_object_id", direction: "ASCENDING" }, pageSize);
}

/** Where the walk stands after a page. */
function advanced(state: Following, found: readonly Found[], now: Instant): Following {
  const last = found.at(-1);
  const isFull = found.length === pageSize;
  if (state.tieId !== null) {
    return isFull && last !== undefined ? { ...state, tieId: last.id } : { ...state, at: later(state.at, 1), tieId: null };
  }
  if (last === undefined) return state;
  const seen = last.modifiedAt > state.newest ? { newest: last.modifiedAt, newestSeenAt: now } : {};
  if (!isFull) return { ...state, ...seen };
  return last.modifiedAt === state.at ? { ...state, ...seen, tieId: "0" } : { ...state, ...seen, at: last.modifiedAt };
}

/**
 * Where the next walk begins. When this one began, search may have missed what was this much older than the newest it then
 * showed; only if the newest was first seen a whole lag before has it missed nothing up to there. A walk that did not go
 * through the whole window says nothing of what is before it.
 */
function ended(state: Following, indexLagMs: number): Following {
  const { ourTime, newest, isWhole } = state.begun ?? { ourTime: state.newestSeenAt, newest: state.newest, isWhole: true };
  if (!isWhole) return { ...state, at: state.since, begun: null, tieId: null };
  const hasSettled = Date.parse(ourTime) - Date.parse(state.newestSeenAt) > indexLagMs;
  const reached = hasSettled ? state.newest : later(newest, -indexLagMs);
  const since = reached > state.since ? reached : state.since;
  return { ...state, since, at: since, begun: null, wholeAt: ourTime, tieId: null, seen: remembered(state.seen, [], since) };
}

/** Adds reports, and forgets those before the window and the oldest of too many. */
function remembered(seen: Record<string, number>, records: readonly Found[], since: Instant): Record<string, number> {
  const all = { ...seen, ...Object.fromEntries(records.map((record) => [record.id, Date.parse(record.modifiedAt)])) };
  const kept = Object.entries(all).filter(([, modified]) => modified >= Date.parse(since));
  if (kept.length <= mostRemembered) return Object.fromEntries(kept);
  return Object.fromEntries(kept.sort(([, a], [, b]) => b - a).slice(0, mostRemembered));
}

function byModification(a: CrmRecord, b: CrmRecord): number {
  return a.modifiedAt < b.modifiedAt ? -1 : a.modifiedAt > b.modifiedAt ? 1 : 0;
}

export interface SearchFilter {
  propertyName: string;
  operator: string;
  value: string;
}

const anyRecord: SearchFilter = { propertyName: "hs_object_id", operator: "GT", value: "0" };

/** Ids and times of change of what is found. No more is asked: a search body holds at most 3,000 characters, too few for all property names. */
export async function search(
  portal: Portal,
  objectType: ObjectType,
  filters: SearchFilter[],
  sort: { propertyName: string; direction: "ASCENDING" | "DESCENDING" },
  limit: number,
): Promise<Result<Found[], Failure>> {
  const { plural, modifiedProperty } = objectKinds[objectType];
  const body = {
    filterGroups: [{ filters }],
    sorts: [sort],
    properties: [modifiedProperty],
    limit,
  };
  const answer = await portal.client.call({ method: "POST", path: portal.paths.search(plural), body, isSearch: true }, wireSearch);
  if (!answer.ok) return answer;
  return ok(
    answer.value.results.map((record) => {
      const modified = record.properties[modifiedProperty] ?? record.updatedAt ?? "";
      return { id: record.id, modifiedAt: parseInstant(modified) ?? instantOf(0) };
    }),
  );
}
