import { beforeEach, expect, test } from "vitest";
import { instantOf } from "../../domain/dates.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import type { CrmReference } from "../../domain/trigger/references.ts";
import { forgetNames, isReadTooEarly } from "./omitted-names.ts";

const id = "c1" as ConnectionId;
const lacked: CrmReference[] = [{ kind: "property", objectType: "deal", name: "erp_number" }];
let now: number;
let place: Parameters<typeof isReadTooEarly>[0];

beforeEach(() => {
  now = 1_000;
  place = { store: {}, clock: { now: () => instantOf(now) } } as unknown as typeof place;
});

const isTooEarly = (readAt: number): boolean => isReadTooEarly(place, id, lacked, instantOf(readAt));

test("every reading that began before the new list was known is made again, and one that began after it is believed", () => {
  expect(isTooEarly(900)).toBe(true);
  now = 1_500;
  expect([isTooEarly(950), isTooEarly(1_000), isTooEarly(1_001)]).toEqual([true, true, false]);
});

test("a name that was gone in between is new again", () => {
  isTooEarly(900);
  now = 2_000;
  forgetNames(place, id, lacked);
  expect(isTooEarly(1_900)).toBe(true);
  now = 2_500;
  expect([isTooEarly(1_950), isTooEarly(2_400)]).toEqual([true, false]);
});

test("what the CRM never gives costs one reading more a minute, and nothing that is lacked costs none", () => {
  isTooEarly(900);
  now = 61_000;
  expect([isTooEarly(60_900), isTooEarly(61_001), isReadTooEarly(place, id, [], instantOf(now))]).toEqual([true, false, false]);
});
