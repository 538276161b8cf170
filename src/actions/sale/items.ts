/** The items of line items: matched by the account's keys in their order, to be created, or the default item. */
import type { ItemKey, NewItemType } from "../../domain/books-settings.ts";
import type { BooksRef, PlannedItem } from "../../domain/document/references.ts";
import type { Failure } from "../../domain/failure.ts";
import { itemLinkKeys, matchingKey } from "../../domain/matching.ts";
import type { Decimal } from "../../domain/money.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import type { LineItem } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Found, Notes } from "../action.ts";
import { chosenAccount, chosenRow, failuresOf, refOf } from "./chosen.ts";
import type { SaleSettings } from "./settings.ts";

/** QuickBooks' limit (reference: Item entity). */
const longestItemName = 100;
export const incomeTypes = ["Income", "Other Income"] as const;

type ItemSettings = Pick<SaleSettings, "createMissingItems" | "incomeAccount" | "newItemType" | "newItemTaxable" | "newItemCategory" | "defaultItem">;

/** What happens to lines whose item the books do not have. */
export interface MissingItems {
  /** Null = none is created. */
  create: { incomeAccount: BooksRef; type: NewItemType; isTaxable: boolean; category: BooksRef | null } | null;
  defaultItem: BooksRef | null;
}

/** The step's own choices go before the account's defaults. */
export function missingItems(settings: ItemSettings, found: Pick<Found, "books" | "references">): Result<MissingItems, Failure[]> {
  const { newItems, defaultItem } = found.books.settings;
  const byDefault = chosenRow(found, "item", settings.defaultItem ?? defaultItem, "defaultItem");
  if (settings.createMissingItems === "no") return byDefault.ok ? ok({ create: null, defaultItem: byDefault.value && refOf(byDefault.value) }) : byDefault;
  const account = settings.incomeAccount ?? newItems.incomeAccount;
  const income = account === null ? err<Failure[]>([{ code: "income-account-missing", field: "incomeAccount" }]) : chosenAccount(found, account, "incomeAccount", incomeTypes, "an income account");
  const category = chosenRow(found, "item", settings.newItemCategory ?? newItems.category, "newItemCategory");
  if (!byDefault.ok || !income.ok || !category.ok) return err(failuresOf(byDefault, income, category));
  const isTaxable = settings.newItemTaxable === null ? newItems.isTaxable : settings.newItemTaxable === "yes";
  const create = { incomeAccount: refOf(income.value), type: settings.newItemType ?? newItems.type, isTaxable, category: category.value && refOf(category.value) };
  return ok({ create, defaultItem: byDefault.value && refOf(byDefault.value) });
}

/** The item of a line: matched by the first key that finds any, to be created, the default one, or why none of them. */
export function planItem(lineItem: LineItem, missing: MissingItems, found: Found, notes: Notes): Result<PlannedItem, Failure[]> {
  if (lineItem.name.trim() === "") return err([{ code: "line-item-incomplete", lineName: `line ${lineItem.id}`, missing: "name" }]);
  for (const key of found.books.settings.itemMatching) {
    const rows = itemsBy(key, lineItem, found);
    if (rows.length > 0) return pickItem(lineItem, rows, key, notes);
  }
  if (missing.create) return createItem(lineItem, missing.create, notes);
  if (missing.defaultItem) return useDefault(lineItem, missing.defaultItem, notes);
  return err([{ code: "item-not-found", lineName: lineItem.name, sku: lineItem.sku, canCreate: false, crmKey: linkKeyOf(lineItem) }]);
}

function itemsBy(key: ItemKey, lineItem: LineItem, found: Found): ReferenceRow[] {
  switch (key) {
    case "saved-link": {
      const keys = itemLinkKeys(lineItem);
      const links = keys.flatMap((crmKey) => found.references.links.find((one) => one.kind === "item" && one.crmKey === crmKey) ?? []);
      return itemsWhere(found, (row) => row.id === links[0]?.booksId);
    }
    case "books-id-property": {
      const id = booksIdOf(lineItem, found);
      return itemsWhere(found, (row) => row.id === id);
    }
    case "sku": {
      const sku = matchingKey(lineItem.sku ?? "");
      return sku === "" ? [] : itemsWhere(found, (row) => row.sku !== null && matchingKey(row.sku) === sku);
    }
    case "name": {
      const name = matchingKey(lineItem.name);
      return itemsWhere(found, (row) => matchingKey(row.name) === name || (row.details.fullName !== undefined && matchingKey(row.details.fullName) === name));
    }
  }
}

/** Under what a person's choice for this line item is kept. */
function linkKeyOf(lineItem: LineItem): string {
  const [surest = ""] = itemLinkKeys(lineItem);
  return surest;
}

/** The books' own id as a user wrote it on the line item; undefined = there is none. */
export function booksIdOf(lineItem: LineItem, { books }: Pick<Found, "books">): string | undefined {
  const property = books.settings.booksIdProperties.lineItem;
  return (property !== null && lineItem.properties[property]?.trim()) || undefined;
}

/** Categories and bundles cannot stand on a line by themselves. */
function itemsWhere(found: Found, matches: (row: ReferenceRow) => boolean): ReferenceRow[] {
  return found.references.rows.filter((row) => row.kind === "item" && row.type !== "Category" && row.type !== "Group" && matches(row));
}

function aboutLine({ id, name }: LineItem): { lineName: string; lineItemId: string } {
  return { lineName: name, lineItemId: id };
}

function pickItem(lineItem: LineItem, rows: ReferenceRow[], matchedBy: ItemKey, notes: Notes): Result<PlannedItem, Failure[]> {
  const active = rows.filter((row) => row.isActive);
  const [only, second] = active;
  if (second) return err([{ code: "items-ambiguous", lineName: lineItem.name, candidates: active.map(({ id, name }) => ({ id, name })), crmKey: linkKeyOf(lineItem) }]);
  if (!only) return err([{ code: "item-inactive", itemName: rows[0]?.name ?? lineItem.name, lineName: lineItem.name, crmKey: linkKeyOf(lineItem) }]);
  notes.decisions.push({ code: "item-matched", ...aboutLine(lineItem), name: only.name, key: matchedBy, sku: only.sku });
  return ok({ use: "existing", id: only.id, name: only.name, matchedBy });
}

function createItem(lineItem: LineItem, create: NonNullable<MissingItems["create"]>, notes: Notes): Result<PlannedItem, Failure[]> {
  const name = lineItem.name.trim().replace(/\s+/g, " ");
  if (name.length > longestItemName) return err([{ code: "item-name-unusable", lineName: lineItem.name, reason: "too-long", crmKey: linkKeyOf(lineItem) }]);
  if (/[:\t\n\r]/.test(lineItem.name)) return err([{ code: "item-name-unusable", lineName: lineItem.name, reason: "forbidden-character", crmKey: linkKeyOf(lineItem) }]);
  notes.decisions.push({ code: "item-created", ...aboutLine(lineItem), name, incomeAccount: create.incomeAccount.name });
  const unitPrice = lineItem.unitPrice ?? ("0" as Decimal);
  return ok({ use: "create", name, sku: lineItem.sku, description: lineItem.description, unitPrice, ...create });
}

function useDefault(lineItem: LineItem, { id, name }: BooksRef, notes: Notes): Result<PlannedItem, Failure[]> {
  notes.decisions.push({ code: "item-by-default", ...aboutLine(lineItem), name });
  return ok({ use: "existing", id, name, matchedBy: "default" });
}
