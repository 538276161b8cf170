/** Between a look at records and their enrolling: what is known of them is put together, and it is found out who enters. */
import type { CrmConnection } from "../../domain/connection.ts";
import type { Instant } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import type { WorkflowId } from "../../domain/ids.ts";
import type { Workflow } from "../../domain/workflow.ts";
import type { HeldLook } from "../../domain/ports/trigger-store.ts";
import type { CrmRecord, ObjectType } from "../../domain/record.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { DocumentReached } from "../../domain/trigger-event.ts";
import type { Asking } from "../../domain/trigger/date-range.ts";
import type { TriggerFacts } from "../../domain/trigger/facts.ts";
import type { EngineContext } from "../context.ts";
import { withoutEcho } from "../receive/echoes.ts";
import { pastsOf } from "../receive/gone-records.ts";
import { beginsAnew, type Entry, entriesOf, interested, type Look, type Moments, starts } from "./match.ts";
import { heldByReading, heldWorkflows, readingsOf } from "./outdated-filters.ts";
import { booksRefunds, refundOccasions } from "./new-refunds.ts";
import { readFacts } from "./read-facts.ts";
import { keptOut } from "./staying-out.ts";
import type { TriggerIndex } from "./trigger-index.ts";

/** Records as they are now and were before, with the workflows that may want them. */
export interface Looked {
  index: TriggerIndex;
  looks: Look[];
  /** Workflows whose filters ask for what is gone in the CRM. */
  heldWorkflows: ReadonlySet<WorkflowId>;
  /** True: the records were read just now. Otherwise those that are held back wait until they are. */
  areRead: boolean;
}

/** Who enters, and the records about which nothing can be said yet. */
interface Found {
  /** When workflows were asked. */
  at: Instant;
  entries: Entry[];
  held: ReadonlySet<string>;
  /** Records that wait until some workflow's filters are up to date again. */
  heldBack: HeldLook[];
  /** Those that waited and are decided about now. */
  released: HeldLook[];
}

/** Puts together what is known of these records; what triggers ask beyond properties is read now. Nothing of the records is kept yet. */
export async function lookAtRecords(context: EngineContext, connection: CrmConnection, index: TriggerIndex, objectType: ObjectType, records: readonly CrmRecord[], reached: ReadonlyMap<string, readonly DocumentReached[]>, readAt: Instant): Promise<Result<Looked, Failure>> {
  if (index.workflows.length === 0) return ok({ index, looks: [], heldWorkflows: new Set(), areRead: true });
  const ids = records.map((record) => record.id);
  const port = await context.crm(connection.id);
  const [stored, gone, knownHeld] = await Promise.all([context.store.records(connection.id, objectType, ids), context.store.goneAmong(connection.id, objectType, ids), heldWorkflows(context, connection)]);
  const before = new Map(stored.map((record) => [record.id, record]));
  const back = new Set(gone);
  const asksMore = index.needs.histories.length > 0 || index.needs.associated.size > 0;
  const factsBefore = asksMore ? await context.store.triggerFacts(connection.id, objectType, ids) : none;
  const read = await readFacts(context, connection.id, objectType, ids, index.needs);
  if (!read.ok) return read;
  const facts = asksMore ? await context.store.triggerFacts(connection.id, objectType, ids) : none;
  const looks = records.map((record): Look => {
    const old = before.get(record.id) ?? null;
    return {
      record,
      facts: { properties: record.properties, ...facts.get(record.id) },
      before: old === null ? null : { properties: withoutEcho(old.properties, record.properties, port.echoMarks), ...factsBefore.get(record.id) },
      isBack: back.has(record.id),
      occurrences: port.occurrences(old, record),
      ...reachedBy(reached.get(record.id)),
    };
  });
  const held = await heldByReading(context, connection, knownHeld, index.workflows, looks.flatMap((look) => readingsOf(objectType, look.facts)), readAt);
  return held.ok ? ok({ index, looks, heldWorkflows: held.value, areRead: true }) : held;
}

function reachedBy(reached: readonly DocumentReached[] | undefined): Pick<Look, "reached"> {
  return reached === undefined ? {} : { reached };
}

const none: ReadonlyMap<string, Omit<TriggerFacts, "properties">> = new Map();

/** Asks the workflows that a change may concern. How records went through a workflow is looked up only for those that start to meet it. */
export async function findEntries(context: EngineContext, connection: CrmConnection, looked: Looked, now = context.clock.now()): Promise<Found> {
  const { index, looks } = looked;
  const wanted = interested(index, looks);
  const grown = looks.filter(isGrown);
  if (grown.length > 0) for (const workflow of index.workflows.filter(booksRefunds)) wanted.set(workflow, [...new Set([...(wanted.get(workflow) ?? []), ...grown])]);
  const { asked, heldBack, released } = await withoutHeld(context, connection, looked, wanted, now);
  const found = await Promise.all([...asked].map(([workflow, concerned]) => entriesInto(context, connection, index, workflow, concerned, now)));
  return { at: now, entries: found.flatMap(({ entries }) => entries), held: new Set(found.flatMap(({ held }) => [...held])), heldBack, released };
}

