/** Records as last read, and one with all that surrounds it, read from its CRM now. */
import type { AssociatedRecord, RecordDetail, RecordRow } from "#api/record.ts";
import { vendorNames, type CrmConnection } from "#domain/connection.ts";
import { isLive } from "#domain/document/kind.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { ListedRecord } from "#domain/ports/record-lists.ts";
import type { CrmRecord, LineItem, ObjectType, PropertyDefinition, Subject } from "#domain/record.ts";
import { api } from "./api.ts";
import type { Caller, ServerParts } from "./context.ts";
import { said } from "./language.ts";
import { documentRowOf, enrollmentRows } from "./replies.ts";

/** How much of a record's past its page shows. */
const shownEnrollments = 50;

export const records = {
  list: api.records.list.handler(async ({ input: { limit, offset, ...filter }, context: { parts, caller } }) => {
    const { rows, total } = await parts.recordLists.records(caller.workspaceId, filter, { limit, offset });
    const sources = await crmsById(parts, caller.workspaceId);
    return { rows: rows.map((row) => recordRowOf(row, sources)), total };
  }),

  get: api.records.get.handler(async ({ input: { objectType, id }, errors, context: { parts, caller } }) => {
    const found = await findRecord(parts, caller, objectType, id);
    if (found === undefined) throw errors.NOT_FOUND();
    return detailOf(parts, caller, found.connection, found.record);
  }),
};

/** The workspace's CRMs by their ids. */
export async function crmsById({ store }: Pick<ServerParts, "store">, workspaceId: WorkspaceId): Promise<Map<string, CrmConnection>> {
  const crms = (await store.connections(workspaceId)).filter((one) => one.role === "crm");
  return new Map(crms.map((one) => [one.id, one]));
}

/** A record of a list for a reply. */
export function recordRowOf(row: ListedRecord, sources: ReadonlyMap<string, CrmConnection>): RecordRow {
  const source = sources.get(row.connectionId);
  return {
    id: row.id,
    objectType: row.objectType,
    name: row.name,
    source: source === undefined ? "" : said(vendorNames[source.vendor]),
    isOwn: source?.vendor === "own-records",
    standing: row.standing,
    amount: row.amount,
    currency: row.currency ?? source?.account.currency ?? "USD",
    modifiedAt: row.modifiedAt,
    url: row.url,
    documents: row.documents,
    enrollment: row.enrollment,
  };
}

/** As the CRM has it now; while it cannot be asked, as it was last read. */
async function findRecord({ store, crm }: ServerParts, { workspaceId }: Caller, objectType: ObjectType, id: string): Promise<{ connection: CrmConnection; record: CrmRecord } | undefined> {
  for (const connection of (await crmsById({ store }, workspaceId)).values()) {
    const read = await (await crm(connection.id)).readRecords(objectType, [id]);
    const [record] = read.ok ? read.value : await store.records(connection.id, objectType, [id]);
    if (record !== undefined) return { connection, record };
  }
  return undefined;
}

async function detailOf(parts: ServerParts, { workspaceId }: Caller, connection: CrmConnection, record: CrmRecord): Promise<RecordDetail> {
  const { store } = parts;
  const [listed, definitions, subject, enrollments, notes] = await Promise.all([
    parts.recordLists.records(workspaceId, { objectType: record.objectType, search: record.id }, { limit: 5, offset: 0 }),
    parts.properties(workspaceId, record.objectType),
    subjectOf(parts, connection, record),
    store.enrollments(workspaceId, { recordId: record.id }, { limit: shownEnrollments }),
    connection.vendor === "own-records" ? parts.ownRecords.notesOf(connection.id, record.id) : [],
  ]);
  const own = enrollments.filter((one) => one.objectType === record.objectType);
  const documents = (await Promise.all(own.map((one) => store.documentsOfEnrollment(one.id)))).flat();
  const row = listed.rows.find((one) => one.id === record.id && one.connectionId === connection.id);
  const facts = record.facts;
  const fresh: ListedRecord = {
    connectionId: connection.id, objectType: record.objectType, id: record.id, name: record.name, standing: facts?.standing ?? row?.standing ?? null,
    amount: facts?.amount ?? row?.amount ?? null, currency: facts?.currency ?? row?.currency ?? null, modifiedAt: record.modifiedAt, url: record.url,
    documents: documents.filter(({ status }) => isLive(status)).length, enrollment: row?.enrollment ?? null,
  };
  return {
    ...recordRowOf(fresh, new Map([[connection.id, connection]])),
    properties: shownProperties(record, definitions),
    contacts: (subject?.contacts ?? []).map((contact) => associatedOf(contact, contact.email)),
    companies: (subject?.companies ?? []).map((company) => associatedOf(company, company.domain)),
    lineItems: (subject?.lineItems ?? []).map((line) => ({ ...associatedOf(line, null), price: priceOf(line, fresh.currency) })),
    documentRows: documents.map(documentRowOf),
    enrollments: await enrollmentRows(store, workspaceId, own),
    notes,
  };
}

/** What surrounds a deal, quote or payment; undefined when the CRM does not tell it now. */
async function subjectOf({ crm }: ServerParts, { id }: CrmConnection, record: CrmRecord): Promise<Subject | undefined> {
  if (!["deal", "quote", "payment"].includes(record.objectType)) return undefined;
  const subjects = await (await crm(id)).readSubjects([record]);
  return subjects.ok ? subjects.value[0] : undefined;
}

function associatedOf({ id, objectType, name, url }: CrmRecord, detail: string | null): AssociatedRecord {
  return { id, objectType, name, detail, price: null, url };
}

function priceOf({ quantity, unitPrice, currency }: LineItem, usual: string | null): AssociatedRecord["price"] {
  return quantity === null || unitPrice === null ? null : { quantity, unitPrice, currency: currency ?? usual };
}

/** Those that have a value, by label; options by their labels. */
function shownProperties({ properties }: CrmRecord, definitions: readonly PropertyDefinition[]): RecordDetail["properties"] {
  const byName = new Map(definitions.map((one) => [one.name, one]));
  return Object.entries(properties)
    .flatMap(([name, value]) => {
      if (value === null || value === "") return [];
      const definition = byName.get(name);
      return [{ name, label: definition?.label ?? name, value: definition?.options.find((option) => option.value === value)?.label ?? value }];
    })
    .toSorted((a, b) => a.label.localeCompare(b.label, "en"));
}
