/** Records with their contacts, companies and line items: three questions to the store, however many there are. */
import type { CrmConnection } from "#domain/connection.ts";
import type { OwnAssociate, OwnRecord, OwnRecords } from "#domain/ports/own-records.ts";
import type { CrmRecord, LineItem, Subject } from "#domain/record.ts";
import { addressOf, adjustmentsOf, companyOf, contactOf, decimalOf, lineItemOf, paymentFactsOf, textOf } from "./facts.ts";

/** The subjects, in the order of the records. An associate that was removed is associated no more. */
export async function readSubjects(store: OwnRecords, connection: CrmConnection, records: readonly CrmRecord[]): Promise<Subject[]> {
  const own = await ownRecordsOf(store, connection, records);
  const associates = [...own.values()].flatMap((one) => one.associates);
  const idsOf = (objectType: OwnAssociate["objectType"]): string[] => [...new Set(associates.filter((one) => one.objectType === objectType).map(({ id }) => id))];
  const [contacts, companies, lineItems] = await Promise.all([
    store.byIds(connection.id, "contact", idsOf("contact")),
    store.byIds(connection.id, "company", idsOf("company")),
    store.lineItemsOf(connection.id, [...own.keys()]),
  ]);
  const byId = new Map([...contacts, ...companies].map((one) => [one.id, one]));
  const linesOf = Map.groupBy(lineItems, ({ parentId }) => parentId ?? "");
  return records.map((record) => subjectOf(connection, record, own.get(record.id), byId, linesOf.get(record.id) ?? []));
}

async function ownRecordsOf(store: OwnRecords, { id }: CrmConnection, records: readonly CrmRecord[]): Promise<Map<string, OwnRecord>> {
  const found = new Map<string, OwnRecord>();
  for (const [objectType, alike] of Map.groupBy(records, (record) => record.objectType)) {
    for (const own of await store.byIds(id, objectType, alike.map((record) => record.id))) found.set(own.id, own);
  }
  return found;
}

function subjectOf({ account, appUrl }: CrmConnection, record: CrmRecord, own: OwnRecord | undefined, byId: ReadonlyMap<string, OwnRecord>, lines: readonly OwnRecord[]): Subject {
  const { properties } = record;
  const ordered = inOrder(own?.associates ?? []);
  const associatesOf = <One>(objectType: OwnAssociate["objectType"], worded: (one: OwnRecord, as: OwnAssociate, url: string) => One): One[] =>
    ordered.filter((one) => one.objectType === objectType).flatMap((as) => {
      const found = byId.get(as.id);
      return found === undefined ? [] : [worded(found, as, appUrl)];
    });
  return {
    record,
    currency: textOf(properties, "currency") ?? account.currency,
    amount: decimalOf(properties["amount"]),
    contacts: associatesOf("contact", contactOf),
    companies: associatesOf("company", companyOf),
    lineItems: lines.map((line) => lineItemOf(line, appUrl)).toSorted(byPosition),
    adjustments: adjustmentsOf(properties),
    billingAddress: addressOf(properties, "billing_"),
    shippingAddress: addressOf(properties, "shipping_"),
    payment: record.objectType === "payment" ? paymentFactsOf(record) : null,
  };
}

/** Who is primary comes first; the others stay in the order in which they were given. */
function inOrder(associates: readonly OwnAssociate[]): OwnAssociate[] {
  return associates.toSorted((a, b) => Number(b.roles.includes("primary")) - Number(a.roles.includes("primary")));
}

function byPosition(a: LineItem, b: LineItem): number {
  return (a.position ?? Infinity) - (b.position ?? Infinity) || (a.id < b.id ? -1 : 1);
}