function isGrown({ before, occurrences }: Look): boolean {
  return before !== null && occurrences.includes("refunded");
}

async function entriesInto(context: EngineContext, connection: CrmConnection, index: TriggerIndex, workflow: Workflow, concerned: readonly Look[], now: Instant): Promise<Pick<Found, "entries" | "held">> {
  const asking: Asking = { timeZone: connection.account.timeZone, now };
  const port = await context.crm(connection.id);
  const momentsOf = await lastLooks(context, connection, index, workflow, concerned, asking);
  const withRefunds = booksRefunds(workflow) ? concerned.filter(isGrown) : [];
  const starting = concerned.filter((look) => starts(workflow, look, momentsOf(look)) || ((look.isBack || withRefunds.includes(look)) && meetsAnyway(workflow, look, asking)));
  if (starting.length === 0) return { entries: [], held: noRecords };
  const [pasts, allRules] = await Promise.all([pastsOf(context, connection.id, workflow.id, starting.map(({ record }) => record)), context.store.runRules([workflow.id])]);
  const occasions = withRefunds.length === 0 ? { anew: noRecords, held: noRecords } : await refundOccasions(context, { id: connection.id, port }, workflow, withRefunds.map(({ record }) => record), pasts);
  const isOccasion = (look: Look): boolean => starts(workflow, look, momentsOf(look)) || withRefunds.includes(look) || beginsAnew(look, pasts);
  const rules = allRules.get(workflow.id);
  const entering = starting.filter((look) => isOccasion(look) && (rules === undefined || keptOut(rules, look.record, look.facts, asking) === null));
  return { entries: entriesOf(workflow, entering, pasts, occasions.anew), held: occasions.held };
}

/**
 * Splits off what workflows cannot be asked now. Records that were held back are asked about as they were then. All that
 * changed is held back, whatever it was: what is gone may be there again already and have changed, unseen by this reading.
 */
async function withoutHeld(context: EngineContext, connection: CrmConnection, { index, looks, heldWorkflows, areRead }: Looked, wanted: ReadonlyMap<Workflow, Look[]>, now: Instant): Promise<{ asked: Map<Workflow, Look[]> } & Pick<Found, "heldBack" | "released">> {
  const objectType = looks[0]?.record.objectType;
  const kept = objectType === undefined ? [] : await context.store.heldLooks(connection.id, objectType, index.workflows.map(({ id }) => id), looks.map(({ record }) => record.id));
  const asked = new Map<Workflow, Look[]>();
  const heldBack: HeldLook[] = [];
  const released: HeldLook[] = [];
  for (const workflow of index.workflows) {
    const own = new Map(kept.filter(({ workflowId }) => workflowId === workflow.id).map((one) => [one.recordId, one]));
    if (heldWorkflows.has(workflow.id)) {
      heldBack.push(...looks.map(({ record, before }) => ({ workflowId: workflow.id, objectType: record.objectType, recordId: record.id, before, heldAt: now })));
      continue;
    }
    const concerned = looks.filter((look) => wanted.get(workflow)?.includes(look) || own.has(look.record.id));
    if (areRead) released.push(...own.values());
    const able = areRead ? concerned : concerned.filter(({ record }) => !own.has(record.id));
    if (able.length > 0) asked.set(workflow, await Promise.all(able.map((look) => asItWas(context, connection, look, own.get(look.record.id)))));
  }
  return { asked, heldBack, released };
}

async function asItWas(context: EngineContext, { id }: CrmConnection, look: Look, held: HeldLook | undefined): Promise<Look> {
  if (held === undefined) return look;
  const { before, heldAt } = held;
  const port = await context.crm(id);
  return {
    ...look,
    before: before === null ? null : { ...before, properties: withoutEcho(before.properties, look.record.properties, port.echoMarks) },
    lookedAt: heldAt,
    occurrences: port.occurrences(before === null ? null : { ...look.record, properties: before.properties }, look.record),
  };
}

const noRecords: ReadonlySet<string> = new Set();

/** A refund is an occasion also for a payment that met the triggers before. */
function meetsAnyway(workflow: Workflow, look: Look, asking: Asking): boolean {
  return workflow.definition.triggerEvents.length === 0 && starts(workflow, { ...look, before: null }, { ...asking, lookedAt: asking.now });
}

/** When each was looked at before. It matters only where time changes the answer, and for what meets the triggers now. */
async function lastLooks({ store }: EngineContext, { id }: CrmConnection, index: TriggerIndex, workflow: Workflow, looks: readonly Look[], asking: Asking): Promise<(look: Look) => Moments> {
  const meeting = index.overTime.includes(workflow) ? looks.filter((look) => look.before !== null && meetsAnyway(workflow, look, asking)) : [];
  const at = meeting[0] === undefined ? noTimes : await store.recordsLookedAt(workflow.id, id, meeting[0].record.objectType, meeting.map(({ record }) => record.id));
  return ({ record, lookedAt }) => ({ ...asking, lookedAt: lookedAt ?? at.get(record.id) ?? asking.now });
}

const noTimes: ReadonlyMap<string, Instant> = new Map();
