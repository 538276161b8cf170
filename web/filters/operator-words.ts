/** The words of filters, in the reader's language. */
import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

const words: Readonly<Record<string, MessageDescriptor>> = {
  "is any of": msg`is any of`,
  "is none of": msg`is none of`,
  "contains any of": msg`contains any of`,
  "contains none of": msg`contains none of`,
  "starts with any of": msg`starts with any of`,
  "ends with any of": msg`ends with any of`,
  "is known": msg`is known`,
  "is unknown": msg`is unknown`,
  "is equal to": msg`is equal to`,
  "is not equal to": msg`is not equal to`,
  "is greater than": msg`is greater than`,
  "is at least": msg`is at least`,
  "is less than": msg`is less than`,
  "is at most": msg`is at most`,
  "is between": msg`is between`,
  "has ever been any of": msg`has ever been any of`,
  "has never been any of": msg`has never been any of`,
  "changed to any of": msg`changed to any of`,
  "contains all of": msg`contains all of`,
  "is exactly": msg`is exactly`,
  "is on": msg`is on`,
  "is before": msg`is before`,
  "is after": msg`is after`,
  "is in the last": msg`is in the last`,
  "is in the next": msg`is in the next`,
  "is more than \u2026 ago": msg`is more than … ago`,
  "is less than \u2026 ago": msg`is less than … ago`,
  "is on the same day as": msg`is on the same day as`,
  "or": msg`or`,
  "and": msg`and`,
  "or is unknown": msg`or is unknown`,
  "minute": msg`minute`,
  "minutes": msg`minutes`,
  "hour": msg`hour`,
  "hours": msg`hours`,
  "day": msg`day`,
  "days": msg`days`,
  "week": msg`week`,
  "weeks": msg`weeks`,
  "month": msg`month`,
  "months": msg`months`,
};

/** An operator, a unit or a word between them. */
export function filterWord(english: string): string {
  const word = words[english];
  return word === undefined ? english : i18n._(word);
}
