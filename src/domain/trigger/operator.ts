/** The operators: which a property's type has, what each compares with, and how it reads. */
import type { AssociatedFilter, FilterType, PropertyFilter, PropertyOperator } from "../trigger.ts";

/** What an operator is given: nothing, values to choose, one value, two ends, a span of time, or another property. */
export type Operands = "none" | "values" | "value" | "range" | "period" | "property";

/** "…" stands where the operand goes; without it the operand comes last. */
const operators: Record<PropertyOperator, { words: string; operands: Operands }> = {
  "is-known": { words: "is known", operands: "none" },
  "is-unknown": { words: "is unknown", operands: "none" },
  "is-any-of": { words: "is any of", operands: "values" },
  "is-none-of": { words: "is none of", operands: "values" },
  "contains-any-of": { words: "contains any of", operands: "values" },
  "contains-all-of": { words: "contains all of", operands: "values" },
  "contains-none-of": { words: "contains none of", operands: "values" },
  "starts-with-any-of": { words: "starts with any of", operands: "values" },
  "ends-with-any-of": { words: "ends with any of", operands: "values" },
  "is-exactly": { words: "is exactly", operands: "values" },
  "has-ever-been-any-of": { words: "has ever been any of", operands: "values" },
  "has-never-been-any-of": { words: "has never been any of", operands: "values" },
  "changed-to-any-of": { words: "changed to any of", operands: "values" },
  equals: { words: "is equal to", operands: "value" },
  "not-equals": { words: "is not equal to", operands: "value" },
  "greater-than": { words: "is greater than", operands: "value" },
  "at-least": { words: "is at least", operands: "value" },
  "less-than": { words: "is less than", operands: "value" },
  "at-most": { words: "is at most", operands: "value" },
  between: { words: "is between", operands: "range" },
  before: { words: "is before", operands: "value" },
  after: { words: "is after", operands: "value" },
  on: { words: "is on", operands: "value" },
  "in-last": { words: "is in the last", operands: "period" },
  "in-next": { words: "is in the next", operands: "period" },
  "more-than-ago": { words: "is more than … ago", operands: "period" },
  "less-than-ago": { words: "is less than … ago", operands: "period" },
  "equals-property": { words: "is on the same day as", operands: "property" },
  "before-property": { words: "is before", operands: "property" },
  "after-property": { words: "is after", operands: "property" },
};

const known = ["is-known", "is-unknown"] as const;
const dateOperators = [
  "on", "before", "after", "between", "in-last", "in-next", "more-than-ago", "less-than-ago", "equals-property", "before-property", "after-property", ...known,
] as const;

const operatorsByType: Record<FilterType, readonly PropertyOperator[]> = {
  text: ["is-any-of", "is-none-of", "contains-any-of", "contains-none-of", "starts-with-any-of", "ends-with-any-of", ...known],
  number: ["equals", "not-equals", "greater-than", "at-least", "less-than", "at-most", "between", ...known],
  enumeration: ["is-any-of", "is-none-of", "has-ever-been-any-of", "has-never-been-any-of", "changed-to-any-of", ...known],
  "multi-select": ["contains-any-of", "contains-all-of", "contains-none-of", "is-exactly", ...known],
  boolean: ["is-any-of", "is-none-of", ...known],
  date: dateOperators,
  datetime: dateOperators,
};

/** The operators of a type, the usual ones first. */
export function operatorsOf(type: FilterType): readonly PropertyOperator[] {
  return operatorsByType[type];
}

/** How an operator reads, for example `is any of`. */
export function wordsOf(operator: PropertyOperator): string {
  return operators[operator].words;
}

/** What an operator is given. */
export function operandsOf(operator: PropertyOperator): Operands {
  return operators[operator].operands;
}

/** Whether the operator is a negative one, which may let records without a value pass (`orUnknown`). */
export function mayPassUnknown(operator: PropertyOperator): boolean {
  return operator === "is-none-of" || operator === "contains-none-of" || operator === "not-equals" || operator === "has-never-been-any-of";
}

/** How the CRM calls things; of what it does not know it gives the internal name back. */
export interface FilterNames {
  property: (property: string) => string;
  value: (property: string, value: string) => string;
  /** The words in between, in another language; absent = in English. */
  say?: Say;
}

/** An English text in the reader's language. */
export type Say = (text: string) => string;

/** The texts as they are. */
export const inEnglish: Say = (text) => text;

/** What a filter compares with, in words; [] = nothing. */
export function operandsInWords(filter: PropertyFilter, names: FilterNames): string[] {
  if ("values" in filter) return filter.values.map((value) => names.value(filter.property, value));
  if ("value" in filter) return [names.value(filter.property, filter.value)];
  const say = names.say ?? inEnglish;
  if ("from" in filter) return [`${filter.from} ${say("and")} ${filter.to}`];
  if ("amount" in filter) return [`${filter.amount} ${say(filter.amount === 1 ? filter.unit.slice(0, -1) : filter.unit)}`];
  return "otherProperty" in filter ? [names.property(filter.otherProperty)] : [];
}

/** A filter on a property in words, for example `Deal stage is any of Closed won or Lost`. */
export function propertyFilterInWords(filter: PropertyFilter, names: FilterNames): string {
  const say = names.say ?? inEnglish;
  const operand = operandsInWords(filter, names).join(` ${say("or")} `);
  const words = say(wordsOf(filter.operator));
  const said = words.includes("…") ? words.replace("…", operand) : [words, operand].filter((part) => part !== "").join(" ");
  return `${names.property(filter.property)} ${said}${"orUnknown" in filter && filter.orUnknown === true ? ` ${say("or is unknown")}` : ""}`;
}

/** Which associated records a filter asks for, for example `any associated contact "Decision maker"`. */
export function associatedInWords({ quantifier, objectType, label }: AssociatedFilter, say = inEnglish): string {
  return `${say(`${quantifier} associated ${objectType.replace("-", " ")}`)}${label === null ? "" : ` "${label}"`}`;
}
