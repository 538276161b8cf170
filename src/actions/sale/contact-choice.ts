/** Which of the record's contacts stands for the customer. */
import type { Failure } from "../../domain/failure.ts";
import { matchingKey } from "../../domain/matching.ts";
import type { Contact, Subject } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Notes } from "../action.ts";
import type { ContactChoice, SaleSettings } from "./settings.ts";

export type ContactSettings = Pick<SaleSettings, "contactChoice" | "contactLabel" | "severalContacts">;

const words: Record<ContactChoice, string> = {
  billing: "the billing contact",
  signer: "the signer",
  payer: "the contact with the payer's e-mail",
  primary: "the primary contact",
  label: "the contact with the label",
  first: "the first associated contact",
};

/** The contact by the first way that finds any; null = no way does. */
export function chooseContact(settings: ContactSettings, subject: Subject, notes: Notes): Result<Contact | null, Failure[]> {
  for (const choice of settings.contactChoice) {
    const [chosen, ...others] = contactsBy(choice, settings, subject);
    if (!chosen) continue;
    if (others.length === 0) return ok(told(chosen, choice, settings, subject, notes));
    if (settings.severalContacts === "ask") return err([{ code: "contacts-ambiguous", recordName: subject.record.name, candidates: namesOf([chosen, ...others]) }]);
    notes.warnings.push({ code: "contact-one-of-several", contactName: chosen.name, others: others.map(({ name }) => name) });
    return ok(told(chosen, choice, settings, subject, notes));
  }
  return ok(null);
}

/** The contact that would be chosen, to look up what is known of it. */
export function likelyContact(settings: ContactSettings, subject: Subject): Contact | null {
  for (const choice of settings.contactChoice) {
    const [chosen] = contactsBy(choice, settings, subject);
    if (chosen) return chosen;
  }
  return null;
}

function contactsBy(choice: ContactChoice, { contactLabel }: ContactSettings, { contacts, payment }: Subject): Contact[] {
  switch (choice) {
    case "billing":
    case "signer":
    case "primary":
      return contacts.filter(({ roles }) => roles.includes(choice));
    case "payer": {
      const payer = matchingKey(payment?.payerEmail ?? "");
      return payer === "" ? [] : contacts.filter(({ email }) => matchingKey(email ?? "") === payer);
    }
    case "label": {
      const label = matchingKey(contactLabel ?? "");
      return label === "" ? [] : contacts.filter(({ labels }) => labels.some((one) => matchingKey(one) === label));
    }
    case "first":
      return contacts;
  }
}

function namesOf(contacts: readonly Contact[]): { id: string; name: string }[] {
  return contacts.map(({ id, name }) => ({ id, name }));
}

/** With one contact there was nothing to choose. */
function told(contact: Contact, choice: ContactChoice, { contactLabel }: ContactSettings, { contacts }: Subject, notes: Notes): Contact {
  const label = choice === "label" ? ` "${contactLabel}"` : "";
  if (contacts.length > 1) notes.decisions.push({ about: "contact", decided: `${contact.name}, ${words[choice]}${label} of ${contacts.length}` });
  return contact;
}
