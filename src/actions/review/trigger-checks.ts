/** Checks of what lets records into a workflow. */
import type { Finding, ReviewProblem } from "../../domain/finding.ts";
import { linkBackProperties } from "../../domain/link-back.ts";
import type { ObjectType, PropertyDefinition } from "../../domain/record.ts";
import type { Filter, FilterGroup, PropertyFilter } from "../../domain/trigger.ts";
import { comparable } from "../../domain/trigger/comparable.ts";
import type { WorkflowDefinition } from "../../domain/workflow.ts";
import { allSteps } from "../../domain/workflow-path.ts";
import { actionOf } from "../index.ts";
import { ofStep, ofWorkflow, type ReviewFacts } from "./facts.ts";

/** Nothing lets a record in, or a group is still empty. */
export function emptyTriggers({ triggerGroups, triggerEvents, unenrollGroups, suppressionGroups }: WorkflowDefinition): Finding[] {
  const nothing = ofWorkflow("warning", "no-triggers", "triggerGroups", { code: "no-triggers" });
  const parts = { triggerGroups, unenrollGroups, suppressionGroups };
  const empty = Object.entries(parts).flatMap(([part, groups]) => groups.flatMap((group, index) => (group.filters.length > 0 ? [] : [emptyGroup(`${part}.${index}`, index + 1)])));
  return [...(triggerGroups.length === 0 && triggerEvents.length === 0 ? [nothing] : []), ...empty];
}

function emptyGroup(field: string, group: number): Finding {
  return ofWorkflow("error", `empty-group:${field}`, field, { code: "empty-group", group });
}

/** Filters on properties that the CRM does not have (any more), or on options that it does not offer. */
export function unknownProperties(definition: WorkflowDefinition, facts: Pick<ReviewFacts, "properties">): Finding[] {
  const { objectType, triggerGroups, unenrollGroups, suppressionGroups, triggerEvents, steps } = definition;
  const parts = { triggerGroups, unenrollGroups, suppressionGroups };
  const inParts = Object.entries(parts).flatMap(([part, groups]) =>
    propertiesNamed(groups, objectType).flatMap((named) => unknownIn(facts, named).map((problem) => ofWorkflow(levelOf(problem), `unknown-property:${part}.${named.group}:${named.filter.property}`, `${part}.${named.group}`, problem))),
  );
  const inBranches = allSteps(steps).flatMap((step) =>
    propertiesNamed((step.branches ?? []).flatMap(({ filterGroups }) => filterGroups ?? []), objectType).flatMap((named) => unknownIn(facts, named).map((problem) => ofStep(levelOf(problem), `unknown-property:${named.filter.property}`, step.id, "branches", problem))),
  );
  const known = facts.properties.get(objectType);
  const inEvents = triggerEvents.flatMap((event, index) => (event.event === "property-changed" ? badEvent(event.property, index, known) : []));
  return [...inParts, ...inEvents, ...inBranches];
}

interface NamedProperty {
  objectType: ObjectType;
  group: number;
  filter: PropertyFilter;
}

function propertiesNamed(groups: readonly FilterGroup[], objectType: ObjectType): NamedProperty[] {
  return groups.flatMap(({ filters }, group) =>
    filters.flatMap((filter): NamedProperty[] => (filter.operator === "associated" ? filter.filters.map((inner) => ({ objectType: filter.objectType, group, filter: inner })) : [{ objectType, group, filter }])),
  );
}

/** Without its property a filter is nothing; an option may come back. */
function levelOf({ code }: ReviewProblem): "error" | "warning" {
  return code === "property-unknown" ? "error" : "warning";
}

