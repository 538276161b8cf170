/** What a sales document needs to look up in the books before it can be planned. */
import type { BooksConnection } from "../../domain/connection.ts";
import { itemLinkKeys, matchingKey } from "../../domain/matching.ts";
import type { ReferenceKind } from "../../domain/reference-kind.ts";
import { noReferences, type ReferenceQuery } from "../../domain/ports/mirror-store.ts";
import type { Subject } from "../../domain/record.ts";
import { customerNeeds } from "./customer.ts";
import { booksIdOf } from "./items.ts";
import type { DueSettings, SaleSettings } from "./settings.ts";
import { taxKinds, taxModeOf } from "./tax.ts";

type Settings = SaleSettings & Partial<DueSettings>;

/** `ids` = what the action's own settings point at. */
export function saleNeeds(settings: Settings, subject: Subject, books: BooksConnection, ids: ReferenceQuery["ids"] = []): ReferenceQuery {
  const customer = customerNeeds(settings, subject, books);
  const { lineItems } = subject;
  const itemIds = lineItems.flatMap((lineItem) => booksIdOf(lineItem, { books }) ?? []).map((id) => ({ kind: "item" as const, id }));
  return {
    ...noReferences,
    ...customer,
    skus: lineItems.flatMap((line) => (line.sku ? [matchingKey(line.sku)] : [])),
    itemNames: [...lineItems, ...subject.adjustments.map(({ label }) => ({ name: label })), subject.record].map(({ name }) => matchingKey(name)),
    kinds: kindsOf(settings, books),
    ids: [...customer.ids, ...itemIds, ...saleIds(settings, books), ...ids],
    links: [...customer.links, ...lineItems.flatMap(itemLinkKeys).map((crmKey) => ({ kind: "item" as const, crmKey }))],
  };
}

/** Kinds of which every row is wanted, because a name in the record decides. */
function kindsOf(settings: Settings, books: BooksConnection): ReferenceKind[] {
  return [
    ...taxKinds(taxModeOf(settings.taxMode, books)),
    ...(settings.classProperty === null ? [] : (["class"] as const)),
    ...(settings.locationProperty === null ? [] : (["location"] as const)),
    ...((settings.termsProperty ?? null) === null ? [] : (["term"] as const)),
  ];
}

/** What settings of step and account point at. */
export function saleIds(settings: Settings, { settings: account }: BooksConnection): ReferenceQuery["ids"] {
  const chosen: [ReferenceKind, (string | null | undefined)[]][] = [
    ["term", [settings.terms]],
    ["account", [settings.incomeAccount, account.newItems.incomeAccount]],
    ["item", [settings.defaultItem, account.defaultItem, settings.newItemCategory, account.newItems.category]],
    ["class", [settings.class]],
    ["location", [settings.location]],
    ["tax-code", [account.chargedTaxCode]],
  ];
  return chosen.flatMap(([kind, ids]) => ids.flatMap((id) => (id ? [{ kind, id }] : [])));
}
