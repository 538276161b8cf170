import { describe, expect, test } from "vitest";
import type { Instant } from "../../domain/dates.ts";
import type { CrmRecord } from "../../domain/record.ts";
import type { Filter, FilterGroup } from "../../domain/trigger.ts";
import type { TriggerEvent } from "../../domain/trigger-event.ts";
import { usualDefinition, type Workflow } from "../../domain/workflow.ts";
import { entriesOf, interested, type Look, starts } from "./match.ts";
import { indexOf } from "./trigger-index.ts";

const now = "2026-11-23T10:00:00.000Z" as Instant;
const moments = { timeZone: "America/Los_Angeles", now, lookedAt: "2026-11-23T09:59:00.000Z" as Instant };
const won: Filter = { property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["closedwon"] };

function aDeal(id: string, properties: CrmRecord["properties"]): CrmRecord {
  return { objectType: "deal", id, name: id, properties, modifiedAt: now, url: "" };
}

function aLook(properties: CrmRecord["properties"], before: CrmRecord["properties"] | null, more: Partial<Look> = {}): Look {
  return { record: aDeal("d", properties), facts: { properties }, before: before === null ? null : { properties: before }, isBack: false, occurrences: [], ...more };
}

function aWorkflow(groups: FilterGroup[] = [{ filters: [won] }], events: TriggerEvent[] = [], allowsReenrollment = false): Workflow {
  return { id: "w", definition: { ...usualDefinition, objectType: "deal", triggerGroups: groups, triggerEvents: events, allowsReenrollment, steps: [] } } as unknown as Workflow;
}

describe("a record starts to be a workflow's business", () => {
  test.each([
    ["when it is new and meets the triggers", aLook({ dealstage: "closedwon" }, null), true],
    ["when it begins to meet them", aLook({ dealstage: "closedwon" }, { dealstage: "contractsent" }), true],
    ["not when it met them before", aLook({ dealstage: "closedwon" }, { dealstage: "closedwon" }), false],
    ["not when it stops to meet them", aLook({ dealstage: "contractsent" }, { dealstage: "closedwon" }), false],
  ])("%s", (_, look, expected) => expect(starts(aWorkflow(), look, moments)).toBe(expected));

  test("when time alone made it match since the passing of time was looked at", () => {
    const due: Filter = { property: "closedate", operator: "more-than-ago", type: "datetime", amount: 1, unit: "hours" };
    const look = (closedate: string) => aLook({ closedate }, { closedate });
    expect(starts(aWorkflow([{ filters: [due] }]), look("2026-11-23T08:59:30Z"), moments)).toBe(true);
    expect(starts(aWorkflow([{ filters: [due] }]), look("2026-11-23T08:58:30Z"), moments)).toBe(false);
  });

  test("and so it is asked at every change, even of what it does not read", () => {
    const due: Filter = { property: "closedate", operator: "more-than-ago", type: "datetime", amount: 1, unit: "hours" };
    const [hanging, other, event] = [aWorkflow([{ filters: [due] }]), aWorkflow(), aWorkflow([{ filters: [due] }], [{ event: "created" }])];
    const renamed = aLook({ dealname: "new" }, { dealname: "old" });
    expect([...interested(indexOf([hanging, other, event]), [renamed]).keys()]).toEqual([hanging]);
  });
});

