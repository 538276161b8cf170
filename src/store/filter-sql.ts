/**
 * Filters as SQL: the same meaning as `domain/trigger/`, for counts, lists and backfill over many records. Every cast stands
 * behind the pattern that says it will succeed; what depends on time zones was turned into plain ranges before.
 */
import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { AssociatedFilter, Filter, FilterGroup, PropertyFilter } from "#domain/trigger.ts";
import { comparable, longestNumber } from "#domain/trigger/comparable.ts";
import { type Asking, type DateRange, dateRange } from "#domain/trigger/date-range.ts";
import { datePatterns } from "#domain/trigger/date-value.ts";

type Condition = RawBuilder<SqlBool>;
type Text = RawBuilder<string | null>;

/** What JavaScript's `trim` takes off. */
const space = sql.lit(" \t\n\u000b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff");
const numberPattern = sql.lit("^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)$");
const patterns = { day: sql.lit(datePatterns.day), moment: sql.lit(datePatterns.moment), epoch: sql.lit(datePatterns.epoch) };
const never: Condition = sql`false`;

/** The properties of one row that filters read, taken out of the JSON once for all of them. */
export interface ReadRow {
  record: string;
  /** Goes behind the row in `from`. */
  joins: RawBuilder<unknown>;
  /** Without the space around it; null = absent. */
  value: (property: string) => Text;
  /** In comparable form. */
  text: (property: string) => Text;
}

/** Reads what the filters need of the row of `records` under this alias. `offset 0` keeps PostgreSQL from reading it again for each use. */
export function readRow(record: string, filters: readonly Filter[]): ReadRow {
  const own = filters.filter((one) => one.operator !== "associated");
  const names = [...new Set(own.flatMap((one) => ("otherProperty" in one ? [one.property, one.otherProperty] : [one.property])))];
  const values = names.map((name, index) => sql`btrim(${sql.ref(`${record}.properties`)} ->> ${name}::text, ${space}) as ${sql.ref(`v${index}`)}`);
  const value = (property: string): Text => sql.ref(`${record}_values.v${names.indexOf(property)}`);
  const compared = [...new Set(own.flatMap((one) => ("values" in one ? [one.property] : [])))];
  const texts = compared.map((name, index) => sql`${comparableText(value(name))} as ${sql.ref(`t${index}`)}`);
  const lateral = (columns: readonly RawBuilder<unknown>[], alias: string): RawBuilder<unknown> =>
    columns.length === 0 ? sql`` : sql` cross join lateral (select ${sql.join(columns)} offset 0) as ${sql.ref(alias)}`;
  return {
    record,
    joins: sql`${lateral(values, `${record}_values`)}${lateral(texts, `${record}_texts`)}`,
    value,
    text: (property) => sql.ref(`${record}_texts.t${compared.indexOf(property)}`),
  };
}

/** Whether the row meets the groups. No groups match nothing. */
export function groupsCondition(groups: readonly FilterGroup[], row: ReadRow, asking: Asking): Condition {
  const any = groups.map((group) => sql<SqlBool>`(${both(group.filters.map((one) => condition(one, row, asking)))})`);
  return any.length === 0 ? never : sql`(${sql.join(any, sql` or `)})`;
}

function both(conditions: readonly Condition[]): Condition {
  return sql`${sql.join(conditions, sql` and `)}`;
}

function condition(filter: Filter, row: ReadRow, asking: Asking): Condition {
  return filter.operator === "associated" ? associatedCondition(filter, row, asking) : propertyCondition(filter, row, asking);
}

function associatedCondition({ objectType, label, quantifier, filters }: AssociatedFilter, { record }: ReadRow, asking: Asking): Condition {
  const other = readRow("other", filters);
  const meets = both(filters.map((one) => propertyCondition(one, other, asking)));
  const labelled = label === null ? sql`true` : sql`${comparable(label)}::text = any(association.labels)`;
  const some = (rest: RawBuilder<unknown>): Condition => sql`exists (
    select 1 from associated_records as association
    join records as other on other.connection_id = association.connection_id and other.object_type = association.to_type and other.id = association.to_id${other.joins}
    where association.connection_id = ${sql.ref(`${record}.connection_id`)} and association.object_type = ${sql.ref(`${record}.object_type`)}
      and association.record_id = ${sql.ref(`${record}.id`)} and association.to_type = ${objectType} and ${labelled} and ${rest})`;
  if (quantifier === "none") return sql`not ${some(meets)}`;
  return quantifier === "any" ? some(meets) : sql`(${some(meets)} and not ${some(sql`not (${meets})`)})`;
}

