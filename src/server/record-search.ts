/** Finds a record while somebody types: in what was read at once, and in the CRM what only it has yet. */
import type { FoundRecord } from "#api/record.ts";
import type { CrmConnection } from "#domain/connection.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { CrmRecord, ObjectType } from "#domain/record.ts";
import { api } from "./api.ts";
import type { ServerParts } from "./context.ts";
import { crmsById, recordRowOf } from "./records.ts";

/** Whoever types does not wait longer for the CRM; what was read is shown without it then. */
const patienceMs = 2_500;
/** Fewer letters find half of the CRM. */
const fewestLetters = 3;

export const recordSearch = {
  find: api.records.find.handler(async ({ input: { objectType, text, limit }, context: { parts, caller } }) => {
    const sources = await crmsById(parts, caller.workspaceId);
    const { rows } = await parts.recordLists.records(caller.workspaceId, { objectType, search: text }, { limit, offset: 0 });
    const known = rows.map((row): FoundRecord => foundOf(recordRowOf(row, sources)));
    if (known.length === limit || text.length < fewestLetters) return known;
    const seen = new Set(rows.map(({ connectionId, id }) => `${connectionId} ${id}`));
    const found = await Promise.race([inCrms(parts, caller.workspaceId, [...sources.values()], objectType, text, limit), nothingAfter(patienceMs)]);
    return [...known, ...found.filter(({ connection, record }) => !seen.has(`${connection.id} ${record.id}`)).map(({ connection, record }) => foundInCrm(connection, record))].slice(0, limit);
  }),
};

interface Found {
  connection: CrmConnection;
  record: CrmRecord;
}

/** A CRM that cannot be asked now finds nothing. */
async function inCrms(parts: Pick<ServerParts, "crm" | "log">, workspaceId: WorkspaceId, connections: readonly CrmConnection[], objectType: ObjectType, text: string, limit: number): Promise<Found[]> {
  const all = await Promise.all(
    connections.map(async (connection): Promise<Found[]> => {
      const crm = await parts.crm(connection.id);
      const found = /^\S+$/.test(text) ? await crm.readRecords(objectType, [text]) : { ok: true as const, value: [] };
      const named = found.ok && found.value.length > 0 ? found : await crm.findByName(objectType, text, limit);
      if (!named.ok) parts.log.warn({ workspaceId, connection: connection.id, failure: named.error }, "the CRM could not be searched");
      return named.ok ? named.value.map((record) => ({ connection, record })) : [];
    }),
  );
  return all.flat();
}

async function nothingAfter(ms: number): Promise<[]> {
  await new Promise((resolve) => setTimeout(resolve, ms).unref());
  return [];
}

function foundOf({ id, name, url, standing, amount, currency }: FoundRecord): FoundRecord {
  return { id, name, url, standing, amount, currency };
}

function foundInCrm({ account }: CrmConnection, { id, name, url, facts }: CrmRecord): FoundRecord {
  return { id, name, url, standing: facts?.standing ?? null, amount: facts?.amount ?? null, currency: facts?.currency ?? account.currency };
}
