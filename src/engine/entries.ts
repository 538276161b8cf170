/** Between a look at records and their enrolling: what is known of them is put together, and it is found out who enters. */
import type { CrmConnection } from "../domain/connection.ts";
import type { Instant } from "../domain/dates.ts";
import type { Failure } from "../domain/failure.ts";
import type { Workflow } from "../domain/workflow.ts";
import type { CrmRecord, ObjectType } from "../domain/record.ts";
import { ok, type Result } from "../domain/result.ts";
import type { Asking } from "../domain/trigger/date-range.ts";
import type { TriggerFacts } from "../domain/trigger/facts.ts";
import type { EngineContext } from "./context.ts";
import { withoutEcho } from "./echoes.ts";
import { pastsOf } from "./gone-records.ts";
import { beginsAnew, type Entry, entriesOf, interested, type Look, type Moments, starts } from "./match.ts";
import { booksRefunds, refundOccasions } from "./new-refunds.ts";
import { readFacts } from "./read-facts.ts";
import { keptOut } from "./staying-out.ts";
import { type TriggerIndex, triggerIndex } from "./trigger-index.ts";

/** Records as they are now and were before, with the workflows that may want them. */
export interface Looked {
  index: TriggerIndex;
  looks: Look[];
}

/** Who enters, and the records about which nothing can be said yet. */
interface Found {
  /** When workflows were asked. */
  at: Instant;
  entries: Entry[];
  held: ReadonlySet<string>;
}

/** Puts together what is known of these records; what triggers ask beyond properties is read now. Nothing of the records is kept yet. */
export async function lookAtRecords(context: EngineContext, connection: CrmConnection, objectType: ObjectType, records: readonly CrmRecord[]): Promise<Result<Looked, Failure>> {
  const index = await triggerIndex(context, connection.workspaceId, objectType);
  if (index.workflows.length === 0) return ok({ index, looks: [] });
  const ids = records.map((record) => record.id);
  const port = await context.crm(connection.id);
  const before = new Map((await context.store.records(connection.id, objectType, ids)).map((record) => [record.id, record]));
  const back = new Set(await context.store.goneAmong(connection.id, objectType, ids));
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
    };
  });
  return ok({ index, looks });
}

const none: ReadonlyMap<string, Omit<TriggerFacts, "properties">> = new Map();

/** Asks the workflows that a change may concern. How records went through a workflow is looked up only for those that start to meet it. */
export async function findEntries(context: EngineContext, connection: CrmConnection, { index, looks }: Looked, now = context.clock.now()): Promise<Found> {
  const asking: Asking = { timeZone: connection.account.timeZone, now };
  const grown = looks.filter(({ before, occurrences }) => before !== null && occurrences.includes("refunded"));
  const port = await context.crm(connection.id);
  const wanted = interested(index, looks);
  if (grown.length > 0) for (const workflow of index.workflows.filter(booksRefunds)) wanted.set(workflow, [...new Set([...(wanted.get(workflow) ?? []), ...grown])]);
  const found = [...wanted].map(async ([workflow, concerned]): Promise<Omit<Found, "at">> => {
    const momentsOf = await lastLooks(context, connection, index, workflow, concerned, asking);
    const withRefunds = booksRefunds(workflow) ? grown : [];
    const starting = concerned.filter((look) => starts(workflow, look, momentsOf(look)) || ((look.isBack || withRefunds.includes(look)) && meetsAnyway(workflow, look, asking)));
    if (starting.length === 0) return { entries: [], held: noRecords };
    const pasts = await pastsOf(context, connection.id, workflow.id, starting.map(({ record }) => record));
    const occasions = withRefunds.length === 0 ? { anew: noRecords, held: noRecords } : await refundOccasions(context, { id: connection.id, port }, workflow, withRefunds.map(({ record }) => record), pasts);
    const isOccasion = (look: Look): boolean => starts(workflow, look, momentsOf(look)) || withRefunds.includes(look) || beginsAnew(look, pasts);
    const rules = (await context.store.runRules([workflow.id])).get(workflow.id);
    const entering = starting.filter((look) => isOccasion(look) && (rules === undefined || keptOut(rules, look.record, look.facts, asking) === null));
    return { entries: entriesOf(workflow, entering, pasts, occasions.anew), held: occasions.held };
  });
  const all = await Promise.all(found);
  return { at: now, entries: all.flatMap(({ entries }) => entries), held: new Set(all.flatMap(({ held }) => [...held])) };
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
  return ({ record }) => ({ ...asking, lookedAt: at.get(record.id) ?? asking.now });
}

const noTimes: ReadonlyMap<string, Instant> = new Map();
