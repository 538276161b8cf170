/** Generated workflows for property tests. */
import { fc } from "@fast-check/vitest";
import type { Filter, FilterGroup } from "#domain/trigger.ts";
import type { TriggerEvent } from "#domain/trigger-event.ts";
import { emptyDefinition, type Branch, type WorkflowDefinition, type WorkflowStep } from "#domain/workflow.ts";

/** Texts that are hard to write down: quotation marks, colons, line breaks, what looks like another type. */
const text = fc.oneof(fc.constantFrom("won", "Payment link", "yes", "null", "0012", "1e3", "a: b", "# no comment", "- x", "{{steps.a.number}}", "two\nlines", "ünï", "'\"", "2026-01-01"), fc.string({ minLength: 1, maxLength: 12 }).map((one) => one.trim() || "x"));
const name = fc.stringMatching(/^[a-z][a-z_]{0,10}$/);

const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ property: name, operator: fc.constant("is-any-of" as const), type: fc.constant("enumeration" as const), values: fc.array(text, { minLength: 1, maxLength: 3 }) }),
  fc.record({ property: name, operator: fc.constant("is-known" as const), type: fc.constantFrom("text" as const, "date" as const) }),
  fc.record({ property: name, operator: fc.constant("greater-than" as const), type: fc.constant("number" as const), value: fc.integer().map(String) }),
  fc.record({ property: name, operator: fc.constant("in-last" as const), type: fc.constant("date" as const), amount: fc.integer({ min: 1, max: 90 }), unit: fc.constantFrom("days" as const, "weeks" as const) }),
  fc.record({
    operator: fc.constant("associated" as const), objectType: fc.constant("contact" as const), label: fc.option(text), quantifier: fc.constantFrom("any" as const, "none" as const),
    filters: fc.array(fc.record({ property: name, operator: fc.constant("is-unknown" as const), type: fc.constant("text" as const) }), { minLength: 1, maxLength: 2 }),
  }),
);
const group: fc.Arbitrary<FilterGroup> = fc.record({ filters: fc.array(filter, { minLength: 1, maxLength: 3 }) });
const event: fc.Arbitrary<TriggerEvent> = fc.oneof(fc.constant({ event: "created" as const }), fc.record({ event: fc.constant("property-changed" as const), property: name, values: fc.array(text, { maxLength: 2 }) }));

/** Settings that the actions have, with values that their schemas take. */
const plainStep: fc.Arbitrary<Omit<WorkflowStep, "id" | "branches">> = fc.oneof(
  fc.record({ action: fc.constant("create-note"), settings: fc.record({ text }) }),
  fc.record({ action: fc.constant("delay"), settings: fc.record({ until: fc.constant("duration"), amount: fc.integer({ min: 1, max: 99 }).map(String), unit: fc.constantFrom("days", "hours") }) }),
  fc.record({ action: fc.constant("create-invoice"), settings: fc.record({ books: fc.constant("b1"), terms: fc.option(fc.constantFrom("t1", "t2")), customerMemo: fc.option(text), contactChoice: fc.subarray(["signer", "first", "primary"], { minLength: 1 }) }, { requiredKeys: ["books"] }) }),
  fc.constant({ action: "end", settings: {} }),
);

type Shape = Omit<WorkflowStep, "id" | "branches"> & { branches?: (Omit<Branch, "steps"> & { steps: Shape[] })[] };
const { steps: shapes } = fc.letrec<{ steps: Shape[]; fork: Shape }>((tie) => ({
  steps: fc.array(fc.oneof({ depthSize: "small", withCrossShrink: true }, plainStep, tie("fork")), { maxLength: 4 }),
  fork: fc.record({
    action: fc.constant("if-then"), settings: fc.constant({}),
    branches: fc.uniqueArray(fc.record({ name: text.map((one) => one.slice(0, 20).trim() || "x"), filterGroups: fc.array(group, { minLength: 1, maxLength: 2 }), steps: tie("steps") }), { maxLength: 3, selector: ({ name: called }) => called }),
  }),
}));

/** Every step gets an id of its own. */
function numbered(some: readonly Shape[], next: { id: number }): WorkflowStep[] {
  return some.map(({ branches, ...shape }) => {
    next.id += 1;
    const id = `s${next.id}`;
    return { id, ...shape, ...(branches && { branches: branches.map((branch) => ({ ...branch, steps: numbered(branch.steps, next) })) }) };
  });
}

/** Any workflow on deals. */
export const anyDefinition: fc.Arbitrary<WorkflowDefinition> = fc
  .record({
    triggerGroups: fc.array(group, { maxLength: 3 }), triggerEvents: fc.array(event, { maxLength: 2 }), allowsReenrollment: fc.boolean(), billsAgain: fc.boolean(),
    unenrollGroups: fc.array(group, { maxLength: 1 }), suppressionGroups: fc.array(group, { maxLength: 1 }), suppressedRecordIds: fc.array(fc.integer({ min: 1, max: 9_999 }).map(String), { maxLength: 2 }),
    caps: fc.record({ documentsPerHour: fc.option(fc.integer({ min: 1, max: 99 })), amountPerDocument: fc.option(fc.constant({ amount: "1000.00", currency: "USD" })), newCustomersPerDay: fc.option(fc.integer({ min: 1, max: 9 })) }),
    steps: shapes.map((some) => numbered(some, { id: 0 })),
  })
  .map((parts) => ({ ...emptyDefinition("deal"), ...parts }));
