/** The columns of what lists need to know of records. */
import { type RawBuilder, sql } from "kysely";
import type { RecordFacts } from "#domain/record.ts";

/** For `rowsOf`. */
export const factColumns = "standing text, amount numeric, currency text, fee numeric, refunded numeric, is_own_sale boolean";

const names = ["standing", "amount", "currency", "fee", "refunded", "is_own_sale"];
export const factNames: RawBuilder<unknown> = sql.raw(names.join(", "));
export const factUpdates: RawBuilder<unknown> = sql.raw(names.map((name) => `${name} = excluded.${name}`).join(", "));

/** The facts as columns; a record without facts has none. */
export function factColumnsOf(facts: RecordFacts | undefined) {
  return {
    standing: facts?.standing ?? null,
    amount: facts?.amount ?? null,
    currency: facts?.currency ?? null,
    fee: facts?.fee ?? null,
    refunded: facts?.refunded ?? null,
    is_own_sale: facts?.isOwnSale ?? null,
  };
}
