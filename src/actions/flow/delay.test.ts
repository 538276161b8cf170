import { describe, expect, test } from "vitest";
import { factsOfSubject } from "../../domain/trigger/subject-facts.ts";
import type { Instant } from "../../domain/dates.ts";
import type { Subject } from "../../domain/record.ts";
import { aSubject } from "../sale/samples.ts";
import { delay } from "./delay.ts";
import type { FlowDecision, FlowFacts } from "./flow-action.ts";

const newYork = "America/New_York";

function decided(settings: Record<string, unknown>, facts: Partial<FlowFacts> = {}, properties: Record<string, string> = {}): FlowDecision {
  const ready = delay.ready(settings);
  if (!ready.ok) throw new Error(JSON.stringify(ready.error));
  const decision = ready.value.decide(factsOf(facts, properties));
  if (!decision.ok) throw new Error(JSON.stringify(decision.error));
  return decision.value;
}

function factsOf(facts: Partial<FlowFacts>, properties: Record<string, string>): FlowFacts {
  const sample = aSubject();
  const subject: Subject = { ...sample, record: { ...sample.record, properties: { ...sample.record.properties, ...properties } } };
  const now = "2026-11-23T18:00:00.000Z" as Instant;
  return { subject, facts: factsOfSubject(subject), outputs: {}, branches: [], timeZone: newYork, now, since: now, planned: null, document: null, ...facts };
}

const at = (text: string) => text as Instant;

describe("a delay", () => {
  test.each([
    [{ amount: "30", unit: "minutes" }, "2026-11-23T18:30:00.000Z"],
    [{ amount: "2", unit: "hours" }, "2026-11-23T20:00:00.000Z"],
    [{ amount: "1", unit: "weeks" }, "2026-11-30T18:00:00.000Z"],
  ])("for %j ends that much after the step began", (settings, until) => {
    expect(decided({ until: "duration", ...settings })).toMatchObject({ flow: "wait", until });
  });

  test("of a day keeps the time of day when the clocks change", () => {
    const since = at("2026-03-07T17:00:00.000Z"); // noon in New York, the day before summer time begins
    expect(decided({ until: "duration", amount: "1", unit: "days" }, { since, now: since })).toMatchObject({ until: "2026-03-08T16:00:00.000Z" });
    expect(decided({ until: "duration", amount: "24", unit: "hours" }, { since, now: since })).toMatchObject({ until: "2026-03-08T17:00:00.000Z" });
  });

  test("that is over lets the record go on, however late it is looked at", () => {
    expect(decided({ until: "duration", amount: "1", unit: "hours" }, { since: at("2026-11-23T17:00:00.000Z") }).flow).toBe("go-on");
  });

  test.each([
    [{ dateProperty: "due" }, "2026-12-01", "2026-12-01T05:00:00.000Z"],
    [{ dateProperty: "due", offsetDays: "-3", timeOfDay: "09:00" }, "2026-12-01", "2026-11-28T14:00:00.000Z"],
    [{ dateProperty: "due", offsetDays: "1" }, "2026-12-01T12:00:00Z", "2026-12-02T12:00:00.000Z"],
    [{ dateProperty: "due", offsetDays: "-90", offsetUnit: "minutes" }, "2026-12-01T12:00:00Z", "2026-12-01T10:30:00.000Z"],
    [{ dateProperty: "due", offsetDays: "-2", offsetUnit: "hours", timeOfDay: "09:00" }, "2026-12-01", "2026-12-01T12:00:00.000Z"],
    [{ dateProperty: "due", offsetDays: "1", offsetUnit: "weeks" }, "2026-12-01", "2026-12-08T05:00:00.000Z"],
    [{ dateProperty: "due", offsetDays: "24", offsetUnit: "hours" }, "2027-03-13T17:00:00Z", "2027-03-14T17:00:00.000Z"],
    [{ dateProperty: "due", offsetDays: "1", offsetUnit: "days" }, "2027-03-13T17:00:00Z", "2027-03-14T16:00:00.000Z"],
  ])("until a date %j of %s ends at %s", (settings, due, until) => {
    expect(decided({ until: "date", ...settings }, {}, { due })).toMatchObject({ flow: "wait", until });
  });

  test("until a date that has passed goes on at once", () => {
    expect(decided({ until: "date", dateProperty: "due" }, {}, { due: "2026-11-01" }).flow).toBe("go-on");
  });

  test("until a date that is missing or no date says so", () => {
    const ready = delay.ready({ until: "date", dateProperty: "due" });
    if (!ready.ok) throw new Error("not ready");
    expect(ready.value.decide(factsOf({}, {}))).toMatchObject({ ok: false, error: [{ code: "property-empty", property: "due" }] });
    expect(ready.value.decide(factsOf({}, { due: "soon" }))).toMatchObject({ ok: false, error: [{ code: "property-unreadable", value: "soon" }] });
  });

  test.each([
    [["tuesday"], "09:00", "2026-11-24T14:00:00.000Z"],
    [["monday"], "15:00", "2026-11-23T20:00:00.000Z"],
    [["monday"], "09:00", "2026-11-30T14:00:00.000Z"],
    [["friday", "wednesday"], null, "2026-11-25T05:00:00.000Z"],
  ])("until %j at %s, begun on a Monday at 13:00, ends at %s", (weekdays, timeOfDay, until) => {
    expect(decided({ until: "weekday", weekdays, timeOfDay })).toMatchObject({ flow: "wait", until });
  });

  test.each([
    [{ until: "date" }, "dateProperty"],
    [{ until: "weekday" }, "weekdays"],
    [{ until: "duration", amount: "0" }, "amount"],
    [{ until: "weekday", weekdays: ["monday"], timeOfDay: "25:00" }, "timeOfDay"],
  ])("with settings %j is refused and names the field", (settings, field) => {
    expect(delay.ready(settings)).toMatchObject({ ok: false, error: [{ code: "setting-invalid", field }] });
  });
});
