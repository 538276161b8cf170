/** Line items that are made on request: of products, or typed in. */
import { byHand } from "./app.ts";
import { type Input, listIn, objectIn, textIn, WrongInput } from "./control-input.ts";
import { plainText } from "./plain-text.ts";
import type { Portal, StoredRecord } from "./portal.ts";
import { taxRates } from "./tax-rates.ts";

export interface SoldLine {
  sku?: string;
  name?: string;
  quantity: string;
  price?: string;
  /** The id of a tax rate of the portal. */
  taxRate?: string;
}

/** Reads `[{ sku?, name?, quantity, price?, taxRate? }]`. */
export function linesIn(given: unknown): SoldLine[] {
  return listIn(given, "lineItems").map((one) => lineIn(objectIn(one, "Each line item")));
}

function lineIn({ sku, name, quantity, price, taxRate }: Input): SoldLine {
  for (const one of [quantity, price ?? "0"]) if (!/^\d+(\.\d+)?$/.test(plainText(one))) throw new WrongInput("A line item needs a quantity, and its quantity and price are numbers.");
  if (taxRate !== undefined && !taxRates.some(({ id }) => id === taxRate)) throw new WrongInput(`There is no tax rate ${plainText(taxRate)}; there are ${taxRates.map(({ id }) => id).join(", ")}.`);
  return {
    quantity: plainText(quantity),
    ...(sku === undefined ? {} : { sku: textIn(sku, "sku") }),
    ...(name === undefined ? {} : { name: textIn(name, "name") }),
    ...(price === undefined ? {} : { price: plainText(price) }),
    ...(taxRate === undefined ? {} : { taxRate: textIn(taxRate, "taxRate") }),
  };
}

/** Adds the line items in their order, associated with nothing yet. */
export function addLines(portal: Portal, lines: readonly SoldLine[], source = byHand): StoredRecord[] {
  return lines.map((line, position) => portal.create("line_items", lineValues(portal, line, position), source));
}

function lineValues(portal: Portal, line: SoldLine, position: number): Record<string, string> {
  const product = portal.all("products").find(({ values }) => (line.sku === undefined ? values["name"] === line.name : values["hs_sku"] === line.sku));
  const name = line.name ?? product?.values["name"] ?? line.sku ?? "";
  const sku = line.sku ?? product?.values["hs_sku"];
  return {
    name,
    quantity: line.quantity,
    price: line.price ?? product?.values["price"] ?? "0",
    hs_position_on_quote: String(position),
    hs_line_item_currency_code: portal.currency,
    ...(sku === undefined ? {} : { hs_sku: sku }),
    ...(product === undefined ? {} : { hs_product_id: product.id }),
    ...(line.taxRate === undefined ? {} : { hs_tax_rate_group_id: line.taxRate }),
  };
}