describe("W3: events start a workflow when they happen and the groups, if any, hold", () => {
  const big: Filter = { property: "amount", operator: "at-least", type: "number", value: "100" };
  test.each<[string, TriggerEvent, FilterGroup[], Look, boolean]>([
    ["created: a record never seen", { event: "created" }, [], aLook({}, null), true],
    ["created: not one seen before", { event: "created" }, [], aLook({ a: "1" }, {}), false],
    ["changed: any value", { event: "property-changed", property: "a" }, [], aLook({ a: "2" }, { a: "1" }), true],
    ["changed: not another property", { event: "property-changed", property: "a" }, [], aLook({ a: "1", b: "2" }, { a: "1" }), false],
    ["changed: not what a record has from its creation", { event: "property-changed", property: "a" }, [], aLook({ a: "1" }, null), false],
    ["changed to one of the values", { event: "property-changed", property: "a", values: ["Won"] }, [], aLook({ a: "won" }, { a: "open" }), true],
    ["changed to none of the values", { event: "property-changed", property: "a", values: ["won"] }, [], aLook({ a: "lost" }, { a: "won" }), false],
    ["a quote signed", { event: "quote-signed" }, [], aLook({}, {}, { occurrences: ["quote-signed"] }), true],
    ["a payment succeeded", { event: "payment-succeeded" }, [], aLook({}, {}, { occurrences: ["payment-succeeded"] }), true],
    ["a document came to a status", { event: "document-status", statuses: ["paid", "voided"] }, [], aLook({}, {}, { reached: [{ kind: "invoice", status: "paid" }] }), true],
    ["a document came to another status", { event: "document-status", statuses: ["voided"] }, [], aLook({}, {}, { reached: [{ kind: "invoice", status: "paid" }] }), false],
    ["a document of the kinds that are named", { event: "document-status", kinds: ["estimate", "invoice"], statuses: ["paid"] }, [], aLook({}, {}, { reached: [{ kind: "payment", status: "applied" }, { kind: "invoice", status: "paid" }] }), true],
    ["a document of another kind", { event: "document-status", kinds: ["estimate"], statuses: ["paid"] }, [], aLook({}, {}, { reached: [{ kind: "invoice", status: "paid" }] }), false],
    ["no document came to anything", { event: "document-status", statuses: ["paid"] }, [], aLook({ a: "2" }, { a: "1" }), false],
    ["refunded", { event: "refunded" }, [], aLook({}, {}, { occurrences: ["payment-succeeded"] }), false],
    ["a group that holds, also when it held before", { event: "refunded" }, [{ filters: [big] }], aLook({ amount: "100" }, { amount: "100" }, { occurrences: ["refunded"] }), true],
    ["a group that does not hold", { event: "refunded" }, [{ filters: [big] }], aLook({ amount: "9" }, { amount: "9" }, { occurrences: ["refunded"] }), false],
  ])("%s", (_, event, groups, look, expected) => {
    const workflow = aWorkflow(groups, [event]);
    expect(interested(indexOf([workflow]), [look]).has(workflow) && starts(workflow, look, moments)).toBe(expected);
  });
});

test("a record that went through enters again only with re-enrollment, and never while it is on its way", () => {
  const look = aLook({ dealstage: "closedwon" }, { dealstage: "contractsent" });
  const through = new Map([["d", { occurrences: 1, isActive: false }]]);
  const active = new Map([["d", { occurrences: 1, isActive: true }]]);
  const occurrences = (workflow: Workflow, pasts: Map<string, { occurrences: number; isActive: boolean }>, anew: string[] = []) => entriesOf(workflow, [look], pasts, new Set(anew)).map(({ occurrence }) => occurrence);
  expect(occurrences(aWorkflow(), new Map())).toEqual([1]);
  expect(occurrences(aWorkflow(), through)).toEqual([]);
  expect(occurrences(aWorkflow(undefined, [], true), through)).toEqual([2]);
  expect(occurrences(aWorkflow(undefined, [], true), active)).toEqual([]);
  expect(occurrences(aWorkflow(), active, ["d"])).toEqual([2]);
});

describe("the trigger index asks only the workflows that a change may concern", () => {
  const other = aWorkflow([{ filters: [{ property: "amount", operator: "is-known", type: "number" }] }]);
  const unnamed = aWorkflow([{ filters: [{ property: "dealname", operator: "is-unknown", type: "text" }] }]);
  const byContact = aWorkflow([{ filters: [{ operator: "associated", objectType: "contact", label: null, quantifier: "any", filters: [{ property: "email", operator: "is-known", type: "text" }] }] }]);
  const stage = aWorkflow();
  const index = indexOf([stage, other, unnamed, byContact]);
  const asked = (look: Look): Workflow[] => [...interested(index, [look]).keys()];

  test("by the property that changed", () => {
    expect(asked(aLook({ dealstage: "closedwon", x: "1" }, { dealstage: "contractsent", x: "1" }))).toEqual([stage]);
    expect(asked(aLook({ dealstage: "closedwon", x: "2" }, { dealstage: "closedwon", x: "1" }))).toEqual([]);
  });

  test("by what a new record has, and by what it may lack", () => {
    expect(asked(aLook({ amount: "1", dealstage: null }, null))).toEqual([other, byContact, unnamed]);
  });

  test("by a change of associated records", () => {
    const contact = (email: string | null) => ({ objectType: "contact" as const, id: "c", name: "c", labels: [], properties: { email } });
    const look = aLook({}, {}, { facts: { properties: {}, associated: [contact("a@b.example")] }, before: { properties: {}, associated: [contact(null)] } });
    expect(asked(look)).toEqual([byContact]);
  });
});
