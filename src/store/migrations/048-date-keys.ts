/**
 * Records by the dates they carry: every date property's day, or hour in UTC (`closedate|2026-11-20`, `closedate|2026-11-20T14`). The
 * grammar of dates is that of `domain/trigger/date-value.ts` at the time of this migration; whoever changes one makes the index anew.
 */
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const dateKeys: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const space = " \\t\\n\\u000b\\f\\r\\u00a0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005\\u2006\\u2007\\u2008\\u2009\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
const longMonths = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])";
const shortMonths = "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)";
const february = "02-(?:0[1-9]|1[0-9]|2[0-8])";
const leapYear = "(?:[12][0-9](?:0[48]|[2468][048]|[13579][26])|(?:12|16|20|24|28)00)";
const day = `(?:[12][0-9]{3}-(?:${longMonths}|${shortMonths}|${february})|${leapYear}-02-29)`;
const time = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]{1,6})?)?";
const offset = "(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])";

const statements = [
  // Moments are cut to milliseconds before their hour is taken, as filters cut them. What is short is no date, and most values are short.
  `create function date_keys(properties jsonb) returns text[] language sql immutable parallel safe as $$
    select coalesce(array_agg(key || '|' || case
        when value ~ '^-?[0-9]+$' then to_char((timestamptz 'epoch' + value::bigint * interval '1 millisecond') at time zone 'UTC', 'YYYY-MM-DD"T"HH24')
        when length(value) = 10 then value
        else to_char(date_trunc('milliseconds', value::timestamptz) at time zone 'UTC', 'YYYY-MM-DD"T"HH24') end), '{}')
    from (select key, btrim(value, E'${space}') as value from jsonb_each_text(properties) where length(value) >= 10 offset 0) as trimmed
    where value ~ '^(?:${day}(?:T${time}${offset})?|-?[0-9]{10,13})$'
  $$`,
  `create index records_by_date on records using gin (date_keys(properties))`,
];
