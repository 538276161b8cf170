/** Stories that begin with a quote or a payment, heard of by webhooks and by polling, against both simulators. */
import { beforeAll, describe, expect, test } from "vitest";
import { usualDefinition, type WorkflowDefinition } from "#domain/workflow.ts";
import type { HubSpot } from "./hubspot.ts";
import { baselineIsTaken, beginStories, patience, type World } from "./world.ts";

/** QuickBooks counts queries, too. */
const seldom = { ...patience, interval: 700 };

type Settings = Record<string, unknown>;

/** A workflow with one step, in the account of the demo's workflow. */
function oneStep(world: World, objectType: "quote" | "payment", [property, ...values]: [string, ...string[]], action: string, settings: Settings): WorkflowDefinition {
  const books = world.workflow.definition.steps[0]?.settings["books"];
  return {
    objectType,
    triggerGroups: [{ filters: [{ property, operator: "is-any-of", type: "enumeration", values }] }],
    ...usualDefinition,
    steps: [{ id: "one", action, settings: { books, customerRule: "create-if-missing", ...settings } }],
  };
}

async function propertyOf(hubspot: HubSpot, record: string, name: string): Promise<unknown> {
  return (await hubspot.call("GET", `/crm/v3/objects/${record}?properties=${name}`)).properties[name];
}

describe.each([
  ["webhooks", { webhooks: true, pollMs: 60_000 }],
  ["polling", { webhooks: false, pollMs: 150 }],
])("heard of by %s", (_, heard) => {
  let world: World;
  beginStories((opened) => (world = opened), heard);
  beforeAll(async () => {
    await baselineIsTaken(world);
    await world.addWorkflow("Signed quotes", oneStep(world, "quote", ["hs_sign_status", "ESIGN_COMPLETED"], "create-invoice", { contactChoice: ["billing", "signer"] }));
    await world.addWorkflow("Refunds", oneStep(world, "payment", ["hs_latest_status", "partially_refunded", "refunded"], "create-refund-receipt", { withoutLines: "single-line", defaultItem: "1", refundFrom: "35" }));
    await world.addWorkflow("Payments", oneStep(world, "payment", ["hs_latest_status", "processing", "succeeded"], "create-payment-sales-receipt", { withoutLines: "single-line", defaultItem: "1" }));
  });

  test("a quote that is signed becomes one invoice for the contact to bill, and the quote shows it", async () => {
    const { hubspot, quickbooks } = world;
    await hubspot.control("quotes/sign", { id: "7003" });
    await world.enrollmentIn("7003", "completed");
    const made = (await quickbooks.invoices()).filter((one) => one.PrivateNote.includes("Shop window"));
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ TotalAmt: 979.6, BillEmail: { Address: "vera@rossibakery.example" } });
    await expect.poll(() => propertyOf(hubspot, "quotes/7003", "quickbooks_invoice_number"), patience).toBe(made[0]?.DocNumber);
  });

  test("a bank debit that is under way waits, and is booked when it succeeds", async () => {
    const { hubspot } = world;
    const { id } = (await hubspot.control("payments", { amount: "300.00", method: "ach", contact: "ada@northwind.example" })) as { id: string };
    expect(world.codes(await world.enrollmentIn(id, "waiting"))).toEqual(["payment-pending"]);
    await hubspot.control("payments/outcome", { id, outcome: "succeed" });
    await world.enrollmentIn(id, "completed");
    await expect.poll(() => propertyOf(hubspot, `commerce_payments/${id}`, "quickbooks_sales_receipt_total"), patience).toBe("300.00");
  });

  test("each refund of a payment is booked once, however close they are and although the payment meets the triggers all along", async () => {
    const { hubspot, quickbooks } = world;
    const { id } = (await hubspot.control("payments", { amount: "300.00", method: "card", contact: "ada@northwind.example" })) as { id: string };
    await world.enrollmentIn(id, "completed");
    const refunds = async (): Promise<number[]> => {
      const { QueryResponse } = await quickbooks.call("GET", `/query?query=${encodeURIComponent("select * from RefundReceipt maxresults 1000")}`);
      const all = (QueryResponse["RefundReceipt"] ?? []) as { PrivateNote: string; TotalAmt: number }[];
      return all.filter((one) => one.PrivateNote.includes(id)).map((one) => one.TotalAmt).sort((a, b) => a - b);
    };
    const refund = (amount: string): Promise<unknown> => hubspot.control("payments/outcome", { id, outcome: "refund", amount });
    await refund("10.00");
    await expect.poll(refunds, seldom).toEqual([10]);
    await refund("20.00");
    await refund("30.00");
    await expect.poll(refunds, seldom).toEqual([10, 20, 30]);
    for (const amount of ["40.00", "50.00", "60.00"]) await refund(amount);
    await expect.poll(refunds, seldom).toEqual([10, 20, 30, 40, 50, 60]);
    await expect.poll(async () => (await world.enrollmentsOf(id)).every(({ enrollmentState }) => enrollmentState === "completed"), patience).toBe(true);
  });

  test("payments that were there before a workflow was turned on are not booked", async () => {
    expect(await world.enrollmentsOf("6001")).toEqual([]);
    expect(await world.enrollmentsOf("6003")).toEqual([]);
  });
});

describe("what is refused or not understood", () => {
  let world: World;
  beginStories((opened) => (world = opened), { webhooks: false, pollMs: 150 });

  test("payments that may not be read are asked for seldom, and deals are heard of all the same", async () => {
    const { hubspot } = world;
    await baselineIsTaken(world);
    await hubspot.control("faults", { rules: [{ kind: "missing-scope", times: 1_000, match: { pathIncludes: "/commerce_payments/search" } }] });
    await world.turnOn();
    const refused = () => world.log.filter((line) => line.includes('"objectType":"payment"') && line.includes("MISSING_SCOPES"));
    await expect.poll(() => refused().length, patience).toBe(1);
    const dealId = await hubspot.deal({ name: "Heard all the same" });
    await hubspot.moveTo(dealId, "closedwon");
    await world.enrollmentIn(dealId, "completed");
    expect(refused()).toHaveLength(1);
  });

  test("quotes are each told their own trouble, also when they are read together", async () => {
    const { hubspot } = world;
    await hubspot.control("faults", { rules: [] });
    await world.addWorkflow("Signed quotes", oneStep(world, "quote", ["hs_status", "APPROVED"], "create-invoice", { contactChoice: ["signer", "first"] }));
    const fee = (await hubspot.call("POST", "/crm/v3/objects/fees", {
      properties: { hs_label: "Nobody knows", hs_value: "10" },
      associations: [{ to: { id: "7004" }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 363 }] }],
    })) as { id: string };
    await hubspot.call("POST", "/crm/v3/objects/quotes/batch/update", { inputs: ["7001", "7004"].map((id) => ({ id, properties: { hs_status: "APPROVED" } })) });
    await world.enrollmentIn("7001", "completed");
    const stopped = await world.enrollmentIn("7004", "needs-attention");
    expect(stopped.failures).toEqual([{ code: "property-unreadable", property: "hs_type", value: "", expected: "FIXED or PERCENT" }]);
    await hubspot.call("PATCH", `/crm/v3/objects/fees/${fee.id}`, { properties: { hs_value: "0" } });
    await world.retry(stopped);
    await world.enrollmentIn("7004", "completed");
  });
});