function unknownIn({ properties }: Pick<ReviewFacts, "properties">, { objectType, filter }: NamedProperty): ReviewProblem[] {
  const known = properties.get(objectType);
  if (known === undefined) return [];
  const property = known.find(({ name }) => name === filter.property);
  if (property === undefined) return [{ code: "property-unknown", use: "filter", property: filter.property, objectType }];
  const unknown = property.options.length === 0 || !("values" in filter) ? [] : filter.values.filter((value) => !property.options.some((option) => comparable(option.value) === comparable(value)));
  return unknown.length === 0 ? [] : [{ code: "option-unknown", label: property.label, values: unknown }];
}

function badEvent(property: string, index: number, known: readonly PropertyDefinition[] | undefined): Finding[] {
  const at = `triggerEvents.${index}`;
  if (linkBackProperties.some(({ name }) => name === property)) return [ofWorkflow("error", `own-property:${at}`, at, { code: "event-property-own", property })];
  const isUnknown = known !== undefined && !known.some(({ name }) => name === property);
  return isUnknown ? [ofWorkflow("error", `unknown-property:${at}`, at, { code: "event-property-unknown", property })] : [];
}

/** Records whose contact does not meet the account's customer sync filter get in, and stop at the step. */
export function widerThanSyncFilter({ triggerGroups, triggerEvents, steps }: WorkflowDefinition, { books }: Pick<ReviewFacts, "books">): Finding[] {
  return allSteps(steps).flatMap((step) => {
    const action = actionOf(step.action);
    const account = books.get(String(step.settings["books"]));
    const sync = account?.settings.customerSyncFilter;
    if (action === undefined || account === undefined || !sync || !action.settingNames.includes("customerRule")) return [];
    if ((step.settings["customerRule"] ?? account.settings.customerRule) !== "must-be-eligible") return [];
    const isWide = triggerGroups.some(({ filters }) => !filters.some((filter) => meetsSync(filter, sync)));
    if (!isWide && !(triggerGroups.length === 0 && triggerEvents.length > 0)) return [];
    return [ofStep("warning", "wider-than-sync-filter", step.id, "customerRule", { code: "wider-than-sync-filter", accountName: account.name, property: sync.property, values: sync.values })];
  });
}

function meetsSync(filter: Filter, sync: { property: string; values: readonly string[] }): boolean {
  if (filter.operator !== "associated" || filter.objectType !== "contact" || filter.quantifier === "none") return false;
  const eligible = new Set(sync.values.map(comparable));
  return filter.filters.some((inner) => inner.operator === "is-any-of" && inner.property === sync.property && inner.values.every((value) => eligible.has(comparable(value))));
}

/** A payment may come in before it is settled. Refunds follow a payment that was. */
export function unsettledPayments({ objectType, triggerGroups, triggerEvents, steps }: WorkflowDefinition, { paymentState }: Pick<ReviewFacts, "paymentState">): Finding[] {
  const makes = allSteps(steps).flatMap(({ action }) => actionOf(action)?.documents ?? []);
  if (objectType !== "payment" || paymentState === null || makes.every((kind) => kind === "refund-receipt")) return [];
  if (triggerEvents.length > 0 && triggerEvents.every(({ event }) => event === "payment-succeeded" || event === "refunded")) return [];
  const label = paymentState[0]?.definition.label ?? "Status";
  return triggerGroups.flatMap((group, index) => {
    if (group.filters.some((filter) => isSettled(filter, paymentState))) return [];
    return [ofWorkflow("warning", `payment-not-settled:triggerGroups.${index}`, `triggerGroups.${index}`, { code: "payment-not-settled", group: index + 1, label })];
  });
}

function isSettled(filter: Filter, state: readonly WellKnownState[]): boolean {
  if (filter.operator !== "is-any-of") return false;
  const property = state.find(({ definition }) => definition.name === filter.property);
  if (property === undefined) return false;
  const settled = [property.values.succeeded, property.values["partly-refunded"], property.values.refunded].flatMap((value) => (value === undefined ? [] : [comparable(value)]));
  return filter.values.every((value) => settled.includes(comparable(value)));
}

type WellKnownState = NonNullable<ReviewFacts["paymentState"]>[number];
