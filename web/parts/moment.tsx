import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { dateText, isToday, momentText, timeText, wholeMomentText } from "./moments.ts";

/** A moment; hovering shows it in full. */
export function Moment({ at }: { at: string }): ReactNode {
  return (
    <time dateTime={at} title={wholeMomentText(at)} style={{ whiteSpace: "nowrap" }}>
      {momentText(at, new Date())}
    </time>
  );
}

/** A moment inside a sentence: `today at 11:33 AM`, or its date and time. */
export function SaidMoment({ at }: { at: string }): ReactNode {
  const { t } = useLingui();
  const now = new Date();
  return (
    <time dateTime={at} title={wholeMomentText(at)}>
      {isToday(at, now) ? t`today at ${timeText(at)}` : momentText(at, now)}
    </time>
  );
}

/** A calendar date. */
export function CalendarDate({ date }: { date: string }): ReactNode {
  return (
    <time dateTime={date} style={{ whiteSpace: "nowrap" }}>
      {dateText(date)}
    </time>
  );
}
