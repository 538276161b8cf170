/**
 * The record with its contacts, companies, line items and adjustments: per hundred records one call for the associations of
 * each kind and one for the associated records, all kinds at once.
 */
import type { Failure } from "#domain/failure.ts";
import type { Decimal } from "#domain/money.ts";
import type { CrmRecord, ObjectType, Owner, Subject } from "#domain/record.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { addressOf, paymentBillingAddress, paymentShippingAddress } from "./addresses.ts";
import { adjustmentsOf, readAdjustments, type AssociatedAdjustments } from "./adjustments.ts";
import { nothingAssociated, readAssociated, type Associated } from "./associations.ts";
import { companiesInOrder, contactsInOrder } from "./customers.ts";
import { lineItemsInOrder } from "./line-items.ts";
import { objectKinds } from "./object-kinds.ts";
import { ownerIn } from "./owners.ts";
import { paymentFactsOf, readInvoicePayments } from "./payment-facts.ts";
import { readRefunds } from "./refunds.ts";
import type { Portal } from "./portal.ts";
import { currencyOf, decimalOf } from "./property-values.ts";
import { readRecords } from "./records.ts";

/**
 * The records with all that actions may read, in the order given. Records may be of different kinds. A record whose
 * associates cannot all be read is left out, so that it does not stand in the way of the others; asked for alone, it is
 * said what could not be read.
 */
export async function readSubjects(portal: Portal, records: readonly CrmRecord[]): Promise<Result<Subject[], Failure>> {
  if (records.length === 0) return ok([]);
  const account = await portal.account();
  if (!account.ok) return account;
  const subjects = new Map<CrmRecord, Subject>();
  for (const [objectType, alike] of Map.groupBy(records, (record) => record.objectType)) {
    const found = await readSurroundings(portal, objectType, alike);
    if (!found.ok) return found;
    for (const record of alike) {
      const subject = subjectOf(record, found.value, account.value.currency);
      if (subject.ok) subjects.set(record, subject.value);
      else if (records.length === 1) return subject;
    }
  }
  return ok(records.flatMap((record) => subjects.get(record) ?? []));
}

/** What surrounds records of one kind. */
interface Surroundings {
  contacts: Associated<CrmRecord>;
  companies: Associated<CrmRecord>;
  lineItems: Associated<CrmRecord>;
  adjustments: AssociatedAdjustments;
  /** The payments among the records that pay an invoice of the CRM. */
  invoicePayments: ReadonlySet<string>;
  /** The refunds of payments one by one, as far as they are known. */
  refunds: ReadonlyMap<string, Decimal[]>;
  owners: ReadonlyMap<string, Owner>;
}

async function readSurroundings(portal: Portal, objectType: ObjectType, records: readonly CrmRecord[]): Promise<Result<Surroundings, Failure>> {
  const kind = objectKinds[objectType];
  const ids = records.map((record) => record.id);
  const associated = async (to: ObjectType, isWanted: boolean): Promise<Result<Associated<CrmRecord>, Failure>> => {
    if (!isWanted) return ok(nothingAssociated());
    const read = (wanted: readonly string[]) => readRecords(portal, to, wanted);
    const absenceOf = (recordId: string): Failure => ({ code: "record-not-found", objectType: to, recordId });
    return readAssociated(portal, kind, { plural: objectKinds[to].plural, read, absenceOf }, ids);
  };
  const [contacts, companies, lineItems, adjustments, invoicePayments, refunds] = await Promise.all([
    associated("contact", kind.hasContacts),
    associated("company", kind.hasCompanies),
    associated("line-item", kind.hasLineItems),
    readAdjustments(portal, kind, ids),
    objectType === "payment" ? readInvoicePayments(portal, records) : ok(new Set<string>()),
    objectType === "payment" ? readRefunds(portal, records) : ok(new Map<string, Decimal[]>()),
  ]);
  if (!contacts.ok) return contacts;
  if (!companies.ok) return companies;
  if (!lineItems.ok) return lineItems;
  if (!adjustments.ok) return adjustments;
  if (!invoicePayments.ok) return invoicePayments;
  if (!refunds.ok) return refunds;
  const owners = await portal.owners.ofRecords([...records, ...contacts.value.byId.values()]);
  if (!owners.ok) return owners;
  return ok({
    contacts: contacts.value, companies: companies.value, lineItems: lineItems.value, adjustments: adjustments.value,
    invoicePayments: invoicePayments.value, refunds: refunds.value, owners: owners.value,
  });
}

function subjectOf(record: CrmRecord, around: Surroundings, portalCurrency: string): Result<Subject, Failure> {
  const { contacts, companies, lineItems } = around;
  const absence = [contacts, companies, lineItems].flatMap(({ absences }) => absences.get(record.id) ?? [])[0];
  if (absence !== undefined) return err(absence);
  const adjustments = adjustmentsOf(around.adjustments, record);
  if (!adjustments.ok) return adjustments;
  const { currencyProperty, amountProperty } = objectKinds[record.objectType];
  const isPayment = record.objectType === "payment";
  return ok({
    record,
    currency: (currencyProperty && currencyOf(record.properties, currencyProperty)) || portalCurrency,
    amount: amountProperty === null ? null : decimalOf(record.properties, amountProperty),
    contacts: contactsInOrder(contacts, record.id).map((contact) => ({ ...contact, ...ownerIn(around.owners, contact) })),
    companies: companiesInOrder(companies, record.id),
    lineItems: lineItemsInOrder(lineItems, record.id),
    adjustments: adjustments.value,
    billingAddress: isPayment ? addressOf(record.properties, paymentBillingAddress) : null,
    shippingAddress: isPayment ? addressOf(record.properties, paymentShippingAddress) : null,
    payment: isPayment ? paymentFactsOf(record, around.invoicePayments.has(record.id), around.refunds.get(record.id) ?? []) : null,
    ...ownerIn(around.owners, record),
  });
}
