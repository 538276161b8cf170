/**
 * Payments made on an invoice of the CRM are booked with that invoice. A workflow that makes a paid invoice or a sales receipt of
 * payments must leave them out in every trigger group, or they are booked twice.
 */
import type { Finding } from "../../domain/finding.ts";
import type { WellKnownProperty } from "../../domain/well-known.ts";
import type { Filter, FilterGroup } from "../../domain/trigger.ts";
import { comparable } from "../../domain/trigger/comparable.ts";
import type { WorkflowDefinition, WorkflowObjectType } from "../../domain/workflow.ts";
import { allSteps } from "../../domain/workflow-path.ts";
import { actionOf } from "../index.ts";
import { ofWorkflow, type ReviewFacts } from "./facts.ts";

/** Whether one of these actions books what came in, as a paid invoice or a sales receipt. */
export function booksPayments(actions: readonly string[]): boolean {
  return actions.some((kind) => {
    const action = actionOf(kind);
    return action !== undefined && action.objectTypes.includes("payment") && action.documents.some((document) => document === "invoice" || document === "sales-receipt");
  });
}

/** The filters that a new trigger group begins with; [] = it needs none. */
export function newGroupFilters(objectType: WorkflowObjectType, actions: readonly string[], source: readonly WellKnownProperty[]): Filter[] {
  if (objectType !== "payment" || !booksPayments(actions)) return [];
  const [property] = source;
  const invoice = property?.values["from-invoice"];
  return property === undefined || invoice === undefined ? [] : [{ property: property.definition.name, operator: "is-none-of", type: "enumeration", values: [invoice] }];
}

/** One finding for each group without the filter. Workflows with only expenses or refunds need none. */
export function missingSourceFilters({ objectType, triggerGroups, triggerEvents, steps }: WorkflowDefinition, { paymentSource }: Pick<ReviewFacts, "paymentSource">): Finding[] {
  if (objectType !== "payment" || !booksPayments(allSteps(steps).map(({ action }) => action))) return [];
  if (paymentSource === null) return [notAsked];
  const isMissing = (group: FilterGroup) => !group.filters.some((filter) => leavesInvoicesOut(filter, paymentSource));
  const missing = triggerGroups.flatMap((group, index) => (isMissing(group) ? [`triggerGroups.${index}`] : []));
  const all = triggerGroups.length === 0 && triggerEvents.length > 0 ? ["triggerGroups"] : missing;
  return all.map((field) => missingIn(field, triggerGroups.length, sourceLabel(paymentSource)));
}

function leavesInvoicesOut(filter: Filter, source: readonly WellKnownProperty[]): boolean {
  if (filter.operator !== "is-none-of") return false;
  const invoice = source.find(({ definition }) => definition.name === filter.property)?.values["from-invoice"];
  return invoice !== undefined && filter.values.some((value) => comparable(value) === comparable(invoice));
}

function sourceLabel([property]: readonly WellKnownProperty[]): string {
  return property?.definition.label ?? "Source";
}

function missingIn(field: string, groups: number, label: string): Finding {
  const group = field === "triggerGroups" ? null : groups === 1 ? "only" : Number(field.split(".")[1] ?? 0) + 1;
  return ofWorkflow("money-risk", `no-source-filter:${field}`, field, { code: "source-filter-missing", group, label });
}

const notAsked: Finding = ofWorkflow("error", "source-not-known", "triggerGroups", { code: "source-not-known" });
