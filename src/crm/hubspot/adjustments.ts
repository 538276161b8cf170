/** Discounts, fees and taxes on a whole record: objects of their own in HubSpot, associated with quotes and payments. */
import type { Failure } from "#domain/failure.ts";
import { compareDecimals, type Decimal } from "#domain/money.ts";
import type { Adjustment, CrmRecord } from "#domain/record.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { nothingAssociated, readAssociated, type Associated } from "./associations.ts";
import { compareIds } from "./batches.ts";
import type { ObjectKind } from "./object-kinds.ts";
import type { Portal } from "./portal.ts";
import { decimalOf, firstTextOf, textOf } from "./property-values.ts";
import { readWireRecords } from "./records.ts";
import type { WireRecord } from "./wire.ts";

type AdjustmentKind = Adjustment["kind"];

/** HubSpot's names of the kinds, in the order in which they apply. */
const kinds: Record<AdjustmentKind, { plural: string; title: string }> = {
  discount: { plural: "discounts", title: "Discount" },
  fee: { plural: "fees", title: "Fee" },
  tax: { plural: "taxes", title: "Tax" },
};
const inTurn: readonly AdjustmentKind[] = ["discount", "fee", "tax"];

const properties = ["hs_label", "hs_type", "hs_value", "hs_sort_order"];

/** What is associated with records by kind, as HubSpot wrote it. */
export interface AssociatedAdjustments {
  byKind: Record<AdjustmentKind, Associated<WireRecord>>;
}

/** Reads the adjustments of records, those kinds that the records can have. */
export async function readAdjustments(portal: Portal, from: ObjectKind, ids: readonly string[]): Promise<Result<AssociatedAdjustments, Failure>> {
  const [discount, fee, tax] = await Promise.all([readKind(portal, from, "discount", ids), readKind(portal, from, "fee", ids), readKind(portal, from, "tax", ids)]);
  if (!discount.ok) return discount;
  if (!fee.ok) return fee;
  if (!tax.ok) return tax;
  return ok({ byKind: { discount: discount.value, fee: fee.value, tax: tax.value } });
}

async function readKind(portal: Portal, from: ObjectKind, kind: AdjustmentKind, ids: readonly string[]): Promise<Result<Associated<WireRecord>, Failure>> {
  if (!from.adjustments.includes(kind)) return ok(nothingAssociated());
  const { plural, title } = kinds[kind];
  const read = (wanted: readonly string[]) => readWireRecords(portal, plural, wanted, properties);
  const absenceOf = (id: string): Failure => ({ code: "crm-unreachable", detail: `HubSpot does not give ${title.toLowerCase()} ${id}` });
  return readAssociated(portal, from, { plural, read, absenceOf }, ids);
}

/** The record's adjustments in the order in which they apply, or why not all of them are understood. */
export function adjustmentsOf({ byKind }: AssociatedAdjustments, record: CrmRecord): Result<Adjustment[], Failure> {
  const adjustments: Adjustment[] = [];
  for (const kind of inTurn) {
    const absence = byKind[kind].absences.get(record.id);
    if (absence !== undefined) return err(absence);
    for (const wire of sorted(byKind[kind], record.id)) {
      const read = adjustmentOf(kind, wire);
      if (!read.ok) return read;
      if (read.value !== null) adjustments.push(read.value);
    }
  }
  const ordered = record.objectType === "payment" && !adjustments.some(({ kind }) => kind === "discount") ? orderDiscountOf(record) : null;
  const all = ordered === null ? adjustments : [ordered, ...adjustments];
  return ok(all.toSorted((a, b) => inTurn.indexOf(a.kind) - inTurn.indexOf(b.kind)));
}

function sorted({ associates, byId }: Associated<WireRecord>, recordId: string): WireRecord[] {
  const found = (associates.get(recordId) ?? []).flatMap(({ id }) => byId.get(id) ?? []);
  return found.toSorted((a, b) => placeOf(a) - placeOf(b) || compareIds(a.id, b.id));
}

function placeOf(wire: WireRecord): number {
  return Number(decimalOf(wire.properties, "hs_sort_order") ?? Infinity);
}

/** Null = it adjusts nothing. A fee below zero is a discount; a discount written below zero is meant as one. */
function adjustmentOf(kind: AdjustmentKind, wire: WireRecord): Result<Adjustment | null, Failure> {
  const written = textOf(wire.properties, "hs_value");
  const value = decimalOf(wire.properties, "hs_value");
  if (written === null || isZero(value)) return ok(null);
  const form = formOf(wire);
  if (form === undefined) return unreadable("hs_type", textOf(wire.properties, "hs_type") ?? "", "FIXED or PERCENT");
  const isNegative = value !== null && compareDecimals(value, "0" as Decimal) < 0;
  if (value === null || (isNegative && kind === "tax")) return unreadable("hs_value", written, "a positive number");
  const label = textOf(wire.properties, "hs_label") ?? kinds[kind].title;
  return ok({ kind: isNegative ? "discount" : kind, label, form, value: isNegative ? (value.slice(1) as Decimal) : value });
}

function isZero(value: Decimal | null): boolean {
  return value !== null && compareDecimals(value, "0" as Decimal) === 0;
}

function unreadable(property: string, value: string, expected: string): Result<never, Failure> {
  return err({ code: "property-unreadable", property, value, expected });
}

function formOf(wire: WireRecord): Adjustment["form"] | undefined {
  switch (textOf(wire.properties, "hs_type")?.toUpperCase()) {
    case "PERCENT":
      return "percent";
    case "FIXED":
      return "amount";
    default:
      return undefined;
  }
}

/** Payments made by links with a discount code carry it as properties, maybe beside a discount object: then that counts. */
function orderDiscountOf({ properties: values }: CrmRecord): Adjustment | null {
  const label = firstTextOf(values, "hs_order_discount_code") ?? kinds.discount.title;
  const amount = decimalOf(values, "hs_order_discount_amount");
  if (isPositive(amount)) return { kind: "discount", label, form: "amount", value: amount };
  const percentage = decimalOf(values, "hs_order_discount_percentage");
  return isPositive(percentage) ? { kind: "discount", label, form: "percent", value: percentage } : null;
}

function isPositive(value: Decimal | null): value is Decimal {
  return value !== null && compareDecimals(value, "0" as Decimal) > 0;
}
