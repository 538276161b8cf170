import { describe, expect, it } from "vitest";
import { dateText, durationText, isToday, momentText, timeText } from "./moments.ts";

const now = new Date("2026-11-23T11:20:00Z");

describe("dates and moments", () => {
  it("keep a calendar date as it is in every time zone", () => {
    expect(dateText("2026-11-23", "en-US")).toBe("Nov 23, 2026");
    expect(dateText("2026-03-01", "nl-NL")).toBe("1 mrt 2026");
  });

  it("show today's moments by their time and earlier ones with their date", () => {
    expect(momentText("2026-11-23T09:05:07.123Z", now, "en-GB", "UTC")).toBe("09:05:07");
    expect(momentText("2026-11-22T23:59:59.000Z", now, "en-GB", "UTC")).toBe("22 Nov 2026, 23:59");
  });

  it("decide today in the reader's time zone", () => {
    expect(momentText("2026-11-22T23:59:59.000Z", now, "en-GB", "Europe/Amsterdam")).toBe("00:59:59");
  });

  it("give the time of day for sentences about today", () => {
    expect(isToday("2026-11-22T23:59:59.000Z", now, "UTC")).toBe(false);
    expect(isToday("2026-11-22T23:59:59.000Z", now, "Europe/Amsterdam")).toBe(true);
    expect(timeText("2026-11-23T09:05:07.123Z", "en-GB", "UTC")).toBe("09:05");
  });

  it("say how long something took", () => {
    expect(durationText(40, "en-US")).toBe("40 ms");
    expect(durationText(1_240, "en-US")).toBe("1.2 sec");
    expect(durationText(180_000, "en-US")).toBe("3 min");
    expect(durationText(-3, "en-US")).toBe("0 ms");
  });
});