/** Never null: every comparison with something unknown has its answer. */
function propertyCondition(filter: PropertyFilter, row: ReadRow, asking: Asking): Condition {
  const known = sql<SqlBool>`coalesce(${row.value(filter.property)} <> '', false)`;
  if (filter.operator === "is-known") return known;
  if (filter.operator === "is-unknown") return sql`not ${known}`;
  if (filter.operator === "has-ever-been-any-of" || filter.operator === "has-never-been-any-of") return everCondition(filter, row);
  const met = comparison(filter, row, asking);
  if ("orUnknown" in filter && filter.orUnknown === true) return sql`(not ${known} or coalesce(${met}, false))`;
  return sql`(${known} and coalesce(${met}, false))`;
}

/** The usual text is ASCII, which needs neither a normal form nor the rules of all scripts. */
function comparableText(value: Text): Text {
  return sql`(case when octet_length(${value}) = length(${value}) then lower(${value}) collate "C"
    else lower(btrim(normalize(${value}, NFKC), ${space}) collate "und-x-icu") collate "C" end)`;
}

function valueSetOf(text: Text): RawBuilder<string[]> {
  return sql`array(select btrim(part, ${space}) from unnest(string_to_array(${text}, ';')) as part where btrim(part, ${space}) <> '')`;
}

function comparison(filter: Exclude<PropertyFilter, { operator: "is-known" | "is-unknown" | "has-ever-been-any-of" | "has-never-been-any-of" }>, row: ReadRow, asking: Asking): Condition {
  if ("values" in filter) {
    const wanted = filter.values.map(comparable);
    if (filter.operator === "changed-to-any-of") return sql`(${setCondition("is-any-of", row.text(filter.property), wanted)} and ${historyOf(row, filter.property, sql`history.changed`)})`;
    return filter.type === "enumeration" || filter.type === "multi-select" ? setCondition(filter.operator, row.text(filter.property), wanted) : textCondition(filter.operator, row.text(filter.property), wanted);
  }
  const value = row.value(filter.property);
  if ("otherProperty" in filter) return otherCondition(filter, value, row.value(filter.otherProperty), asking);
  if (filter.type === "number") return numberCondition(filter, value);
  return rangeCondition(dateRange(filter, asking), filter.type, value);
}

function textArray(values: readonly string[]): RawBuilder<string[]> {
  return sql`${[...values]}::text[]`;
}

/** A value without a semicolon is the only one, which is the usual case and the cheap one. */
function setCondition(operator: string, text: Text, wanted: readonly string[]): Condition {
  const [set, values] = [valueSetOf(text), textArray(wanted)];
  if (operator === "contains-all-of") return sql`${set} @> ${values}`;
  if (operator === "is-exactly") return sql`(${set} @> ${values} and ${set} <@ ${values})`;
  const any = sql<SqlBool>`(case when strpos(${text}, ';') = 0 then ${text} = any(${values}) else ${set} && ${values} end)`;
  return operator === "is-none-of" || operator === "contains-none-of" ? sql`not ${any}` : any;
}

function textCondition(operator: string, text: Text, wanted: readonly string[]): Condition {
  const parts = (test: (part: RawBuilder<unknown>) => RawBuilder<unknown>): Condition => sql`(${sql.join(wanted.map((part) => test(sql`${part}::text`)), sql` or `)})`;
  switch (operator) {
    case "is-none-of":
      return sql`${text} <> all(${textArray(wanted)})`;
    case "contains-any-of":
      return parts((part) => sql`strpos(${text}, ${part}) > 0`);
    case "contains-none-of":
      return sql`not ${parts((part) => sql`strpos(${text}, ${part}) > 0`)}`;
    case "starts-with-any-of":
      return parts((part) => sql`starts_with(${text}, ${part})`);
    case "ends-with-any-of":
      return parts((part) => sql`right(${text}, length(${part})) = ${part}`);
    default:
      return sql`${text} = any(${textArray(wanted)})`;
  }
}

