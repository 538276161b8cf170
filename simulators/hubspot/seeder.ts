/** What the makers of sample data share. */
import type { Portal, Source, StoredRecord } from "./portal.ts";

export const imported: Source = { changeSource: "IMPORT", sourceId: "1" };

/** The portal that is filled. */
export interface Seeder {
  portal: Portal;
  owner(): string;
  /** Lets so many hours pass, and a bit. */
  wait(hours: number): void;
}

/** A line as `SKU x quantity`, maybe with `-10%` or `-15` (off each unit). */
export function addLine(portal: Portal, line: string, position: number): StoredRecord {
  const [, sku = "", quantity = "1", off, percent] = /^(\S+) x ([\d.]+)(?: -([\d.]+)(%)?)?$/.exec(line) ?? [];
  const product = portal.findBy("products", "hs_sku", sku);
  const { name = sku, price = "0", hs_product_type = "service" } = product?.values ?? {};
  const discount = off === undefined ? {} : percent ? { hs_discount_percentage: off } : { discount: off };
  return portal.create(
    "line_items",
    { name, hs_sku: sku, price, quantity, hs_product_type, hs_product_id: product?.id ?? null, hs_line_item_currency_code: "USD", hs_position_on_quote: String(position), ...discount },
    imported,
  );
}
