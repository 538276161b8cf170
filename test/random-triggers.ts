/** Random filters and records, with values that are hard to tell apart, for holding the two evaluators of triggers together. */
import fc from "fast-check";
import { type AssociatedFilter, type Filter, filter, type FilterGroup, filterTypes, type PropertyFilter, timeUnits } from "#domain/trigger.ts";
import { mayPassUnknown, operandsOf, operatorsOf } from "#domain/trigger/operator.ts";

const words = ["Acme", "ACME ", " acme", "Ａｃｍｅ", "Café", "Cafe\u0301", "ΣΟΦΟΣ", "σοφος", "σοφοσ", "İstanbul", "istanbul", "ﬁne", "fine", "straße", "STRASSE", "مرحبا", "東京", "😀", "a", "A;b", "b；a", "b; A ;", "a;b;c", ";", "a b", "100%", "_", "\\", "'", "K", "k"];
const numbers = ["0", "-0", "1", "1.0", " 1 ", "+1", "1.", ".5", "0.5", "-.5", "1e5", "0x10", "１", "00012.50", "12.5", "-3", "99999999999999999999.01", "1,000", `1${"0".repeat(120)}`, "\u00a07"];
const days = ["2026-03-07", "2026-03-08", "2026-03-09", "2026-11-01", "2026-11-25", "2026-11-24", "2026-12-25", "2024-02-29", "2100-02-29", "2026-02-30", "2026-13-01", " 2026-11-25 ", "0999-01-01", "20261125"];
const moments = [
  "2026-11-25T20:00:00Z", "2026-11-25T20:00:00.000Z", "2026-11-25T20:00:00.001Z", "2026-11-25T19:59:59.999999Z", "2026-11-25T12:00:00-08:00", "2026-11-25T07:59:59Z", "2026-11-25T08:00Z",
  "2026-11-26T07:59:59.999Z", "2026-11-26T08:00:00Z", "2026-03-08T09:59:59Z", "2026-03-08T10:00:00Z", "2026-11-01T07:00:00Z", "2026-11-01T08:30:00Z", "2026-10-25T19:00:00Z", "2026-11-18T20:00:00Z",
  "2026-11-25T20:00:00", "2026-11-25T24:00:00Z", "2026-02-30T00:00:00Z", "1795636800000", "1795593600000", "1795132800001", "-9999999999", "2026-11-25 20:00:00Z", "2026-11-25t20:00:00z", "2026-11-25T23:00:00+14:00",
];
const emptiness = [null, "", " ", "\u00a0\t", "\u3000\ufeff"];
const booleans = ["true", "false", "TRUE", " False", "1"];

const realDays = days.filter((day) => isOperand("date", day));
const realMoments = moments.filter((moment) => isOperand("datetime", moment));
const realNumbers = numbers.filter((number) => isOperand("number", number));

function isOperand(type: "date" | "datetime" | "number", value: string): boolean {
  return filter.safeParse({ property: "p", type, operator: type === "number" ? "equals" : "on", value }).success;
}

/** The properties of the random records. */
export const properties = ["p", "q", "r"] as const;
/** When random filters are asked: around it the dates lie. */
export const asked = "2026-11-25T20:00:00.000Z";
/** Zones with and without changes of the clocks, east and west. */
export const zones = ["America/Los_Angeles", "Europe/Amsterdam", "Pacific/Kiritimati", "UTC", "Asia/Kolkata"] as const;

const value = fc.oneof(
  fc.constantFrom(...words, ...numbers, ...days, ...moments, ...booleans),
  fc.constantFrom(...emptiness),
  fc.tuple(fc.constantFrom(...words, ...booleans), fc.constantFrom("", " ", ";", "x", "\u200b"), fc.constantFrom(...words)).map((parts) => parts.join("")),
  fc.string({ maxLength: 4 }),
  fc.integer({ min: -400, max: 400 }).map((hours) => new Date(Date.parse(asked) + hours * 3_600_000).toISOString()),
  fc.integer({ min: -60, max: 60 }).map((apart) => new Date(Date.parse(asked) + apart * 86_400_000).toISOString().slice(0, 10)),
);

/** A record's properties; some are absent. */
export const someProperties: fc.Arbitrary<Record<string, string | null>> = fc.record(Object.fromEntries(properties.map((name) => [name, value])), { requiredKeys: [] }) as fc.Arbitrary<Record<string, string | null>>;

/** The past of the properties. */
export const someHistories = fc.dictionary(fc.constantFrom(...properties), fc.record({ ever: fc.uniqueArray(fc.constantFrom("a", "b", "acme", "true"), { maxLength: 3 }), changed: fc.boolean() }));

const property = fc.constantFrom(...properties);
const operandText = fc.constantFrom(...words, ...booleans, ...numbers.slice(0, 3)).filter((text) => text.trim() !== "");
const operandValues = fc.array(operandText, { minLength: 1, maxLength: 3 });

const propertyFilter: fc.Arbitrary<PropertyFilter> = fc.constantFrom(...filterTypes.flatMap((type) => operatorsOf(type).map((operator) => ({ type, operator })))).chain(({ type, operator }) => {
  const single = type === "number" ? fc.constantFrom(...realNumbers) : fc.constantFrom(...realDays, ...realMoments);
  const operands: fc.Arbitrary<object> = {
    none: fc.constant({}),
    values: fc.record({ values: operandValues }),
    value: fc.record({ value: single }),
    range: fc.record({ from: single, to: single }),
    period: fc.record({ amount: fc.integer({ min: 1, max: 60 }), unit: fc.constantFrom(...timeUnits) }),
    property: fc.record({ otherProperty: property }),
  }[operandsOf(operator)];
  const flags: fc.Arbitrary<object> = mayPassUnknown(operator) ? fc.record({ orUnknown: fc.boolean() }) : fc.constant({});
  return fc.tuple(property, operands, flags).map(([name, given, passing]) => ({ property: name, type, operator, ...given, ...passing }) as PropertyFilter);
});

const associatedFilter: fc.Arbitrary<AssociatedFilter> = fc.record({
  operator: fc.constant("associated" as const),
  objectType: fc.constantFrom("contact" as const, "company" as const),
  label: fc.constantFrom(null, "Billing", "décideur"),
  quantifier: fc.constantFrom("any" as const, "all" as const, "none" as const),
  filters: fc.array(propertyFilter, { minLength: 1, maxLength: 2 }),
});

const anyFilter: fc.Arbitrary<Filter> = fc.oneof({ weight: 8, arbitrary: propertyFilter }, { weight: 1, arbitrary: associatedFilter });

/** One to three groups of one to three filters. */
export const someGroups: fc.Arbitrary<FilterGroup[]> = fc.array(fc.record({ filters: fc.array(anyFilter, { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 3 });
