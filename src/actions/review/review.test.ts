import { describe, expect, test } from "vitest";
import type { BooksConnection } from "../../domain/connection.ts";
import type { DocumentKind, DocumentStatus } from "../../domain/document/kind.ts";
import { findingInWords } from "../../domain/explanation/finding.ts";
import type { ObjectType, PropertyDefinition } from "../../domain/record.ts";
import type { Filter } from "../../domain/trigger.ts";
import type { TriggerEvent } from "../../domain/trigger-event.ts";
import type { WellKnownProperty } from "../../domain/well-known.ts";
import { emptyDefinition, type WorkflowDefinition, type WorkflowObjectType, type WorkflowStep } from "../../domain/workflow.ts";
import { found } from "../sale/samples.ts";
import type { ReviewFacts } from "./facts.ts";
import { howTheyMeet } from "./overlap.ts";
import { reviewDefinition } from "./review.ts";
import { newGroupFilters } from "./source-filter.ts";

const options = (...values: string[]) => values.map((value) => ({ value, label: value }));
const property = (name: string, type: PropertyDefinition["type"] = "text", ...values: string[]): PropertyDefinition => ({ name, label: name, type, options: options(...values), isReadOnly: false });

const source: WellKnownProperty = { definition: { ...property("origin", "enumeration", "INV", "LINK"), label: "Bron" }, values: { "from-invoice": "INV" } };
const state: WellKnownProperty = { definition: property("state", "enumeration", "ok", "open", "back"), values: { succeeded: "ok", refunded: "back" } };
const properties = new Map<ObjectType, PropertyDefinition[]>([
  ["payment", [source.definition, state.definition]],
  ["deal", [property("dealstage", "enumeration", "won", "lost"), property("dealname"), property("delivery", "date")]],
  ["contact", [property("type", "enumeration", "customer", "lead")]],
]);
const account = { ...found().books, id: "b1" as BooksConnection["id"], name: "Harbor & Pine" };
const facts: ReviewFacts = { settingFailures: [], books: new Map([["b1", account]]), properties, payments: [{ names: ["origin", "state"], source: [source] }], paymentState: [state], crmCurrency: "USD", others: [] };

const isOk: Filter = { property: "state", operator: "is-any-of", type: "enumeration", values: ["ok"] };
const notOfInvoice: Filter = { property: "origin", operator: "is-none-of", type: "enumeration", values: ["inv"] };
const won: Filter = { property: "dealstage", operator: "is-any-of", type: "enumeration", values: ["won"] };
const step = (id: string, action: string, settings: Record<string, unknown> = {}, branches?: WorkflowStep["branches"]): WorkflowStep => ({ id, action, settings: { ...(/^create-(?!note)/.test(action) && { books: "b1" }), ...settings }, ...(branches && { branches }) });

/** So that nothing but what a test is about is found. */
const capped = { documentsPerHour: 100, newCustomersPerDay: null, amountPerDocument: null };

function workflow(objectType: WorkflowObjectType, groups: Filter[][], steps: WorkflowStep[], more: Partial<WorkflowDefinition> = {}): WorkflowDefinition {
  return { ...emptyDefinition(objectType), caps: capped, triggerGroups: groups.map((filters) => ({ filters })), steps, ...more };
}

const keys = (definition: WorkflowDefinition, other: Partial<ReviewFacts> = {}) => reviewDefinition(definition, { ...facts, ...other }).map(({ level, key }) => `${level} ${key}`);

