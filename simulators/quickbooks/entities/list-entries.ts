/** Items, accounts, terms, classes and payment methods: what is required, how deep, how unique. */
import { Big } from "big.js";
import type { Company, Entity, EntityName } from "../company.ts";
import { book } from "../ledger/balances.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { labelled, optional, refId, referred } from "../references.ts";
import type { Members } from "../wire-object.ts";
import { memberText } from "../member-text.ts";
import { currencyRef, homeCurrency } from "./currencies.ts";
import { type EntityKind, operations } from "./kind.ts";

const itemTypes = new Set(["Service", "NonInventory", "Inventory", "Category"]);
const deepestLevel = 4;
/** How 6240 names the list. */
const listNouns: Partial<Record<EntityName, string>> = { Item: "product or service", Account: "account", Term: "term", Class: "class", Department: "location", PaymentMethod: "payment method" };
/** Where an account stands in the books, by its type. */
export const classifications: Record<string, string> = {
  Bank: "Asset", "Accounts Receivable": "Asset", "Other Current Asset": "Asset", "Fixed Asset": "Asset", "Other Asset": "Asset",
  "Accounts Payable": "Liability", "Credit Card": "Liability", "Other Current Liability": "Liability", "Long Term Liability": "Liability",
  Equity: "Equity", Income: "Revenue", "Other Income": "Revenue", "Cost of Goods Sold": "Expense", Expense: "Expense", "Other Expense": "Expense", "Non-Posting": "Asset",
};
/** The type an account gets when only its sub-type was given. */
const typeOfSubType: Record<string, string> = {
  Checking: "Bank", UndepositedFunds: "Other Current Asset", AccountsReceivable: "Accounts Receivable", SalesOfProductIncome: "Income", ServiceFeeIncome: "Income",
  AccountsPayable: "Accounts Payable", OpeningBalanceEquity: "Equity", RetainedEarnings: "Equity", SalesTaxPayable: "Other Current Liability", GlobalTaxPayable: "Other Current Liability",
  Savings: "Bank", CashOnHand: "Bank", DiscountsRefundsGiven: "Income", SuppliesMaterialsCogs: "Cost of Goods Sold", Inventory: "Other Current Asset", CreditCard: "Credit Card",
};

export const itemKind = listKind("Item");
export const accountKind = listKind("Account");
export const termKind = listKind("Term");
export const classKind = listKind("Class");
export const departmentKind = listKind("Department");
export const paymentMethodKind = listKind("PaymentMethod");

function listKind(name: EntityName): EntityKind {
  return {
    name,
    operations: operations("create update"),
    isCaptured: true,
    hasWebhook: true,
    hidesInactive: true,
    prepare: (company, { members, before }) => preparedListEntry(company, name, members, before),
    ...(name === "Item" ? { settle: bookOpeningStock } : {}),
  };
}

/** What a create or update leaves in the company, or a refusal as the vendor words it. */
function preparedListEntry(company: Company, name: EntityName, members: Members, before?: Entity): Members {
  const entry: Members = { ...members, Name: nameOf(name, members), Active: members["Active"] ?? true };
  const placed: Members = name === "Term" || name === "PaymentMethod" ? entry : withParent(company, name, entry);
  checkUnique(company, name, String(placed["FullyQualifiedName"] ?? placed["Name"]), before);
  switch (name) {
    case "Item":
      return preparedItem(company, placed, before);
    case "Account":
      return preparedAccount(company, placed, before);
    case "Term":
      return preparedTerm(placed);
    default:
      return placed;
  }
}

function nameOf(entity: EntityName, members: Members): string {
  const given = memberText(members["Name"]).trim();
  if (given === "") throw missing("Name");
  if (/[\t\n\r:]/.test(given) || (entity === "Account" && given.includes('"'))) {
    throw new Refusal("2040", "Invalid String : The name contains a character that is not allowed: colon, quotation mark, tab or new line.", "Name");
  }
  return given;
}

function withParent(company: Company, name: EntityName, entry: Members): Members {
  const parent = optional(company, name, entry["ParentRef"], "ParentRef");
  const isSub = { Item: "SubItem", Account: "SubAccount", Class: "SubClass", Department: "SubDepartment" }[name as string] ?? "SubItem";
  if (!parent && entry[isSub] === true) throw new Refusal("6150", "ParentRef required : A sub-element needs a ParentRef.", "ParentRef");
  if (!parent) return { ...entry, ...(name === "Item" ? {} : { [isSub]: false }), FullyQualifiedName: entry["Name"] };
  const level = Number(parent["Level"] ?? 0) + 1;
  if (level > deepestLevel) throw new Refusal("6180", "Sub level limit : At most four levels below the top are allowed.", "ParentRef");
  return { ...entry, ParentRef: labelled(parent), [isSub]: true, Level: level, FullyQualifiedName: `${String(parent["FullyQualifiedName"])}:${String(entry["Name"])}` };
}

