/** Customers, vendors, employees, items, accounts, terms and classes: what is required, how long, how unique. */
import type { Company, Entity, EntityName } from "./company.ts";
import { Refusal } from "./fault-bodies.ts";

type Members = Record<string, unknown>;

/** Members and their longest length (reference: entity pages). */
const longest: Partial<Record<EntityName, Record<string, number>>> = {
  Customer: { DisplayName: 500, GivenName: 100, MiddleName: 100, FamilyName: 100, CompanyName: 100, Title: 16, Suffix: 16, Notes: 2000, PrintOnCheckName: 110 },
  Vendor: { DisplayName: 500, GivenName: 100, FamilyName: 100, CompanyName: 100, PrintOnCheckName: 100, AcctNum: 100 },
  Employee: { DisplayName: 500, GivenName: 100, FamilyName: 100 },
  Item: { Name: 100, Sku: 100, Description: 4000 },
  Account: { Name: 100 },
  Term: { Name: 31 },
  Class: { Name: 100 },
};

const people = new Set<EntityName>(["Customer", "Vendor", "Employee"]);

/** What a create or update leaves in the company, or a refusal as the vendor words it. */
export function prepared(company: Company, name: EntityName, members: Members, before?: Entity): Members {
  checkLengths(name, members);
  return people.has(name) ? preparedPerson(company, name, members, before) : preparedListed(company, name, members, before);
}

function checkLengths(name: EntityName, members: Members): void {
  for (const [member, max] of Object.entries(longest[name] ?? {})) {
    const value = members[member];
    if (value === undefined || value === null) continue;
    if (typeof value !== "string") throw new Refusal("2010", `Property Name:${member} specified is unsupported or invalid`, member);
    if (value.length > max) throw new Refusal("2050", `String length is either shorter or longer than supported by specification. Min:0 Max:${max} supported. Supplied length:${value.length}`, member);
  }
}

function preparedPerson(company: Company, name: EntityName, members: Members, before?: Entity): Members {
  const parts = ["Title", "GivenName", "MiddleName", "FamilyName", "Suffix"].map((part) => String(members[part] ?? "").trim()).filter(Boolean);
  const displayName = String(members["DisplayName"] ?? "").trim() || parts.join(" ");
  if (displayName === "") throw new Refusal("6080", "No name provided : At least one of Title, GivenName, MiddleName, FamilyName or DisplayName must be given.", "DisplayName");
  if (/[:\t\n\r]/.test(displayName + parts.join(""))) {
    throw new Refusal("6000", "Business Validation Error: The name contains a character that is not allowed: colon, tab or new line.", "DisplayName");
  }
  checkUnique(company, name, displayName, before);
  checkEmail(members);
  const balance = name === "Customer" ? { Taxable: members["Taxable"] ?? false, Balance: before?.["Balance"] ?? 0, BalanceWithJobs: before?.["Balance"] ?? 0 } : {};
  return {
    ...balance,
    ...members,
    DisplayName: displayName,
    FullyQualifiedName: displayName,
    PrintOnCheckName: members["PrintOnCheckName"] ?? members["CompanyName"] ?? displayName,
    Active: members["Active"] ?? true,
    ...(name === "Customer" ? { CurrencyRef: members["CurrencyRef"] ?? { value: "USD", name: "United States Dollar" } } : {}),
  };
}

function checkUnique(company: Company, name: EntityName, value: string, before?: Entity): void {
  if (company.nameHolder(name, value, before?.Id) === undefined) return;
  const detail = people.has(name)
    ? "The name supplied already exists. : Another customer, vendor or employee is already using this name. Please use a different name."
    : `The name supplied already exists. : Another ${name.toLowerCase()} is already using this name. Please use a different name.`;
  throw new Refusal("6240", detail);
}

function checkEmail(members: Members): void {
  const address = (members["PrimaryEmailAddr"] as { Address?: unknown } | undefined | null)?.Address;
  if (address === undefined || address === null) return;
  if (typeof address !== "string" || address.length > 100 || !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address)) {
    throw new Refusal("2210", `Email Address does not conform to the syntax rules of RFC 822. : Supplied value:${String(address)}`, "PrimaryEmailAddr");
  }
}

function preparedListed(company: Company, name: EntityName, members: Members, before?: Entity): Members {
  const given = String(members["Name"] ?? "").trim();
  if (given === "") throw new Refusal("2020", "Required parameter Name is missing in the request", "Name");
  if (/[\t\n\r:]/.test(given) || (name === "Account" && given.includes('"'))) throw new Refusal("2040", "Invalid String : The name contains a character that is not allowed.", "Name");
  checkUnique(company, name, given, before);
  const base = { ...members, Name: given, FullyQualifiedName: given, Active: members["Active"] ?? true };
  if (name === "Item") return preparedItem(company, base);
  if (name === "Term") return { ...base, Type: members["DueDays"] === undefined ? "DATE_DRIVEN" : "STANDARD" };
  if (name === "Account" && !members["AccountType"] && !members["AccountSubType"]) throw new Refusal("6010", "Account type is missing", "AccountType");
  return base;
}

function preparedItem(company: Company, members: Members): Members {
  const type = members["Type"] ?? "Service";
  if (!["Service", "NonInventory", "Inventory", "Category"].includes(String(type))) throw new Refusal("2120", `Invalid type : ${String(type)}`, "Type");
  const account = (members["IncomeAccountRef"] as { value?: string } | undefined)?.value;
  if (type !== "Category" && !account) throw new Refusal("2020", "Required parameter IncomeAccountRef is missing in the request", "IncomeAccountRef");
  const found = account === undefined ? undefined : company.find("Account", account);
  if (account !== undefined && !found?.["Active"]) throw new Refusal("2500", `Invalid Reference Id : Accounts element id ${account} not found`, "IncomeAccountRef");
  if (found && found["AccountType"] !== "Income" && found["AccountType"] !== "Other Income") {
    throw new Refusal("6430", "Invalid account type used : The income account must be of type Income.", "IncomeAccountRef");
  }
  const reference = found ? { IncomeAccountRef: { value: found.Id, name: found["FullyQualifiedName"] } } : {};
  return { Taxable: false, UnitPrice: 0, PurchaseCost: 0, TrackQtyOnHand: false, ...members, ...reference, Type: type };
}
