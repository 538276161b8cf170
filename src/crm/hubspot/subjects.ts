/**
 * The record with its contacts and line items: two association reads and two record reads per hundred records, each pair
 * at once.
 */
import { z } from "zod";
import type { Failure } from "#domain/failure.ts";
import { parseDecimal, type Decimal } from "#domain/money.ts";
import type { Contact, CrmRecord, LineItem, ObjectType, Subject } from "#domain/record.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { associationsPerCall, batchesOf, compareIds, eachBatch } from "./batches.ts";
import { batchFailure, saysNotFound } from "./faults.ts";
import { objectKinds } from "./object-kinds.ts";
import type { Portal } from "./portal.ts";
import { readRecords, textOf } from "./records.ts";
import { wireBatchError, wireId } from "./wire.ts";

/** An associated record, with the labels of the association. */
interface Associate {
  id: string;
  labels: string[];
}

/** Record id -> its associates. */
type Associates = ReadonlyMap<string, Associate[]>;

const wireAssociations = z.object({
  results: z
    .array(
      z.object({
        from: z.object({ id: wireId }),
        to: z.array(
          z.object({
            toObjectId: wireId,
            associationTypes: z.array(z.object({ label: z.string().nullish() })).catch([]),
          }),
        ),
        paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
      }),
    )
    .default([]),
  errors: z.array(wireBatchError).default([]),
});

/** Associations of one record come in pages; nobody has this many. */
const mostPages = 50;

/**
 * The records with contacts and line items, in the order given. Records may be of different kinds. A record whose
 * associates cannot all be read is left out, so that it does not stand in the way of the others; asked for alone, it is
 * said what could not be read.
 */
export async function readSubjects(portal: Portal, records: readonly CrmRecord[]): Promise<Result<Subject[], Failure>> {
  if (records.length === 0) return ok([]);
  const account = await portal.account();
  if (!account.ok) return account;
  const subjects = new Map<CrmRecord, Subject>();
  for (const [objectType, alike] of Map.groupBy(records, (record) => record.objectType)) {
    const found = await readAlike(portal, objectType, alike, account.value.currency);
    if (!found.ok) return found;
    for (const subject of found.value) subjects.set(subject.record, subject);
  }
  return ok(records.flatMap((record) => subjects.get(record) ?? []));
}

/** Why a subject would be incomplete: an incomplete invoice is worse than none. */
type Absence = Extract<Failure, { code: "record-not-found" }>;

async function readAlike(portal: Portal, objectType: ObjectType, records: readonly CrmRecord[], portalCurrency: string): Promise<Result<Subject[], Failure>> {
  const kind = objectKinds[objectType];
  const ids = records.map((record) => record.id);
  const [contacts, lineItems] = await Promise.all([
    kind.hasContacts ? readAssociated(portal, objectType, "contact", ids) : ok(nobody),
    kind.hasLineItems ? readAssociated(portal, objectType, "line-item", ids) : ok(nobody),
  ]);
  if (!contacts.ok) return contacts;
  if (!lineItems.ok) return lineItems;
  const [alone] = ids.length === 1 ? ids : [];
  const absence = alone === undefined ? undefined : (contacts.value.absences.get(alone) ?? lineItems.value.absences.get(alone));
  if (absence !== undefined) return err(absence);
  const complete = records.filter(({ id }) => !contacts.value.absences.has(id) && !lineItems.value.absences.has(id));
  return ok(
    complete.map((record) => ({
      record,
      currency: (kind.currencyProperty && currencyOf(record, kind.currencyProperty)) || portalCurrency,
      amount: kind.amountProperty === null ? null : decimalOf(record, kind.amountProperty),
      contacts: contactsInOrder(contacts.value, record.id),
      companies: [],
      lineItems: lineItemsInOrder(lineItems.value, record.id),
      adjustments: [],
      billingAddress: null,
      shippingAddress: null,
      payment: null,
    })),
  );
}

/** The associates of some records, the associated records themselves by id, and what is associated but cannot be read. */
interface Associated {
  associates: Associates;
  byId: ReadonlyMap<string, CrmRecord>;
  absences: ReadonlyMap<string, Absence>;
}

const nobody: Associated = { associates: new Map(), byId: new Map(), absences: new Map() };

/** A record that is associated but cannot be read was perhaps deleted in between, so both are read once more. */
async function readAssociated(portal: Portal, from: ObjectType, to: ObjectType, ids: readonly string[]): Promise<Result<Associated, Failure>> {
  const first = await readOnce(portal, from, to, ids);
  return first.ok && first.value.absences.size > 0 ? readOnce(portal, from, to, ids) : first;
}

async function readOnce(portal: Portal, from: ObjectType, to: ObjectType, ids: readonly string[]): Promise<Result<Associated, Failure>> {
  const associates = await readAssociates(portal, from, to, ids);
  if (!associates.ok) return associates;
  const records = await readRecords(portal, to, [...associates.value.values()].flat().map((one) => one.id));
  if (!records.ok) return records;
  const byId = new Map(records.value.map((record) => [record.id, record]));
  const absences = new Map<string, Absence>();
  for (const [recordId, all] of associates.value) {
    const absent = all.find((one) => !byId.has(one.id));
    if (absent !== undefined) absences.set(recordId, { code: "record-not-found", objectType: to, recordId: absent.id });
  }
  return ok({ associates: associates.value, byId, absences });
}

