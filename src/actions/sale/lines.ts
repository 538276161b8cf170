/** Turns the record's line items into planned lines: every item matched or to be created, every amount final. */
import { type PlannedItemLine, untaxed } from "../../domain/document/lines.ts";
import type { BooksRef, PlannedItem } from "../../domain/document/references.ts";
import type { Failure } from "../../domain/failure.ts";
import { matchingKey } from "../../domain/matching.ts";
import { divideDecimals, lineAmount, parseDecimal, roundToMoney, type Decimal, type Money } from "../../domain/money.ts";
import type { ReferenceRow } from "../../domain/ports/books.ts";
import type { LineItem } from "../../domain/record.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { Decision } from "../../domain/step.ts";
import type { Found } from "../action.ts";

/** QuickBooks' limits (reference: Item entity and line amounts). */
const longestItemName = 100;
const largestAmountMajor = 99_999_999_999;
/** QuickBooks keeps unit prices with up to seven decimals. */
const unitPriceDecimals = 7;

/** How missing items are dealt with: not at all, or created with this income account. */
export type MissingItems = { create: false } | { create: true; incomeAccount: BooksRef };

/** All lines, or every reason why not, of all lines at once. */
export function planLines(
  lineItems: readonly LineItem[],
  currency: string,
  missing: MissingItems,
  found: Found,
  decisions: Decision[],
): Result<PlannedItemLine[], Failure[]> {
  const lines: PlannedItemLine[] = [];
  const failures: Failure[] = [];
  for (const lineItem of lineItems) {
    const line = planLine(lineItem, currency, missing, found, decisions);
    if (line.ok) lines.push(line.value);
    else failures.push(...line.error);
  }
  return failures.length > 0 ? err(failures) : ok(lines);
}

function planLine(lineItem: LineItem, currency: string, missing: MissingItems, found: Found, decisions: Decision[]): Result<PlannedItemLine, Failure[]> {
  const price = pricing(lineItem, currency);
  const item = lineItem.name.trim() === "" ? err<Failure[]>([{ code: "line-item-incomplete", lineName: `line ${lineItem.id}`, missing: "name" }]) : planItem(lineItem, missing, found, decisions);
  const failures = [...(price.ok ? [] : price.error), ...(item.ok ? [] : item.error)];
  if (!price.ok || !item.ok) return err(failures);
  const description = lineItem.description?.trim() || lineItem.name;
  return ok({ kind: "item", lineItemId: lineItem.id, item: item.value, description, ...price.value, ...untaxed, class: null, serviceDate: null });
}

interface Pricing {
  quantity: Decimal;
  unitPrice: Decimal;
  amount: Money;
}

function pricing(lineItem: LineItem, currency: string): Result<Pricing, Failure[]> {
  const failures = [...unreadable(lineItem, "quantity"), ...unreadable(lineItem, "price")];
  if (lineItem.currency !== null && lineItem.currency !== currency) {
    failures.push({ code: "line-currency-differs", lineName: lineItem.name, lineCurrency: lineItem.currency, documentCurrency: currency });
  }
  const { quantity, unitPrice } = lineItem;
  if (failures.length > 0 || quantity === null || unitPrice === null) return err(failures);
  const priced = priceOf(quantity, unitPrice, lineItem.netAmount, currency);
  if (!priced.ok || Math.abs(priced.value.amount.amountMinor) > largestAmountMajor * 100) return err([{ code: "amount-too-large", lineName: lineItem.name }]);
  return ok(priced.value);
}

function unreadable(lineItem: LineItem, field: "quantity" | "price"): Failure[] {
  const value = field === "quantity" ? lineItem.quantity : lineItem.unitPrice;
  if (value !== null) return [];
  const raw = lineItem.properties[field]?.trim();
  return [
    raw && parseDecimal(raw) === undefined
      ? { code: "number-not-readable", lineName: lineItem.name, field, value: raw }
      : { code: "line-item-incomplete", lineName: lineItem.name, missing: field },
  ];
}

/** The CRM's net amount differs from quantity x price only when the line has a discount: then the unit price is net. */
function priceOf(quantity: Decimal, unitPrice: Decimal, netAmount: Decimal | null, currency: string): Result<Pricing, "too-large"> {
  const gross = lineAmount(quantity, unitPrice, currency);
  const net = netAmount === null ? gross : roundToMoney(netAmount, currency);
  if (!gross.ok || !net.ok) return err("too-large");
  if (gross.value.amountMinor === net.value.amountMinor || Number(quantity) === 0) return ok({ quantity, unitPrice, amount: gross.value });
  return ok({ quantity, unitPrice: divideDecimals(netAmount as Decimal, quantity, unitPriceDecimals), amount: net.value });
}

function planItem(lineItem: LineItem, missing: MissingItems, found: Found, decisions: Decision[]): Result<PlannedItem, Failure[]> {
  const bySku = lineItem.sku ? itemsWhere(found, (row) => row.sku !== null && matchingKey(row.sku) === matchingKey(lineItem.sku ?? "")) : [];
  if (bySku.length > 0) return pickItem(lineItem, bySku, "sku", decisions);
  const byName = itemsWhere(found, (row) => matchingKey(row.name) === matchingKey(lineItem.name));
  if (byName.length > 0) return pickItem(lineItem, byName, "name", decisions);
  return missing.create
    ? createItem(lineItem, missing.incomeAccount, decisions)
    : err([{ code: "item-not-found", lineName: lineItem.name, sku: lineItem.sku, canCreate: false }]);
}

/** Categories and bundles cannot stand on a line by themselves. */
function itemsWhere(found: Found, matches: (row: ReferenceRow) => boolean): ReferenceRow[] {
  return found.references.rows.filter((row) => row.kind === "item" && row.type !== "Category" && row.type !== "Group" && matches(row));
}

function pickItem(lineItem: LineItem, rows: ReferenceRow[], matchedBy: "sku" | "name", decisions: Decision[]): Result<PlannedItem, Failure[]> {
  const active = rows.filter((row) => row.isActive);
  const [only, second] = active;
  if (second) return err([{ code: "items-ambiguous", lineName: lineItem.name, candidates: active.map(({ id, name }) => ({ id, name })) }]);
  if (!only) return err([{ code: "item-inactive", itemName: rows[0]?.name ?? lineItem.name, lineName: lineItem.name }]);
  decisions.push({ about: `product for "${lineItem.name}"`, decided: `${only.name}, matched by ${matchedBy === "sku" ? `SKU ${only.sku}` : "name"}` });
  return ok({ use: "existing", id: only.id, name: only.name, matchedBy });
}

function createItem(lineItem: LineItem, incomeAccount: BooksRef, decisions: Decision[]): Result<PlannedItem, Failure[]> {
  const name = lineItem.name.trim().replace(/ +/g, " ");
  if (name.length > longestItemName) return err([{ code: "item-name-unusable", lineName: lineItem.name, reason: "too-long" }]);
  if (/[:\t\n\r]/.test(name)) return err([{ code: "item-name-unusable", lineName: lineItem.name, reason: "forbidden-character" }]);
  decisions.push({ about: `product for "${lineItem.name}"`, decided: `${name} will be created with income account ${incomeAccount.name}` });
  const unitPrice = lineItem.unitPrice ?? ("0" as Decimal);
  return ok({ use: "create", name, sku: lineItem.sku, description: lineItem.description, unitPrice, incomeAccount, type: "service", isTaxable: true, category: null });
}
