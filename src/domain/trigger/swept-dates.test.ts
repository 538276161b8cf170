import fc from "fast-check";
import { expect, test } from "vitest";
import { type Instant, instantOf, later } from "../dates.ts";
import { type PropertyFilter, timeUnits } from "../trigger.ts";
import { dateValueOf } from "./date-value.ts";
import { matchTriggers } from "./match.ts";
import { sweptDateKeys } from "./swept-dates.ts";

const minute = 60_000;
const relative = (operator: string, amount = 14, unit = "days", type = "datetime") => ({ property: "closedate", operator, type, amount, unit }) as PropertyFilter;
const groups = (...filters: PropertyFilter[]) => [{ filters }];
const passed = { timeZone: "UTC", from: "2026-11-25T14:02:00.000Z" as Instant, to: "2026-11-25T14:07:00.000Z" as Instant };

test("five minutes pass over a few hours, and over a day at midnight", () => {
  expect(sweptDateKeys(groups(relative("more-than-ago")), passed)).toEqual(["closedate|2026-11-11T13", "closedate|2026-11-11T14", "closedate|2026-11-11T15"]);
  const midnight = { ...passed, from: "2026-11-24T23:58:00.000Z" as Instant, to: "2026-11-25T00:03:00.000Z" as Instant };
  expect(sweptDateKeys(groups(relative("more-than-ago")), midnight)).toContain("closedate|2026-11-10");
});

test("filters that do not hang on time add none, and without any nobody begins", () => {
  const stage: PropertyFilter = { property: "dealstage", operator: "is-known", type: "enumeration" };
  expect(sweptDateKeys(groups(stage), passed)).toEqual([]);
  expect(sweptDateKeys(groups(stage, relative("in-next")), passed)).toEqual(sweptDateKeys(groups(relative("in-next")), passed));
});

test("it cannot be said where associated records have the dates, or when a look was not made for months", () => {
  const associated = { operator: "associated" as const, objectType: "contact" as const, label: null, quantifier: "any" as const, filters: [relative("in-last")] };
  expect(sweptDateKeys([{ filters: [associated] }], passed)).toBeNull();
  expect(sweptDateKeys(groups(relative("in-last")), { ...passed, from: later(passed.to, -100 * 24 * 60 * minute) })).toBeNull();
});

const zones = ["America/Los_Angeles", "Europe/Amsterdam", "Pacific/Kiritimati", "America/Santiago", "Asia/Kolkata", "Australia/Lord_Howe"];
/** Around changes of the clocks, north and south. */
const moments = ["2026-03-08T10:00:00Z", "2026-03-29T01:00:00Z", "2026-04-04T15:00:00Z", "2026-09-06T04:00:00Z", "2026-10-25T01:00:00Z", "2026-11-01T09:00:00Z", "2026-11-25T20:00:00Z", "2026-03-31T22:00:00Z"];

test("whoever begins to meet a relative filter because time passed has one of the keys", () => {
  const cases = fc.record({
    at: fc.constantFrom(...moments), around: fc.integer({ min: -180, max: 180 }), minutes: fc.integer({ min: 1, max: 4_000 }), timeZone: fc.constantFrom(...zones), amount: fc.integer({ min: 1, max: 20 }), unit: fc.constantFrom(...timeUnits),
    operator: fc.constantFrom("in-last", "in-next", "more-than-ago", "less-than-ago"), type: fc.constantFrom("date", "datetime"), isDay: fc.boolean(), share: fc.double({ min: -0.2, max: 1.2, noNaN: true }), ahead: fc.constantFrom(-1, 0, 1),
  });
  let begun = 0;
  fc.assert(fc.property(cases, ({ at, around, minutes, timeZone, amount, unit, operator, type, isDay, share, ahead }) => {
    const to = instantOf(Date.parse(at) + around * minute);
    const from = later(to, -minutes * minute);
    // A value where the range ends, more or less, so that many begin.
    const unitMs = { minutes: minute, hours: 60 * minute, days: 1_440 * minute, weeks: 7 * 1_440 * minute, months: 30 * 1_440 * minute, years: 365 * 1_440 * minute }[unit as string] ?? minute;
    const value = later(from, share * minutes * minute + ahead * amount * unitMs);
    const text = isDay ? value.slice(0, 10) : value;
    const wanted = groups(relative(operator, amount, unit, type));
    const meets = (now: Instant) => matchTriggers(wanted, { properties: { closedate: text } }, { timeZone, now }).matched;
    if (meets(from) || !meets(to)) return;
    begun += 1;
    const keys = sweptDateKeys(wanted, { timeZone, from, to });
    const read = dateValueOf(text, "datetime");
    if (read === null) throw new Error(`${text} is no date`);
    expect(keys).toContain(`closedate|${"day" in read ? read.day : read.moment.slice(0, 13)}`);
  }), { numRuns: 20_000 });
  expect(begun).toBeGreaterThan(500);
});
