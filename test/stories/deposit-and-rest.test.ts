/** A won deal that is invoiced in two parts, as the recipe has it. */
import { expect, test } from "vitest";
import { recipes } from "../../src/actions/recipes.ts";
import { baselineIsTaken, beginStories, type World } from "./world.ts";

let world: World;

beginStories((opened) => (world = opened), { pollMs: 500 });

test("half of an odd amount and the rest after the date come to the deal's amount to the cent", { timeout: 240_000 }, async () => {
  await baselineIsTaken(world);
  const settings = world.workflow.definition.steps[0]!.settings;
  const { steps } = recipes.find(({ id }) => id === "deposit-and-rest")!;
  await world.addWorkflow("Deposit", {
    objectType: "deal",
    triggerGroups: [{ filters: [{ property: "dealname", operator: "is-any-of", type: "text", values: ["Deposit"] }] }],
    steps: steps.map((step) => ({ ...step, settings: { ...(step.action === "delay" ? { dateProperty: "closedate" } : settings), ...step.settings } })),
  });
  const before = new Set((await world.quickbooks.invoices()).map(({ Id }) => Id));
  const dealId = await world.hubspot.deal({ name: "Not yet", lines: [{ hs_sku: "DSN-100", name: "Design consultation", quantity: "1", price: "333.33" }] });
  await world.hubspot.call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { dealname: "Deposit", closedate: new Date(Date.now() + 4_000).toISOString() } });
  await world.enrollmentIn(dealId, "completed");
  const cents = (await world.quickbooks.invoices()).filter(({ Id }) => !before.has(Id)).map(({ TotalAmt }) => Math.round(TotalAmt * 100));
  expect(cents.toSorted((left, right) => left - right)).toEqual([16_666, 16_667]);
});
