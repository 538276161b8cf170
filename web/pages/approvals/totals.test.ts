import { expect, test } from "vitest";
import type { ApprovalRow } from "#api/approval.ts";
import { addedUp, totalsOf } from "./totals.ts";

const plan = (kind: string, amountMinor: number) => ({ kind, total: { amountMinor, currency: "USD" } }) as ApprovalRow["plans"][number];

test("a payment does not count beside the document it settles, but by itself", () => {
  expect(totalsOf({ plans: [plan("invoice", 500), plan("payment", 500)] })).toEqual([{ amountMinor: 500, currency: "USD" }]);
  expect(totalsOf({ plans: [plan("payment", 500)] })).toEqual([{ amountMinor: 500, currency: "USD" }]);
  expect(totalsOf({ plans: [] })).toEqual([]);
});

test("currencies are added up apart", () => {
  expect(addedUp([{ amountMinor: 1, currency: "USD" }, { amountMinor: 2, currency: "EUR" }, { amountMinor: 3, currency: "USD" }])).toEqual([
    { amountMinor: 4, currency: "USD" },
    { amountMinor: 2, currency: "EUR" },
  ]);
});