/** The past of the property, when it is kept. */
function historyOf({ record }: ReadRow, property: string, test: RawBuilder<unknown>): Condition {
  return sql`exists (
    select 1 from property_histories as history
    where history.connection_id = ${sql.ref(`${record}.connection_id`)} and history.object_type = ${sql.ref(`${record}.object_type`)}
      and history.record_id = ${sql.ref(`${record}.id`)} and history.property = ${property} and ${test})`;
}

function everCondition(filter: Extract<PropertyFilter, { values: string[] }>, row: ReadRow): Condition {
  const now = sql`coalesce(${valueSetOf(row.text(filter.property))}, '{}'::text[])`;
  const wanted = textArray(filter.values.map(comparable));
  const ever = sql<SqlBool>`(${now} && ${wanted} or ${historyOf(row, filter.property, sql`history.ever && ${wanted}`)})`;
  if (filter.operator === "has-ever-been-any-of") return ever;
  const known = sql<SqlBool>`(cardinality(${now}) > 0 or ${historyOf(row, filter.property, sql`cardinality(history.ever) > 0`)})`;
  return "orUnknown" in filter && filter.orUnknown === true ? sql`(not ${known} or not ${ever})` : sql`(${known} and not ${ever})`;
}

type NumberFilter = Extract<PropertyFilter, { type: "number"; operator: "equals" | "not-equals" | "greater-than" | "at-least" | "less-than" | "at-most" | "between" }>;

function numberCondition(filter: NumberFilter, text: Text): Condition {
  const number = sql`(case when length(${text}) <= ${sql.lit(longestNumber)} and ${text} ~ ${numberPattern} then ${text}::numeric end)`;
  if (filter.operator === "between") return sql`${number} between ${filter.from.trim()}::numeric and ${filter.to.trim()}::numeric`;
  const comparator = { equals: "=", "not-equals": "<>", "greater-than": ">", "at-least": ">=", "less-than": "<", "at-most": "<=" }[filter.operator];
  return sql`${number} ${sql.raw(comparator)} ${filter.value.trim()}::numeric`;
}

/** The moment that a text says, to the millisecond; null when it says none. */
export function momentOf(text: Text): RawBuilder<Date | null> {
  return sql`(case when ${text} ~ ${patterns.moment} then date_trunc('milliseconds', ${text}::timestamptz)
    when ${text} ~ ${patterns.epoch} then timestamptz 'epoch' + ${text}::bigint * interval '1 millisecond' end)`;
}

/** The day that a text says, or the day of its moment in the zone; null when it says neither. */
export function dayOf(text: Text, timeZone: string): RawBuilder<string | null> {
  return sql`(case when ${text} ~ ${patterns.day} then ${text}::date else (${momentOf(text)} at time zone ${timeZone}::text)::date end)`;
}

function rangeCondition({ firstDay, lastDay, from, until }: DateRange, type: "date" | "datetime", text: Text): Condition {
  const within = (value: RawBuilder<unknown>, ends: readonly [comparator: string, end: string | null][], cast: string): Condition =>
    both([sql`${value} is not null`, ...ends.flatMap(([comparator, end]) => (end === null ? [] : [sql<SqlBool>`${value} ${sql.raw(comparator)} ${end}::${sql.raw(cast)}`]))]);
  const days = (value: RawBuilder<unknown>): Condition => within(value, [[">=", firstDay], ["<=", lastDay]], "date");
  if (type === "date") return days(dayOf(text, "UTC"));
  const moments = within(momentOf(text), [[">=", from], ["<", until]], "timestamptz");
  return sql`(case when ${text} ~ ${patterns.day} then ${days(sql`${text}::date`)} else ${moments} end)`;
}

function otherCondition(filter: Extract<PropertyFilter, { otherProperty: string }>, text: Text, other: Text, { timeZone }: Asking): Condition {
  const [day, otherDay] = [dayOf(text, filter.type === "date" ? "UTC" : timeZone), dayOf(other, timeZone)];
  if (filter.operator === "equals-property") return sql`${day} = ${otherDay}`;
  const comparator = sql.raw(filter.operator === "before-property" ? "<" : ">");
  if (filter.type === "date") return sql`${day} ${comparator} ${otherDay}`;
  return sql`(case when ${momentOf(text)} is not null and ${momentOf(other)} is not null then ${momentOf(text)} ${comparator} ${momentOf(other)} else ${day} ${comparator} ${otherDay} end)`;
}