function checkUnique(company: Company, name: EntityName, value: string, before?: Entity): void {
  if (company.names.holder(name, value, before?.Id) === undefined) return;
  throw new Refusal("6240", `The name supplied already exists. : Another ${listNouns[name] ?? name} is already using this name. Please use a different name.`);
}

function preparedItem(company: Company, members: Members, before?: Entity): Members {
  const type = memberText(members["Type"], "Service");
  if (!itemTypes.has(type)) throw new Refusal("2120", `Invalid Type : ${type} is not a type of item that can be created`, "Type");
  const category = type === "Category";
  const isOnlyBought = type === "NonInventory" && refId(members["ExpenseAccountRef"]) !== undefined;
  if (!category && !isOnlyBought && refId(members["IncomeAccountRef"]) === undefined) throw missing("IncomeAccountRef");
  if (type === "Inventory") checkInventory({ ...before, ...members });
  return {
    ...(category ? {} : { Taxable: false, UnitPrice: 0, PurchaseCost: 0, TrackQtyOnHand: false }),
    ...members,
    ...accountOf(company, members, "IncomeAccountRef", ["Income", "Other Income"]),
    ...accountOf(company, members, "ExpenseAccountRef", ["Cost of Goods Sold", "Expense", "Other Expense"]),
    ...accountOf(company, members, "AssetAccountRef", ["Other Current Asset"]),
    ...(type === "Inventory" ? { TrackQtyOnHand: true, QtyOnHand: members["QtyOnHand"] ?? before?.["QtyOnHand"] } : {}),
    Type: type,
  };
}

/** The value of pieces that appear without a transaction stands against the opening balance. */
function bookOpeningStock(company: Company, before: Entity | undefined, after: Entity | undefined): void {
  const stock = refId(after?.["AssetAccountRef"]);
  const equity = company.account("AccountSubType", "OpeningBalanceEquity");
  if (after?.["Type"] !== "Inventory" || stock === undefined || !equity) return;
  const pieces = new Big(Number(after["QtyOnHand"] ?? 0)).minus(Number(before?.["QtyOnHand"] ?? 0));
  const value = pieces.times(Number(after["PurchaseCost"] ?? 0)).round(2, Big.roundHalfUp);
  book(company, [{ accountId: stock, amount: value }, { accountId: equity.Id, amount: value.neg() }]);
}

function checkInventory(members: Members): void {
  for (const member of ["ExpenseAccountRef", "AssetAccountRef", "QtyOnHand", "InvStartDate"]) if (members[member] === undefined) throw missing(member);
}

function accountOf(company: Company, members: Members, member: string, types: string[]): Members {
  const id = refId(members[member]);
  if (id === undefined) return {};
  const account = referred(company, "Account", id, member);
  if (types.includes(String(account["AccountType"]))) return { [member]: labelled(account) };
  throw new Refusal("6430", `Invalid account type used : The account ${String(account["Name"])} must be of type ${types.join(" or ")}.`, member);
}

function preparedAccount(company: Company, members: Members, before?: Entity): Members {
  const type = memberText(members["AccountType"]) || typeOfSubType[memberText(members["AccountSubType"])];
  if (type === undefined) throw new Refusal("6010", "Account type missing : AccountType or AccountSubType is required.", "AccountType");
  const classification = classifications[type];
  if (classification === undefined) throw new Refusal("2170", `Invalid Enumeration : ${type} is not an account type`, "AccountType");
  const balance = before?.["CurrentBalance"] ?? 0;
  return {
    ...members,
    AccountType: type,
    Classification: classification,
    CurrentBalance: balance,
    CurrentBalanceWithSubAccounts: before?.["CurrentBalanceWithSubAccounts"] ?? balance,
    CurrencyRef: before?.["CurrencyRef"] ?? currencyRef(refId(members["CurrencyRef"]) ?? homeCurrency(company)),
  };
}

function preparedTerm(members: Members): Members {
  checkRange(members, "DueDays", 0, 999);
  checkRange(members, "DayOfMonthDue", 1, 31);
  checkRange(members, "DueNextMonthDays", 0, 999);
  checkRange(members, "DiscountPercent", 0, 100);
  if (members["DueDays"] === undefined && members["DayOfMonthDue"] === undefined) throw missing("DueDays");
  return { DiscountPercent: 0, DiscountDays: 0, ...members, Type: members["DueDays"] === undefined ? "DATE_DRIVEN" : "STANDARD" };
}

function checkRange(members: Members, member: string, least: number, most: number): void {
  const value = members[member];
  if (value === undefined || (Number(value) >= least && Number(value) <= most)) return;
  throw new Refusal("2240", `Invalid Number Range : ${member} must be between ${least} and ${most}`, member);
}
