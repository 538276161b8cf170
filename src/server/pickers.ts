/** What pickers offer: rows of the mirror and properties of the CRM, never more at once than a person can look through. */
import type { PickerSource, PropertyKind } from "#actions/form.ts";
import type { FormFieldReply, PickerOption, PickerSearch } from "#api/form.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import { matchingKey } from "#domain/matching.ts";
import type { ReferenceRow } from "#domain/ports/books.ts";
import { noReferences, type ReferenceSearch } from "#domain/ports/mirror-store.ts";
import type { Store } from "#domain/ports/store.ts";
import type { ObjectType, PropertyDefinition } from "#domain/record.ts";
import { api } from "./api.ts";
import type { Caller, ServerParts } from "./context.ts";
import { saidWith } from "./language.ts";

/** Those that begin with the name come first, so that of any more none has just this name. */
const mostOfOneName = 500;

/** A picker with more options than this is searched. */
const listedAtMost = 60;

/** The part of a field's reply that is about its options. */
export type Offered = Pick<FormFieldReply, "options" | "isSearched" | "search">;
export type BooksSource = Exclude<PickerSource, "books-connections">;

export const nothingOffered: Offered = { options: [], isSearched: false, search: null };

export const pickers = {
  search: api.pickers.search.handler(async ({ input, errors, context: { parts, caller } }) => {
    const { search, text, limit } = input;
    const options = search.in === "books" ? await searchBooks(parts, caller.workspaceId, search, text, limit + 1) : await searchProperties(parts, caller, search, text);
    if (options === undefined) throw errors.NOT_FOUND();
    return { options: options.slice(0, limit), hasMore: options.length > limit };
  }),
};

/** The rows of the mirror that a picker finds; undefined = the workspace has no such books. */
export async function searchBooks(
  { store }: Pick<ServerParts, "store">,
  workspaceId: WorkspaceId,
  { booksId, source }: Extract<PickerSearch, { in: "books" }>,
  text: string,
  limit: number,
): Promise<PickerOption[] | undefined> {
  const books = booksId === null ? undefined : await store.connection(booksId as ConnectionId);
  if (books?.role !== "books" || books.workspaceId !== workspaceId) return undefined;
  const rows = await store.searchReferences(books.id, { ...listed[source], text: matchingKey(text), limit });
  return rows.map(optionOf);
}

async function searchProperties(
  parts: ServerParts,
  caller: Caller,
  { objectType, of }: Extract<PickerSearch, { in: "properties" }>,
  text: string,
): Promise<PickerOption[]> {
  const wanted = matchingKey(text);
  const options = propertyOptions(await parts.properties(caller.workspaceId, objectType as ObjectType), of);
  return options.filter(({ label, value }) => matchingKey(label).includes(wanted) || value.toLowerCase().includes(wanted));
}

/** All options of a source of the books when they are few, else only the chosen one. */
export async function offeredReferences(
  store: Pick<Store, "findReferences" | "searchReferences">,
  booksId: ConnectionId | null,
  source: BooksSource,
  chosen: readonly string[],
): Promise<Offered> {
  const search = { in: "books" as const, source, booksId };
  if (booksId === null) return { options: [], isSearched: false, search };
  const rows = await store.searchReferences(booksId, { ...listed[source], text: "", limit: listedAtMost + 1 });
  if (rows.length <= listedAtMost) return { options: rows.map(optionOf).toSorted(byLabel), isSearched: false, search };
  return { options: (await findFitting(store, booksId, source, chosen)).map(optionOf), isSearched: true, search };
}

/** The active rows with those ids that a picker of that source could offer. */
export async function findFitting(
  store: Pick<Store, "findReferences">,
  booksId: ConnectionId,
  source: BooksSource,
  ids: readonly string[],
): Promise<ReferenceRow[]> {
  if (ids.length === 0) return [];
  const { kind, types, exceptTypes } = listed[source];
  const { rows } = await store.findReferences(booksId, { ...noReferences, ids: ids.map((id) => ({ kind, id })) });
  return rows.filter(({ isActive, type }) => isActive && (types === null || (type !== null && types.includes(type))) && !(type !== null && exceptTypes.includes(type)));
}

/** The active rows of that name that a picker of that source could offer. */
export async function findNamed(store: Pick<Store, "searchReferences">, booksId: ConnectionId, source: BooksSource, name: string): Promise<ReferenceRow[]> {
  const wanted = matchingKey(name);
  const rows = await store.searchReferences(booksId, { ...listed[source], text: wanted, limit: mostOfOneName });
  const whole = rows.filter((row) => matchingKey(row.details.fullName ?? row.name) === wanted);
  return whole.length > 0 ? whole : rows.filter((row) => matchingKey(row.name) === wanted);
}

/** A record has hundreds of properties: only the chosen one is listed. */
export function offeredProperties(properties: readonly PropertyDefinition[], objectType: ObjectType, of: PropertyKind, chosen: readonly string[]): Offered {
  return { options: propertyOptions(properties, of).filter(({ value }) => chosen.includes(value)), isSearched: true, search: { in: "properties", objectType, of } };
}

/** The properties of that kind, by label. */
export function propertyOptions(properties: readonly PropertyDefinition[], of: PropertyKind): PickerOption[] {
  return properties
    .filter((property) => fitsKind[of](property))
    .map(({ name, label }) => ({ value: name, label, detail: name }))
    .toSorted(byLabel);
}

const fitsKind: Record<PropertyKind, (property: PropertyDefinition) => boolean> = {
  any: () => true,
  date: ({ type }) => type === "date" || type === "datetime",
  number: ({ type }) => type === "number",
  text: ({ type }) => type === "text",
};

type Listed = Pick<ReferenceSearch, "kind" | "types" | "exceptTypes">;

const every = (kind: ReferenceSearch["kind"]): Listed => ({ kind, types: null, exceptTypes: [] });
const accountsOf = (...types: string[]): Listed => ({ kind: "account", types, exceptTypes: [] });

/** What each picker lists of the reference data. */
const listed: Record<BooksSource, Listed> = {
  terms: every("term"),
  "income-accounts": accountsOf("Income", "Other Income"),
  "deposit-accounts": accountsOf("Bank", "Other Current Asset"),
  "paid-from-accounts": accountsOf("Bank", "Credit Card"),
  "refund-accounts": accountsOf("Bank", "Other Current Asset"),
  "expense-accounts": accountsOf("Expense", "Other Expense", "Cost of Goods Sold"),
  "payment-methods": every("payment-method"),
  vendors: every("vendor"),
  items: { kind: "item", types: null, exceptTypes: ["Category", "Group"] },
  "item-categories": { kind: "item", types: ["Category"], exceptTypes: [] },
  classes: every("class"),
  locations: every("location"),
  "tax-codes": every("tax-code"),
};

function optionOf(row: ReferenceRow): PickerOption {
  return { value: row.id, label: row.details.fullName ?? row.name, detail: detailOf(row) };
}

function byLabel(a: PickerOption, b: PickerOption): number {
  return a.label.localeCompare(b.label, "en", { numeric: true });
}

function detailOf(row: ReferenceRow): string | null {
  switch (row.kind) {
    case "term":
      if (row.dueDays === null || row.dueDays === 0) return row.dueDays === null ? null : saidWith("due at once");
      return row.dueDays === 1 ? saidWith("due after 1 day") : saidWith("due after {count} days", { count: row.dueDays });
    case "vendor":
      return row.email;
    case "item":
      return [row.type, row.sku].filter((one) => one !== null).join(", ") || null;
    default:
      return row.type;
  }
}
