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
  expect(sweptDateKeys(groups(relative("more-than-ago")), passed)).toEqual(["closedate|2026-11-11T14"]);
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

const zones = ["America/Los_Angeles", "Europe/Amsterdam", "Pacific/Kiritimati", "America/Santiago", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham", "America/St_Johns", "Antarctica/Troll", "Africa/Casablanca", "Pacific/Apia"];
/** Around changes of the clocks, north and south. */
const moments = ["2026-02-15T02:00:00Z", "2026-03-08T10:00:00Z", "2026-03-29T01:00:00Z", "2026-04-04T14:00:00Z", "2026-04-04T15:00:00Z", "2026-04-05T03:00:00Z", "2026-09-06T04:00:00Z", "2026-09-26T14:00:00Z", "2026-10-03T15:30:00Z", "2026-10-25T01:00:00Z", "2026-11-01T04:30:00Z", "2026-11-01T09:00:00Z", "2026-11-25T20:00:00Z", "2026-12-30T10:00:00Z", "2026-03-31T22:00:00Z"];

const steps = [
  { what: "the start goes back with the clocks", timeZone: "Europe/Amsterdam", filter: relative("in-last", 1, "weeks"), from: "2026-10-25T00:59:00Z", since: "2026-10-25T00:59:00Z", to: "2026-10-25T01:00:00Z", value: "2026-10-18T00:30:00Z", key: "2026-10-18T00" },
  { what: "the start lies in an hour that the clocks left out", timeZone: "Europe/Amsterdam", filter: relative("in-last", 1, "weeks"), from: "2026-04-05T00:59:00Z", since: "2026-04-05T00:59:00Z", to: "2026-04-05T01:00:00Z", value: "2026-03-29T01:30:00Z", key: "2026-03-29T01" },
  { what: "the end went back before the record was looked at", timeZone: "America/St_Johns", filter: relative("more-than-ago", 1, "weeks"), from: "2026-11-01T04:20:00Z", since: "2026-11-01T04:30:00Z", to: "2026-11-01T04:45:00Z", value: "2026-10-25T03:35:00Z", key: "2026-10-25T03" },
  { what: "clocks go back over midnight, and the first day is yesterday's again", timeZone: "America/St_Johns", filter: relative("in-last", 1, "weeks", "date"), from: "2010-11-07T02:30:00Z", since: "2010-11-07T02:30:00Z", to: "2010-11-07T02:31:00Z", value: "2010-10-30", key: "2010-10-30" },
  { what: "clocks went back over midnight, and the last day comes a second time", timeZone: "America/St_Johns", filter: relative("in-next", 1, "weeks", "date"), from: "2010-11-07T02:30:00Z", since: "2010-11-07T02:31:00Z", to: "2010-11-07T03:31:00Z", value: "2010-11-14", key: "2010-11-14" },
  { what: "a month before March 30th is the last of February again", timeZone: "UTC", filter: relative("in-last", 1, "months"), from: "2026-03-29T23:58:00Z", since: "2026-03-29T23:58:00Z", to: "2026-03-30T00:03:00Z", value: "2026-02-28T12:00:00Z", key: "2026-02-28T12" },
];

test.each(steps)("where a range steps back, those that it lets in again have a key: $what", ({ timeZone, filter, from, since, to, value, key }) => {
  const meets = (now: string) => matchTriggers(groups(filter), { properties: { closedate: value } }, { timeZone, now: now as Instant }).matched;
  expect([meets(since), meets(to)]).toEqual([false, true]);
  expect(sweptDateKeys(groups(filter), { timeZone, from: from as Instant, to: to as Instant })).toContain(`closedate|${key}`);
});

/** When clocks change in the zone for the first or second time from 2026 on; null = never. */
function clockChange(timeZone: string, which: 1 | 2): Temporal.ZonedDateTime | null {
  const first = Temporal.Instant.from("2026-01-01T00:00:00Z").toZonedDateTimeISO(timeZone).getTimeZoneTransition("next");
  return which === 1 ? first : (first?.getTimeZoneTransition("next") ?? null);
}

test("whoever meets a relative filter and did not a while ago, merely because time passed, has one of the keys", () => {
  const cases = fc.record({
    at: fc.constantFrom(...moments), change: fc.option(fc.record({ which: fc.constantFrom(1, 2), is: fc.constantFrom("now", "at-the-end") })), around: fc.integer({ min: -180, max: 180 }), minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 4_000 })), timeZone: fc.constantFrom(...zones), amount: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 20 }) }, { weight: 1, arbitrary: fc.constant(180) }), unit: fc.constantFrom(...timeUnits),
    operator: fc.constantFrom("in-last", "in-next", "more-than-ago", "less-than-ago"), type: fc.constantFrom("date", "datetime"), isDay: fc.boolean(), share: fc.double({ min: -0.2, max: 1.2, noNaN: true }), aside: fc.oneof(fc.constant(0), fc.integer({ min: -120, max: 120 }), fc.integer({ min: -1_500, max: 1_500 })), ahead: fc.constantFrom(-1, 0, 1),
    // A record may have been looked at since the last look.
    since: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
  });
  let begun = 0;
  fc.assert(fc.property(cases, ({ at, change, around, minutes, timeZone, amount, unit, operator, type, isDay, share, aside, ahead, since }) => {
    const changes = change === null ? null : clockChange(timeZone, change.which);
    const middle = change?.is === "at-the-end" ? changes?.add({ [unit]: -ahead * amount }) : changes;
    const to = instantOf((middle?.epochMilliseconds ?? Date.parse(at)) + around * minute);
    const from = later(to, -minutes * minute);
    // A value where the range ends, more or less, so that many begin.
    const end = instantOf(Temporal.Instant.from(from).toZonedDateTimeISO(timeZone).add({ [unit]: ahead * amount }).epochMilliseconds);
    const value = later(end, (share * minutes + aside) * minute);
    const text = isDay ? value.slice(0, 10) : value;
    const wanted = groups(relative(operator, amount, unit, type));
    const meets = (now: Instant) => matchTriggers(wanted, { properties: { closedate: text } }, { timeZone, now }).matched;
    if (meets(later(from, since * minutes * minute)) || !meets(to)) return;
    begun += 1;
    const keys = sweptDateKeys(wanted, { timeZone, from, to });
    const read = dateValueOf(text, "datetime");
    if (read === null) throw new Error(`${text} is no date`);
    expect(keys).toContain(`closedate|${"day" in read ? read.day : read.moment.slice(0, 13)}`);
  }), { numRuns: 20_000, examples: [[{ at: "2026-04-04T15:00:00Z", change: null, around: 0, minutes: 1, timeZone: "Australia/Lord_Howe", amount: 1, unit: "weeks", operator: "less-than-ago", type: "datetime", isDay: false, share: 0, aside: 0, ahead: -1, since: 0 }]] });
  expect(begun).toBeGreaterThan(500);
});
