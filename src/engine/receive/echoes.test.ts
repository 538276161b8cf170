import { expect, test } from "vitest";
import { withoutEcho } from "./echoes.ts";

const marks = { written: ["quickbooks_invoice_id"], touched: ["hs_lastmodifieddate"] };
const before = { dealstage: "closedwon", quickbooks_invoice_id: null, hs_lastmodifieddate: "1" };

test("what we wrote counts as if it had been there before", () => {
  const now = { dealstage: "closedwon", quickbooks_invoice_id: "145", hs_lastmodifieddate: "2" };
  expect(withoutEcho(before, now, marks)).toEqual(now);
});

test("a write that changed nothing of its own, like a note, counts as ours", () => {
  const now = { ...before, hs_lastmodifieddate: "2" };
  expect(withoutEcho(before, now, marks)).toEqual(now);
});

test("what somebody changed at the same time stays a change, and so does the time of it", () => {
  const now = { dealstage: "closedlost", quickbooks_invoice_id: "145", hs_lastmodifieddate: "2" };
  expect(withoutEcho(before, now, marks)).toEqual({ ...before, quickbooks_invoice_id: "145" });
});

test("a property that is empty and one that is absent are the same", () => {
  expect(withoutEcho({ dealstage: "a" }, { dealstage: "a", quickbooks_invoice_id: null }, marks)).toEqual({ dealstage: "a" });
});
