import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { anyDefinition } from "../../test/definition-samples.ts";
import type { Filter } from "../domain/trigger.ts";
import { emptyDefinition, type WorkflowDefinition, type WorkflowStep } from "../domain/workflow.ts";
import { compareDefinitions, isSameDefinition } from "./compare.ts";

const won: Filter = { property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["won"] };
const lost: Filter = { ...won, values: ["lost"] };
const step = (id: string, settings: Record<string, unknown> = {}, branches?: WorkflowStep["branches"]): WorkflowStep => ({ id, action: "create-note", settings, ...(branches && { branches }) });
const of = (steps: WorkflowStep[], more: Partial<WorkflowDefinition> = {}): WorkflowDefinition => ({ ...emptyDefinition("deal"), triggerGroups: [{ filters: [won] }], steps, ...more });

function said(before: WorkflowDefinition, after: WorkflowDefinition): string[] {
  return compareDefinitions(before, after).map((change) => {
    const where = change.about === "part" ? change.part : change.about === "branch" ? `${change.step.id} branch ${change.branch.name}` : [change.step.id, change.setting ?? ""].join(" ").trim();
    return `${change.kind} ${where}`;
  });
}

describe("W9: comparing two versions", () => {
  test.each<[string, WorkflowDefinition, WorkflowDefinition, string[]]>([
    ["an added step", of([step("a")]), of([step("a"), step("b")]), ["added b"]],
    ["a removed step", of([step("a"), step("b")]), of([step("b")]), ["removed a"]],
    ["a moved step, and only that", of([step("a"), step("b"), step("c")]), of([step("c"), step("a"), step("b")]), ["moved c"]],
    ["a step that went into a branch", of([step("f", {}, [{ name: "X", steps: [] }]), step("a")]), of([step("f", {}, [{ name: "X", steps: [step("a")] }])]), ["moved a"]],
    ["a changed setting", of([step("a", { text: "x" })]), of([step("a", { text: "y" })]), ["changed a text"]],
    ["a setting that was never chosen and now is as usual", of([{ id: "d", action: "delay", settings: {} }]), of([{ id: "d", action: "delay", settings: { unit: "days" } }]), []],
    ["another action", of([step("a")]), of([{ ...step("a"), action: "end" }]), ["changed a action"]],
    ["a changed group", of([]), of([], { triggerGroups: [{ filters: [lost] }] }), ["changed triggerGroups"]],
    ["an added group before the others", of([]), of([], { triggerGroups: [{ filters: [lost] }, { filters: [won] }] }), ["added triggerGroups"]],
    ["rules and limits", of([]), of([], { allowsReenrollment: true, caps: { documentsPerHour: 5, amountPerDocument: null, newCustomersPerDay: null } }), ["changed allowsReenrollment", "changed caps.documentsPerHour"]],
    ["a renamed branch", of([step("f", {}, [{ name: "X", values: ["1"], steps: [step("a")] }])]), of([step("f", {}, [{ name: "Y", values: ["1"], steps: [step("a")] }])]), ["changed f branch Y"]],
    ["an added and a removed branch", of([step("f", {}, [{ name: "X", values: ["1"], steps: [] }])]), of([step("f", {}, [{ name: "X", values: ["1"], steps: [] }, { name: "Z", steps: [] }])]), ["added f branch Z"]],
    ["branches in another order", of([step("f", {}, [{ name: "X", steps: [] }, { name: "Y", steps: [] }])]), of([step("f", {}, [{ name: "Y", steps: [] }, { name: "X", steps: [] }])]), ["changed f branches"]],
  ])("tells %s", (_what, before, after, expected) => {
    expect(said(before, after)).toEqual(expected);
  });

  property.prop([anyDefinition])("finds nothing between a definition and itself, in whatever order its members are kept", (definition) => {
    const reordered = JSON.parse(JSON.stringify(definition), (_key, value: unknown) => (typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).toReversed()) : value)) as WorkflowDefinition;
    expect(compareDefinitions(definition, reordered)).toEqual([]);
  });

  property.prop([anyDefinition, anyDefinition])("finds something between different definitions, both ways", (a, b) => {
    fc.pre(a.objectType === b.objectType);
    expect(compareDefinitions(a, b).length === 0).toBe(compareDefinitions(b, a).length === 0);
    expect(isSameDefinition(a, b)).toBe(isSameDefinition(b, a));
  });
});
