import { expect, test } from "vitest";
import type { Instant } from "../domain/dates.ts";
import type { CrmRecord } from "../domain/record.ts";
import type { Workflow } from "../domain/workflow.ts";
import { entriesOf, interested, type Known } from "./match.ts";

const zone = { timeZone: "America/Los_Angeles", now: "2026-11-23T10:00:00.000Z" as Instant };

function aDeal(id: string, stage: string): CrmRecord {
  return { objectType: "deal", id, name: id, properties: { dealstage: stage }, modifiedAt: "2026-11-23T10:00:00.000Z" as Instant, url: "" };
}

function aWorkflow(allowsReenrollment = false): Workflow {
  const won = { property: "dealstage", operator: "is-any-of" as const, type: "enumeration" as const, values: ["closedwon"] };
  return { id: "w", definition: { objectType: "deal", triggerGroups: [{ filters: [won] }], allowsReenrollment, steps: [] } } as unknown as Workflow;
}

function known(before: CrmRecord[], pasts: [string, { occurrences: number; isActive: boolean }][] = []): Known {
  return { before: new Map(before.map((record) => [record.id, record])), pasts: new Map(pasts) };
}

test("only records that start to match enter", () => {
  const records = [aDeal("new", "closedwon"), aDeal("moved", "closedwon"), aDeal("edited", "closedwon"), aDeal("open", "contractsent")];
  const before = known([aDeal("moved", "contractsent"), aDeal("edited", "closedwon"), aDeal("open", "closedwon")]);
  expect(entriesOf(aWorkflow(), records, before, zone).map((entry) => entry.record.id)).toEqual(["new", "moved"]);
});

test("a record that went through enters again only with re-enrollment, and never while it is on its way", () => {
  const records = [aDeal("through", "closedwon"), aDeal("active", "closedwon")];
  const past = known([aDeal("through", "contractsent"), aDeal("active", "contractsent")], [
    ["through", { occurrences: 1, isActive: false }],
    ["active", { occurrences: 1, isActive: true }],
  ]);
  expect(entriesOf(aWorkflow(), records, past, zone)).toEqual([]);
  expect(entriesOf(aWorkflow(true), records, past, zone).map(({ record, occurrence }) => [record.id, occurrence])).toEqual([["through", 2]]);
});

test("only workflows that read a changed property are asked; a record never seen may have changed in any", () => {
  const before = new Map([["a", aDeal("a", "contractsent")]]);
  const renamed = { ...aDeal("a", "contractsent"), properties: { dealstage: "contractsent", dealname: "New name" } };
  expect(interested([aWorkflow()], [renamed], before)).toEqual([]);
  expect(interested([aWorkflow()], [aDeal("a", "closedwon")], before)).toHaveLength(1);
  expect(interested([aWorkflow()], [renamed, aDeal("new", "closedwon")], before)).toHaveLength(1);
});
