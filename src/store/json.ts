/** JSON and moments on their way into and out of PostgreSQL. */
import { type RawBuilder, sql } from "kysely";
import { type Instant, instantOf } from "#domain/dates.ts";

/** JSON text that jsonb accepts: it refuses NUL and halves of surrogate pairs, which CRM data may hold. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return /\\u0000|\\ud[89a-f]/.test(text) ? JSON.stringify(value, acceptable) : text;
}

function acceptable(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value;
}

/** Many rows as one parameter: `from ${rowsOf(rows, "id text, wake_at timestamptz")}` is a table called `input`. */
export function rowsOf(rows: readonly object[], columns: string): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${jsonText(rows)}::jsonb) as input(${sql.raw(columns)})`;
}

/** A moment, or null. */
export function instantOrNull(moment: Date | null): Instant | null {
  return moment === null ? null : instantOf(moment);
}
