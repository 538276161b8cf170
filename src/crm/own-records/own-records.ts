/** The CRM port on own records: what people put in themselves, by API or from a file, and we keep in our own store. */
import type { CrmConnection } from "#domain/connection.ts";
import { type Instant, later } from "#domain/dates.ts";
import type { Failure } from "#domain/failure.ts";
import { linkBackProperties, linkBackWrites } from "#domain/link-back.ts";
import type { Decimal } from "#domain/money.ts";
import { refundedOf } from "#domain/own-records/record-facts.ts";
import type { ChangePage, Crm, PropertyWrite } from "#domain/ports/crm.ts";
import { type OwnRecords, OwnRecordsTrouble } from "#domain/ports/own-records.ts";
import type { CrmRecord, ObjectType } from "#domain/record.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { decimalOf, recordOf } from "./facts.ts";
import { propertiesOf, wellKnownOf } from "./properties.ts";
import { readSubjects } from "./subjects.ts";
import { occurrencesOf, readAssociatedTypes, readTriggerFacts } from "./trigger-facts.ts";

export interface OwnRecordsOptions {
  records: OwnRecords;
  /** The connection as it is now; undefined = there is none. */
  connection: () => Promise<CrmConnection | undefined>;
  now: () => Instant;
}

/** How long to leave a database alone that has too much to do. */
const pauseMs = 5_000;
const changesPerPage = 500;

/** Opens the own records of a workspace. */
export function openOwnRecords(options: OwnRecordsOptions): Crm {
  const { records, now } = options;

  /** Tried twice: a database that is restarted is back a moment later. */
  async function ask<T>(question: (connection: CrmConnection) => Promise<T>): Promise<Result<T, Failure>> {
    for (let tries = 1; ; tries += 1) {
      try {
        const connection = await options.connection();
        if (connection?.connectionState !== "connected") return err({ code: "crm-disconnected", crmName: connection?.name ?? "Own records" });
        return ok(await question(connection));
      } catch (problem) {
        if (!(problem instanceof OwnRecordsTrouble)) throw problem;
        if (problem.reason === "busy") return err({ code: "crm-busy", retryAt: later(now(), pauseMs) });
        if (tries === 2) return err({ code: "crm-unreachable", detail: "the database does not answer" });
      }
    }
  }

  async function readRecords(objectType: ObjectType, ids: readonly string[]): Promise<Result<CrmRecord[], Failure>> {
    const wanted = [...new Set(ids)];
    return ask(async (connection) => {
      const found = new Map((await records.byIds(connection.id, objectType, wanted)).map((one) => [one.id, one]));
      return wanted.flatMap((id) => found.get(id) ?? []).map((one) => recordOf(one, connection.appUrl));
    });
  }

  async function writeProperties(objectType: ObjectType, writes: readonly PropertyWrite[]): Promise<Result<{ recordId: string; failure: Failure }[], Failure>> {
    const absent = await ask((connection) => records.writeProperties(connection.id, objectType, writes, now()));
    return absent.ok ? ok(absent.value.map((recordId) => ({ recordId, failure: { code: "record-not-found", objectType, recordId } }))) : absent;
  }

  return {
    // Nobody gives permission for them: they are ours.
    permissions: async () => ok([]),
    account: () => ask(async ({ account }) => account),
    readRecords,
    findByName: async (objectType, text, limit) => {
      const words = text.split(/\s+/).filter((word) => word !== "");
      if (words.length === 0) return ok([]);
      return ask(async (connection) => (await records.byName(connection.id, objectType, words, limit)).map((one) => recordOf(one, connection.appUrl)));
    },
    readSubjects: (subjects) => ask((connection) => readSubjects(records, connection, subjects)),
    readTriggerFacts: (objectType, ids, wish) => ask((connection) => readTriggerFacts(records, connection, objectType, ids, wish)),
    associatedTypes: (objectType) => ask((connection) => readAssociatedTypes(records, connection, objectType)),
    occurrences: occurrencesOf,
    refunded: (record) => (record.objectType === "payment" ? refundedOf(record.properties) : ("0" as Decimal)),
    mergedIds: () => [],
    echoMarks: { written: linkBackProperties.map(({ name }) => name), touched: [] },
    listIds: async () => ok(null),
    changesSince: (objectType, cursor) => ask((connection) => changesSince(records, connection, objectType, cursor)),
    properties: (objectType) => ask((connection) => propertiesOf(records, connection.id, objectType)),
    wellKnown: async (objectType, meaning) => ok(wellKnownOf(objectType, meaning)),
    // A property of theirs is there as soon as somebody fills it in, so none is ever missing.
    lacking: () => [],
    unknownReferences: async () => ok([]),
    writeProperties,
    createNote: async (objectType, recordId, text) => {
      const isKept = await ask((connection) => records.addNote(connection.id, objectType, recordId, text, now()));
      if (!isKept.ok) return isKept;
      return isKept.value ? ok(null) : err({ code: "record-not-found", objectType, recordId });
    },
    // Own records have no workflows of their own that could wait for one of our actions.
    completeActions: async () => new Map(),
    linkBack: (objectType, links) => writeProperties(objectType, linkBackWrites(links)),
  };
}

/**
 * There is no baseline: own records begin with nothing, and those that are put in quietly are kept as known at the same
 * moment. So the first look tells every record as changed.
 */
async function changesSince(records: OwnRecords, { id }: CrmConnection, objectType: ObjectType, cursor: string | null): Promise<ChangePage> {
  const after = Number(cursor === null ? "0" : (decimalOf(cursor) ?? "0"));
  const found = await records.changedAfter(id, objectType, after, changesPerPage);
  return {
    records: [],
    changed: found.map((one) => ({ recordId: one.id, modifiedAt: one.modifiedAt })),
    cursor: String(found.at(-1)?.number ?? after),
    hasMore: found.length === changesPerPage,
  };
}
