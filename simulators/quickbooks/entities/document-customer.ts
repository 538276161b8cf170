/** Whom a sales document is for, and what it takes over from them. */
import type { Company, Entity } from "../company.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { refId } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { homeCurrency, isMulticurrency } from "./currencies.ts";
import type { EntityWrite } from "./kind.ts";
import { checkEmail } from "./people.ts";

/** The customer of a sales document; undefined when it names none, which only some kinds allow. */
export function customerOf(company: Company, { members, given, before }: EntityWrite): Entity | undefined {
  const id = refId(members["CustomerRef"]);
  if (id === undefined) return undefined;
  const customer = company.find("Customer", id);
  if (!customer) throw new Refusal("2500", `Invalid Reference Id : Names element id ${id} not found`, "CustomerRef");
  const isNew = !before || given["CustomerRef"] !== undefined;
  if (customer["Active"] === false && isNew) throw new Refusal("6250", "Invalid sales customer : The customer of a sales transaction must exist and be active.", "CustomerRef");
  return customer;
}

/** The currency of a document: its customer's, which it must say when the company has several. */
export function documentCurrency(company: Company, members: Members, owner: Entity | undefined): string {
  const asked = refId(members["CurrencyRef"]);
  const ofOwner = refId(owner?.["CurrencyRef"]) ?? asked ?? homeCurrency(company);
  if (asked === undefined && isMulticurrency(company)) throw missing("CurrencyRef");
  if (asked === undefined || asked === ofOwner) return ofOwner;
  const why = isMulticurrency(company) ? "The transaction's currency must be the customer's." : "Multi currency should be enabled to perform this operation.";
  throw new Refusal("6000", `Business Validation Error: ${why}`, "CurrencyRef");
}

/** Addresses and e-mail come from the customer where the document says nothing. */
export function contactOf(members: Members, customer: Entity | undefined): Members {
  for (const member of ["BillEmail", "BillEmailCc", "BillEmailBcc"]) checkEmail(members, member);
  return {
    ...taken(members, "BillAddr", customer?.["BillAddr"]),
    ...taken(members, "ShipAddr", customer?.["ShipAddr"]),
    ...taken(members, "BillEmail", customer?.["PrimaryEmailAddr"]),
  };
}

function taken(members: Members, member: string, fallback: unknown): Members {
  const value = members[member] ?? fallback;
  return value === undefined ? {} : { [member]: value };
}
