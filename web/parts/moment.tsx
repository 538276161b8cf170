import type { ReactNode } from "react";
import { dateText, momentText, wholeMomentText } from "./moments.ts";

/** A moment; hovering shows it in full. */
export function Moment({ at }: { at: string }): ReactNode {
  return (
    <time dateTime={at} title={wholeMomentText(at)} style={{ whiteSpace: "nowrap" }}>
      {momentText(at, new Date())}
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
