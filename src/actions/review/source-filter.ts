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
import { ofWorkflow, type PaymentProperties, type ReviewFacts } from "./facts.ts";

/** Whether one of these actions books what came in, as a paid invoice or a sales receipt. */
export function booksPayments(actions: readonly string[]): boolean {
  return actions.some((kind) => {
    const action = actionOf(kind);
    return action !== undefined && action.objectTypes.includes("payment") && action.documents.some((document) => document === "invoice" || document === "sales-receipt");
  });
}

/**
 * The filters that a new trigger group begins with, by where each CRM keeps a payment's source; [] = it needs none. Where they differ, each
 * lets pass the payments of the others, which do not have its property.
 */
export function newGroupFilters(objectType: WorkflowObjectType, actions: readonly string[], sources: readonly (readonly WellKnownProperty[])[]): Filter[] {
  if (objectType !== "payment" || !booksPayments(actions)) return [];
  const wanted = new Map(sources.flatMap(([property]) => (property?.values["from-invoice"] === undefined ? [] : [[property.definition.name, property.values["from-invoice"]] as const])));
  return [...wanted].map(([property, invoice]) => ({ property, operator: "is-none-of", type: "enumeration", values: [invoice], ...(wanted.size > 1 && { orUnknown: true }) }));
}

/** One finding for each group without the filter of a CRM whose payments it may take. Workflows with only expenses or refunds need none. */
export function missingSourceFilters({ objectType, triggerGroups, triggerEvents, steps }: WorkflowDefinition, { payments }: Pick<ReviewFacts, "payments">): Finding[] {
  if (objectType !== "payment" || !booksPayments(allSteps(steps).map(({ action }) => action))) return [];
  if (payments === null) return [notAsked];
  const [anyCrm = noCrm] = payments;
  const all = triggerGroups.length === 0 && triggerEvents.length > 0 ? [{ field: "triggerGroups", crm: anyCrm }] : triggerGroups.flatMap((group, index) => missingIn(group, index, payments));
  return all.map(({ field, crm }) => missingAt(field, triggerGroups.length, sourceLabel(crm.source)));
}

/** Until a CRM is connected nobody knows which filter would do. */
const noCrm: PaymentProperties = { names: [], source: [] };

/** At most one finding for each group: of the first CRM whose payments would be booked twice. */
function missingIn(group: FilterGroup, index: number, payments: readonly PaymentProperties[]): { field: string; crm: PaymentProperties }[] {
  const open = payments.find((crm) => mayTake(group, crm) && !group.filters.some((filter) => leavesInvoicesOut(filter, crm.source)));
  const crm = payments.length === 0 ? noCrm : open;
  return crm === undefined ? [] : [{ field: `triggerGroups.${index}`, crm }];
}

/** A payment without the property that a filter needs a value of is not taken, and a CRM's payments have only its own properties. */
function mayTake({ filters }: FilterGroup, { names }: PaymentProperties): boolean {
  return filters.every((filter) => filter.operator === "associated" || filter.operator === "is-unknown" || ("orUnknown" in filter && filter.orUnknown === true) || names.includes(filter.property));
}

function leavesInvoicesOut(filter: Filter, source: readonly WellKnownProperty[]): boolean {
  if (filter.operator !== "is-none-of") return false;
  const invoice = source.find(({ definition }) => definition.name === filter.property)?.values["from-invoice"];
  return invoice !== undefined && filter.values.some((value) => comparable(value) === comparable(invoice));
}

function sourceLabel([property]: readonly WellKnownProperty[]): string {
  return property?.definition.label ?? "Source";
}

function missingAt(field: string, groups: number, label: string): Finding {
  const group = field === "triggerGroups" ? null : groups === 1 ? "only" : Number(field.split(".")[1] ?? 0) + 1;
  return ofWorkflow("money-risk", `no-source-filter:${field}`, field, { code: "source-filter-missing", group, label });
}

const notAsked: Finding = ofWorkflow("error", "source-not-known", "triggerGroups", { code: "source-not-known" });
