import { afterEach, expect, test } from "vitest";
import { scriptedPortal, type ScriptedPortal } from "./scripted-portal.ts";
import { aRecord } from "./scripted-records.ts";

let portal: ScriptedPortal | undefined;
afterEach(async () => {
  await portal?.stop();
  portal = undefined;
});

/** The refunds of a payment whose sum stood at these values, the newest first as HubSpot gives them. */
async function refundsOf(refunded: string, history: string[], status = 200): Promise<{ refunds: string[] | undefined; histories: number }> {
  const values = history.map((value, index) => ({ value, timestamp: `2026-11-23T09:${String(59 - index).padStart(2, "0")}:00Z` }));
  const answered = { id: "1", properties: {}, propertiesWithHistory: { hs_refunds_amount: values } };
  portal = await scriptedPortal(({ path, body }) => {
    if (path.startsWith("/crm/associations")) return { json: { results: [] } };
    return (body as { propertiesWithHistory?: unknown } | null)?.propertiesWithHistory ? { status, json: { results: [answered], message: "no" } } : { json: { results: [] } };
  });
  const subjects = await portal.crm.readSubjects([aRecord("payment", "1", { hs_initial_amount: "100", hs_latest_status: "partially_refunded", hs_refunds_amount: refunded })]);
  if (!subjects.ok) throw new Error(subjects.error.code);
  return { refunds: subjects.value[0]?.payment?.refunds, histories: portal.calls.filter(({ path }) => path.endsWith("commerce_payments/batch/read")).length };
}

test.each<[string, string, string[], string[]]>([
  ["one", "10", ["10", "0"], ["10"]],
  ["several, with cents", "60.05", ["60.05", "30.05", "10", "0"], ["10", "20.05", "30"]],
  ["one that did not come to pass", "10", ["10", "40", "10", "0"], ["10"]],
  ["a part of one that did not come to pass", "25", ["25", "40", "10"], ["10", "15"]],
  ["the same sum told twice", "10", ["10", "10", ""], ["10"]],
  ["a history that is not whole", "60", ["40", "10"], []],
  ["no history", "60", [], []],
])("refunds are told apart by the history of their sum: %s", async (_, refunded, history, expected) => {
  expect((await refundsOf(refunded, history)).refunds).toEqual(expected);
});

test("a payment without refunds costs no look at its history", async () => {
  expect(await refundsOf("0", [])).toEqual({ refunds: [], histories: 0 });
});

test("who may not see the history gets the sum alone", async () => {
  expect((await refundsOf("10", [], 403)).refunds).toEqual([]);
});
