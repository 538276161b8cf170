/** Chooses the contact and the company that stand for the customer, among all that are associated with the record. */
import type { PartyWay } from "../../domain/decision.ts";
import type { Failure } from "../../domain/failure.ts";
import { matchingKey } from "../../domain/matching.ts";
import type { Association, Company, Contact, CrmRecord, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Notes } from "../action.ts";
import type { ContactChoice, CustomerSettings } from "./settings.ts";

/** What was chosen (null = there is none to choose), why, and whom it leaves out. */
export interface Chosen<One> extends Notes {
  chosen: One | null;
}

/** The contact, by the first of the step's ways that finds any; null = none is associated. */
export function chooseContact(settings: CustomerSettings, subject: Subject): Result<Chosen<Contact>, Failure[]> {
  if (subject.contacts.length === 0) return ok({ chosen: null, decisions: [], warnings: [] });
  for (const way of settings.contactChoice) {
    const fitting = contactsBy(way, settings, subject);
    if (fitting.length > 0) return oneOf(fitting, asWay(way, settings), settings, subject);
  }
  const ways = settings.contactChoice.map((way) => asWay(way, settings));
  return err([{ code: "contact-not-chosen", recordName: subject.record.name, ways, contactNames: subject.contacts.map((one) => one.name) }]);
}

function contactsBy(way: ContactChoice, settings: CustomerSettings, { contacts, payment }: Subject): Contact[] {
  switch (way) {
    case "billing":
    case "signer":
    case "primary":
      return contacts.filter((contact) => contact.roles.includes(way));
    case "payer":
      return contacts.filter((contact) => isSameText(contact.email, payment?.payerEmail));
    case "label":
      return contacts.filter((contact) => contact.labels.some((label) => isSameText(label, settings.contactLabel)));
    case "first":
      return contacts;
  }
}

function isSameText(one: string | null, other: string | null | undefined): boolean {
  const key = matchingKey(one ?? "");
  return key !== "" && key === matchingKey(other ?? "");
}

function asWay(by: ContactChoice, { contactLabel }: CustomerSettings): PartyWay {
  return by === "label" ? { by, label: contactLabel ?? "" } : { by };
}

/** The company: the one with the billing label, else the primary one, else the first; null = none is associated. */
export function chooseCompany(settings: CustomerSettings, subject: Subject): Result<Chosen<Company>, Failure[]> {
  const { companies } = subject;
  const withRole = (role: Association["roles"][number]) => companies.filter((company) => company.roles.includes(role));
  const [billing, primary] = [withRole("billing"), withRole("primary")];
  if (billing.length > 0) return oneOf(billing, { by: "billing" }, settings, subject);
  if (primary.length > 0) return oneOf(primary, { by: "primary" }, settings, subject);
  return oneOf(companies, { by: "first" }, settings, subject);
}

function oneOf<One extends CrmRecord & { objectType: "contact" | "company" }>(
  fitting: readonly One[],
  way: PartyWay,
  settings: CustomerSettings,
  subject: Subject,
): Result<Chosen<One>, Failure[]> {
  const [first, ...others] = fitting;
  if (first === undefined) return ok({ chosen: null, decisions: [], warnings: [] });
  const { objectType, name } = first;
  if (others.length > 0 && settings.severalContacts === "ask") {
    const candidates = fitting.map((one) => ({ id: one.id, name: one.name }));
    return err([{ code: "contacts-ambiguous", recordName: subject.record.name, objectType, way, candidates }]);
  }
  const all = objectType === "contact" ? subject.contacts : subject.companies;
  return ok({
    chosen: first,
    decisions: all.length > 1 ? [{ code: "party-chosen", objectType, name, way, of: all.length }] : [],
    warnings: others.length > 0 ? [{ code: "contact-one-of-several", objectType, way, contactName: name, others: others.map((one) => one.name) }] : [],
  });
}
