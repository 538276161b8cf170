/** Customers, vendors and employees: one set of display names, and what each of them may hold. */
import type { Company, Entity, EntityName } from "../company.ts";
import { madeInactive, Refusal } from "../fault-bodies.ts";
import { labelled, optional, refId } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { memberText } from "../member-text.ts";
import { currencyRef, homeCurrency, isMulticurrency, useCurrency } from "./currencies.ts";
import { type EntityKind, operations } from "./kind.ts";

const deepestLevel = 4;
const forbidden = /[:\t\n\r]/;
/** What goes into a display name that was not given, in this order. */
const nameParts = ["Title", "GivenName", "MiddleName", "FamilyName", "Suffix"];

export const customerKind = personKind("Customer");
export const vendorKind = personKind("Vendor");
export const employeeKind = personKind("Employee");

function personKind(name: EntityName): EntityKind {
  return {
    name,
    operations: operations("create update"),
    isCaptured: true,
    hasWebhook: true,
    hidesInactive: true,
    prepare: (company, { members, before }) => preparedPerson(company, name, members, before),
  };
}

/** What a create or update leaves in the company, or a refusal as the vendor words it. */
function preparedPerson(company: Company, name: EntityName, members: Members, before?: Entity): Members {
  const displayName = displayNameOf(members, before);
  checkCharacters(members, displayName);
  checkEmail(members, "PrimaryEmailAddr");
  checkUnique(company, name, displayName, before);
  const person = {
    ...members,
    DisplayName: displayName,
    FullyQualifiedName: displayName,
    PrintOnCheckName: members["PrintOnCheckName"] ?? members["CompanyName"] ?? displayName,
    Active: members["Active"] ?? true,
  };
  if (name === "Customer") return preparedCustomer(company, person, before);
  return name === "Vendor" ? { ...person, Balance: before?.["Balance"] ?? 0, Vendor1099: members["Vendor1099"] ?? false, CurrencyRef: currencyOf(company, members, before) } : person;
}

/** Built from the parts when not given; once there, it cannot be cleared. */
function displayNameOf(members: Members, before?: Entity): string {
  const parts = nameParts.map((part) => memberText(members[part]).trim()).filter(Boolean);
  const displayName = memberText(members["DisplayName"] ?? before?.["DisplayName"]).trim() || parts.join(" ");
  if (displayName !== "") return displayName;
  throw new Refusal("6080", "No name provided : At least one of Title, GivenName, MiddleName, FamilyName, Suffix or DisplayName must be given.", "DisplayName");
}

function checkCharacters(members: Members, displayName: string): void {
  const texts = [displayName, ...[...nameParts, "PrintOnCheckName"].map((part) => memberText(members[part]))];
  if (!texts.some((text) => forbidden.test(text))) return;
  throw new Refusal("2040", "Invalid String : The name contains a character that is not allowed: colon, tab or new line.", "DisplayName");
}

/** An address needs an at sign and a dot behind it. */
export function checkEmail(members: Members, member: string): void {
  const address = (members[member] as { Address?: string } | undefined)?.Address;
  if (address === undefined || address === "" || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address)) return;
  throw new Refusal("2210", `Email Address does not conform to the syntax rules of RFC 822. : Supplied value:${address}`, member);
}

function checkUnique(company: Company, name: EntityName, displayName: string, before?: Entity): void {
  if (company.names.holder(name, displayName, before?.Id) === undefined) return;
  throw new Refusal("6240", "The name supplied already exists. : Another customer, vendor or employee is already using this name. Please use a different name.");
}

function preparedCustomer(company: Company, person: Members, before?: Entity): Members {
  if (person["Active"] === false && before?.["Active"] === true && before["Balance"] !== 0) {
    throw new Refusal("6220", "Entity has balance : The customer has an open balance and cannot be made inactive.", "Active");
  }
  const parent = parentOf(company, person);
  const term = optional(company, "Term", person["SalesTermRef"], "SalesTermRef");
  optional(company, "PaymentMethod", person["PaymentMethodRef"], "PaymentMethodRef");
  return {
    Taxable: false,
    Job: false,
    BillWithParent: false,
    PreferredDeliveryMethod: "None",
    ...person,
    ...(parent ? { ParentRef: labelled(parent), Level: Number(parent["Level"] ?? 0) + 1, FullyQualifiedName: `${String(parent["FullyQualifiedName"])}:${String(person["DisplayName"])}` } : {}),
    ...(term ? { SalesTermRef: labelled(term) } : {}),
    // Projects are made elsewhere; here they only stay what they are.
    IsProject: before?.["IsProject"] ?? false,
    Balance: before?.["Balance"] ?? 0,
    BalanceWithJobs: before?.["BalanceWithJobs"] ?? 0,
    CurrencyRef: currencyOf(company, person, before),
  };
}

function parentOf(company: Company, person: Members): Entity | undefined {
  const id = refId(person["ParentRef"]);
  if (id === undefined && person["Job"] === true) throw new Refusal("6150", "ParentRef required : A sub-customer needs a ParentRef.", "ParentRef");
  if (id === undefined) return undefined;
  const parent = company.find("Customer", id);
  if (!parent) throw new Refusal("2500", `Invalid Reference Id : Names element id ${id} not found`, "ParentRef");
  if (parent["Active"] === false) throw madeInactive("610", "ParentRef");
  if (Number(parent["Level"] ?? 0) >= deepestLevel) throw new Refusal("6180", "Sub level limit : At most four levels below the top are allowed.", "ParentRef");
  return parent;
}

/** Set once, for life; other currencies need the company's multicurrency switch. */
function currencyOf(company: Company, members: Members, before?: Entity): { value: string; name?: string } {
  const stored = before?.["CurrencyRef"] as { value: string } | undefined;
  if (stored) return stored;
  const code = refId(members["CurrencyRef"])?.toUpperCase() ?? homeCurrency(company);
  if (code !== homeCurrency(company)) {
    if (!isMulticurrency(company)) throw new Refusal("6000", "Business Validation Error: Multi currency should be enabled to perform this operation.", "CurrencyRef");
    useCurrency(company, code);
  }
  return currencyRef(code);
}
