/** Own records: put in, read, removed. What starts workflows is told to the engine at once. */
import type { OwnRecordReply } from "#api/own-record.ts";
import type { CrmConnection } from "#domain/connection.ts";
import { checkCustomField } from "#domain/own-records/custom-field.ts";
import { propertyInDutch } from "#domain/own-records/dutch-labels.ts";
import { isSoldType, type OwnField, ownFields } from "#domain/own-records/fields.ts";
import { problemInDutch } from "#domain/own-records/problem-words.ts";
import type { FieldProblem } from "#domain/own-records/values.ts";
import type { OwnRecord } from "#domain/ports/own-records.ts";
import type { ObjectType } from "#domain/record.ts";
import { api } from "./api.ts";
import { deed, noteDown, noteNothing } from "./audit.ts";
import type { ServerParts } from "./context.ts";
import { languageNow } from "./language.ts";
import { ownRecordsConnection } from "./own-records-connection.ts";

export const ownRecords = {
  put: api.ownRecords.put.handler(async ({ input, errors, context: { parts, caller } }) => {
    const connection = await ownRecordsConnection(parts, caller.workspaceId);
    const { objectType, externalId, startsWorkflows, ...content } = input;
    const [outcome] = await parts.engine.putOwnRecords(connection.id, objectType, [{ externalId, ...content }], { startsWorkflows });
    if (outcome === undefined) throw new Error("no outcome of a put");
    if (outcome.outcome === "refused") throw errors.INVALID_RECORD({ data: { problems: outcome.problems.map(inReadersWords) } });
    if (outcome.outcome === "same") noteNothing(caller);
    else await noteDown(parts, caller, deed("put in a {type}", { type: objectType }), outcome.id);
    const [record] = await replies(parts, connection, await parts.ownRecords.byIds(connection.id, objectType, [outcome.id]));
    if (record === undefined) throw new Error("a record that was just put in is gone");
    return { outcome: outcome.outcome, record };
  }),

  putMany: api.ownRecords.putMany.handler(async ({ input, context: { parts, caller } }) => {
    const connection = await ownRecordsConnection(parts, caller.workspaceId);
    const outcomes = await parts.engine.putOwnRecords(connection.id, input.objectType, input.records, { startsWorkflows: input.startsWorkflows, isDry: input.isDryRun });
    const count = (wanted: string): number => outcomes.filter(({ outcome }) => outcome === wanted).length;
    const [created, changed] = [count("created"), count("changed")];
    if (created + changed === 0 || input.isDryRun) noteNothing(caller);
    else await noteDown(parts, caller, deed("put in {count} records of the kind {type}", { count: created + changed, type: input.objectType }), connection.id);
    const results = outcomes.map((one) => (one.outcome === "refused" ? { ...one, problems: one.problems.map(inReadersWords) } : { externalId: one.externalId, outcome: one.outcome, id: one.id }));
    return { created, changed, same: count("same"), refused: count("refused"), results };
  }),

  get: api.ownRecords.get.handler(async ({ input, errors, context: { parts, caller } }) => {
    const connection = await ownRecordsConnection(parts, caller.workspaceId);
    const [record] = await replies(parts, connection, await parts.ownRecords.byExternalIds(connection.id, input.objectType, [input.externalId]));
    if (record === undefined) throw errors.NOT_FOUND();
    return record;
  }),

  list: api.ownRecords.list.handler(async ({ input, context: { parts, caller } }) => {
    const connection = await ownRecordsConnection(parts, caller.workspaceId);
    return replies(parts, connection, await parts.ownRecords.page(connection.id, input.objectType, input.limit, input.after));
  }),

  remove: api.ownRecords.remove.handler(async ({ input, errors, context: { parts, caller } }) => {
    const connection = await ownRecordsConnection(parts, caller.workspaceId);
    if (!(await parts.ownRecords.remove(connection.id, input.objectType, input.externalId))) throw errors.NOT_FOUND();
    await noteDown(parts, caller, deed("removed a {type}", { type: input.objectType }), input.externalId);
    return { removed: true as const };
  }),

  properties: api.ownRecords.properties.handler(async ({ input: { objectType }, context: { parts, caller } }) => {
    const connection = await ownRecordsConnection(parts, caller.workspaceId);
    const custom = (await parts.ownRecords.customFields(connection.id))[objectType] ?? [];
    return [...ownFields[objectType].map((field) => propertyReply(languageNow() === "nl" ? propertyInDutch(objectType, field) : field, false)), ...custom.map((field) => propertyReply(field, true))];
  }),

  saveProperty: api.ownRecords.saveProperty.handler(async ({ input, errors, context: { parts, caller } }) => {
    const connection = await ownRecordsConnection(parts, caller.workspaceId);
    const { objectType, ...wish } = input;
    const before = (await parts.ownRecords.customFields(connection.id))[objectType]?.find(({ name }) => name === wish.name);
    const checked = checkCustomField(objectType, wish, before);
    if (!checked.ok) throw errors.INVALID_RECORD({ message: "The property was not kept.", data: { problems: checked.error.map(inReadersWords) } });
    await parts.ownRecords.saveCustomField(connection.id, objectType, checked.value);
    await noteDown(parts, caller, deed("defined the property {property} of {type}s", { property: wish.name, type: objectType }), connection.id);
    return propertyReply(checked.value, true);
  }),
};

function inReadersWords({ field, problem, fix }: FieldProblem): FieldProblem {
  return languageNow() === "nl" ? { field, problem: problemInDutch(problem), fix: problemInDutch(fix) } : { field, problem, fix };
}

function propertyReply({ name, label, type, options, isRequired }: OwnField, isCustom: boolean) {
  return { name, label, type, options, isRequired, isCustom };
}

/** Records with what surrounds them, by the ids that people gave. */
async function replies({ ownRecords: store }: ServerParts, { id, appUrl }: CrmConnection, records: readonly OwnRecord[]): Promise<OwnRecordReply[]> {
  const idsOf = (objectType: ObjectType): string[] => records.flatMap(({ associates }) => associates.filter((one) => one.objectType === objectType).map((one) => one.id));
  const sold = records.filter(({ objectType }) => isSoldType(objectType)).map((record) => record.id);
  const [contacts, companies, lines] = await Promise.all([store.byIds(id, "contact", idsOf("contact")), store.byIds(id, "company", idsOf("company")), store.lineItemsOf(id, sold)]);
  const externalIds = new Map([...contacts, ...companies].map((one) => [one.id, one.externalId]));
  const linesOf = Map.groupBy(lines, ({ parentId }) => parentId ?? "");
  return records.map((record) => {
    const associates = (objectType: ObjectType) =>
      record.associates.flatMap((one) => {
        const externalId = one.objectType === objectType ? externalIds.get(one.id) : undefined;
        return externalId === undefined ? [] : [{ externalId, roles: one.roles, labels: one.labels }];
      });
    return {
      id: record.id,
      objectType: record.objectType,
      externalId: record.externalId,
      name: record.name,
      properties: record.properties,
      contacts: associates("contact"),
      companies: associates("company"),
      lineItems: inOrder(linesOf.get(record.id) ?? []).map(({ externalId, properties }) => ({ externalId, properties })),
      createdAt: record.createdAt,
      modifiedAt: record.modifiedAt,
      url: `${appUrl}/records/${record.objectType}/${record.id}`,
    };
  });
}

function inOrder(lines: readonly OwnRecord[]): OwnRecord[] {
  const place = ({ properties }: OwnRecord): number => Number(properties["position"] ?? Infinity);
  return lines.toSorted((a, b) => place(a) - place(b) || (a.externalId < b.externalId ? -1 : 1));
}
