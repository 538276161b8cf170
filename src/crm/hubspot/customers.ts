/** Contacts and companies in our words. */
import type { Company, Contact, CrmRecord } from "#domain/record.ts";
import { addressOf, companyAddress, contactAddress } from "./addresses.ts";
import { inOrder, type Associate, type Associated } from "./associations.ts";
import { firstTextOf, textOf } from "./property-values.ts";

/** The record's contacts, who is primary first, then the oldest. */
export function contactsInOrder({ associates, byId }: Associated<CrmRecord>, recordId: string): Contact[] {
  return inOrder(associates.get(recordId) ?? []).flatMap((associate) => {
    const record = byId.get(associate.id);
    return record === undefined ? [] : [contactOf(record, associate)];
  });
}

/** The record's companies, in the same order. */
export function companiesInOrder({ associates, byId }: Associated<CrmRecord>, recordId: string): Company[] {
  return inOrder(associates.get(recordId) ?? []).flatMap((associate) => {
    const record = byId.get(associate.id);
    return record === undefined ? [] : [companyOf(record, associate)];
  });
}

function contactOf(record: CrmRecord, { roles, labels }: Associate): Contact {
  const { properties } = record;
  return {
    ...record,
    objectType: "contact",
    firstName: textOf(properties, "firstname"),
    lastName: textOf(properties, "lastname"),
    email: textOf(properties, "email"),
    phone: firstTextOf(properties, "phone", "mobilephone"),
    companyName: textOf(properties, "company"),
    address: addressOf(properties, contactAddress),
    roles,
    labels,
  };
}

function companyOf(record: CrmRecord, { roles, labels }: Associate): Company {
  const { properties } = record;
  return {
    ...record,
    objectType: "company",
    domain: textOf(properties, "domain"),
    phone: textOf(properties, "phone"),
    address: addressOf(properties, companyAddress),
    roles,
    labels,
  };
}
