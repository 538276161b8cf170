/** Line items in our words. */
import { parseInstant, parseLocalDate, type LocalDate } from "#domain/dates.ts";
import { compareDecimals, type Decimal } from "#domain/money.ts";
import type { CrmRecord, LineItem, LineItemTax } from "#domain/record.ts";
import type { Associated } from "./associations.ts";
import { compareIds } from "./batches.ts";
import { currencyOf, decimalOf, textOf, type Properties } from "./property-values.ts";

/** The record's line items by position, then by id. */
export function lineItemsInOrder({ associates, byId }: Associated<CrmRecord>, recordId: string): LineItem[] {
  return (associates.get(recordId) ?? [])
    .flatMap(({ id }) => byId.get(id) ?? [])
    .map(lineItemOf)
    .sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || compareIds(a.id, b.id));
}

function lineItemOf(record: CrmRecord): LineItem {
  const { properties } = record;
  const position = decimalOf(properties, "hs_position_on_quote");
  return {
    ...record,
    objectType: "line-item",
    productId: textOf(properties, "hs_product_id"),
    sku: textOf(properties, "hs_sku"),
    description: textOf(properties, "description"),
    quantity: decimalOf(properties, "quantity"),
    unitPrice: decimalOf(properties, "price"),
    netAmount: decimalOf(properties, "amount"),
    discountPercent: decimalOf(properties, "hs_discount_percentage"),
    currency: currencyOf(properties, "hs_line_item_currency_code"),
    isRecurring: textOf(properties, "recurringbillingfrequency") !== null,
    billingStart: dayOf(properties, "hs_recurring_billing_start_date"),
    tax: taxOf(properties),
    position: position === null ? null : Number(position),
  };
}

/** HubSpot gives dates as `2026-12-01`, older ones as the midnight in UTC that begins the day. */
function dayOf(properties: Properties, name: string): LocalDate | null {
  const text = textOf(properties, name);
  if (text === null) return null;
  const instant = parseInstant(text);
  return parseLocalDate(text) ?? (instant && parseLocalDate(instant.slice(0, 10))) ?? null;
}

/**
 * HubSpot fills `hs_tax_rate` (percent), its label and amount from a tax rate of the portal, `hs_auto_tax_amount` when the
 * tax is automated; `tax` is the amount of older accounts. Amounts of zero alone are what HubSpot writes when it knows of
 * no tax: they say nothing.
 */
function taxOf(properties: Properties): LineItemTax | null {
  const rate = decimalOf(properties, "hs_tax_rate");
  const label = textOf(properties, "hs_tax_label");
  const amounts = ["hs_tax_amount", "hs_auto_tax_amount", "tax"].flatMap((name) => decimalOf(properties, name) ?? []);
  const charged = amounts.find((amount) => compareDecimals(amount, "0" as Decimal) !== 0);
  if (rate === null && label === null && charged === undefined) return null;
  return { rate, label, amount: charged ?? amounts[0] ?? null };
}