async function readAssociates(portal: Portal, from: ObjectType, to: ObjectType, ids: readonly string[]): Promise<Result<Associates, Failure>> {
  const path = portal.paths.associations(objectKinds[from].plural, objectKinds[to].plural);
  const found = new Map<string, Associate[]>();
  let inputs: { id: string; after?: string }[] = [...new Set(ids)].map((id) => ({ id }));
  for (let page = 0; inputs.length > 0; page += 1) {
    if (page === mostPages) return err({ code: "crm-unreachable", detail: `more than ${mostPages} pages of associations` });
    const answers = await eachBatch(batchesOf(inputs, associationsPerCall), (batch) =>
      portal.client.call({ method: "POST", path, body: { inputs: batch } }, wireAssociations),
    );
    inputs = [];
    for (const answer of answers) {
      if (!answer.ok) return answer;
      const other = answer.value.errors.find((error) => !saysNone(error));
      if (other !== undefined) return err(batchFailure(other, portal.now()));
      for (const result of answer.value.results) {
        found.set(result.from.id, [...(found.get(result.from.id) ?? []), ...result.to.map(associateOf)]);
        const after = result.paging?.next?.after;
        if (after !== undefined) inputs.push({ id: result.from.id, after });
      }
    }
  }
  return ok(found);
}

/** HubSpot reports a record without associations as an error of the batch. */
function saysNone(error: z.infer<typeof wireBatchError>): boolean {
  return (error.subCategory ?? "").endsWith("NO_ASSOCIATIONS_FOUND") || saysNotFound(error);
}

function associateOf(to: { toObjectId: string; associationTypes: { label?: string | null | undefined }[] }): Associate {
  return { id: to.toObjectId, labels: to.associationTypes.flatMap((type) => type.label ?? []) };
}

/**
 * "First associated contact": HubSpot documents no order of associations and answers in an arbitrary one, so the rule is
 * ours: contacts whose association is labelled primary, then the oldest record (the lowest id).
 */
function contactsInOrder({ associates, byId }: Associated, recordId: string): Contact[] {
  const ranked = unique(associates.get(recordId) ?? []).toSorted((a, b) => rank(a) - rank(b) || compareIds(a.id, b.id));
  return ranked.flatMap(({ id }) => byId.get(id) ?? []).map(contactOf);
}

function rank(associate: Associate): number {
  return associate.labels.some((label) => /^primary\b/i.test(label.trim())) ? 0 : 1;
}

/** Labelled associations may come as rows of their own; they are one associate with all the labels. */
function unique(associates: readonly Associate[]): Associate[] {
  const labels = new Map<string, string[]>();
  for (const one of associates) labels.set(one.id, [...(labels.get(one.id) ?? []), ...one.labels]);
  return [...labels].map(([id, all]) => ({ id, labels: all }));
}

function contactOf(record: CrmRecord): Contact {
  return {
    ...record,
    objectType: "contact",
    firstName: textOf(record.properties, "firstname"),
    lastName: textOf(record.properties, "lastname"),
    email: textOf(record.properties, "email"),
    phone: textOf(record.properties, "phone"),
    companyName: textOf(record.properties, "company"),
    address: null,
    roles: [],
    labels: [],
  };
}

function lineItemsInOrder({ associates, byId }: Associated, recordId: string): LineItem[] {
  const ids = unique(associates.get(recordId) ?? []).map((one) => one.id);
  return ids
    .flatMap((id) => byId.get(id) ?? [])
    .map(lineItemOf)
    .sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || compareIds(a.id, b.id));
}

/** A number that cannot be read is null here and stays as HubSpot wrote it in `properties`. */
function lineItemOf(record: CrmRecord): LineItem {
  const position = decimalOf(record, "hs_position_on_quote");
  return {
    ...record,
    objectType: "line-item",
    productId: textOf(record.properties, "hs_product_id"),
    sku: textOf(record.properties, "hs_sku"),
    description: textOf(record.properties, "description"),
    quantity: decimalOf(record, "quantity"),
    unitPrice: decimalOf(record, "price"),
    netAmount: decimalOf(record, "amount"),
    discountPercent: decimalOf(record, "hs_discount_percentage"),
    currency: currencyOf(record, "hs_line_item_currency_code"),
    isRecurring: textOf(record.properties, "recurringbillingfrequency") !== null,
    billingStart: null,
    tax: null,
    position: position === null ? null : Number(position),
  };
}

function decimalOf(record: CrmRecord, property: string): Decimal | null {
  const text = textOf(record.properties, property);
  return (text === null ? undefined : parseDecimal(text)) ?? null;
}

function currencyOf(record: CrmRecord, property: string): string | null {
  return textOf(record.properties, property)?.toUpperCase() ?? null;
}