describe("W6: the Source filter", () => {
  test.each(["create-paid-invoice", "create-payment-sales-receipt"])("is needed in every group of a workflow with %s, and is a matter of money", (action) => {
    expect(keys(workflow("payment", [[isOk, notOfInvoice], [isOk]], [step("a", action)]))).toEqual(["money-risk no-source-filter:triggerGroups.1"]);
    expect(keys(workflow("payment", [[isOk, notOfInvoice]], [step("a", action)]))).toEqual([]);
  });

  test.each(["create-expense", "create-refund-receipt"])("is not needed, and not warned of, with nothing but %s", (action) => {
    expect(keys(workflow("payment", [[isOk]], [step("a", action)]))).toEqual([]);
  });

  test("is looked for where the CRM keeps it, and inside branches too", () => {
    const elsewhere: Filter = { ...notOfInvoice, property: "state" } as Filter;
    const inBranch = step("f", "if-then", {}, [{ name: "Big", filterGroups: [{ filters: [isOk] }], steps: [step("a", "create-paid-invoice")] }]);
    expect(keys(workflow("payment", [[isOk, elsewhere]], [inBranch]))).toContain("money-risk no-source-filter:triggerGroups.0");
    const any: Filter = { ...notOfInvoice, operator: "is-any-of", values: ["LINK"] } as Filter;
    expect(keys(workflow("payment", [[isOk, any]], [inBranch]))).toContain("money-risk no-source-filter:triggerGroups.0");
  });

  test("is needed when events alone let payments in", () => {
    expect(keys(workflow("payment", [], [step("a", "create-paid-invoice")], { triggerEvents: [{ event: "payment-succeeded" }] }))).toEqual(["money-risk no-source-filter:triggerGroups"]);
  });

  test("cannot be judged, so not be published, while the CRM does not answer", () => {
    expect(keys(workflow("payment", [[isOk, notOfInvoice]], [step("a", "create-paid-invoice")]), { payments: null })).toEqual(["error source-not-known"]);
  });

  test("is asked for each CRM whose payments the group may take", () => {
    const ownSource: WellKnownProperty = { definition: { ...property("source", "enumeration"), label: "Source" }, values: { "from-invoice": "invoice" } };
    const payments = [{ names: ["origin", "state"], source: [source] }, { names: ["source", "status", "state"], source: [ownSource] }];
    const found = (...groups: Filter[][]) => keys(workflow("payment", groups, [step("a", "create-paid-invoice")]), { payments }).filter((key) => key.includes("no-source-filter"));
    const notOfOwnInvoice: Filter = { ...notOfInvoice, property: "source", values: ["invoice"], orUnknown: true } as Filter;
    // It needs a value of a property that the other CRM's payments do not have.
    expect(found([isOk, notOfInvoice])).toEqual([]);
    expect(found([isOk])).toEqual(["money-risk no-source-filter:triggerGroups.0"]);
    const orUnknown = { ...notOfInvoice, orUnknown: true } as Filter;
    expect(found([isOk, orUnknown])).toEqual(["money-risk no-source-filter:triggerGroups.0"]);
    expect(found([isOk, orUnknown, notOfOwnInvoice], [isOk, notOfOwnInvoice])).toEqual(["money-risk no-source-filter:triggerGroups.1"]);
    expect(newGroupFilters("payment", ["create-paid-invoice"], [[source], [ownSource]])).toEqual([{ ...notOfInvoice, values: ["INV"], orUnknown: true }, notOfOwnInvoice]);
    expect(keys(workflow("payment", [[isOk, notOfInvoice]], [step("a", "create-paid-invoice")]), { payments: [] })).toContain("money-risk no-source-filter:triggerGroups.0");
  });

  test("stands in each new group of such a workflow, and of no other", () => {
    expect(newGroupFilters("payment", ["create-expense", "create-paid-invoice"], [[source]])).toEqual([{ property: "origin", operator: "is-none-of", type: "enumeration", values: ["INV"] }]);
    expect(newGroupFilters("payment", ["create-expense"], [[source]])).toEqual([]);
    expect(newGroupFilters("deal", ["create-invoice"], [[source]])).toEqual([]);
  });
});

