/** Whom a sales document bills, as the CRM knows them: what a customer is matched by and made from. */
import type { BooksSettings } from "../../domain/books-settings.ts";
import { customerLinkKey, underCompanyLinkKey } from "../../domain/matching.ts";
import type { PostalAddress } from "../../domain/postal-address.ts";
import type { Company, Contact } from "../../domain/record.ts";

/** A contact or a company as somebody to bill. Texts are trimmed; null = the CRM does not say. */
export interface BilledParty {
  objectType: "contact" | "company";
  /** Its name in the CRM. */
  crmName: string;
  crmUrl: string;
  /** The name it has, or would get, in the books; empty = none can be made. */
  displayName: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  companyName: string | null;
  phone: string | null;
  address: PostalAddress | null;
  /** What a choice for it is saved under. */
  crmKey: string;
  /** A link saved for it by itself, which counts where it fits; null = `crmKey` is that link. */
  ownKey: string | null;
  /** The books' id that the CRM keeps for it. */
  booksId: { property: string; id: string } | null;
}

/** The contact by itself. */
export function contactParty(contact: Contact, { booksIdProperties }: BooksSettings): BilledParty {
  const [firstName, lastName] = [textOf(contact.firstName), textOf(contact.lastName)];
  return {
    objectType: "contact",
    crmName: contact.name,
    crmUrl: contact.url,
    displayName: [firstName, lastName].filter((part) => part !== null).join(" "),
    firstName,
    lastName,
    email: textOf(contact.email),
    companyName: textOf(contact.companyName),
    phone: contact.phone,
    address: contact.address,
    crmKey: customerLinkKey(contact),
    ownKey: null,
    booksId: booksIdIn(contact, booksIdProperties.contact),
  };
}

/** The contact as a sub-customer of the company: under another company the same person is another customer. */
export function contactPartyUnder(company: Company, contact: Contact, settings: BooksSettings): BilledParty {
  return { ...contactParty(contact, settings), companyName: textOf(company.name), crmKey: underCompanyLinkKey(contact, company), ownKey: customerLinkKey(contact) };
}

/** The company; `email` is where its documents go. It has no first and last name: those would make it match a person. */
export function companyParty(company: Company, email: string | null, { booksIdProperties }: BooksSettings): BilledParty {
  const name = textOf(company.name);
  return {
    objectType: "company",
    crmName: company.name,
    crmUrl: company.url,
    displayName: name ?? "",
    firstName: null,
    lastName: null,
    email: textOf(email),
    companyName: name,
    phone: company.phone,
    address: company.address,
    crmKey: customerLinkKey(company),
    ownKey: null,
    booksId: booksIdIn(company, booksIdProperties.company),
  };
}

function textOf(text: string | null): string | null {
  return text?.trim().replace(/ +/g, " ") || null;
}

function booksIdIn({ properties }: Contact | Company, property: string | null): BilledParty["booksId"] {
  const id = property === null ? undefined : properties[property]?.trim();
  return property === null || !id ? null : { property, id };
}
