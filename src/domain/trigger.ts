/**
 * Triggers: groups of filters on a record's properties and on its associated records. All filters of a group must hold, any
 * one group suffices. How they are judged is in `trigger/`.
 */
import { z } from "zod";
import { parseDecimal } from "./money.ts";
import { objectType } from "./record.ts";
import { longestNumber } from "./trigger/comparable.ts";
import { parseDay, parseMoment } from "./trigger/date-value.ts";

const propertyName = z.string().trim().min(1, "choose a property");
const values = z.array(z.string().trim().min(1)).min(1, "give at least one value");
const decimalValue = z.string().max(longestNumber, "give a shorter number").refine((text) => parseDecimal(text) !== undefined, "give a number");
const dateValue = z.string().refine((text) => parseDay(text) !== undefined || parseMoment(text) !== undefined, "give a date (YYYY-MM-DD)");
/** A record without a value meets the filter too; otherwise no comparison holds for it, not even a negative one. */
const orUnknown = z.boolean().optional();

/** The types of properties, as far as filters tell them apart. A multi-select's value is a set. */
export const filterTypes = ["text", "number", "enumeration", "multi-select", "boolean", "date", "datetime"] as const;
export type FilterType = (typeof filterTypes)[number];

export const timeUnits = ["minutes", "hours", "days", "weeks", "months"] as const;
export type TimeUnit = (typeof timeUnits)[number];

const dateTypes = z.enum(["date", "datetime"]);

/** A filter on one property. `type` is the property's type; the operators are those HubSpot gives that type. */
export const propertyFilter = z.discriminatedUnion("operator", [
  z.object({ property: propertyName, operator: z.literal("is-known"), type: z.enum(filterTypes) }),
  z.object({ property: propertyName, operator: z.literal("is-unknown"), type: z.enum(filterTypes) }),
  z.object({ property: propertyName, operator: z.literal("is-any-of"), type: z.enum(["text", "enumeration", "boolean"]), values }),
  z.object({ property: propertyName, operator: z.literal("is-none-of"), type: z.enum(["text", "enumeration", "boolean"]), values, orUnknown }),
  z.object({ property: propertyName, operator: z.literal("contains-any-of"), type: z.enum(["text", "multi-select"]), values }),
  z.object({ property: propertyName, operator: z.literal("contains-none-of"), type: z.enum(["text", "multi-select"]), values, orUnknown }),
  z.object({ property: propertyName, operator: z.enum(["starts-with-any-of", "ends-with-any-of"]), type: z.literal("text"), values }),
  z.object({ property: propertyName, operator: z.enum(["contains-all-of", "is-exactly"]), type: z.literal("multi-select"), values }),
  z.object({ property: propertyName, operator: z.enum(["has-ever-been-any-of", "changed-to-any-of"]), type: z.literal("enumeration"), values }),
  z.object({ property: propertyName, operator: z.literal("has-never-been-any-of"), type: z.literal("enumeration"), values, orUnknown }),
  z.object({ property: propertyName, operator: z.enum(["equals", "greater-than", "at-least", "less-than", "at-most"]), type: z.literal("number"), value: decimalValue }),
  z.object({ property: propertyName, operator: z.literal("not-equals"), type: z.literal("number"), value: decimalValue, orUnknown }),
  z.discriminatedUnion("type", [
    z.object({ property: propertyName, operator: z.literal("between"), type: z.literal("number"), from: decimalValue, to: decimalValue }),
    z.object({ property: propertyName, operator: z.literal("between"), type: dateTypes, from: dateValue, to: dateValue }),
  ]),
  z.object({ property: propertyName, operator: z.enum(["before", "after", "on"]), type: dateTypes, value: dateValue }),
  z.object({
    property: propertyName,
    operator: z.enum(["in-last", "in-next", "more-than-ago", "less-than-ago"]),
    type: dateTypes,
    amount: z.int("give a whole number").min(1, "give at least 1").max(10_000, "give at most 10,000"),
    unit: z.enum(timeUnits),
  }),
  z.object({ property: propertyName, operator: z.enum(["equals-property", "before-property", "after-property"]), type: dateTypes, otherProperty: propertyName }),
]);
export type PropertyFilter = z.infer<typeof propertyFilter>;
export type PropertyOperator = PropertyFilter["operator"];

/**
 * A filter on the records of another type that are associated, under a label when one is given: whether any, all (and at
 * least one) or none of them meet all of the filters.
 */
export const associatedFilter = z.object({
  operator: z.literal("associated"),
  objectType,
  label: z.string().trim().min(1).nullable(),
  quantifier: z.enum(["any", "all", "none"]),
  filters: z.array(propertyFilter).min(1, "say what must hold for the associated record"),
});
export type AssociatedFilter = z.infer<typeof associatedFilter>;

/** One filter. */
export const filter = z.discriminatedUnion("operator", [propertyFilter, associatedFilter]);
export type Filter = z.infer<typeof filter>;

/** A group: all of its filters must hold. */
export const filterGroup = z.object({ filters: z.array(filter).min(1, "a group needs at least one filter") });
export type FilterGroup = z.infer<typeof filterGroup>;
