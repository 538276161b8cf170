/** "Delay": for a duration, until a date of the record, or until a weekday and time. Safe over changes of the clocks. */
import { z } from "zod";
import { type Instant, instantOf, parseInstant, parseLocalDate } from "../../domain/dates.ts";
import type { Failure } from "../../domain/failure.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { FieldOption, FormField } from "../form.ts";
import { defineFlowAction, type FlowAction, type FlowDecision, type FlowFacts } from "./flow-action.ts";

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const units = ["minutes", "hours", "days", "weeks"] as const;
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "give a time such as 09:00").nullable().default(null);
const wholeNumber = z.string().regex(/^-?\d{1,4}$/, "give a whole number");

const delaySettings = z
  .object({
    until: z.enum(["duration", "date", "weekday"]).default("duration"),
    amount: wholeNumber.default("1").refine((text) => Number(text) > 0, "give a number above 0"),
    unit: z.enum(units).default("days"),
    dateProperty: z.string().trim().min(1).nullable().default(null),
    /** In `offsetUnit`: when it got its name, there were only days. */
    offsetDays: wholeNumber.nullable().default(null),
    offsetUnit: z.enum(units).default("days"),
    weekdays: z.array(z.enum(weekdays)).default([]),
    timeOfDay,
  })
  .superRefine((settings, issues) => {
    if (settings.until === "date" && settings.dateProperty === null) issues.addIssue({ code: "custom", path: ["dateProperty"], message: "choose a date property" });
    if (settings.until === "weekday" && settings.weekdays.length === 0) issues.addIssue({ code: "custom", path: ["weekdays"], message: "choose at least one day" });
  });
type DelaySettings = z.infer<typeof delaySettings>;

const unitOptions: readonly FieldOption[] = [{ value: "minutes", label: "Minutes" }, { value: "hours", label: "Hours" }, { value: "days", label: "Days" }, { value: "weeks", label: "Weeks" }];

const form: readonly FormField[] = [
  {
    kind: "choice", name: "until", label: "Wait", help: "", isRequired: true,
    options: [{ value: "duration", label: "for a time" }, { value: "date", label: "until a date of the record" }, { value: "weekday", label: "until a day of the week" }],
  },
  { kind: "text", name: "amount", label: "How many", help: "", isRequired: true, format: "count", shownWhen: { field: "until", equals: "duration" } },
  {
    kind: "choice", name: "unit", label: "Unit", help: "Days and weeks are calendar days: the time of day stays when the clocks change.", isRequired: true, shownWhen: { field: "until", equals: "duration" },
    options: unitOptions,
  },
  { kind: "property", name: "dateProperty", label: "Date property", help: "A date that has passed lets the record go on at once; without a date it stops.", isRequired: true, of: "date", shownWhen: { field: "until", equals: "date" } },
  { kind: "text", name: "offsetDays", label: "How long after the date", help: "Negative for before it, such as -3. Empty: the date itself.", isRequired: false, format: "text", shownWhen: { field: "until", equals: "date" } },
  { kind: "choice", name: "offsetUnit", label: "Unit", help: "", isRequired: true, options: unitOptions, shownWhen: { field: "until", equals: "date" } },
  {
    kind: "ordered-choices", name: "weekdays", label: "Days", help: "The next of these days; today counts while the time has not passed.", isRequired: true, shownWhen: { field: "until", equals: "weekday" },
    options: weekdays.map((day) => ({ value: day, label: day.charAt(0).toUpperCase() + day.slice(1) })),
  },
  { kind: "text", name: "timeOfDay", label: "Time of day", help: "For example 09:00, in the time zone of your CRM. Of a date, minutes and hours are counted from it. Empty: midnight, or the time that the date property has.", isRequired: false, format: "time", shownWhen: { field: "until", equals: ["date", "weekday"] } },
];

export const delay: FlowAction = defineFlowAction<DelaySettings>({
  kind: "delay",
  title: "Delay",
  group: "Flow",
  description: "Waits for a time, until a date of the record, or until a day of the week.",
  settings: delaySettings,
  form,
  decide: (settings, facts) => {
    const until = wakingTime(settings, facts);
    if (!until.ok) return until;
    if (facts.now >= until.value) return ok<FlowDecision>({ flow: "go-on", decided: { code: "waited-until", until: until.value } });
    return ok<FlowDecision>({ flow: "wait", until: until.value, decided: { code: "waiting-until", until: until.value }, ...(settings.until === "date" && settings.dateProperty !== null && { property: settings.dateProperty }) });
  },
});

/** When the wait is over. It hangs on when the step began and on the record, so it is the same each time it is asked. */
export function wakingTime(settings: DelaySettings, facts: Pick<FlowFacts, "subject" | "timeZone" | "since">): Result<Instant, Failure[]> {
  switch (settings.until) {
    case "duration":
      return ok(momentOf(zonedAt(facts.since, facts.timeZone).add({ [settings.unit]: Number(settings.amount) })));
    case "date":
      return dateOf(settings, facts);
    case "weekday":
      return ok(nextWeekday(settings, facts));
  }
}

/** The same time of day so many calendar days later. */
export function calendarDaysAfter(since: Instant, timeZone: string, days: number): Instant {
  return momentOf(zonedAt(since, timeZone).add({ days }));
}

/** The time of day is the date's own, and the offset counts from it: "2 hours before the date at 09:00" is at seven. */
function dateOf({ dateProperty, offsetDays, offsetUnit, timeOfDay: at }: DelaySettings, { subject: { record }, timeZone }: Pick<FlowFacts, "subject" | "timeZone">): Result<Instant, Failure[]> {
  const property = dateProperty ?? "";
  const value = record.properties[property]?.trim();
  if (!value) return err([{ code: "property-empty", property, recordName: record.name }]);
  const day = parseLocalDate(value);
  const moment = day === undefined ? parseInstant(value) : undefined;
  if (day === undefined && moment === undefined) return err([{ code: "property-unreadable", property, value, expected: "a date" }]);
  const from = moment === undefined ? Temporal.PlainDate.from(day ?? value).toZonedDateTime(timeZone) : zonedAt(moment, timeZone);
  const timed = at === null ? from : from.withPlainTime(at);
  return ok(momentOf(timed.add({ [offsetUnit]: Number(offsetDays ?? 0) })));
}

/** The first of the days at the time that is not before the step began. */
function nextWeekday({ weekdays: days, timeOfDay: at }: DelaySettings, { timeZone, since }: Pick<FlowFacts, "timeZone" | "since">): Instant {
  const began = zonedAt(since, timeZone);
  const candidates = Array.from({ length: 8 }, (_, ahead) => began.toPlainDate().add({ days: ahead }).toZonedDateTime({ timeZone, plainTime: at ?? "00:00" }));
  const next = candidates.find((one) => days.includes(weekdays[one.dayOfWeek - 1] ?? "monday") && Temporal.ZonedDateTime.compare(one, began) >= 0);
  return momentOf(next ?? began);
}

function zonedAt(instant: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
}

function momentOf(zoned: Temporal.ZonedDateTime): Instant {
  return instantOf(zoned.epochMilliseconds);
}
