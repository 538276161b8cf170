import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import type { InvoicePlan } from "../domain/document/invoice.ts";
import { plan as invoice } from "../../test/store-samples.ts";
import { workflowDefinition } from "../domain/workflow.ts";
import { awaitedAnswer, expectedOutputs, type StandIn, withStandInsSaid } from "./expected-outputs.ts";

const numbered: InvoicePlan = { ...invoice, number: "A-1", currency: "USD", total: { amountMinor: 12_050, currency: "USD" }, tax: { mode: "none" } };
const say = (one: StandIn): string => (one.of === "answer" ? "<answer>" : `<${one.output} of ${one.kind}>`);

test("what the plan knows already is given as it will be", () => {
  expect(expectedOutputs([numbered])).toMatchObject({ number: "A-1", total: "120.50", currency: "USD", kind: "invoice" });
});

test("what only the books tell stands in with one sign, which is put into words wherever it came", () => {
  const outputs = expectedOutputs([{ ...numbered, number: null, tax: { mode: "automated", expectedTax: null } }]);
  expect(outputs["number"]).toHaveLength(1);
  const shown = withStandInsSaid({ memo: `For ${outputs["number"]}`, lines: [{ description: `${outputs["total"]}${outputs["url"]}`, quantity: 2, item: null }] }, say);
  expect(shown).toEqual({ memo: "For <number of invoice>", lines: [{ description: "<total of invoice><url of invoice>", quantity: 2, item: null }] });
});

test("what later steps use of a webhook's answer stands in, and nothing else of it", () => {
  const note = { id: "note", action: "create-note", settings: { text: "{{steps.hook.reference}} {{steps.inv.number}} {{ steps.hook.state }}" } };
  const definition = workflowDefinition.parse({ objectType: "deal", triggerGroups: [], steps: [{ id: "hook", action: "call-webhook", settings: {} }, { id: "fork", action: "if-then", settings: {}, branches: [{ name: "a", steps: [note] }] }] });
  const outputs = awaitedAnswer(definition, "hook");
  expect(Object.keys(outputs)).toEqual(["reference", "state"]);
  expect(withStandInsSaid(`Ref. ${outputs["reference"]}`, say)).toBe("Ref. <answer>");
});

test("of several documents of a step the first counts, and of none nothing is known", () => {
  expect(expectedOutputs([numbered, { ...numbered, number: "A-2" }])["number"]).toBe("A-1");
  expect(expectedOutputs([])).toEqual({});
});

property.prop([fc.jsonValue()])("whatever has no stand-in stays as it is", (value) => {
  fc.pre(!/[\u{e100}-\u{e1ff}]/u.test(JSON.stringify(value)));
  expect(JSON.stringify(withStandInsSaid(value, say))).toBe(JSON.stringify(value));
});
