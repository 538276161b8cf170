/** The refunds of a payment one by one: HubSpot has no objects for them, only the history of their sum. */
import { Big } from "big.js";
import type { Failure } from "#domain/failure.ts";
import { parseDecimal, type Decimal } from "#domain/money.ts";
import type { CrmRecord } from "#domain/record.ts";
import { ok, type Result } from "#domain/result.ts";
import { batchesOf, eachBatch } from "./batches.ts";
import { isRefused } from "./faults.ts";
import { objectKinds } from "./object-kinds.ts";
import { refundedOf } from "./payment-facts.ts";
import type { Portal } from "./portal.ts";
import { wireBatch, type WireRecord } from "./wire.ts";

/** Records per batch read that asks for history. */
const recordsPerCall = 50;
const property = "hs_refunds_amount";

/** Record id -> its refunds, oldest first. Payments without any, and those whose history is not their sum, are left out. */
export async function readRefunds(portal: Portal, records: readonly CrmRecord[]): Promise<Result<ReadonlyMap<string, Decimal[]>, Failure>> {
  const refunded = new Map(records.map((record) => [record.id, refundedOf(record)] as const).filter(([, sum]) => !new Big(sum).eq(0)));
  const path = portal.paths.batchRead(objectKinds.payment.plural);
  const pages = await eachBatch(batchesOf([...refunded.keys()], recordsPerCall), (ids) =>
    portal.client.call({ method: "POST", path, body: { properties: [property], propertiesWithHistory: [property], inputs: ids.map((id) => ({ id })) } }, wireBatch),
  );
  const refunds = new Map<string, Decimal[]>();
  for (const page of pages) {
    if (!page.ok && !isRefused(page.error)) return page;
    for (const wire of page.ok ? page.value.results : []) {
      const each = refundsIn(wire);
      if (sumOf(each).eq(refunded.get(wire.id) ?? 0)) refunds.set(wire.id, each.map((one) => one.toFixed() as Decimal));
    }
  }
  return ok(refunds);
}

/** Each growth of the sum is a refund; when it shrinks, the latest refunds did not come to pass. */
function refundsIn({ propertiesWithHistory }: WireRecord): Big[] {
  const past = (propertiesWithHistory?.[property] ?? []).toSorted((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
  const sums = past.flatMap(({ value }) => parseDecimal(value ?? "") ?? []);
  return sums.reduce<Big[]>((refunds, sum) => {
    const growth = new Big(sum).minus(sumOf(refunds));
    return growth.gt(0) ? [...refunds, growth] : without(refunds, growth.abs());
  }, []);
}

function without(refunds: readonly Big[], amount: Big): Big[] {
  const last = refunds.at(-1);
  if (last === undefined || amount.eq(0)) return [...refunds];
  const rest = refunds.slice(0, -1);
  return last.gt(amount) ? [...rest, last.minus(amount)] : without(rest, amount.minus(last));
}

function sumOf(amounts: readonly Big[]): Big {
  return amounts.reduce((sum, one) => sum.plus(one), new Big(0));
}
