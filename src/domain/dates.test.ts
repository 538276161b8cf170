import { expect, test } from "vitest";
import { addDays, instantOf, localDateIn, parseInstant, parseLocalDate, type LocalDate } from "./dates.ts";

test.each([
  ["2026-02-28", "2026-02-28"],
  ["2026-02-30", undefined],
  ["2026-2-3", undefined],
  ["tomorrow", undefined],
])("reads the date %j as %j", (text, expected) => expect(parseLocalDate(text)).toBe(expected));

test("a moment is a date of the company's own zone", () => {
  const lateEvening = parseInstant("2026-11-24T02:30:00Z")!;
  expect(localDateIn("America/Los_Angeles", lateEvening)).toBe("2026-11-23");
  expect(localDateIn("Europe/Amsterdam", lateEvening)).toBe("2026-11-24");
});

test("days are calendar days, across months and daylight saving", () => {
  expect(addDays("2026-10-30" as LocalDate, 30)).toBe("2026-11-29");
  expect(addDays("2028-02-28" as LocalDate, 1)).toBe("2028-02-29");
});

test("epoch milliseconds and ISO text are the same moment", () => {
  expect(parseInstant("1763600000000")).toBe(instantOf(1763600000000));
  expect(parseInstant("2026-11-20T17:03:44.871Z")).toBe("2026-11-20T17:03:44.871Z");
});