describe("W10: the checks", () => {
  const invoice = step("inv", "create-invoice");
  const deal = (steps: WorkflowStep[], more: Partial<WorkflowDefinition> = {}, groups: Filter[][] = [[won]]) => workflow("deal", groups, steps, more);
  const sync = new Map([["b1", { ...account, settings: { ...account.settings, customerRule: "must-be-eligible" as const, customerSyncFilter: { property: "type", values: ["customer"] } } }]]);
  const customer = (values: string[]): Filter => ({ operator: "associated", objectType: "contact", label: null, quantifier: "any", filters: [{ property: "type", operator: "is-any-of", type: "enumeration", values }] });
  const other = (definition: WorkflowDefinition) => [{ id: "w2", name: "Another", definition }];
  const note = (text: string) => step("note", "create-note", { text });
  const onStatus = (statuses: DocumentStatus[], kinds?: DocumentKind[]): TriggerEvent => ({ event: "document-status", statuses, ...(kinds && { kinds }) });
  const again = (steps: WorkflowStep[], event: TriggerEvent) => deal(steps, { allowsReenrollment: true, billsAgain: true, triggerEvents: [event] });

  test.each<[string, WorkflowDefinition, Partial<ReviewFacts>, string[]]>([
    ["a sound workflow has no finding", deal([invoice]), {}, []],
    ["settings that are missing, invalid or name something that is gone", deal([invoice]), { settingFailures: [{ stepId: "inv", failure: { code: "setting-missing", field: "terms", label: "Payment terms" } }] }, ["error setting-missing:inv:terms"]],
    ["no triggers", deal([invoice], {}, []), {}, ["warning no-triggers"]],
    ["an empty group", deal([invoice], {}, [[won], []]), {}, ["error empty-group:triggerGroups.1"]],
    ["no steps", deal([]), {}, ["error no-steps"]],
    ["an action that the object type does not allow", deal([step("e", "create-expense")]), {}, ["error not-allowed:e:action"]],
    ["an action that does not exist", deal([step("e", "create-money")]), {}, ["error not-allowed:e:action"]],
    ["a property that the CRM does not have", deal([invoice], {}, [[{ ...won, property: "gone" } as Filter]]), {}, ["error unknown-property:triggerGroups.0:gone"]],
    ["an option that a property does not have", deal([invoice], {}, [[{ ...won, values: ["won", "gone"] } as Filter]]), {}, ["warning unknown-property:triggerGroups.0:dealstage"]],
    ["an event of a property that is gone", deal([invoice], { triggerEvents: [{ event: "property-changed", property: "gone" }] }), {}, ["error unknown-property:triggerEvents.0"]],
    ["an event of a property that Ledgerline writes", deal([invoice], { triggerEvents: [{ event: "property-changed", property: "quickbooks_invoice_number" }] }), {}, ["error own-property:triggerEvents.0"]],
    ["a setting that names a property that is gone", deal([step("d", "delay", { until: "date", dateProperty: "gone" }), note("x")]), {}, ["error unknown-property:d:dateProperty"]],
    ["triggers wider than the customer sync filter", deal([invoice]), { books: sync }, ["warning wider-than-sync-filter:inv:customerRule"]],
    ["triggers as narrow as the customer sync filter", deal([invoice], {}, [[won, customer(["customer"])]]), { books: sync }, []],
    ["triggers that let other contacts in", deal([invoice], {}, [[won, customer(["customer", "lead"])]]), { books: sync }, ["warning wider-than-sync-filter:inv:customerRule"]],
    ["a step that creates customers needs no filter", deal([step("inv", "create-invoice", { customerRule: "create-if-missing" })]), { books: sync }, []],
    ["a payment that is not settled yet", workflow("payment", [[notOfInvoice]], [step("a", "create-paid-invoice")]), {}, ["warning payment-not-settled:triggerGroups.0"]],
    ["the same workflow a second time", deal([invoice]), { others: other(deal([step("x", "create-sales-receipt")])) }, ["money-risk second-workflow:w2"]],
    ["a second workflow that may meet the same", deal([invoice]), { others: other(deal([invoice], {}, [[{ property: "dealname", operator: "is-known", type: "text" }]])) }, ["warning second-workflow:w2"]],
    ["a second workflow for other records", deal([invoice]), { others: other(deal([invoice], {}, [[{ ...won, values: ["lost"] } as Filter]])) }, []],
    ["a second workflow that makes estimates", deal([invoice]), { others: other(deal([step("x", "create-estimate")])) }, []],
    ["a second workflow into other books", deal([invoice]), { others: other(deal([step("x", "create-invoice", { books: "b2" })])) }, []],
    ["a limit in another currency", deal([invoice], { caps: { ...capped, amountPerDocument: { amount: "1000", currency: "EUR" } } }), {}, ["warning cap-in-another-currency"]],
    ["billing again", deal([invoice], { allowsReenrollment: true, billsAgain: true }), {}, ["warning bills-again"]],
    ["a workflow that its own documents start again", again([invoice], onStatus(["paid"])), {}, ["money-risk billing-loop", "warning bills-again"]],
    ["the same where the document is made in a branch", again([step("f", "if-then", {}, [{ name: "A", filterGroups: [{ filters: [won] }], steps: [invoice] }])], onStatus(["sent"], ["invoice"])), {}, ["money-risk billing-loop", "warning bills-again"]],
    ["no loop where another kind of document starts it", again([invoice], onStatus(["accepted"], ["estimate"])), {}, ["warning bills-again"]],
    ["no loop where what is gone is made anew", again([invoice], onStatus(["voided", "deleted"])), {}, ["warning bills-again"]],
    ["no loop where a record is billed once", deal([invoice], { allowsReenrollment: true, triggerEvents: [onStatus(["paid"])] }), {}, []],
    ["no loop where no document is made", again([note("x")], onStatus(["paid"])), {}, []],
    ["a loop by way of another workflow", again([invoice], onStatus(["accepted"], ["estimate"])), { others: other(again([step("est", "create-estimate")], onStatus(["paid"], ["invoice"]))) }, ["money-risk billing-loop", "warning bills-again"]],
    ["no loop by way of one that bills once", again([invoice], onStatus(["accepted"], ["estimate"])), { others: other(deal([step("est", "create-estimate")], { triggerEvents: [onStatus(["paid"], ["invoice"])] })) }, ["warning bills-again"]],
    ["no loop where many start one another and none leads back", again([invoice], onStatus(["paid"], ["sales-receipt"])), { others: Array.from({ length: 40 }, () => other(again([step("est", "create-estimate")], onStatus(["paid", "accepted"], ["invoice", "estimate"])))).flat() }, ["warning bills-again"]],
    ["a setting that the action does not have", deal([step("inv", "create-invoice", { tersm: "3" })]), {}, ["warning unknown-setting:inv:tersm"]],
    ["unreachable steps", deal([invoice, step("z", "end"), note("x")]), {}, ["warning unreachable:note"]],
    ["an output of a step that comes later", deal([note("{{steps.inv.number}}"), invoice]), {}, ["error placeholder:steps.inv.number:note:text"]],
    ["an output of a step that is not there", deal([invoice, note("{{steps.est.number}}")]), {}, ["error placeholder:steps.est.number:note:text"]],
    ["an output that the step does not leave", deal([invoice, note("{{steps.inv.colour}}")]), {}, ["error placeholder:steps.inv.colour:note:text"]],
    ["an output of an earlier step", deal([invoice, note("{{steps.inv.number}} {{dealname}} {{today}} {{record.url}}")]), {}, []],
    ["a placeholder that nothing stands for", deal([invoice, note("{{gone}}")]), {}, ["error placeholder:gone:note:text"]],
    ["a branch without ways", deal([step("f", "by-value", { property: "dealname" }, [{ name: "A", values: [], steps: [invoice] }])]), {}, ["error branch-without-value:f:branches.0"]],
    ["branches that lead nowhere", deal([step("f", "if-then", {}, [{ name: "A", filterGroups: [{ filters: [won] }], steps: [] }]), invoice]), {}, ["warning branches-empty:f:branches"]],
    ["two branches for all others", deal([step("f", "if-then", {}, [{ name: "A", steps: [invoice] }, { name: "B", steps: [note("x")] }])]), {}, ["error branch-for-others-twice:f:branches.1"]],
    ["an approval without a document after it", deal([invoice, step("ok", "approval")]), {}, ["warning nothing-to-approve:ok"]],
    ["an approval before a document", deal([step("ok", "approval"), invoice]), {}, []],
    ["a wait for a payment without a document before it", deal([step("w", "wait-until-paid", { atMostDays: "30" }), invoice]), {}, ["warning nothing-to-wait-for:w"]],
    ["a wait for a payment behind an estimate", deal([{ ...invoice, action: "create-estimate" }, step("w", "wait-until-paid", { atMostDays: "30" })]), {}, ["warning nothing-to-wait-for:w"]],
    ["a wait for a payment behind an invoice", deal([invoice, step("w", "wait-until-paid", { atMostDays: "30" })]), {}, []],
    ["no limit on documents per hour", deal([invoice], { caps: { ...capped, documentsPerHour: null } }), {}, ["hint no-hourly-cap"]],
    ["no limit where a branch makes the documents", deal([step("f", "if-then", {}, [{ name: "A", filterGroups: [{ filters: [won] }], steps: [invoice] }])], { caps: { ...capped, documentsPerHour: null } }), {}, ["hint no-hourly-cap"]],
    ["no limit where no document is made", deal([note("x")], { caps: { ...capped, documentsPerHour: null } }), {}, []],
    ["a delay before a document that nothing can stop", deal([step("d", "delay"), note("x"), invoice]), {}, ["hint delay-without-unenrollment:d"]],
    ["a delay before a document with unenrollment filters", deal([step("d", "delay"), invoice], { unenrollGroups: [{ filters: [{ ...won, values: ["lost"] } as Filter] }] }), {}, []],
    ["a delay before a branch with a document", deal([step("d", "delay"), step("f", "if-then", {}, [{ name: "A", filterGroups: [{ filters: [won] }], steps: [invoice] }])]), {}, ["hint delay-without-unenrollment:d"]],
    ["a delay in a branch, before a document behind it", deal([step("f", "if-then", {}, [{ name: "A", filterGroups: [{ filters: [won] }], steps: [step("d", "delay")] }]), invoice]), {}, ["hint delay-without-unenrollment:d"]],
    ["a delay before no document", deal([invoice, step("d", "delay"), note("x")]), {}, []],
  ])("find %s", (_what, definition, other_, expected) => {
    expect(keys(definition, other_)).toEqual(expected);
  });

  test("say what is wrong, what could happen and what to do, and point at the place", () => {
    const [finding] = reviewDefinition(workflow("payment", [[isOk]], [step("a", "create-paid-invoice")]), facts);
    if (finding === undefined) throw new Error("nothing was found");
    expect({ field: finding.field, ...findingInWords(finding.problem) }).toMatchObject({ field: "triggerGroups.0", happened: expect.stringContaining("Payment > Bron > is none of > Invoice") as string, couldHappen: expect.stringContaining("twice") as string, doThis: expect.stringContaining("Add the filter") as string });
  });
});

test.each([
  [[won], [won], "surely"],
  [[won], [won, isOk], "surely"],
  [[won], [{ ...won, operator: "is-none-of" } as Filter], "never"],
  [[{ property: "x", operator: "is-unknown", type: "text" } as Filter], [{ property: "x", operator: "is-known", type: "text" } as Filter], "never"],
  [[won], [isOk], "perhaps"],
])("triggers %j and %j meet %s", (left, right, expected) => {
  const of = (filters: Filter[]) => workflow("deal", [filters], []);
  expect(howTheyMeet(of(left), of(right))).toBe(expected);
});
